// SPDX-License-Identifier: EUPL-1.2
// From TopoJSON to drawn paths. Shared borders stay shared: lines between areas are meshes, not outlines of polygons.
import { geoMercator, geoPath } from 'd3-geo';
import type { FeatureCollection, GeoJsonProperties, Geometry, GeometryObject } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Punt } from './richting';

export interface KaartVlak {
  code: string;
  pad: string;
  midden: Punt | null;
}

export interface Kaart {
  breedte: number;
  hoogte: number;
  vlakken: KaartVlak[];
  /** Lines between neighbouring areas of the level shown. */
  grenzen: string;
  /** Lines between wijken, and the outline of the whole. */
  wijkgrenzen: string;
  wijken: KaartVlak[];
}

const BREEDTE = 640;
const HOOGTE_HOOGST = 620;

function verzameling(t: Topology, naam: string): GeometryCollection<GeoJsonProperties> | null {
  const o = t.objects[naam];
  return o && o.type === 'GeometryCollection' ? o : null;
}

function padVan(pad: (o: GeometryObject) => string | null, o: unknown): string {
  return pad(o as GeometryObject) ?? '';
}

/** Draws one level; null when the map has no such level. */
export function teken(t: Topology, niveau: 'buurt' | 'wijk'): Kaart | null {
  const laag = verzameling(t, niveau);
  if (!laag) return null;
  const vorm = feature(t, laag) as FeatureCollection<Geometry>;
  const hoogte = passendeHoogte(vorm);
  const projectie = geoMercator().fitExtent(
    [
      [3, 3],
      [BREEDTE - 3, hoogte - 3],
    ],
    vorm,
  );
  const pad = geoPath(projectie).digits(1);
  const vlakken = (v: FeatureCollection<Geometry>): KaartVlak[] =>
    v.features.map((f) => {
      const [x, y] = pad.centroid(f);
      return {
        code: String(f.id),
        pad: pad(f) ?? '',
        midden: Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null,
      };
    });
  const wijkLaag = verzameling(t, 'wijk');
  const buiten = mesh(t, laag as never, (a, b) => a === b);
  const wijkBinnen = wijkLaag ? mesh(t, wijkLaag as never, (a, b) => a !== b) : null;
  return {
    breedte: BREEDTE,
    hoogte,
    vlakken: vlakken(vorm),
    grenzen: padVan(pad as never, mesh(t, laag as never, (a, b) => a !== b)),
    wijkgrenzen: padVan(pad as never, buiten) + (wijkBinnen ? padVan(pad as never, wijkBinnen) : ''),
    wijken: wijkLaag ? vlakken(feature(t, wijkLaag) as FeatureCollection<Geometry>) : [],
  };
}

const getekend = new WeakMap<Topology, Map<string, Kaart | null>>();

/** The drawing of a level, made once per map: every picture on the page and every next indicator uses the same paths. */
export function tekenEenmaal(t: Topology, niveau: 'buurt' | 'wijk'): Kaart | null {
  const bekend = getekend.get(t) ?? new Map<string, Kaart | null>();
  getekend.set(t, bekend);
  if (!bekend.has(niveau)) bekend.set(niveau, teken(t, niveau));
  return bekend.get(niveau) ?? null;
}

/** A corner of the map (left or right, below or above) with room for a card and no area behind it; `onder`: beside the map only. */
export type Hoek = 'lo' | 'ro' | 'lb' | 'onder';

export function vrijeHoek(kaart: Kaart, breed = 250, hoog = 175, speling = 20): Hoek {
  const hoeken: [Hoek, number, number][] = [
    ['lo', 0, kaart.hoogte - hoog],
    ['ro', kaart.breedte - breed, kaart.hoogte - hoog],
    ['lb', 0, 0],
  ];
  const binnen = (m: Punt | null, x: number, y: number): boolean =>
    m !== null && m.x > x - speling && m.x < x + breed + speling && m.y > y - speling && m.y < y + hoog + speling;
  return hoeken.find(([, x, y]) => !kaart.vlakken.some((v) => binnen(v.midden, x, y)))?.[0] ?? 'onder';
}

function passendeHoogte(vorm: FeatureCollection<Geometry>): number {
  const [[x0, y0], [x1, y1]] = geoPath(geoMercator().fitWidth(BREEDTE - 6, vorm)).bounds(vorm);
  const verhouding = x1 > x0 ? (y1 - y0) / (x1 - x0) : 1;
  return Math.max(200, Math.min(HOOGTE_HOOGST, Math.ceil((BREEDTE - 6) * verhouding + 6)));
}
