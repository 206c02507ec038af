// SPDX-License-Identifier: EUPL-1.2
// Why an indicator cannot count at a level, in a word on its row and a sentence for who asks.
import type { Indicator, Text } from '../api/model';
import type { ModelNiveau } from './invoer';

export interface Reden {
  woord: Text;
  zin: Text;
}

const CONTEXT: Reden = {
  woord: { nl: 'context', en: 'context' },
  zin: { nl: 'Dit cijfer is niet gunstig of ongunstig. Het telt in geen enkele weging mee.', en: 'This figure is neither favourable nor unfavourable. It counts in no weighting.' },
};
const GEEN: Reden = {
  woord: { nl: 'geen gegevens', en: 'no data' },
  zin: { nl: 'In deze editie is hiervoor geen bron.', en: 'This edition has no source for it.' },
};
const GEMEENTE: Reden = {
  woord: { nl: 'alleen gemeente', en: 'municipality only' },
  zin: { nl: 'Dit cijfer bestaat alleen voor de hele gemeente.', en: 'This figure exists for the whole municipality only.' },
};
const WIJK: Reden = {
  woord: { nl: 'alleen wijk', en: 'wijk only' },
  zin: { nl: 'Dit cijfer bestaat alleen per wijk.', en: 'This figure exists per wijk only.' },
};
const WEINIG: Reden = {
  woord: { nl: 'te weinig cijfers', en: 'too few figures' },
  zin: { nl: 'Te weinig gebieden hebben hier een cijfer om ze te vergelijken.', en: 'Too few areas have a figure here to compare them.' },
};

/** null when it can count. */
export function waaromNiet(i: Indicator, niveau: ModelNiveau, heeftKolom: boolean): Reden | null {
  if (i.richting === 'context') return CONTEXT;
  if (heeftKolom) return null;
  if (i.niveaus.length === 0) return GEEN;
  const gemeten = i.publicatie && !i.publicatie.geen ? [i.publicatie.niveau, 'gemeente'] : i.niveaus;
  if (i.niveaus.includes(niveau) && gemeten.includes(niveau)) return WEINIG;
  return niveau === 'buurt' && i.niveaus.includes('wijk') ? WIJK : GEMEENTE;
}
