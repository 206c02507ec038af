// SPDX-License-Identifier: EUPL-1.2
// The rug: areas down, indicators across, in every cell the edition's verdict.
import type { CijferNiveau, Getal, Indicator, Profielen, Text, Verloop } from './api/model';
import { jarenSamen, type Taal } from './format';
import { leegte, LEEGTE_WOORD, redenOp, type Leegte } from './leegte';
import { seriatie } from './seriatie';
import { OORDEEL_WOORD, oordeelOp, type Maatstaf, type Oordeel } from './vergelijk';

export interface TapijtCel {
  waarde: Getal;
  onder: Getal;
  boven: Getal;
  oordeel: Oordeel | null;
  /** Code of why there is no value; empty when there is one. */
  reden: string;
  status: string;
  /** What the value is compared with here. */
  ref: Getal;
}
export interface TapijtKolom {
  ind: Indicator;
  periode: string;
  /** The figure of the whole gemeente. */
  geheel: Getal;
  richting: Verloop | null;
  cellen: TapijtCel[];
}
export interface Tapijt {
  codes: string[];
  kolommen: TapijtKolom[];
}

/** One indicator at a level, compared as asked; null when the edition has no figures of it there. */
export function kolomVan(p: Profielen, ind: Indicator, niveau: CijferNiveau, maatstaf: Maatstaf): TapijtKolom | null {
  const pi = p.indicatoren.find((x) => x.id === ind.id);
  const k = pi?.niveaus[niveau];
  if (!pi || !k) return null;
  const vergelijking = k.vergelijking?.[maatstaf];
  const geheel = pi.niveaus.gemeente?.waarde[0] ?? null;
  const cellen = (p.niveaus[niveau]?.gebieden ?? []).map((_, i): TapijtCel => {
    const waarde = k.waarde[i] ?? null;
    return {
      waarde,
      onder: k.ondergrens?.[i] ?? null,
      boven: k.bovengrens?.[i] ?? null,
      oordeel: waarde == null ? null : oordeelOp(p.oordelen ?? [], vergelijking?.oordeel, i),
      reden: waarde != null ? '' : redenOp(k, i, p.redenen, p.statussen),
      status: p.statussen[k.status[i] ?? -1] ?? '',
      ref: vergelijking?.referentie?.[i] ?? (maatstaf === 'gemeente' ? geheel : null),
    };
  });
  return { ind, periode: pi.periode, geheel, richting: k.richting ?? null, cellen };
}

/** Columns of the ladder's indicators that have at least one figure at the level, in the order of the catalogue. */
export function maakTapijt(p: Profielen, niveau: CijferNiveau, maatstaf: Maatstaf, indicator: (id: string) => Indicator | undefined, hoort: (ind: Indicator) => boolean): Tapijt {
  const kolommen = p.indicatoren.flatMap((pi): TapijtKolom[] => {
    const ind = indicator(pi.id);
    if (!ind || ind.trede === null || ind.variantVan !== null || !hoort(ind)) return [];
    const kolom = kolomVan(p, ind, niveau, maatstaf);
    return kolom?.cellen.some((c) => c.waarde != null) ? [kolom] : [];
  });
  return { codes: p.niveaus[niveau]?.gebieden ?? [], kolommen };
}

/** The reasons of the cells without a value. */
export const legeCellen = (cellen: readonly (TapijtCel | undefined)[]): string[] => cellen.flatMap((c) => (c?.waarde === null ? [c.reden] : []));

export const OORDEEL_TEKEN: Record<Oordeel, string> = { ongunstiger: '▲', gunstiger: '▼', hoger: '△', lager: '▽', vergelijkbaar: '○', geen_oordeel: '·' };

export const LEEGTE_TEKEN: Record<Leegte, string> = { geheim: '', niveau: '□', geen: '×', nvt: '–' };

