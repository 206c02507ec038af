// SPDX-License-Identifier: EUPL-1.2
// One cell of the ladder over all areas of a gemeente: how many lie where, and which stand out.
import type { CijferNiveau, LadderCel } from './api/model';
import { ladderKlasse } from './klassen';

/** Five groups, from much less favourable to much more favourable; the middle one is around the average. */
export const GROEPEN = [3, 2, 0, -2, -3] as const;
export type Groep = (typeof GROEPEN)[number];

export interface Verspreiding {
  niveau: CijferNiveau;
  /** Per area its group; null when it has no score. */
  groep: (Groep | null)[];
  telling: Record<Groep, number>;
  /** Positions of at most two areas that are less favourable, the most striking first. */
  opvallend: number[];
  van: number;
  metScore: number;
}

function groepVan(score: number): Groep {
  const k = ladderKlasse(score);
  return k === 3 || k === 2 || k === -2 || k === -3 ? k : 0;
}

/** Over buurten, or over wijken when no buurt has a score; null when neither has one. */
export function verspreiding(cel: LadderCel | undefined): Verspreiding | null {
  if (!cel?.toepassing) return null;
  for (const niveau of ['buurt', 'wijk'] as const) {
    const k = cel.niveaus[niveau];
    if (!k?.score.some((s) => s != null)) continue;
    const groep = k.score.map((s) => (s == null ? null : groepVan(s)));
    const telling: Record<Groep, number> = { 3: 0, 2: 0, 0: 0, [-2]: 0, [-3]: 0 };
    for (const g of groep) if (g !== null) telling[g] += 1;
    const opvallend = k.score
      .map((s, i) => ({ s: s ?? -Infinity, i }))
      .filter((x) => x.s >= 0.75)
      .sort((a, b) => b.s - a.s || a.i - b.i)
      .slice(0, 2)
      .map((x) => x.i);
    return { niveau, groep, telling, opvallend, van: k.van, metScore: groep.filter((g) => g !== null).length };
  }
  return null;
}

const WOORD: Record<Groep, { nl: string; en: string }> = {
  3: { nl: 'veel ongunstiger', en: 'much less favourable' },
  2: { nl: 'ongunstiger', en: 'less favourable' },
  0: { nl: 'rond het gemiddelde', en: 'around the average' },
  [-2]: { nl: 'gunstiger', en: 'more favourable' },
  [-3]: { nl: 'veel gunstiger', en: 'much more favourable' },
};
export const groepWoord = (g: Groep, taal: 'nl' | 'en'): string => WOORD[g][taal];

/** On how many cells of each trede figures per buurt or wijk can be shown, of how many that apply. */
export function bekendPerTrede(treden: readonly string[], cellen: readonly LadderCel[]): { trede: string; bekend: number; van: number }[] {
  return treden.map((trede) => {
    const van = cellen.filter((c) => c.trede === trede && c.toepassing);
    return { trede, van: van.length, bekend: van.filter((c) => verspreiding(c) !== null).length };
  });
}

/** Whether less is known on every lower trede: then the heading may say so. */
export const daalt = (rij: readonly { bekend: number; van: number }[]): boolean =>
  rij.length > 1 && rij.every((r, i) => i === 0 || r.van === 0 || r.bekend / r.van <= (rij[i - 1]?.bekend ?? 0) / Math.max(1, rij[i - 1]?.van ?? 1)) && (rij.at(-1)?.bekend ?? 0) < (rij[0]?.bekend ?? 0);
