// SPDX-License-Identifier: EUPL-1.2
// How the country is drawn: which number an area gets, and what the layers make of it. Tiles have no figures; a number per area (its
// colour and its drawings) is all that changes when the reader chooses something else. The colours and drawings are those of the SVG map.
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
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

/** Borders get thicker as they come nearer, so that fourteen thousand of them do not hide the colours. */
const DIKTE: Record<Exclude<LandNiveau, 'gemeente'>, ExpressionSpecification> = {
  wijk: ['interpolate', ['linear'], ['zoom'], 6.8, 0, 8, 0.4, 11, 1],
  buurt: ['interpolate', ['linear'], ['zoom'], 8, 0, 9.2, 0.3, 12, 0.9],
};

export function lijnLagen(n: LandNiveau, k: LandKleuren): LayerSpecification[] {
  const breed = (gekozen: number, aangewezen: number): ExpressionSpecification =>
    ['case', ['==', toestandVan('g'), 1], gekozen, ['==', toestandVan('w'), 1], aangewezen, 0] as unknown as ExpressionSpecification;
  const rand = n === 'gemeente' ? gemeenteLijn(k) : ({ type: 'line', ...bron(n), paint: { 'line-color': k.grens, 'line-width': DIKTE[n] } } as const);
  return [
    { ...rand, id: `rand-${n}` } as LayerSpecification,
    { id: `wit-${n}`, type: 'line', ...bron(n), layout: { 'line-join': 'round' }, paint: { 'line-color': k.achtergrond, 'line-width': breed(6, 0) } },
    {
      id: `gekozen-${n}`,
      type: 'line',
      ...bron(n),
      layout: { 'line-join': 'round' },
      paint: { 'line-color': ['case', ['==', toestandVan('g'), 1], k.accent, k.inkt], 'line-width': breed(3.2, 2) },
    },
  ];
}

/** The borders of gemeenten, over a finer level too: a hold for the eye, and an edge where a light class meets the page. */
export function gemeenteLijn(k: LandKleuren): LayerSpecification {
  return {
    id: 'gemeentegrens',
    type: 'line',
    ...bron('gemeente'),
    paint: { 'line-color': k.omtrek, 'line-opacity': 0.6, 'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.3, 8, 0.8, 11, 1.4] },
  };
}
