// SPDX-License-Identifier: EUPL-1.2
// Walking over a map with the arrow keys: the nearest area in that direction.

export type Richting = 'op' | 'neer' | 'links' | 'rechts';

/** A point on the screen: y grows downwards. */
export interface Punt {
  x: number;
  y: number;
}

const VECTOR: Record<Richting, Punt> = {
  op: { x: 0, y: -1 },
  neer: { x: 0, y: 1 },
  links: { x: -1, y: 0 },
  rechts: { x: 1, y: 0 },
};

export const richtingVanToets: Readonly<Record<string, Richting>> = {
  ArrowUp: 'op',
  ArrowDown: 'neer',
  ArrowLeft: 'links',
  ArrowRight: 'rechts',
};

/**
 * The index of the nearest point in a direction, or null when there is none. Points within 45° of the direction come first;
 * only when there are none does the rest of that half of the map count. A sideways step costs double, so that the walk
 * stays on its line. Equal distances are decided by the lowest index.
 */
export function naaste(punten: readonly (Punt | null)[], van: number, richting: Richting): number | null {
  const start = punten[van];
  if (!start) return null;
  const v = VECTOR[richting];
  let beste: { i: number; kosten: number } | null = null;
  for (let i = 0; i < punten.length; i += 1) {
    const p = punten[i];
    if (!p || i === van) continue;
    const vooruit = (p.x - start.x) * v.x + (p.y - start.y) * v.y;
    const opzij = Math.abs((p.x - start.x) * v.y) + Math.abs((p.y - start.y) * v.x);
    if (vooruit <= 1e-9) continue;
    const inKegel = opzij <= vooruit;
    const kosten = vooruit + 2 * opzij + (inKegel ? 0 : 1e9);
    if (!beste || kosten < beste.kosten) beste = { i, kosten };
  }
  return beste?.i ?? null;
}
