// SPDX-License-Identifier: EUPL-1.2
// Names over the map of the country, for finding one's way: of the largest gemeenten in view, and from nearby of wijken. The map itself has
// no letters.
import type { OpenEditie } from '../editie';
import { plaatsLabels, type Label } from './labels';
import { rdNaarLonLat } from './rd';
import type { Punt } from './richting';

export interface Plaatsnaam {
  naam: string;
  gewicht: number;
  lon: number;
  lat: number;
}

export const LETTER = 12.5;
const WIJK_VANAF = 11;
/** Room on the screen for each name, so that colours stay in sight. */
const RUIMTE = 15_000;

export function plaatsnamen(editie: OpenEditie, niveau: 'gemeente' | 'wijk'): Plaatsnaam[] {
  const k = editie.kolommen(niveau);
  return (k?.naam ?? []).flatMap((naam, i) => {
    const [x, y] = [k?.x?.[i], k?.y?.[i]];
    if (x == null || y == null || k?.leeg?.[i]) return [];
    const [lon, lat] = rdNaarLonLat(x, y);
    return [{ naam, gewicht: k?.inwoners?.[i] ?? 0, lon, lat }];
  });
}

export const naamNiveau = (zoom: number): 'gemeente' | 'wijk' => (zoom >= WIJK_VANAF ? 'wijk' : 'gemeente');

/** The names that fit in a view of `breed` by `hoog` pixels. */
export function namenIn(namen: readonly Plaatsnaam[], waar: (lon: number, lat: number) => Punt, breed: number, hoog: number): Label[] {
  const inBeeld = namen.flatMap(({ naam, gewicht, lon, lat }) => {
    const midden = waar(lon, lat);
    return midden.x > 0 && midden.y > 0 && midden.x < breed && midden.y < hoog ? [{ naam, gewicht, midden }] : [];
  });
  return plaatsLabels(inBeeld, LETTER, breed, hoog, Math.max(5, Math.floor((breed * hoog) / RUIMTE)));
}
