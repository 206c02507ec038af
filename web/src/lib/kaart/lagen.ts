// SPDX-License-Identifier: EUPL-1.2
// A small map needs no area of its own per path: areas that look the same are one path together.
import { PATROON } from '../leegte';
import type { Regel } from '../regels';
import type { Kaart } from './geo';

export interface Laag {
  /** k1 … k5, nvt, or the id of a pattern. */
  soort: string;
  patroon: boolean;
  /** Drawn over the colour of a class. */
  merk: boolean;
  pad: string;
}

/** Classes first, the drawings of emptiness and marks over them. */
export function lagen(kaart: Kaart, regels: readonly Regel[], overal: ReadonlySet<string>): Laag[] {
  const perCode = new Map(regels.map((r) => [r.gebied.code, r]));
  const uit = new Map<string, Laag>();
  const erbij = (soort: string, patroon: boolean, merk: boolean, pad: string): void => {
    const laag = uit.get(soort) ?? { soort, patroon, merk, pad: '' };
    laag.pad += pad;
    uit.set(soort, laag);
  };
  for (const { code, pad } of kaart.vlakken) {
    const r = perCode.get(code);
    if (!r) continue;
    if (r.vlak.soort === 'leeg') {
      erbij(r.vlak.leegte === 'nvt' ? 'nvt' : `p-${r.vlak.leegte}`, r.vlak.leegte !== 'nvt', false, pad);
      continue;
    }
    erbij(`k${r.kleur}`, false, false, pad);
    for (const m of r.vlak.merken) if (PATROON[m] && !overal.has(m)) erbij(`p-${PATROON[m]}${r.kleur >= 4 ? '-licht' : ''}`, true, true, pad);
  }
  return [...uit.values()].sort((a, b) => Number(a.patroon) - Number(b.patroon) || a.soort.localeCompare(b.soort));
}
