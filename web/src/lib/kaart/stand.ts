// SPDX-License-Identifier: EUPL-1.2
// What a map page shows: one indicator, level and period with everything that follows from them. Each map on the page (the main one
// and the one beside it) is a stand of its own, so that they are made in one way.
import type { Bron, CijferNiveau, Getal, Indicator, ReeksPunt, Waarnemingen } from '../api/model';
import type { Gebied, OpenEditie } from '../editie';
import { LEEGTEN, redenOp, vlak, type Leegte, type Merk, type Vlak } from '../leegte';
import { boven } from '../publicatie';
import { maakRegels, type Cijfersoort, type Regel } from '../regels';
import { isModel, type TrendPunt } from '../trend';
import type { Maatstaf } from '../vergelijk';
import { alleenGrover, groverNiveau } from './grover';
import { isLandNiveau, LANDNIVEAUS, niveauBijZoom, type LandNiveau } from './landniveau';

export const KAARTNIVEAUS = ['buurt', 'wijk'] as const;
export type KaartNiveau = (typeof KAARTNIVEAUS)[number];
export const isKaartNiveau = (n: string): n is KaartNiveau => n === 'buurt' || n === 'wijk';

/** A level with figures, or one of which the page can say that a coarser one is shown. */
export const kiesbaar = (ind: Indicator, n: CijferNiveau): boolean => ind.niveaus.includes(n) || (boven(ind, n) && groverNiveau(ind, n) !== null);

/** The level asked, else the finest one with figures; `gemeente` when there is none to draw. */
export function niveauVoor(ind: Indicator, gevraagd: string | null): CijferNiveau {
  const kan = KAARTNIVEAUS.filter((n) => kiesbaar(ind, n));
  return kan.find((n) => n === gevraagd) ?? KAARTNIVEAUS.find((n) => ind.niveaus.includes(n)) ?? 'gemeente';
}

/** The same for the map of the country, which has gemeenten too. What was not asked follows the zoom, as fine as there are figures. */
export function landNiveauVoor(ind: Indicator, gevraagd: string | null, zoom: number): LandNiveau {
  const kan = LANDNIVEAUS.filter((n) => ind.niveaus.includes(n));
  if (gevraagd !== null && isLandNiveau(gevraagd) && kiesbaar(ind, gevraagd)) return gevraagd;
  const tot = LANDNIVEAUS.indexOf(niveauBijZoom(zoom));
  return kan.filter((n) => LANDNIVEAUS.indexOf(n) <= tot).at(-1) ?? kan[0] ?? 'gemeente';
}

/** The chosen area at the level shown: a buurt stands for its wijk on a map of wijken. */
export function gekozenOp(gebied: Gebied | null, niveau: CijferNiveau): string | null {
  if (!gebied) return null;
  return gebied.niveau === niveau ? gebied.code : niveau === 'wijk' ? gebied.wijk : niveau === 'gemeente' ? gebied.gemeente : null;
}

/** What was fetched: it stays on the page while the next indicator is on its way. */
export interface Gegevens {
  ind: Indicator;
  niveau: CijferNiveau;
  /** Null when this edition has no figures at this level. */
  w: Waarnemingen | null;
  bron: Bron | undefined;
}

export async function haalGegevens(editie: OpenEditie, ind: Indicator, niveau: CijferNiveau): Promise<Gegevens> {
  const eigen = ind.niveaus.includes(niveau);
  const vraag = eigen ? niveau : boven(ind, niveau) ? groverNiveau(ind, niveau) : null;
  if (!vraag) return { ind, niveau, w: null, bron: undefined };
  const [w, b] = await Promise.all([editie.bron.waarnemingen(ind.id, vraag), editie.bron.bronnen().catch(() => ({ bronnen: [] as Bron[] }))]); // without the list of sources the figures still stand
  return { ind, niveau, w: eigen ? w : alleenGrover(w, niveau, editie.kolommen(niveau)?.code.length ?? 0), bron: b.bronnen.find((x) => x.id === ind.bron) };
}

export interface Keuze {
  /** Null: the whole country. */
  gemeente: string | null;
  periode: string | null;
  maatstaf: Maatstaf;
  cijfer: Cijfersoort;
}

export interface Stand extends Gegevens {
  w: Waarnemingen;
  punt: ReeksPunt;
  gebieden: Gebied[];
  /** As the reader asked for them. */
  regels: Regel[];
  /** As they were published: the heading is about these. */
  gepubliceerd: Regel[];
  cijfer: Cijfersoort;
  /** The figures come from a model. */
  model: boolean;
  referentie: Getal;
  /** The area of the reference, by its code. */
  referentieGebied: string;
  telling: Telling;
}

export const gebiedenVan = (editie: OpenEditie, niveau: CijferNiveau, gemeente: string | null): Gebied[] =>
  editie.plekkenIn(niveau, gemeente).flatMap((i) => editie.gebiedOp(niveau, i) ?? []);

/** The period asked, else the latest one. */
export const puntVoor = (w: Waarnemingen, periode: string | null): ReeksPunt | undefined => w.reeks.find((r) => r.periode === periode) ?? w.reeks.at(-1);

