// SPDX-License-Identifier: EUPL-1.2
// Finding an area or a subject by (a part of) its name, code or an earlier code.
import type { Indicator, Text } from './api/model';
import type { OpenEditie } from './editie';

export interface Treffer {
  soort: 'gemeente' | 'wijk' | 'buurt' | 'indicator';
  code: string;
  naam: string;
  bij: string;
}

const HOOGSTENS = 8;

/** Lower case without accents or punctuation, so that 't Hool is found by "hool" and Begijnenhof by "begij". */
export const kaal = (s: string): string =>
  s
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’‘]/g, '')
    .toLocaleLowerCase('nl');

/** Earlier is better: the name starts with it, a word in it does, it occurs, only the code does. */
function rang(naam: string, code: string, vroeger: readonly string[], vraag: string): number {
  const k = kaal(naam);
  if (k.startsWith(vraag)) return 0;
  if (k.includes(` ${vraag}`) || k.includes(`-${vraag}`)) return 1;
  if (k.includes(vraag)) return 2;
  if (code.toLowerCase().includes(vraag) || vroeger.some((c) => c.toLowerCase().includes(vraag))) return 3;
  return -1;
}

export function zoek(editie: OpenEditie, tekst: string, lees: (t: Text) => string): Treffer[] {
  const vraag = kaal(tekst.trim());
  if (vraag.length < 2) return [];
  const gevonden: { r: number; orde: number; t: Treffer }[] = [];
  (['gemeente', 'wijk', 'buurt'] as const).forEach((niveau, orde) => {
    const k = editie.kolommen(niveau);
    k?.code.forEach((code, i) => {
      const naam = k.naam[i] ?? code;
      const r = rang(naam, code, k.voorheen?.[i] ?? [], vraag);
      if (r < 0) return;
      const boven = niveau === 'buurt' ? k.wijk?.[i] : niveau === 'wijk' && editie.landelijk ? k.gemeente?.[i] : null;
      const bij = boven == null ? '' : (editie.kolommen(niveau === 'buurt' ? 'wijk' : 'gemeente')?.naam[boven] ?? '');
      gevonden.push({ r, orde, t: { soort: niveau, code, naam, bij } });
    });
  });
  for (const ind of editie.catalogus.indicatoren) {
    const r = rangIndicator(ind, vraag, lees);
    if (r >= 0) gevonden.push({ r, orde: 3, t: { soort: 'indicator', code: ind.id, naam: lees(ind.naam), bij: '' } });
  }
  return gevonden
    .sort((a, b) => a.r - b.r || a.orde - b.orde || a.t.naam.localeCompare(b.t.naam, 'nl'))
    .slice(0, HOOGSTENS)
    .map((g) => g.t);
}

const rangIndicator = (ind: Indicator, vraag: string, lees: (t: Text) => string): number => {
  const r = rang(lees(ind.naam), ind.id, [], vraag);
  return r === 3 ? -1 : r;
};
