// SPDX-License-Identifier: EUPL-1.2
// The publication level of a municipal figure: the finest level, and the number of years together, at which it is shown.
import type { CijferNiveau, Indicator, Text } from './api/model';

const ORDE: readonly CijferNiveau[] = ['gemeente', 'wijk', 'buurt'];

/** Whether an indicator is shown at a coarser level than this one. */
export const boven = (ind: Indicator, niveau: CijferNiveau): boolean =>
  ind.publicatie != null && !ind.publicatie.geen && ORDE.indexOf(niveau) > ORDE.indexOf(ind.publicatie.niveau);

/** Whether the catalogue itself allows, or the source gives, nothing as fine as this level. */
export const buitenBereik = (ind: Indicator, niveau: CijferNiveau): boolean => ORDE.indexOf(niveau) > ORDE.indexOf(ind.fijnsteNiveau ?? 'buurt');

/** Whether the figure is shown at a coarser level than its source could give: something was given up to protect people. */
export const vergroofd = (ind: Indicator): boolean => boven(ind, ind.fijnsteNiveau ?? 'buurt');

/** Why a coarser level or several years together are shown; null when nothing was given up. */
export function uitleg(ind: Indicator): Text | null {
  const p = ind.publicatie;
  if (!p) return null;
  if (p.uitleg) return p.uitleg;
  if (p.geen)
    return {
      nl: 'Over dit onderwerp doen we geen uitspraak: ook voor de hele gemeente gaat het om te weinig mensen.',
      en: 'We say nothing about this subject: too few people are involved, also in the municipality as a whole.',
    };
  if (p.niveau === 'buurt') return null;
  if (!vergroofd(ind))
    return {
      nl: `De catalogus van indicatoren staat dit cijfer alleen ${p.niveau === 'wijk' ? 'per wijk' : 'voor de hele gemeente'} toe.`,
      en: `The catalogue of indicators allows this figure ${p.niveau === 'wijk' ? 'per wijk' : 'for the whole municipality'} only.`,
    };
  return {
    nl: `Hier tonen we de ${p.niveau}, omdat het per ${p.niveau === 'wijk' ? 'buurt' : 'wijk'} om te weinig mensen gaat.`,
    en: `Here we show the ${p.niveau === 'wijk' ? 'wijk' : 'municipality'}, because too few people are involved per ${p.niveau === 'wijk' ? 'buurt' : 'wijk'}.`,
  };
}