/** Columns of the same leefgebied beside each other, under one heading. */
export function perLeefgebied<K extends Pick<TapijtKolom, 'ind'>>(kolommen: readonly K[]): { id: string | null; leden: K[] }[] {
  const uit: { id: string | null; leden: K[] }[] = [];
  for (const k of kolommen) {
    const laatste = uit.at(-1);
    if (laatste && laatste.id === k.ind.leefgebied) laatste.leden.push(k);
    else uit.push({ id: k.ind.leefgebied, leden: [k] });
  }
  return uit;
}

/** The side of a difference that is certain. */
export const kant = (o: Oordeel | null): 'hoog' | 'laag' | '' => (o === 'ongunstiger' || o === 'hoger' ? 'hoog' : o === 'gunstiger' || o === 'lager' ? 'laag' : '');

/** A figure that has nothing to stand beside. */
export const NIETS = { teken: '◌', woord: { nl: 'niets om mee te vergelijken', en: 'nothing to compare with' } };

export type Vaksoort = `o-${Oordeel}` | `l-${Leegte}` | 'o-niets';
const VAKSOORTEN: readonly Vaksoort[] = ['o-ongunstiger', 'o-vergelijkbaar', 'o-gunstiger', 'o-hoger', 'o-lager', 'o-geen_oordeel', 'o-niets', 'l-geheim', 'l-niveau', 'l-geen', 'l-nvt'];
export interface Vakteken {
  soort: Vaksoort;
  teken: string;
  woord: Text;
}
/** How a cell is drawn and said: its verdict, or what kind of empty it is. */
export function vakVan(c: TapijtCel): Vakteken {
  if (c.oordeel) return { soort: `o-${c.oordeel}`, teken: OORDEEL_TEKEN[c.oordeel], woord: OORDEEL_WOORD[c.oordeel] };
  if (c.waarde !== null) return { soort: 'o-niets', ...NIETS };
  const l = leegte(c.reden);
  return { soort: `l-${l}`, teken: LEEGTE_TEKEN[l], woord: LEEGTE_WOORD[l] };
}

/** The kinds of cell that the rug has, each once, verdicts first. */
export function vaksoorten(t: Tapijt): (Vakteken & { n: number })[] {
  const uit = new Map<Vaksoort, Vakteken & { n: number }>();
  for (const k of t.kolommen)
    for (const c of k.cellen) {
      const v = vakVan(c);
      const er = uit.get(v.soort);
      if (er) er.n += 1;
      else uit.set(v.soort, { ...v, n: 1 });
    }
  return VAKSOORTEN.flatMap((s) => uit.get(s) ?? []);
}

/** What the rug shows, in one sentence. */
export function tapijtZin(t: Tapijt, gebieden: string, metNaam: string, taal: Taal): string {
  const soorten = vaksoorten(t).map((s) => (taal === 'nl' ? `${s.n} keer ${s.woord.nl}` : `${s.n} times ${s.woord.en}`)).join(', ');
  return taal === 'nl'
    ? `Oordelen over ${t.codes.length} ${gebieden} bij ${t.kolommen.length} indicatoren, vergeleken met ${metNaam}: ${soorten}.`
    : `Verdicts on ${t.codes.length} ${gebieden} for ${t.kolommen.length} indicators, compared with ${metNaam}: ${soorten}.`;
}

/** The mark below the name of a column: modelled, or how many years are taken together ("3j"). */
export function kolomTeken(k: TapijtKolom, model: boolean, taal: Taal): string {
  if (model) return '≈';
  const jaren = jarenSamen(k.periode);
  return jaren ? `${jaren[1] - jaren[0] + 1}${taal === 'nl' ? 'j' : 'y'}` : '';
}

/** How many of the figures of an area have which verdict. */
export function telling(t: Tapijt, i: number): Record<Oordeel | 'zonder', number> {
  const uit: Record<Oordeel | 'zonder', number> = { ongunstiger: 0, gunstiger: 0, hoger: 0, lager: 0, vergelijkbaar: 0, geen_oordeel: 0, zonder: 0 };
  for (const k of t.kolommen) uit[k.cellen[i]?.oordeel ?? 'zonder'] += 1;
  return uit;
}

