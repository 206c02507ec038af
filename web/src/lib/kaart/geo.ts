// SPDX-License-Identifier: EUPL-1.2
// From TopoJSON to drawn paths. Shared borders stay shared: lines between areas are meshes, not outlines of polygons.
import { geoPath, geoTransform, type GeoPath } from 'd3-geo';
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
const RAND = 3;
const RAD = Math.PI / 180;

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
  const { pad, hoogte } = passend(vorm);
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

/** Mercator at scale k, shifted. A gemeente is small: straight lines stay straight, so nothing of the globe is needed for it. */
const mercator = (k: number, dx: number, dy: number): GeoPath =>
  geoPath(
    geoTransform({
      point(lengte, breedte) {
        this.stream.point(k * lengte * RAD + dx, dy - k * Math.log(Math.tan(Math.PI / 4 + (breedte * RAD) / 2)));
      },
    }),
  );

/** The width is full where the shape is not too high for it; else it stands in the middle. */
function passend(vorm: FeatureCollection<Geometry>): { pad: GeoPath; hoogte: number } {
  const [[x0, y0], [x1, y1]] = mercator(1, 0, 0).bounds(vorm);
  const [b, h] = [x1 - x0, y1 - y0];
  const hoogte = Math.max(200, Math.min(HOOGTE_HOOGST, Math.ceil((BREEDTE - 2 * RAND) * (b > 0 ? h / b : 1) + 2 * RAND)));
  const k = Math.min((BREEDTE - 2 * RAND) / b, (hoogte - 2 * RAND) / h);
  return { pad: mercator(k, (BREEDTE - k * (x0 + x1)) / 2, (hoogte - k * (y0 + y1)) / 2).digits(1), hoogte };
}
