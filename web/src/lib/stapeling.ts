// SPDX-License-Identifier: EUPL-1.2
// Stacking: in how many leefgebieden of one trede an area is less favourable at the same time, for all areas of a level, against
// what chance would give if the leefgebieden had nothing to do with each other.
import type { CijferNiveau, Profielen } from './api/model';
import { getal, type Taal } from './format';
import { celVan, vakVan } from './profiel';

export interface Stapel {
  /** Per area how many leefgebieden are less favourable; null when too few have a score. */
  aantal: (number | null)[];
  /** Per area in how many leefgebieden it has a score. */
  bekend: number[];
  /** How many areas have 0, 1, 2 … such leefgebieden. */
  verdeling: number[];
  /** The same, expected if every leefgebied were dealt out independently. */
  verwacht: number[];
  leefgebieden: number;
}

/** Fewer known leefgebieden than this say nothing of a pile. */
export const MINST_BEKEND = 4;

/** The chances of 0, 1, 2 … successes of independent trials, each with its own chance (Poisson–binomial). */
export function kansen(p: readonly number[]): number[] {
  let uit = [1];
  for (const een of p) {
    const nieuw = new Array<number>(uit.length + 1).fill(0);
    uit.forEach((kans, n) => {
      nieuw[n] = (nieuw[n] ?? 0) + kans * (1 - een);
      nieuw[n + 1] = (nieuw[n + 1] ?? 0) + kans * een;
    });
    uit = nieuw;
  }
  return uit;
}

export function maakStapel(p: Profielen, trede: string, niveau: CijferNiveau, leefgebieden: readonly string[]): Stapel {
  const n = p.niveaus[niveau]?.gebieden.length ?? 0;
  const merk = leefgebieden.map((l) =>
    Array.from({ length: n }, (_, i) => {
      const v = vakVan(celVan(p, trede, l), niveau, i);
      return v.soort === 'score' ? v.klasse >= 2 : null;
    }),
  );
  const deel = merk.map((m) => {
    const met = m.filter((x) => x !== null);
    return met.length ? met.filter(Boolean).length / met.length : 0;
  });
  const verdeling = new Array<number>(leefgebieden.length + 1).fill(0);
  const verwacht = new Array<number>(leefgebieden.length + 1).fill(0);
  const bekend: number[] = [];
  const aantal = Array.from({ length: n }, (_, i) => {
    const eigen = merk.map((m) => m[i] ?? null);
    const kent = eigen.filter((x) => x !== null).length;
    bekend.push(kent);
    if (kent < MINST_BEKEND) return null;
    const k = eigen.filter((x) => x === true).length;
    verdeling[k] = (verdeling[k] ?? 0) + 1;
    kansen(deel.filter((_, j) => eigen[j] !== null)).forEach((kans, j) => {
      verwacht[j] = (verwacht[j] ?? 0) + kans;
    });
    return k;
  });
  return { aantal, bekend, verdeling, verwacht, leefgebieden: leefgebieden.length };
}

export const vanaf = (rij: readonly number[], k: number): number => rij.slice(k).reduce((a, b) => a + b, 0);

const KLEINST = 0.1;

/** What chance would give, never as a bare zero. */
export function toevalWoord(n: number, taal: Taal): string {
  if (n < KLEINST) return `${taal === 'nl' ? 'minder dan' : 'less than'} ${getal(KLEINST, 1, taal)}`;
  return `${taal === 'nl' ? 'ongeveer' : 'about'} ${getal(n, n < 10 ? 1 : 0, taal)}`;
}
