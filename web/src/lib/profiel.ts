// SPDX-License-Identifier: EUPL-1.2
// The ladder of one area out of the columnar resource `profielen/{gemeente}`.
import type { CijferNiveau, LadderCel, Profielen } from './api/model';
import { ladderKlasse } from './klassen';

/** A cell of the ladder as it is shown. */
export type Vak =
  | { soort: 'score'; score: number; klasse: number; aantal: number; van: number }
  | { soort: 'telling'; ongunstig: number; van: number; niveau: CijferNiveau }
  | { soort: 'leeg'; reden: string; van: number }
  | { soort: 'nvt' };

export function vakVan(cel: LadderCel | undefined, niveau: CijferNiveau, i: number): Vak {
  if (!cel || !cel.toepassing) return { soort: 'nvt' };
  const k = cel.niveaus[niveau];
  if (!k) return { soort: 'leeg', reden: 'alleen_gemeente', van: 0 };
  const score = k.score[i];
  if (score == null) return { soort: 'leeg', reden: k.reden[i] || 'geen_gegevens', van: k.van };
  return { soort: 'score', score, klasse: ladderKlasse(score), aantal: k.aantal[i] ?? 0, van: k.van };
}

/** For a whole gemeente: in how many of its areas the cell is (much) less favourable. */
export function tellingVan(cel: LadderCel | undefined, niveau: CijferNiveau): Vak {
  if (!cel || !cel.toepassing) return { soort: 'nvt' };
  const k = cel.niveaus[niveau];
  const scores = k?.score.filter((s): s is number => s != null) ?? [];
  if (!k || scores.length === 0) return { soort: 'leeg', reden: vaakst(k?.reden ?? []), van: k?.van ?? 0 };
  return { soort: 'telling', ongunstig: scores.filter((s) => ladderKlasse(s) >= 2).length, van: scores.length, niveau };
}

function vaakst(redenen: readonly string[]): string {
  const n = new Map<string, number>();
  for (const r of redenen) if (r) n.set(r, (n.get(r) ?? 0) + 1);
  return [...n].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0]?.[0] ?? 'geen_gegevens';
}

export const celVan = (p: Profielen, trede: string, leefgebied: string): LadderCel | undefined =>
  p.ladder.cellen.find((c) => c.trede === trede && c.leefgebied === leefgebied);

/** How many of the leefgebieden stand out on one trede for an area. */
export function leefgebiedenOngunstig(p: Profielen, trede: string, niveau: CijferNiveau, i: number): { ongunstig: number; met: number } {
  let ongunstig = 0;
  let met = 0;
  for (const cel of p.ladder.cellen) {
    if (cel.trede !== trede) continue;
    const v = vakVan(cel, niveau, i);
    if (v.soort !== 'score') continue;
    met += 1;
    if (v.klasse >= 2) ongunstig += 1;
  }
  return { ongunstig, met };
}