/** What an area lies in: its wijk, and where the whole country is shown and its own name may occur in many places also its gemeente. */
function omgeving(editie: OpenEditie, g: Gebied, land: boolean): string {
  if (!land) return g.wijk ? editie.naam(g.wijk) : '';
  return [g.niveau === 'buurt' ? g.wijk : null, g.niveau === 'gemeente' ? null : g.gemeente].flatMap((c) => (c ? [editie.naam(c)] : [])).join(', ');
}

export function standVan(editie: OpenEditie, g: Gegevens, k: Keuze): Stand | null {
  const punt = g.w ? puntVoor(g.w, k.periode) : undefined;
  if (!g.w || !punt) return null;
  const { w } = g;
  const gebieden = gebiedenVan(editie, g.niveau, k.gemeente);
  const maak = (cijfer?: Cijfersoort): Regel[] => maakRegels(gebieden, (g) => omgeving(editie, g, k.gemeente === null), w, punt, k.maatstaf, cijfer);
  const gepubliceerd = maak();
  const cijfer = soortenVoor(w, punt).includes(k.cijfer) ? k.cijfer : 'gepubliceerd';
  const regels = cijfer === 'gepubliceerd' ? gepubliceerd : maak(cijfer);
  return {
    ...g,
    w,
    punt,
    gebieden,
    regels,
    gepubliceerd,
    cijfer,
    model: isModel(g.ind.maat, g.bron?.model ?? false, w.verloop),
    referentie: punt.referentie?.waarde ?? null,
    referentieGebied: punt.referentie?.gebied ?? k.gemeente ?? editie.editie.referentie,
    telling: telling(regels),
  };
}

/** The kinds of figures that a period can be drawn with. */
export function soortenVoor(w: Waarnemingen, punt: ReeksPunt): Cijfersoort[] {
  const uit: Cijfersoort[] = ['gepubliceerd'];
  if (punt.vereffend?.waarde.some((x) => x != null)) uit.push('vereffend');
  if (w.schatting?.periode === punt.periode && w.schatting.waarde.some((x, i) => x != null && punt.waarde[i] == null)) uit.push('schatting');
  return uit;
}

export interface Telling {
  metCijfer: number;
  merken: Map<Merk, number>;
  leegten: Map<Leegte, number>;
  /** Marks that hold for every figure: told once. */
  overal: ReadonlySet<string>;
}

export function telling(regels: readonly Regel[]): Telling {
  const merken = new Map<Merk, number>();
  const leegten = new Map<Leegte, number>();
  const tel = <K>(m: Map<K, number>, k: K): Map<K, number> => m.set(k, (m.get(k) ?? 0) + 1);
  for (const { vlak: v } of regels) {
    if (v.soort === 'leeg') tel(leegten, v.leegte);
    else for (const k of v.merken) tel(merken, k);
  }
  const metCijfer = regels.filter((r) => r.vlak.soort === 'waarde').length;
  return {
    metCijfer,
    merken,
    leegten: new Map(LEEGTEN.flatMap((l) => (leegten.has(l) ? [[l, leegten.get(l) ?? 0] as const] : []))),
    overal: new Set(metCijfer > 0 && merken.get('herrekend') === metCijfer ? ['herrekend'] : []),
  };
}

export interface Jaar {
  periode: string;
  gevuld: boolean;
  /** The first of a row of periods in another division of areas than the one before. */
  nieuw: boolean;
  /** Carried over from another division. */
  omgezet: boolean;
  breuk: boolean;
}

export function jarenVan(w: Waarnemingen, gebieden: readonly Gebied[]): Jaar[] {
  const omgezet = (r: ReeksPunt | undefined): boolean => gebieden.some((g) => w.statussen[r?.status[g.i] ?? -1] === 'herrekend');
  return w.reeks.map((r, i) => ({
    periode: r.periode,
    gevuld: gebieden.some((g) => r.waarde[g.i] != null),
    nieuw: i > 0 && omgezet(r) !== omgezet(w.reeks[i - 1]),
    omgezet: omgezet(r),
    breuk: i > 0 && r.breuk !== null,
  }));
}

export const trendPunten = (w: Waarnemingen, i: number): TrendPunt[] =>
  w.reeks.map((r) => ({
    periode: r.periode,
    waarde: r.waarde[i] ?? null,
    onder: r.ondergrens?.[i] ?? null,
    boven: r.bovengrens?.[i] ?? null,
    status: w.statussen[r.status[i] ?? -1] ?? '',
    reden: r.waarde[i] != null ? '' : redenOp(r, i, w.redenen, w.statussen),
    breuk: r.breuk !== null,
  }));

/** The figure of one place, with its margin, outside any map. */
export function enkel(s: Pick<Stand, 'w' | 'punt'>, i: number): { vlak: Vlak; onder: Getal; boven: Getal } {
  const { w, punt } = s;
  return { vlak: vlak(punt, i, w.redenen, w.statussen, w.klassen), onder: punt.ondergrens?.[i] ?? null, boven: punt.bovengrens?.[i] ?? null };
}
