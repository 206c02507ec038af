// SPDX-License-Identifier: EUPL-1.2
// What stands below every picture and table that leaves the site.
import type { Bron, Indicator } from './api/model';
import type { OpenEditie } from './editie';
import type { Opschrift } from './figuur';
import { t, tx } from './route.svelte';

const bronRegel = (ind: Indicator, bron: Bron | undefined): string =>
  `${t('Bron', 'Source')}: ${tx(bron?.naam)}${bron?.naamsvermelding || bron?.organisatie ? ` (${bron.naamsvermelding ?? bron.organisatie})` : ''}. ${t('Licentie', 'Licence')}: ${ind.licentie}.`;

/** The same below a picture of several indicators: every source once. */
export function opschriftSamen(editie: OpenEditie, titel: string, inds: readonly Indicator[], bronnen: readonly Bron[], weggelaten: number): Opschrift {
  const kaal = opschriftVan(editie, titel, null, undefined, weggelaten);
  const regels = new Set(inds.map((i) => bronRegel(i, bronnen.find((b) => b.id === i.bron))));
  return { ...kaal, regels: [...regels, ...kaal.regels] };
}

/** `weggelaten`: how many figures are not shown, and that there is a reason for each; 0 = none. */
export function opschriftVan(editie: OpenEditie, titel: string, ind: Indicator | null, bron: Bron | undefined, weggelaten: number): Opschrift {
  return {
    titel,
    regels: [
      ...(ind ? [bronRegel(ind, bron)] : []),
      `${editie.editie.naam}, ${t('editie', 'edition')} ${editie.editie.volgnummer} (${editie.id}).`,
      ...(weggelaten > 0 ? [weggelaten === 1 ? t('Eén cijfer is niet getoond; de tabel op de site zegt waarom.', 'One figure is not shown; the table on the site says why.') : t(`${weggelaten} cijfers zijn niet getoond; de tabel op de site zegt waarom.`, `${weggelaten} figures are not shown; the table on the site says why.`)] : []),
      ...(editie.editie.fictief ? [t('Fictieve gemeente: alle cijfers zijn verzonnen.', 'Fictitious municipality: all figures are invented.')] : []),
    ],
  };
}
