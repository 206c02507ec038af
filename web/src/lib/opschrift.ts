// SPDX-License-Identifier: EUPL-1.2
// What stands below every picture and table that leaves the site.
import type { Bron, Indicator } from './api/model';
import type { OpenEditie } from './editie';
import type { Opschrift } from './figuur';
import { t, tx } from './route.svelte';

/** `weggelaten`: how many figures are not shown, and that there is a reason for each; 0 = none. */
export function opschriftVan(editie: OpenEditie, titel: string, ind: Indicator | null, bron: Bron | undefined, weggelaten: number): Opschrift {
  return {
    titel,
    regels: [
      ...(ind ? [`${t('Bron', 'Source')}: ${tx(bron?.naam)}${bron?.naamsvermelding || bron?.organisatie ? ` (${bron.naamsvermelding ?? bron.organisatie})` : ''}. ${t('Licentie', 'Licence')}: ${ind.licentie}.`] : []),
      `${editie.editie.naam}, ${t('editie', 'edition')} ${editie.editie.volgnummer} (${editie.id}).`,
      ...(weggelaten > 0 ? [weggelaten === 1 ? t('Eén cijfer is niet getoond; de tabel op de site zegt waarom.', 'One figure is not shown; the table on the site says why.') : t(`${weggelaten} cijfers zijn niet getoond; de tabel op de site zegt waarom.`, `${weggelaten} figures are not shown; the table on the site says why.`)] : []),
      ...(editie.editie.fictief ? [t('Fictieve gemeente: alle cijfers zijn verzonnen.', 'Fictitious municipality: all figures are invented.')] : []),
    ],
  };
}
