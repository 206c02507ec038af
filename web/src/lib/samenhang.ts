// SPDX-License-Identifier: EUPL-1.2
// How far two figures go together over areas, and said with caution: by ranks, over how many areas, and nothing about why.
import type { Getal, Scoring } from './api/model';
import type { Taal } from './format';

/** With fewer areas than this nothing is said. */
export const MINSTE_GEBIEDEN = 10;

/** Ranks from 1; equal values share the mean of their ranks. */
export function rangen(waarden: readonly number[]): number[] {
  const orde = waarden.map((w, i) => ({ w, i })).sort((a, b) => a.w - b.w);
  const uit = new Array<number>(waarden.length).fill(0);
  for (let i = 0; i < orde.length; ) {
    let j = i;
    while (j + 1 < orde.length && orde[j + 1]?.w === orde[i]?.w) j += 1;
    for (let k = i; k <= j; k += 1) uit[orde[k]?.i ?? 0] = (i + j) / 2 + 1;
    i = j + 1;
  }
  return uit;
}

export interface Samenhang {
  /** Spearman's rank correlation; null with too few areas or without differences. */
  rho: number | null;
  gebieden: number;
}

export function samenhang(x: readonly Getal[], y: readonly Getal[]): Samenhang {
  const samen = x.flatMap((v, i): [number, number][] => {
    const w = y[i];
    return v == null || w == null ? [] : [[v, w]];
  });
  const gebieden = samen.length;
  if (gebieden < MINSTE_GEBIEDEN) return { rho: null, gebieden };
  const [a, b] = [rangen(samen.map((s) => s[0])), rangen(samen.map((s) => s[1]))];
  const midden = (gebieden + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  a.forEach((r, i) => {
    const [dx, dy] = [r - midden, (b[i] ?? 0) - midden];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  });
  return { rho: xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy), gebieden };
}

export type Sterk = 'geen' | 'enigszins' | 'vaak';
export const sterkte = (rho: number): Sterk => (Math.abs(rho) >= 0.7 ? 'vaak' : Math.abs(rho) >= 0.4 ? 'enigszins' : 'geen');

/** "gaan vaak samen: waar het ene hoog is, is het andere meestal ook hoog". */
export function samenhangWoord(rho: number, taal: Taal): string {
  const s = sterkte(rho);
  if (s === 'geen') return taal === 'nl' ? 'hangen hier nauwelijks samen' : 'hardly go together here';
  const hoe = taal === 'nl' ? (s === 'vaak' ? 'vaak' : 'enigszins') : s === 'vaak' ? 'often' : 'somewhat';
  if (rho > 0) return taal === 'nl' ? `gaan ${hoe} samen` : `${hoe} go together`;
  return taal === 'nl' ? `gaan ${hoe} tegen elkaar in` : `${hoe} go against each other`;
}

/** The pair in the edition's list of indicators that carry nearly the same information. */
export const overlapVan = (s: Scoring | undefined, a: string, b: string): { samenhang: number; gebieden: number } | null =>
  s?.overlap?.paren.find((p) => (p.een === a && p.ander === b) || (p.een === b && p.ander === a)) ?? null;
