// SPDX-License-Identifier: EUPL-1.2
// What stands below every picture and table that leaves the site.
import type { Bron, CijferNiveau, Indicator, Profielen, Verloop } from './api/model';
import type { OpenEditie } from './editie';
import type { Opschrift } from './figuur';
import { redenWoord, redenZin } from './leegte';
import { t, tx } from './route.svelte';
import { isModel } from './trend';
import { licentieWoord } from './woorden';

/** A source that could not be fetched is named by its id. */
const bronNaam = (ind: Indicator, bron: Bron | undefined): string =>
  bron ? `${tx(bron.naam)}${bron.naamsvermelding || bron.organisatie ? ` (${bron.naamsvermelding ?? bron.organisatie})` : ''}` : (ind.bron ?? t('niet bekend', 'not known'));
const licentie = (ind: Indicator): string => tx(licentieWoord(ind.licentie));
const bronRegel = (ind: Indicator, bron: Bron | undefined): string => `${t('Bron', 'Source')}: ${bronNaam(ind, bron)}. ${t('Licentie', 'Licence')}: ${licentie(ind)}.`;
const modelZin = (wat: string): string => t(`${wat}: geschat met een model uit kenmerken van de inwoners, niet geteld.`, `${wat}: estimated with a model from characteristics of the residents, not counted.`);

/** Above this many sources they are given in one line. */
const MEESTE_REGELS = 3;

/** The same below a picture of several indicators: every source once, and which of the figures were modelled (`ookModel`: known otherwise than by measure or source). */
export function opschriftSamen(editie: OpenEditie, titel: string, inds: readonly Indicator[], bronnen: readonly Bron[], redenen: readonly string[], ookModel: (ind: Indicator) => boolean = () => false): Opschrift {
  const kaal = opschriftVan(editie, titel, null, undefined, redenen);
  const bronVan = (i: Indicator): Bron | undefined => bronnen.find((b) => b.id === i.bron);
  const regels = [...new Set(inds.map((i) => bronRegel(i, bronVan(i))))];
  const kort = regels.length > MEESTE_REGELS ? [`${t('Bronnen', 'Sources')}: ${[...new Set(inds.map((i) => `${bronNaam(i, bronVan(i))}, ${t('licentie', 'licence')} ${licentie(i)}`))].join('; ')}.`] : regels;
  const model = inds.filter((i) => isModel(i.maat, bronVan(i)?.model ?? false) || ookModel(i)).map((i) => tx(i.naam));
  return { ...kaal, regels: [...kort, ...(model.length ? [modelZin(`${t('Modelschattingen', 'Modelled estimates')} (${model.join(', ')})`)] : []), ...kaal.regels] };
}

/** `redenen`: of every figure that is not shown, the code of why. `verloop`: what the edition says of its course; it tells a model estimate without its source. */
export function opschriftVan(editie: OpenEditie, titel: string, ind: Indicator | null, bron: Bron | undefined, redenen: readonly string[], verloop?: Verloop | null): Opschrift {
  return {
    titel,
    regels: [
      ...(ind ? [bronRegel(ind, bron)] : []),
      ...(ind && isModel(ind.maat, bron?.model ?? false, verloop) ? [modelZin(t('Modelschatting', 'Modelled estimate'))] : []),
      `${editie.editie.naam}, ${t('editie', 'edition')} ${editie.editie.volgnummer} (${editie.id}).`,
      ...nietGetoond(redenen),
      ...(editie.editie.fictief ? [t('Fictieve gemeente: alle cijfers zijn verzonnen.', 'Fictitious municipality: all figures are invented.')] : []),
    ],
  };
}

/** How many figures are not shown, and of how many of them that is for which reason. */
function nietGetoond(redenen: readonly string[]): string[] {
  if (redenen.length === 0) return [];
  const aantal = new Map<string, number>();
  for (const r of redenen) aantal.set(r, (aantal.get(r) ?? 0) + 1);
  const waarom = [...aantal].map(([r, n]) => `${n} × ${tx(redenWoord(r))}: ${tx(redenZin(r))}`);
  return [`${redenen.length === 1 ? t('Eén cijfer is niet getoond.', 'One figure is not shown.') : t(`${redenen.length} cijfers zijn niet getoond.`, `${redenen.length} figures are not shown.`)} ${waarom.join(' ')}`];
}

export const keer = (n: number, reden: string): string[] => Array.from({ length: n }, () => reden);

/** What a score rests on: the judged indicators of a trede (of all of them without one) that have figures at a level. */
export const scoreCijfers = (editie: OpenEditie, p: Profielen, niveau: CijferNiveau, trede: string | null): Indicator[] =>
  p.indicatoren.flatMap((x) => {
    const ind = editie.indicator(x.id);
    const telt = ind && ind.trede !== null && (trede === null || ind.trede === trede) && ind.variantVan === null && ind.richting !== 'context';
    return telt && x.niveaus[niveau]?.waarde.some((w) => w != null) ? [ind] : [];
  });
