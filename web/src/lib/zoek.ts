// SPDX-License-Identifier: EUPL-1.2
// Finding an area, a subject, an area of life or a page by (a part of) its name or code; areas also by what they were called before.
import type { Indicator, Text } from './api/model';
import type { GebiedenNiveau } from './api/model';
import type { OpenEditie } from './editie';

export interface Treffer {
  soort: 'gemeente' | 'wijk' | 'buurt' | 'indicator' | 'leefgebied' | 'pagina';
  /** A code, the id of an indicator or a leefgebied, or the path of a page. */
  code: string;
  naam: string;
  bij: string;
  /** The earlier name or code by which it was found. */
  eerder: string | null;
}

export interface Pagina {
  pad: string;
  naam: Text;
  /** Other words that a reader may look for. */
  ook: Text;
}

const P = (pad: string, nl: string, en: string, ookNl: string, ookEn: string): Pagina => ({ pad, naam: { nl, en }, ook: { nl: ookNl, en: ookEn } });

export const PAGINAS: readonly Pagina[] = [
  P('/', 'Overzicht', 'Overview', 'begin start voorpagina', 'home start'),
  P('/ladder', 'Ladder', 'Ladder', 'treden leefgebieden oggz', 'treden areas of life'),
  P('/signalen', 'Signalen', 'Signals', 'aandacht duiding cluster stapeling', 'attention interpretation cluster stacking'),
  P('/vergelijk', 'Vergelijk gebieden', 'Compare areas', 'tabel tapijt spreiding', 'table rug scatter'),
  P('/model', 'Model: wat verstaan wij onder kwetsbaarheid?', 'Model: what do we mean by vulnerability?', 'gewichten wegen variant', 'weights variant'),
  P('/verhaal', 'Verhalen', 'Stories', 'verhaal', 'story'),
  P('/bronnen', 'Bronnen en indicatoren', 'Sources and indicators', 'definitie catalogus herkomst licentie', 'definition catalogue lineage licence'),
  P('/methode', 'Methode', 'Method', 'formule berekening marge statistiek', 'formula margin statistics'),
  P('/privacy', 'Privacy', 'Privacy', 'geheim avg dpia onthulling', 'confidential gdpr disclosure'),
  P('/toegankelijkheid', 'Toegankelijkheid', 'Accessibility', 'wcag toetsenbord schermlezer', 'wcag keyboard screen reader'),
  P('/over', 'Over trede', 'About trede', 'gebruiken colofon contact', 'use colophon contact'),
];

const HOOGSTENS = 8;

/** Lower case without accents or punctuation, so that 't Hool is found by "hool" and Molen-Oost by "molen oost". */
export const kaal = (s: string): string =>
  s
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’‘]/g, '')
    .replace(/[\s\-–/.,]+/g, ' ')
    .toLocaleLowerCase('nl');

/** 0: the name starts with it; 1: a word in it does; 2: it occurs; -1: not. */
function inNaam(naam: string, vraag: string): number {
  const k = kaal(naam);
  if (k.startsWith(vraag)) return 0;
  if (k.includes(` ${vraag}`)) return 1;
  return k.includes(vraag) ? 2 : -1;
}

/** Earlier is better: today's name before an earlier name before a code. */
function rangGebied(k: GebiedenNiveau, i: number, vraag: string): { r: number; eerder: string | null } | null {
  const nu = inNaam(k.naam[i] ?? '', vraag);
  if (nu >= 0) return { r: nu, eerder: null };
  const naam = (k.vroegereNamen?.[i] ?? []).find((n) => inNaam(n, vraag) >= 0);
  if (naam !== undefined) return { r: 3, eerder: naam };
  if ((k.code[i] ?? '').toLowerCase().includes(vraag)) return { r: 4, eerder: null };
  const code = (k.voorheen?.[i] ?? []).find((c) => c.toLowerCase().includes(vraag));
  return code === undefined ? null : { r: 5, eerder: code };
}

export function zoek(editie: OpenEditie, tekst: string, lees: (t: Text) => string): Treffer[] {
  const vraag = kaal(tekst).trim();
  if (vraag.length < 2) return [];
  const gevonden: { r: number; orde: number; t: Treffer }[] = [];
  (['gemeente', 'wijk', 'buurt'] as const).forEach((niveau, orde) => {
    const k = editie.kolommen(niveau);
    k?.code.forEach((code, i) => {
      const g = rangGebied(k, i, vraag);
      if (!g) return;
      const boven = niveau === 'buurt' ? k.wijk?.[i] : niveau === 'wijk' && editie.landelijk ? k.gemeente?.[i] : null;
      const bij = boven == null ? '' : (editie.kolommen(niveau === 'buurt' ? 'wijk' : 'gemeente')?.naam[boven] ?? '');
      gevonden.push({ r: g.r, orde, t: { soort: niveau, code, naam: k.naam[i] ?? code, bij, eerder: g.eerder } });
    });
  });
  for (const ind of editie.catalogus.indicatoren) {
    const r = rangIndicator(ind, vraag, lees);
    if (r >= 0) gevonden.push({ r, orde: 3, t: { soort: 'indicator', code: ind.id, naam: lees(ind.naam), bij: '', eerder: null } });
  }
  for (const l of editie.ladder.leefgebieden) {
    const r = inNaam(lees(l.naam), vraag);
    if (r >= 0) gevonden.push({ r, orde: 3, t: { soort: 'leefgebied', code: l.id, naam: lees(l.naam), bij: '', eerder: null } });
  }
  for (const p of PAGINAS) {
    const naam = inNaam(lees(p.naam), vraag);
    const r = naam >= 0 ? naam : kaal(lees(p.ook)).split(' ').some((w) => w.startsWith(vraag)) ? 2 : -1;
    if (r >= 0) gevonden.push({ r, orde: 4, t: { soort: 'pagina', code: p.pad, naam: lees(p.naam), bij: '', eerder: null } });
  }
  return gevonden
    .sort((a, b) => a.r - b.r || a.orde - b.orde || a.t.naam.localeCompare(b.t.naam, 'nl'))
    .slice(0, HOOGSTENS)
    .map((g) => g.t);
}

/** By its full or short name, else by a word of its leefgebied's definition: never by its id, which readers do not know. */
function rangIndicator(ind: Indicator, vraag: string, lees: (t: Text) => string): number {
  const naam = inNaam(lees(ind.naam), vraag);
  if (naam >= 0) return naam;
  return inNaam(lees(ind.kort), vraag) >= 0 ? 2 : -1;
}
