// SPDX-License-Identifier: EUPL-1.2
// What another weighting does, in facts: who stays in front, who gets another colour, who moves most, and of whom it is certain.
import type { Speling, Uitslag } from './rekenaar';

export interface Stap {
  plek: number;
  van: number;
  naar: number;
}

export interface Feiten {
  /** How many of the first `eersten` of the edition's weighting are still there. */
  eersten: number;
  blijven: number;
  erbij: number[];
  eraf: number[];
  /** Areas with a score under both weightings, and how many of those have another class. */
  beide: number;
  andereKlasse: number;
  meerDanEen: number;
  stijger: Stap | null;
  daler: Stap | null;
}

export const KLASSEN = 5;

/** 5 = the least favourable fifth … 1; 0 = no score. An area without a rank has a group all the same. */
export const klasseVan = (u: Uitslag, i: number): number => {
  const r = u.volgorde[i] ?? 0;
  return r === 0 || u.gerangschikt === 0 ? 0 : KLASSEN - Math.floor(((r - 1) * KLASSEN) / u.gerangschikt);
};

/** How many areas the beginning of a ranking holds, of which certainty is told. */
export const eersteVan = (gerangschikt: number): number => (gerangschikt >= 40 ? 20 : gerangschikt >= 20 ? 10 : Math.max(1, Math.floor(gerangschikt / 3)));

const vooraan = (u: Uitslag, hoeveel: number): number[] =>
  [...u.rang.keys()].filter((i) => (u.rang[i] ?? 0) > 0).sort((a, b) => (u.rang[a] ?? 0) - (u.rang[b] ?? 0) || a - b).slice(0, hoeveel);

export function feiten(nu: Uitslag, editie: Uitslag): Feiten {
  const eersten = Math.min(10, vooraan(editie, 10).length);
  const toen = vooraan(editie, eersten);
  const dan = vooraan(nu, eersten);
  const f: Feiten = {
    eersten,
    blijven: dan.filter((i) => toen.includes(i)).length,
    erbij: dan.filter((i) => !toen.includes(i)),
    eraf: toen.filter((i) => !dan.includes(i)),
    beide: 0,
    andereKlasse: 0,
    meerDanEen: 0,
    stijger: null,
    daler: null,
  };
  nu.rang.forEach((naar, plek) => {
    const [klasse, klasseToen] = [klasseVan(nu, plek), klasseVan(editie, plek)];
    if (klasse > 0 && klasseToen > 0) {
      f.beide += 1;
      const verschil = Math.abs(klasse - klasseToen);
      if (verschil > 0) f.andereKlasse += 1;
      if (verschil > 1) f.meerDanEen += 1;
    }
    const van = editie.rang[plek] ?? 0;
    if (naar === 0 || van === 0) return;
    if (naar < van && (!f.stijger || van - naar > f.stijger.van - f.stijger.naar)) f.stijger = { plek, van, naar };
    if (naar > van && (!f.daler || naar - van > f.daler.naar - f.daler.van)) f.daler = { plek, van, naar };
  });
  return f;
}

const ZEKER = 0.95;

/** How many areas stand among the first in almost every replication. */
export const zekerVooraan = (s: Speling, u: Uitslag): number => s.inEerste.reduce((n, deel, i) => n + ((u.rang[i] ?? 0) > 0 && Math.round(deel * s.herhalingen) >= ZEKER * s.herhalingen ? 1 : 0), 0);

/** How many areas have a rank. */
export const metRang = (u: Uitslag): number => u.rang.reduce((n, r) => n + Number(r > 0), 0);

/** Of how many places the middle area cannot be told apart: the median width of the margins; null without ranks. */
export function middelsteMarge(s: Speling, u: Uitslag): number | null {
  const breed = [...u.rang.keys()].filter((i) => (u.rang[i] ?? 0) > 0).map((i) => (s.rangTot[i] ?? 0) - (s.rangVan[i] ?? 0) + 1).sort((a, b) => a - b);
  return breed[Math.floor((breed.length - 1) / 2)] ?? null;
}

/** The first areas in order, and the chosen one behind them when it stands further back. */
export function rijVan(u: Uitslag, hoeveel: number, gekozen: number): number[] {
  const rij = vooraan(u, hoeveel);
  if (gekozen >= 0 && (u.rang[gekozen] ?? 0) > 0 && !rij.includes(gekozen)) rij.push(gekozen);
  return rij;
}
