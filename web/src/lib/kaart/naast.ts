// SPDX-License-Identifier: EUPL-1.2
// What stands beside the map (`naast` in the address): another period of the same figure, another indicator, or the areas that are
// comparable with the chosen one. Periods that do not count the same thing are refused, with the reason.
import type { Indicator, Text, Waarnemingen } from '../api/model';
import { periodeKort } from '../format';
import { MODEL_GEEN_TREND } from '../trend';

export type Naast = { soort: 'periode'; periode: string } | { soort: 'indicator'; ind: Indicator } | { soort: 'vergelijkbaar' };

export const VERGELIJKBAAR = 'vergelijkbaar';

/** Null when nothing was asked, or something that does not exist here. */
export function leesNaast(gevraagd: string | null, w: Waarnemingen, periode: string, zoek: (id: string) => Indicator | undefined): Naast | null {
  if (!gevraagd) return null;
  if (gevraagd === VERGELIJKBAAR) return { soort: 'vergelijkbaar' };
  if (gevraagd !== periode && w.reeks.some((r) => r.periode === gevraagd)) return { soort: 'periode', periode: gevraagd };
  const ind = zoek(gevraagd);
  return ind && ind.id !== w.indicator ? { soort: 'indicator', ind } : null;
}

/** Why two periods of a figure may not be laid side by side; null when they may. */
export function jarenGeweigerd(w: Waarnemingen, model: boolean, een: string, ander: string): Text | null {
  if (model || w.verloop?.niet === 'modelschatting') return MODEL_GEEN_TREND;
  const plekken = [een, ander].map((p) => w.reeks.findIndex((r) => r.periode === p)).sort((a, b) => a - b);
  const [van = 0, tot = 0] = plekken;
  const breuk = w.reeks.find((r, i) => i > van && i <= tot && r.breuk !== null);
  if (!breuk?.breuk) return null;
  return {
    nl: `In ${periodeKort(breuk.periode)} is de telling veranderd, dus een verschil zegt niet wat er in het gebied veranderde. ${breuk.breuk.nl}`,
    en: `The way of counting changed in ${periodeKort(breuk.periode)}, so that a difference does not tell what changed in the area. ${breuk.breuk.en}`,
  };
}
