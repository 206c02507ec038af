// SPDX-License-Identifier: EUPL-1.2
// Numbers, units and dates as a reader expects them: 1.720 and 22,8 % in Dutch, 1,720 and 22.8% in English, a real minus sign.
import type { Text } from './api/model';

export type Taal = 'nl' | 'en';

const NBSP = '\u00a0';
const MIN = '\u2212';

const makers = new Map<string, Intl.NumberFormat>();

function maker(taal: Taal, decimalen: number): Intl.NumberFormat {
  const sleutel = `${taal}${decimalen}`;
  let m = makers.get(sleutel);
  if (!m) {
    m = new Intl.NumberFormat(taal === 'nl' ? 'nl-NL' : 'en-GB', {
      minimumFractionDigits: decimalen,
      maximumFractionDigits: decimalen,
      useGrouping: true,
    });
    makers.set(sleutel, m);
  }
  return m;
}

/** A bare number. A value that rounds to zero has no sign. */
export function getal(waarde: number, decimalen: number, taal: Taal): string {
  const rond = Number(waarde.toFixed(decimalen));
  return maker(taal, decimalen)
    .format(rond === 0 ? 0 : rond)
    .replace('-', MIN);
}

/** A difference, always with its sign. */
export function verschil(waarde: number, decimalen: number, taal: Taal): string {
  const rond = Number(waarde.toFixed(decimalen));
  return rond > 0 ? `+${getal(rond, decimalen, taal)}` : getal(rond, decimalen, taal);
}

const EENHEDEN: Record<string, Text> = {
  procent: { nl: 'procent', en: 'percent' },
  per_1000: { nl: `per${NBSP}1.000`, en: `per${NBSP}1,000` },
  per_10000: { nl: `per${NBSP}10.000`, en: `per${NBSP}10,000` },
  aantal: { nl: 'aantal', en: 'number' },
  euro_1000: { nl: 'duizend euro', en: 'thousand euros' },
  km: { nl: 'kilometer', en: 'kilometres' },
  score: { nl: 'score', en: 'score' },
  per_km2: { nl: `per${NBSP}km²`, en: `per${NBSP}km²` },
};

export const eenheidWoord = (eenheid: string, taal: Taal): string => EENHEDEN[eenheid]?.[taal] ?? eenheid;

/** The unit as it stands on an axis or below a name: %, per 1.000; nothing where a bare number says it. */
export const eenheidTeken = (eenheid: string, taal: Taal): string => (eenheid === 'procent' ? '%' : eenheid === 'score' || eenheid === 'aantal' ? '' : eenheidWoord(eenheid, taal));

const AFKORTING = /^(Wmo|Wlz|Zvw|Wvggz|AO|MO|CBS|HKS)\b/;
/** A name inside a sentence: without its capital, unless it begins with an abbreviation that keeps it (Dutch writes Wmo, but ggz). */
export const inZin = (naam: string): string => (AFKORTING.test(naam) || /^.[A-Z]/.test(naam) ? naam : naam.charAt(0).toLocaleLowerCase('nl') + naam.slice(1));

/** A number with its unit, as it stands in a sentence. */
export function metEenheid(waarde: number, eenheid: string, decimalen: number, taal: Taal): string {
  const kaal = getal(waarde, decimalen, taal);
  switch (eenheid) {
    case 'procent':
      return taal === 'nl' ? `${kaal}${NBSP}%` : `${kaal}%`;
    case 'euro_1000':
      return taal === 'nl' ? `€${NBSP}${kaal}${NBSP}duizend` : `€${kaal}${NBSP}thousand`;
    case 'km':
      return `${kaal}${NBSP}km`;
    case 'aantal':
    case 'score':
      return kaal;
    default:
      return `${kaal} ${eenheidWoord(eenheid, taal)}`;
  }
}

/** The unit of a difference: percentages differ in percentage points. */
export const eenheidVanVerschil = (eenheid: string, taal: Taal): string =>
  eenheid === 'procent' ? (taal === 'nl' ? 'procentpunt' : 'percentage points') : eenheidWoord(eenheid, taal);

export function marge(onder: number, boven: number, decimalen: number, taal: Taal): string {
  const tot = taal === 'nl' ? 'tot' : 'to';
  return `${getal(onder, decimalen, taal)} ${tot} ${getal(boven, decimalen, taal)}`;
}

