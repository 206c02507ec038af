// SPDX-License-Identifier: EUPL-1.2
// What the edition says of a figure over time, in words. The verdict itself is the edition's: nothing is computed here.
import type { Getal, Text, Verloop, Woorden } from './api/model';
import { getal, type Taal } from './format';

export interface TrendPunt {
  periode: string;
  waarde: Getal;
  onder?: Getal;
  boven?: Getal;
  status: string;
  /** Code of why there is no value. */
  reden?: string;
  breuk: boolean;
}

/** The reasons of the points without a value. */
export const leegIn = (punten: readonly TrendPunt[]): string[] => punten.flatMap((p) => (p.waarde == null ? [p.reden ?? 'onbekend'] : []));

export type Richting = 'stijgend' | 'dalend' | 'geen_duidelijke_trend';

export type Trend =
  /** Refused for the indicator as a whole. */
  | { soort: 'geweigerd'; reden: Text }
  /** Not determined for this area. */
  | { soort: 'geen'; reden: Text }
  | { soort: 'trend'; richting: Richting; helling: Getal; p: Getal; oordeel: string };

export const MODEL_GEEN_TREND: Text = {
  nl: 'Een modelschatting heeft geen trend. De jaren zijn met verschillende modellen berekend. Een verschil tussen twee jaren is daarom geen verandering in het gebied.',
  en: 'A modelled estimate has no trend. The years were computed with different models. A difference between two years is therefore no change in the area.',
};

const REDEN: Record<string, Text> = {
  modelschatting: MODEL_GEEN_TREND,
  definitiebreuk: {
    nl: 'De telling is onderweg veranderd. Sindsdien zijn er te weinig perioden voor een trend.',
    en: 'The way of counting changed along the way. Since then there are too few periods for a trend.',
  },
  te_weinig_perioden: {
    nl: 'Er zijn te weinig perioden met een vergelijkbaar cijfer voor een trend.',
    en: 'There are too few periods with a comparable figure for a trend.',
  },
  onderbroken: { nl: 'Er ontbreken cijfers in de reeks. Daarom tonen we geen trend.', en: 'Figures are missing in the series. That is why we show no trend.' },
};
const ONBEKEND: Text = { nl: 'Voor dit gebied is er geen trend.', en: 'There is no trend for this area.' };

/** An estimate by a model: by its measure, by its source, or, where the list of sources could not be fetched, by what the edition says of its course. */
export const isModel = (maat: string, bronIsModel: boolean, verloop?: Pick<Verloop, 'niet'> | null): boolean =>
  maat === 'model_aandeel' || bronIsModel || verloop?.niet === 'modelschatting';

const isRichting = (woord: string | undefined): woord is Richting => woord === 'stijgend' || woord === 'dalend' || woord === 'geen_duidelijke_trend';

/** The verdict on place i of a column of the edition. */
export function trendVan(verloop: Verloop | null | undefined, woorden: Woorden, i: number): Trend {
  if (!verloop) return { soort: 'geen', reden: ONBEKEND };
  if (verloop.niet) return { soort: 'geweigerd', reden: verloop.uitleg ?? REDEN[verloop.niet] ?? ONBEKEND };
  const richting = woorden.verlopen[verloop.richting?.[i] ?? 0];
  if (!isRichting(richting)) return { soort: 'geen', reden: REDEN[woorden.geenVerloop[verloop.reden?.[i] ?? 0] ?? ''] ?? ONBEKEND };
  return { soort: 'trend', richting, helling: verloop.helling?.[i] ?? null, p: verloop.p?.[i] ?? null, oordeel: woorden.oordelen[verloop.oordeel?.[i] ?? 0] ?? '' };
}

export const RICHTING_TEKEN: Record<Richting, string> = { stijgend: '↗', dalend: '↘', geen_duidelijke_trend: '→' };

const RICHTING_WOORD: Record<Richting, Text> = {
  stijgend: { nl: 'stijgt', en: 'rises' },
  dalend: { nl: 'daalt', en: 'falls' },
  geen_duidelijke_trend: { nl: 'geen duidelijke trend', en: 'no clear trend' },
};
export const richtingWoord = (r: Richting, taal: Taal): string => RICHTING_WOORD[r][taal];

/** "stijgt met 0,8 per jaar (ongunstiger)"; without a clear trend only that. */
export function trendZin(t: Extract<Trend, { soort: 'trend' }>, decimalen: number, taal: Taal): string {
  const woord = richtingWoord(t.richting, taal);
  if (t.richting === 'geen_duidelijke_trend' || t.helling == null) return woord;
  const stap = getal(Math.abs(t.helling), decimalen + 1, taal);
  const kant = t.oordeel === 'ongunstiger' ? (taal === 'en' ? ', less favourable' : ', ongunstiger') : t.oordeel === 'gunstiger' ? (taal === 'en' ? ', more favourable' : ', gunstiger') : '';
  return taal === 'en' ? `${woord} by ${stap} a year${kant}` : `${woord} met ${stap} per jaar${kant}`;
}