export type Volgorde = 'naam' | 'ongunstiger' | 'gelijkend' | (string & {});

export const ongunstigIn = (t: Tapijt, i: number): number => t.kolommen.filter((k) => k.cellen[i]?.oordeel === 'ongunstiger').length;

/** A figure that could have been judged less favourable: there is a verdict, and a side that is favourable. */
export const gewogen = (k: TapijtKolom, i: number): boolean => {
  const o = k.cellen[i]?.oordeel;
  return o === 'ongunstiger' || o === 'gunstiger' || (o === 'vergelijkbaar' && k.ind.richting !== 'context');
};

const GEWICHT: Partial<Record<Oordeel, number>> = { ongunstiger: 1, hoger: 1, gunstiger: -1, lager: -1 };

/** Areas with much the same verdicts next to each other, beginning at the one that is most often less favourable. */
function gelijkend(t: Tapijt, opOngunstig: readonly number[]): number[] {
  const rij = opOngunstig.map((i) => t.kolommen.map((k) => (k.cellen[i]?.oordeel ? (GEWICHT[k.cellen[i].oordeel] ?? 0) : null)));
  return seriatie(rij).map((plek) => opOngunstig[plek] ?? 0);
}

/** Rows in the order asked: by name, by how often less favourable, alike together, or by one indicator, least favourable first; without a figure last. */
export function rijVolgorde(t: Tapijt, namen: readonly string[], volgorde: Volgorde): number[] {
  const rijen = t.codes.map((_, i) => i);
  const opNaam = (a: number, b: number): number => (namen[a] ?? '').localeCompare(namen[b] ?? '', 'nl') || a - b;
  if (volgorde === 'naam') return rijen.sort(opNaam);
  if (volgorde === 'gelijkend') return gelijkend(t, rijVolgorde(t, namen, 'ongunstiger'));
  const kolom = t.kolommen.find((k) => k.ind.id === volgorde);
  const sleutel = (i: number): number | null => {
    if (!kolom) return ongunstigIn(t, i);
    const w = kolom.cellen[i]?.waarde ?? null;
    return w === null ? null : kolom.ind.richting === 'lager_ongunstig' ? -w : w;
  };
  return rijen.sort((a, b) => {
    const [x, y] = [sleutel(a), sleutel(b)];
    if (x === null || y === null) return x === y ? opNaam(a, b) : x === null ? 1 : -1;
    return y - x || opNaam(a, b);
  });
}

/** The next cell for a key; row −1 holds the headings of the columns and column −1 those of the rows. null for other keys. */
export function stap(toets: string, rij: number, kolom: number, rijen: number, kolommen: number, ctrl: boolean): [number, number] | null {
  const binnen = (v: number, n: number): number => Math.max(-1, Math.min(n - 1, v));
  /** The corner above the names holds nothing to stand on. */
  const naar = (r: number, k: number): [number, number] => (r < 0 && k < 0 ? [rij, kolom] : [r, k]);
  switch (toets) {
    case 'ArrowUp':
      return naar(binnen(rij - 1, rijen), kolom);
    case 'ArrowDown':
      return naar(binnen(rij + 1, rijen), kolom);
    case 'ArrowLeft':
      return naar(rij, binnen(kolom - 1, kolommen));
    case 'ArrowRight':
      return naar(rij, binnen(kolom + 1, kolommen));
    case 'Home':
      return [ctrl ? 0 : rij, 0];
    case 'End':
      return [ctrl ? rijen - 1 : rij, kolommen - 1];
    case 'PageUp':
      return [Math.min(rij, Math.max(0, rij - 10)), kolom];
    case 'PageDown':
      return [binnen(rij + 10, rijen), kolom];
    default:
      return null;
  }
}
