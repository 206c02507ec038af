// SPDX-License-Identifier: EUPL-1.2
// The replications that tell how sure a rank is: how many an answer waits for, and what they do in words. An edition may have none.
import { getal, type Taal } from '../format';

/** Enough for a first, rough answer. */
const RUW = 40;

/** After how many replications an answer is given; the last one ends it. None: there is nothing to ask. */
export const mijlpalen = (herhalingen: number): number[] => (herhalingen <= 0 ? [] : herhalingen > RUW ? [RUW, herhalingen] : [herhalingen]);

/** `ruis`: the part by which a weight moves at most, 0 where weights stand still. */
export function herhaalZin(herhalingen: number, ruis: number, taal: Taal): string {
  if (herhalingen <= 0)
    return taal === 'nl'
      ? 'In deze editie is niet nagerekend hoe zeker een plaats is: er zijn geen herhalingen.'
      : 'In this edition it was not worked out how sure a place is: there are no replications.';
  const deel = `${getal(100 * ruis, 0, taal)}${taal === 'nl' ? '\u00a0%' : '%'}`;
  const gewicht = taal === 'nl' ? ` en elk gewicht hoogstens ${deel}` : ` and every weight by at most ${deel}`;
  return `${taal === 'nl' ? 'In elke herhaling schuift elk cijfer binnen zijn eigen marge' : 'In each replication every figure moves within its own margin'}${ruis > 0 ? gewicht : ''}.`;
}
