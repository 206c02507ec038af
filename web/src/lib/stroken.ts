// SPDX-License-Identifier: EUPL-1.2
// The parts of an area per leefgebied: every part a dot on one strip, so that an average never hides a split.
import type { CijferNiveau, Profielen } from './api/model';
import { celVan, vakVan } from './profiel';

export interface Stip {
  code: string;
  score: number;
  klasse: number;
}

export interface Strook {
  leefgebied: string;
  stippen: Stip[];
  /** The score of the whole itself, where it has one. */
  geheel: number | null;
  /** Of every part without a score, why. Empty where the leefgebied has nothing to score on this trede. */
  redenen: string[];
}

export function maakStroken(p: Profielen, trede: string, leefgebieden: readonly string[], delen: { niveau: CijferNiveau; codes: readonly string[] }, geheel: { niveau: CijferNiveau; code: string }): Strook[] {
  const plek = (n: CijferNiveau, code: string): number => p.niveaus[n]?.gebieden.indexOf(code) ?? -1;
  return leefgebieden.map((leefgebied) => {
    const cel = celVan(p, trede, leefgebied);
    const vakken = delen.codes.map((code) => ({ code, v: vakVan(cel, delen.niveau, plek(delen.niveau, code)) }));
    const stippen = vakken.flatMap(({ code, v }): Stip[] => (v.soort === 'score' ? [{ code, score: v.score, klasse: v.klasse }] : []));
    const redenen = vakken.flatMap(({ v }) => (v.soort === 'leeg' ? [v.reden] : []));
    const g = vakVan(cel, geheel.niveau, plek(geheel.niveau, geheel.code));
    return { leefgebied, stippen, geheel: g.soort === 'score' ? g.score : null, redenen };
  });
}

/** Parts on both sides: at least one less and one more favourable. */
export const verdeeld = (s: Strook): boolean => s.stippen.some((x) => x.klasse >= 2) && s.stippen.some((x) => x.klasse <= -2);
