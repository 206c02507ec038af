// SPDX-License-Identifier: EUPL-1.2
// When nothing has the name that was typed: what comes close, one or two letters off. Fetched only then.
import type { Text } from './api/model';
import type { OpenEditie } from './editie';
import { kaal, type Treffer } from './zoek';

const HOOGSTENS = 5;

/** Letters to change, add, leave out or swap (optimal string alignment); more than `ver` is told as `ver` + 1. */
export function letters(a: string, b: string, ver: number): number {
  if (Math.abs(a.length - b.length) > ver) return ver + 1;
  let [vorige, deze] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const eerder = vorige;
    [vorige, deze] = [deze, [i]];
    for (let j = 1; j <= b.length; j += 1) {
      const gelijk = a[i - 1] === b[j - 1] ? 0 : 1;
      let d = Math.min((vorige[j] ?? 0) + 1, (deze[j - 1] ?? 0) + 1, (vorige[j - 1] ?? 0) + gelijk);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, (eerder[j - 2] ?? 0) + 1);
      deze[j] = d;
    }
    if (Math.min(...deze) > ver) return ver + 1;
  }
  return deze[b.length] ?? ver + 1;
}

/** How far a name is from what was typed: the whole name, its beginning, or one of its words. */
function ver(naam: string, vraag: string, hoogstens: number): number {
  const k = kaal(naam).trim();
  const delen = new Set([k, k.slice(0, vraag.length), ...k.split(' ')]);
  return Math.min(...[...delen].map((d) => letters(vraag, d, hoogstens)));
}

export function lijktOp(editie: OpenEditie, tekst: string, lees: (t: Text) => string): Treffer[] {
  const vraag = kaal(tekst).trim();
  if (vraag.length < 4 || /\d/.test(vraag)) return [];
  const hoogstens = vraag.length < 7 ? 1 : 2;
  const uit: { d: number; orde: number; t: Treffer }[] = [];
  const probeer = (orde: number, namen: readonly string[], t: Treffer): void => {
    const d = Math.min(...namen.map((n) => ver(n, vraag, hoogstens)));
    if (d <= hoogstens) uit.push({ d, orde, t });
  };
  (['gemeente', 'wijk', 'buurt'] as const).forEach((soort, orde) => {
    const k = editie.kolommen(soort);
    const wijken = soort === 'buurt' ? editie.kolommen('wijk')?.naam : undefined;
    k?.code.forEach((code, i) => probeer(orde, [k.naam[i] ?? code], { soort, code, naam: k.naam[i] ?? code, bij: wijken?.[k.wijk?.[i] ?? -1] ?? '', eerder: null }));
  });
  for (const i of editie.catalogus.indicatoren) probeer(3, [lees(i.naam), lees(i.kort)], { soort: 'indicator', code: i.id, naam: lees(i.naam), bij: '', eerder: null });
  for (const l of editie.ladder.leefgebieden) probeer(3, [lees(l.naam)], { soort: 'leefgebied', code: l.id, naam: lees(l.naam), bij: '', eerder: null });
  return uit
    .sort((a, b) => a.d - b.d || a.orde - b.orde || a.t.naam.localeCompare(b.t.naam, 'nl'))
    .slice(0, HOOGSTENS)
    .map((x) => x.t);
}
