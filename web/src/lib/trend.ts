// SPDX-License-Identifier: EUPL-1.2
// What may be said about a figure over time. A modelled figure has no trend: its years come from different models, so a
// difference between two years is no change in the neighbourhood.
import type { Getal, Text } from './api/model';
import { periodeKort } from './format';

export interface TrendPunt {
  periode: string;
  waarde: Getal;
  onder?: Getal;
  boven?: Getal;
  status: string;
  breuk: boolean;
}

export type TrendOordeel = 'hoger' | 'lager' | 'gelijk' | 'niet_te_onderscheiden';

export type Trend =
  | { soort: 'geweigerd'; reden: Text }
  | { soort: 'te_kort'; reden: Text }
  | { soort: 'trend'; oordeel: TrendOordeel; van: string; tot: string };

export const MODEL_GEEN_TREND: Text = {
  nl: 'Een modelschatting heeft geen trend. De jaren zijn met verschillende modellen berekend. Een verschil tussen twee jaren is daarom geen verandering in het gebied.',
  en: 'A modelled estimate has no trend. The years were computed with different models. A difference between two years is therefore no change in the area.',
};

const TE_KORT: Text = {
  nl: 'Voor een trend zijn minstens drie jaren met een vergelijkbaar cijfer nodig.',
  en: 'A trend needs at least three years with a comparable figure.',
};

/** Below this relative change two figures without a margin are called about equal. */
const ONGEVEER_GELIJK = 0.05;

export const isModel = (maat: string, bronIsModel: boolean): boolean => maat === 'model_aandeel' || bronIsModel;

/** Compares the last year with the first one after the last break in the series. */
export function trend(punten: readonly TrendPunt[], model: boolean): Trend {
  if (model || punten.some((p) => p.waarde != null && p.status === 'modelschatting'))
    return { soort: 'geweigerd', reden: MODEL_GEEN_TREND };
  const breuk = punten.findLastIndex((p) => p.breuk);
  const reeks = punten.slice(Math.max(breuk, 0)).filter((p) => p.waarde != null);
  const eerste = reeks[0];
  const laatste = reeks.at(-1);
  if (reeks.length < 3 || !eerste || !laatste) return { soort: 'te_kort', reden: TE_KORT };
  return { soort: 'trend', oordeel: vergelijk(eerste, laatste), van: eerste.periode, tot: laatste.periode };
}

function vergelijk(a: TrendPunt, b: TrendPunt): TrendOordeel {
  const [va, vb] = [a.waarde ?? 0, b.waarde ?? 0];
  if (a.onder != null && a.boven != null && b.onder != null && b.boven != null) {
    if (b.onder > a.boven) return 'hoger';
    return b.boven < a.onder ? 'lager' : 'niet_te_onderscheiden';
  }
  const schaal = Math.max(Math.abs(va), Math.abs(vb));
  if (schaal === 0 || Math.abs(vb - va) / schaal < ONGEVEER_GELIJK) return 'gelijk';
  return vb > va ? 'hoger' : 'lager';
}

export const OORDEEL_TEKEN: Record<TrendOordeel, string> = {
  hoger: '↗',
  lager: '↘',
  gelijk: '→',
  niet_te_onderscheiden: '→',
};

export function oordeelZin(t: { oordeel: TrendOordeel; van: string }): Text {
  switch (t.oordeel) {
    case 'hoger':
      return { nl: `hoger dan ${periodeKort(t.van)}`, en: `higher than ${periodeKort(t.van)}` };
    case 'lager':
      return { nl: `lager dan ${periodeKort(t.van)}`, en: `lower than ${periodeKort(t.van)}` };
    case 'gelijk':
      return { nl: `ongeveer als ${periodeKort(t.van)}`, en: `about as ${periodeKort(t.van)}` };
    default:
      return { nl: 'verschil niet zeker', en: 'difference not certain' };
  }
}
