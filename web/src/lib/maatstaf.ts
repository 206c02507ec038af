// SPDX-License-Identifier: EUPL-1.2
// The names of what figures are compared with.
import { gebiedenWoord } from './regels';
import { route, t } from './route.svelte';
import { MAATSTAVEN, type Maatstaf } from './vergelijk';

export function maatstafNaam(m: Maatstaf, gemeente: string, niveau: string): string {
  switch (m) {
    case 'gemeente':
      return t(`heel ${gemeente}`, `all of ${gemeente}`);
    case 'land':
      return t('Nederland', 'the Netherlands');
    case 'wijk':
      return t('de wijk eromheen', 'the wijk around it');
    case 'vergelijkbaar':
      return t(`vergelijkbare ${gebiedenWoord(niveau, 2, 'nl')}`, `comparable ${gebiedenWoord(niveau, 2, 'en')}`);
    case 'eerder':
      return t('hetzelfde gebied, de periode ervoor', 'the same area, the period before');
  }
}

/** The one asked, as it travels along to a page about an area of this level: a wijk has no wijk around it, and a gemeente is the whole. */
export function metNaar(niveau: string): string | null {
  const met = route.vraag('met');
  return niveau === 'gemeente' || niveau === 'land' || (niveau === 'wijk' && met === 'wijk') ? null : met;
}

/** The one asked in the address, else the reference of the edition. */
export const gekozenMaatstaf = (standaard: Maatstaf): Maatstaf => MAATSTAVEN.find((m) => m === route.vraag('met')) ?? standaard;
