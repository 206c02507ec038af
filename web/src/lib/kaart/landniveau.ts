// SPDX-License-Identifier: EUPL-1.2
// The levels of the map of the country and its view, as they stand in the address.

export const LANDNIVEAUS = ['gemeente', 'wijk', 'buurt'] as const;
export type LandNiveau = (typeof LANDNIVEAUS)[number];
export const isLandNiveau = (n: string): n is LandNiveau => (LANDNIVEAUS as readonly string[]).includes(n);

/** From this zoom on a level is shown when the reader lets the zoom decide. */
const VANAF: Record<LandNiveau, number> = { gemeente: 0, wijk: 8.2, buurt: 10 };
export const niveauBijZoom = (zoom: number): LandNiveau => (zoom >= VANAF.buurt ? 'buurt' : zoom >= VANAF.wijk ? 'wijk' : 'gemeente');

export interface Zicht {
  zoom: number;
  lat: number;
  lon: number;
}

/** The view as it stands in the address: zoom/latitude/longitude. */
export function leesZicht(tekst: string | null): Zicht | null {
  const [zoom, lat, lon, ...meer] = (tekst ?? '').split('/').map(Number);
  if (tekst == null || meer.length > 0 || zoom === undefined || lat === undefined || lon === undefined) return null;
  const goed = zoom >= 3 && zoom <= 15 && lat >= 49 && lat <= 56 && lon >= 0 && lon <= 10;
  return goed ? { zoom, lat, lon } : null;
}
export const schrijfZicht = (z: Zicht): string => `${z.zoom.toFixed(2)}/${z.lat.toFixed(4)}/${z.lon.toFixed(4)}`;
