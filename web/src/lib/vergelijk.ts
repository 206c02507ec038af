// SPDX-License-Identifier: EUPL-1.2
// Comparing a figure with its reference, in words that fit the direction of the indicator.
import type { Getal, Text } from './api/model';

export type Oordeel = 'ongunstiger' | 'gunstiger' | 'hoger' | 'lager' | 'gelijk' | 'niet_te_onderscheiden';

/**
 * The verdict on a value beside its reference. With a margin the difference must lie outside it; without one only the
 * direction is told. Context figures are neither favourable nor unfavourable.
 */
export function oordeel(
  waarde: number,
  onder: Getal | undefined,
  boven: Getal | undefined,
  referentie: number,
  richting: string,
): Oordeel {
  if (onder != null && boven != null && onder <= referentie && referentie <= boven) return 'niet_te_onderscheiden';
  if (waarde === referentie) return 'gelijk';
  const hoger = waarde > referentie;
  if (richting === 'context') return hoger ? 'hoger' : 'lager';
  return hoger === (richting === 'hoger_ongunstig') ? 'ongunstiger' : 'gunstiger';
}

export const OORDEEL_WOORD: Record<Oordeel, Text> = {
  ongunstiger: { nl: 'ongunstiger', en: 'less favourable' },
  gunstiger: { nl: 'gunstiger', en: 'more favourable' },
  hoger: { nl: 'hoger', en: 'higher' },
  lager: { nl: 'lager', en: 'lower' },
  gelijk: { nl: 'gelijk', en: 'equal' },
  niet_te_onderscheiden: { nl: 'niet te onderscheiden', en: 'cannot be told apart' },
};

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

/** Robust standard deviations per unit of an indicator at one level, from the published z-scores; null when they say nothing. */
export function zPerEenheid(waarden: readonly Getal[], z: readonly Getal[], referentie: number): number | null {
  let beste: { afstand: number; factor: number } | null = null;
  for (let i = 0; i < waarden.length; i += 1) {
    const w = waarden[i];
    const zi = z[i];
    if (w == null || zi == null || w === referentie || zi === 0) continue;
    const afstand = Math.abs(w - referentie);
    if (!beste || afstand > beste.afstand) beste = { afstand, factor: zi / (w - referentie) };
  }
  return beste?.factor ?? null;
}

/** Quantiles of the numbers that are there: linear between neighbours. */
export function kwantiel(gesorteerd: readonly number[], p: number): number | null {
  if (gesorteerd.length === 0) return null;
  const plek = (gesorteerd.length - 1) * p;
  const laag = gesorteerd[Math.floor(plek)] ?? 0;
  const hoog = gesorteerd[Math.ceil(plek)] ?? laag;
  return laag + (hoog - laag) * (plek - Math.floor(plek));
}