const TELT: Record<string, Text> = {
  personen: { nl: 'personen', en: 'persons' },
  huishoudens: { nl: 'huishoudens', en: 'households' },
  registraties: { nl: 'registraties, geen personen', en: 'registrations, not persons' },
  woningen: { nl: 'woningen', en: 'dwellings' },
  respondenten: { nl: 'mensen die een vragenlijst invulden', en: 'people who answered a survey' },
  leerlingen: { nl: 'leerlingen', en: 'pupils' },
};

/** What one counted unit is; null when nothing is counted (a distance, a score). */
export const teltWoord = (telt: string, taal: Taal): string | null => TELT[telt]?.[taal] ?? null;

const NL_MAANDEN = [
  'januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december',
];
const EN_MAANDEN = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
];

/** An ISO date (a time behind it is shown as hours and minutes); anything else is shown as it is. */
export function datum(iso: string, taal: Taal): string {
  const m = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?/.exec(iso);
  const maand = m && (taal === 'nl' ? NL_MAANDEN : EN_MAANDEN)[Number(m[2]) - 1];
  if (!m || !maand) return iso;
  const dag = `${Number(m[3])}${NBSP}${maand} ${m[1]}`;
  const tijd = m[4] && `${m[4]}${taal === 'nl' ? '.' : ':'}${m[5]}`;
  return tijd && tijd !== '00.00' && tijd !== '00:00' ? `${dag}, ${tijd}${taal === 'nl' ? ' uur' : ''}` : dag;
}

/** The years of a period that holds several whole years; null for any other period. */
export function jarenSamen(periode: string): [number, number] | null {
  const m = /^(\d{4})-(\d{4})$/.exec(periode);
  return m ? [Number(m[1]), Number(m[2])] : null;
}

/** A period as it stands on an axis or in a table: 2020, 2019/2020, 2018–2020. */
export const periodeKort = (periode: string): string => {
  const jaren = jarenSamen(periode);
  return jaren ? `${jaren[0]}–${jaren[1]}` : periode;
};

/** A period as it stands in a sentence: years that were taken together say so. */
export function periodeLang(periode: string, taal: Taal): string {
  const jaren = jarenSamen(periode);
  if (!jaren) return periode;
  const n = telwoord(jaren[1] - jaren[0] + 1, taal);
  return `${periodeKort(periode)} (${taal === 'nl' ? `${n} jaar samen` : `${n} years together`})`;
}

/** The years from the first of a list of periods (in time order) to the last. */
export function vanTot(perioden: readonly string[]): { van: string; tot: string } {
  const jaren = (p: string): [string, string] => {
    const samen = jarenSamen(p);
    return samen ? [String(samen[0]), String(samen[1])] : [p, p];
  };
  return { van: jaren(perioden[0] ?? '')[0], tot: jaren(perioden.at(-1) ?? '')[1] };
}

const TELWOORDEN: Record<Taal, string[]> = {
  nl: ['geen enkele', 'één', 'twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen', 'tien', 'elf', 'twaalf'],
  en: ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
};

/** Small whole numbers as a word. */
export const telwoord = (n: number, taal: Taal): string => TELWOORDEN[taal][n] ?? getal(n, 0, taal);

/** Several sentences in a row: each ends with one full stop, and empty ones are left out. */
export const zinnen = (...delen: (string | null | undefined)[]): string =>
  delen
    .map((d) => d?.trim() ?? '')
    .filter(Boolean)
    .map((d) => (/[.!?]$/.test(d) ? d : `${d}.`))
    .join(' ');

/** The label of the catalogue without a leading “Concept.”, for places that already say so. */
export const zonderConcept = (label: string): string => label.replace(/^(Concept|Draft)\.\s+/, '');

/** A capital at the start; Dutch puts no accent on it (één, Eén). */
export const hoofdletter = (zin: string): string => (zin.startsWith('één') ? 'E' : zin.charAt(0).toLocaleUpperCase('nl')) + zin.slice(1);

/** The id of a trede as people write it: 0/1. */
export const tredeNaam = (id: string): string => id.replace('-', '/');
