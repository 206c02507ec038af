// SPDX-License-Identifier: EUPL-1.2
// Comparing a figure with its reference, in words that fit the direction of the indicator.
import type { Text } from './api/model';
import type { Taal } from './format';

export type Oordeel = 'ongunstiger' | 'gunstiger' | 'hoger' | 'lager' | 'vergelijkbaar' | 'geen_oordeel';

/** What a figure is compared with: `met` in the address. */
export const MAATSTAVEN = ['gemeente', 'land', 'wijk', 'vergelijkbaar', 'eerder'] as const;
export type Maatstaf = (typeof MAATSTAVEN)[number];

const OORDELEN: readonly Oordeel[] = ['ongunstiger', 'gunstiger', 'hoger', 'lager', 'vergelijkbaar', 'geen_oordeel'];

/** The edition's verdict at place i; null when there is nothing to compare. */
export function oordeelOp(woorden: readonly string[], kolom: readonly number[] | null | undefined, i: number): Oordeel | null {
  const woord = woorden[kolom?.[i] ?? 0];
  return OORDELEN.find((o) => o === woord) ?? null;
}

export const OORDEEL_WOORD: Record<Oordeel, Text> = {
  ongunstiger: { nl: 'ongunstiger', en: 'less favourable' },
  gunstiger: { nl: 'gunstiger', en: 'more favourable' },
  hoger: { nl: 'hoger', en: 'higher' },
  lager: { nl: 'lager', en: 'lower' },
  vergelijkbaar: { nl: 'niet duidelijk anders', en: 'not clearly different' },
  geen_oordeel: { nl: 'geen oordeel', en: 'no verdict' },
};

/** "ongunstiger dan Demostad", "vergelijkbaar met Demostad". */
export function oordeelDan(oordeel: Oordeel, naam: string, taal: Taal): string {
  const woord = OORDEEL_WOORD[oordeel][taal];
  if (oordeel === 'geen_oordeel') return taal === 'nl' ? `geen oordeel over het verschil met ${naam}` : `no verdict on the difference with ${naam}`;
  if (oordeel === 'vergelijkbaar') return `${woord} ${taal === 'nl' ? 'dan' : 'from'} ${naam}`;
  return `${woord} ${taal === 'nl' ? 'dan' : 'than'} ${naam}`;
}

const LADDER: Record<string, Text> = {
  '3': { nl: 'veel ongunstiger', en: 'much less favourable' },
  '2': { nl: 'ongunstiger', en: 'less favourable' },
  '1': { nl: 'iets ongunstiger', en: 'slightly less favourable' },
  '0': { nl: 'ongeveer gelijk', en: 'about equal' },
  '-1': { nl: 'iets gunstiger', en: 'slightly more favourable' },
  '-2': { nl: 'gunstiger', en: 'more favourable' },
  '-3': { nl: 'veel gunstiger', en: 'much more favourable' },
};

export const ladderWoord = (k: number): Text => LADDER[String(k)] ?? { nl: '', en: '' };
export const ladderTeken = (k: number): string => (k === 0 ? '=' : (k > 0 ? '▲' : '▼').repeat(Math.abs(k)));

/** Quantiles of the numbers that are there: linear between neighbours. */
export function kwantiel(gesorteerd: readonly number[], p: number): number | null {
  if (gesorteerd.length === 0) return null;
  const plek = (gesorteerd.length - 1) * p;
  const laag = gesorteerd[Math.floor(plek)] ?? 0;
  const hoog = gesorteerd[Math.ceil(plek)] ?? laag;
  return laag + (hoog - laag) * (plek - Math.floor(plek));
}
