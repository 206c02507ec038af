// SPDX-License-Identifier: EUPL-1.2
// How the country is drawn: which number an area gets, and what the layers make of it. Tiles have no figures; a number per area (its
// colour and its drawings) is all that changes when the reader chooses something else. The colours and drawings are those of the SVG map.
import type { ExpressionSpecification, LayerSpecification, LineLayerSpecification } from 'maplibre-gl';
import { PATROON } from '../leegte';
import type { Regel } from '../regels';
import type { LandNiveau } from './landniveau';

// --- an area as a number -----------------------------------------------------------------------------------------------------------

/** 1 … 5 are the classes. */
const NVT = 6;
const WIT = 7;
/** The drawings that may lie over a colour, each a bit. The light ones are for dark classes. */
export const TEKENINGEN = ['geheim', 'geen', 'niveau', 'onzeker', 'onzeker-licht', 'modelschatting', 'modelschatting-licht', 'herrekend', 'herrekend-licht'] as const;
export type Tekening = (typeof TEKENINGEN)[number];
const bit = (t: string): number => 1 << (TEKENINGEN as readonly string[]).indexOf(t);

/** Colour in the lowest three bits, drawings above. */
export function codeVan(r: Regel, overal: ReadonlySet<string>): number {
  if (r.vlak.soort === 'leeg') return r.vlak.leegte === 'nvt' ? NVT : WIT | (bit(r.vlak.leegte) << 3);
  let tekeningen = 0;
  for (const m of r.vlak.merken) {
    const p = PATROON[m];
    if (p && !overal.has(m)) tekeningen |= bit(r.kleur >= 4 ? `${p}-licht` : p);
  }
  return r.kleur | (tekeningen << 3);
}

/** The codes of a level by the place of the area; 0 = not among the rows. */
export function codes(regels: readonly Regel[], aantal: number, overal: ReadonlySet<string>): Uint16Array {
  const uit = new Uint16Array(aantal);
  for (const r of regels) uit[r.gebied.i] = codeVan(r, overal);
  return uit;
}

export function tekeningenIn(c: Uint16Array): Tekening[] {
  let samen = 0;
  for (const x of c) samen |= x >> 3;
  return TEKENINGEN.filter((t) => samen & bit(t));
}

/** What a feature is told: its colour and, only when it has them, its drawings. */
export const toestand = (code: number): { k: number; p: number } => ({ k: code & 7, p: code >> 3 });

// --- layers ------------------------------------------------------------------------------------------------------------------------

export interface LandKleuren {
  klassen: readonly string[];
  nvt: string;
  wit: string;
  kaal: string;
  grens: string;
  omtrek: string;
  inkt: string;
  accent: string;
  achtergrond: string;
}

const toestandVan = (naam: string): ExpressionSpecification => ['coalesce', ['feature-state', naam], 0];

export const kleurUitdrukking = (k: LandKleuren): ExpressionSpecification =>
  ['match', toestandVan('k'), ...k.klassen.flatMap((kleur, i) => [i + 1, kleur]), NVT, k.nvt, WIT, k.wit, k.kaal] as unknown as ExpressionSpecification;

const heeft = (t: Tekening): ExpressionSpecification => ['case', ['==', ['%', ['floor', ['/', toestandVan('p'), bit(t)]], 2], 1], 1, 0];

const bron = (n: LandNiveau) => ({ source: n, 'source-layer': n });

export function vlakLaag(n: LandNiveau, k: LandKleuren): LayerSpecification {
  return { id: `kleur-${n}`, type: 'fill', ...bron(n), paint: { 'fill-color': kleurUitdrukking(k), 'fill-antialias': false } };
}

export function tekeningLaag(n: LandNiveau, t: Tekening): LayerSpecification {
  return { id: `${t}-${n}`, type: 'fill', ...bron(n), paint: { 'fill-pattern': t, 'fill-opacity': heeft(t), 'fill-antialias': false } };
}

/** Borders get thicker as they come nearer, so that fourteen thousand of them do not hide the colours; from afar there are none at all. */
const DIKTE: Record<Exclude<LandNiveau, 'gemeente'>, { vanaf: number; dik: ExpressionSpecification }> = {
  wijk: { vanaf: 7, dik: ['interpolate', ['linear'], ['zoom'], 7, 0, 8, 0.4, 11, 1] },
  buurt: { vanaf: 8, dik: ['interpolate', ['linear'], ['zoom'], 8, 0, 9.2, 0.3, 12, 0.9] },
};

/** The borders of a level, and those of gemeenten over a finer one: a hold for the eye, and an edge where a light class meets the page. */
export function lijnLagen(n: LandNiveau, k: LandKleuren): LineLayerSpecification[] {
  const omtrek = {
    type: 'line',
    ...bron('gemeente'),
    paint: { 'line-color': k.omtrek, 'line-opacity': 0.6, 'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.3, 8, 0.8, 11, 1.4] },
  } satisfies Omit<LineLayerSpecification, 'id'>;
  if (n === 'gemeente') return [{ ...omtrek, id: `rand-${n}` }];
  const { vanaf, dik } = DIKTE[n];
  return [
    { id: `rand-${n}`, type: 'line', ...bron(n), minzoom: vanaf, paint: { 'line-color': k.grens, 'line-width': dik } },
    { ...omtrek, id: 'gemeentegrens' },
  ];
}

// --- one area that stands out ------------------------------------------------------------------------------------------------------

/** The same tiles once more, of which only the outline of one or two areas is kept: so it need not be drawn, and not made, for all. */
export const OMLIJND = 'omlijnd';
export interface Omlijnd {
  gekozen: number | null;
  gewezen: number | null;
}
export const alleen = (plek: number | null): ExpressionSpecification => ['==', ['id'], plek ?? -1];

/** From the lowest to the highest. */
export function omlijnLagen(n: LandNiveau, k: LandKleuren, wie: Omlijnd): LineLayerSpecification[] {
  const lijn = (id: keyof Omlijnd | 'wit', plek: number | null, kleur: string, breed: number): LineLayerSpecification => ({
    id,
    type: 'line',
    source: OMLIJND,
    'source-layer': n,
    filter: alleen(plek),
    layout: { 'line-join': 'round' },
    paint: { 'line-color': kleur, 'line-width': breed },
  });
  return [lijn('gewezen', wie.gewezen, k.inkt, 2), lijn('wit', wie.gekozen, k.achtergrond, 6), lijn('gekozen', wie.gekozen, k.accent, 3.2)];
}
