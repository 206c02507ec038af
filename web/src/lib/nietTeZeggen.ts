// SPDX-License-Identifier: EUPL-1.2
// What cannot be said of an area, grouped by why, each with the way out that a reader has.
import type { Text } from './api/model';
import type { Leegte } from './leegte';
import { waaromLeeg, type Rij } from './rij';

export type Uitweg = 'buurt' | 'wijk' | 'gemeente' | 'schatting' | 'bron' | 'geen';

export interface Onbekend {
  sleutel: string;
  leegte: Leegte;
  reden: string;
  /** The reason in words. */
  zin: Text;
  uitweg: Uitweg;
  rijen: Rij[];
}

export interface Elders {
  /** Whether the wijk around the area has a figure of this indicator. */
  wijk: (indicator: string) => boolean;
  gemeente: (indicator: string) => boolean;
}

function uitwegVan(r: Rij, elders: Elders): Uitweg {
  if (r.cijfer.soort !== 'leeg') return 'geen';
  if (r.cijfer.reden === 'geen_bron') return 'bron';
  if (r.cijfer.reden === 'alleen_buurt') return 'buurt';
  if (r.cijfer.leegte === 'nvt') return 'geen';
  if (r.schatting) return 'schatting';
  if (elders.wijk(r.ind.id)) return 'wijk';
  return elders.gemeente(r.ind.id) ? 'gemeente' : 'bron';
}

/** Largest groups first; rows that show the figure of the wijk are told there and not here again. */
export function onbekenden(rijen: readonly Rij[], elders: Elders): Onbekend[] {
  const groepen = new Map<string, Onbekend>();
  for (const r of rijen) {
    if (r.cijfer.soort !== 'leeg') continue;
    const uitweg = uitwegVan(r, elders);
    const zin = waaromLeeg(r);
    const sleutel = `${r.cijfer.reden}-${uitweg}-${zin.nl}`;
    const g = groepen.get(sleutel) ?? { sleutel, leegte: r.cijfer.leegte, reden: r.cijfer.reden, zin, uitweg, rijen: [] };
    g.rijen.push(r);
    groepen.set(sleutel, g);
  }
  return [...groepen.values()].sort((a, b) => b.rijen.length - a.rijen.length || a.sleutel.localeCompare(b.sleutel));
}
