// SPDX-License-Identifier: EUPL-1.2
// How many areas have a figure, and why the others have none.
import type { CijferNiveau, Waarnemingen } from './api/model';
import { LEEGTEN, vlak, type Leegte } from './leegte';

export interface Dekking {
  niveau: CijferNiveau;
  periode: string;
  totaal: number;
  met: number;
  leeg: [Leegte, number][];
}

/** Of the last period; `plekken`: the positions of the areas that count. */
export function telDekking(w: Waarnemingen, niveau: CijferNiveau, plekken: readonly number[]): Dekking | null {
  const punt = w.reeks.at(-1);
  if (!punt) return null;
  const aantal = new Map<Leegte, number>();
  for (const i of plekken) {
    const v = vlak(punt, i, w.redenen, w.statussen, w.klassen);
    if (v.soort === 'leeg') aantal.set(v.leegte, (aantal.get(v.leegte) ?? 0) + 1);
  }
  const leeg = LEEGTEN.flatMap((l): [Leegte, number][] => (aantal.has(l) ? [[l, aantal.get(l) ?? 0]] : []));
  return { niveau, periode: punt.periode, totaal: plekken.length, met: plekken.length - leeg.reduce((som, [, n]) => som + n, 0), leeg };
}
