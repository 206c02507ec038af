// SPDX-License-Identifier: EUPL-1.2
// The shape of a trend: where its line is interrupted, how high its axis goes, what its labels look like.
import type { Getal } from './api/model';
import { kwantiel } from './vergelijk';
import type { TrendPunt } from './trend';

/** The first period in the present division after periods that were carried over to it. */
export const nieuweIndeling = (punten: readonly TrendPunt[], i: number): boolean =>
  punten[i]?.status !== 'herrekend' && punten[i]?.waarde != null && punten[i - 1]?.status === 'herrekend';

/** Runs of points that one line may connect: interrupted by a gap, a break in counting and a new division. */
export function stukken(punten: readonly TrendPunt[]): number[][] {
  const uit: number[][] = [];
  let nu: number[] = [];
  punten.forEach((p, i) => {
    if ((p.breuk || p.waarde == null || nieuweIndeling(punten, i)) && nu.length) {
      uit.push(nu);
      nu = [];
    }
    if (p.waarde != null) nu.push(i);
  });
  if (nu.length) uit.push(nu);
  return uit;
}

/** A round number at or above everything that is drawn. */
export function topVan(waarden: readonly (Getal | undefined)[]): number {
  const hoog = Math.max(0, ...waarden.filter((w): w is number => w != null)) || 1;
  const macht = 10 ** Math.floor(Math.log10(hoog));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((f) => f * macht).find((v) => v >= hoog) ?? hoog;
}

/** A label in lines of at most so many characters, three at most. */
export function regelsVan(tekst: string, tekens: number): string[] {
  const uit: string[] = [];
  for (const woord of tekst.trim().split(/ /)) {
    const laatste = uit.at(-1);
    if (laatste !== undefined && laatste.length + 1 + woord.length <= tekens) uit[uit.length - 1] = `${laatste} ${woord}`;
    else uit.push(woord);
  }
  const kort = uit.slice(0, 3).map((r) => (r.length > tekens + 2 ? `${r.slice(0, tekens)}…` : r));
  return uit.length > 3 ? [...kort.slice(0, 2), `${kort[2]}…`] : kort;
}

/** The middle of what comparable areas show in a period; null when too few of them show anything. */
export function middenVan(waarden: readonly Getal[]): Getal {
  const met = waarden.filter((w): w is number => w != null).sort((a, b) => a - b);
  return met.length < 4 ? null : kwantiel(met, 0.5);
}
