// SPDX-License-Identifier: EUPL-1.2
// A source in a few sentences: what it is, what it does itself to protect or round, and under which licence.
import type { Bron } from './api/model';
import { zinnen } from './format';
import { t, tx } from './route.svelte';
import { licentieWoord } from './woorden';

const met = (kop: string, tekst: string): string => (tekst ? `${kop}: ${tekst}` : '');

export const bronZin = (b: Bron): string =>
  zinnen(
    tx(b.omschrijving),
    met(t('Bewerking door de bron', 'Treatment by the source'), tx(b.behandeling)),
    met(t('Het model gebruikt', 'The model uses'), tx(b.voorspellers)),
    met(t('Licentie', 'Licence'), tx(licentieWoord(b.licentie))),
    met(t('Naamsvermelding', 'Attribution'), b.naamsvermelding),
  );
