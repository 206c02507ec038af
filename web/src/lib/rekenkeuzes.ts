// SPDX-License-Identifier: EUPL-1.2
// The choices with which this edition was computed, as it publishes them (`scoring`, `signalen`): no number here comes from the page.
import type { Scoring, Signalen, Text } from './api/model';
import { getal, type Taal } from './format';

export interface RekenKeuze {
  wat: Text;
  zin: Text;
}

const SCHAAL: Record<string, (refNaam: string) => Text> = {
  'robust-z': (r) => ({
    nl: `Elk cijfer wordt een afstand tot het cijfer van ${r}, gemeten in standaardafwijkingen. Uitschieters tellen in die maat weinig mee (robuuste z-score).`,
    en: `Every figure becomes a distance to the figure of ${r}, measured in standard deviations. Outliers count little in that measure (robust z-score).`,
  }),
  z: () => ({ nl: 'Elk cijfer wordt een afstand tot het gemiddelde van de gebieden, in standaardafwijkingen (z-score).', en: 'Every figure becomes a distance to the mean of the areas, in standard deviations (z-score).' }),
  'min-max': () => ({ nl: 'Elk cijfer loopt van 1, het gunstigste gebied, tot 100, het ongunstigste.', en: 'Every figure runs from 1, the most favourable area, to 100, the least favourable.' }),
  percentile: () => ({ nl: 'Elk cijfer wordt zijn plaats in de rij van gebieden, van 1 tot 100.', en: 'Every figure becomes its place in the order of areas, from 1 to 100.' }),
};
const GEMIDDELDE: Record<string, Text> = {
  arithmetic: { nl: 'gewone gemiddelde', en: 'ordinary mean' },
  geometric: { nl: 'meetkundige gemiddelde', en: 'geometric mean' },
  harmonic: { nl: 'harmonische gemiddelde', en: 'harmonic mean' },
};

const procent = (deel: number, taal: Taal): string => `${getal(100 * deel, 0, taal)}${taal === 'nl' ? '\u00a0%' : '%'}`;
const beide = (f: (taal: Taal) => string): Text => ({ nl: f('nl'), en: f('en') });

export function rekenKeuzes(s: Scoring, signalen: Signalen, refNaam: string, leefgebied: (id: string) => Text): RekenKeuze[] {
  const i = s.instellingen;
  const gemiddelde = GEMIDDELDE[i.samenvoeging] ?? { nl: i.samenvoeging, en: i.samenvoeging };
  const anders = Object.entries(i.gewichten).filter(([, g]) => g !== 1);
  const grenzen = [...new Set(signalen.families.map((f) => f.grens))].sort((a, b) => a - b);
  const toetsen = signalen.families.reduce((n, f) => n + f.toetsen, 0);
  const uit: RekenKeuze[] = [
    { wat: { nl: 'De schaal', en: 'The scale' }, zin: SCHAAL[i.normalisatie]?.(refNaam) ?? { nl: i.normalisatie, en: i.normalisatie } },
    {
      wat: { nl: 'Van cijfers naar een score', en: 'From figures to a score' },
      zin: beide((l) =>
        l === 'nl'
          ? `Een score is het ${gemiddelde.nl}. Zij komt er alleen als minstens ${procent(i.minimaleDekking, l)} van het gewicht een cijfer heeft. Modelschattingen wegen in een vak samen hoogstens ${procent(i.modelaandeel, l)}, als er ook getelde cijfers zijn.`
          : `A score is the ${gemiddelde.en}. It is given only when at least ${procent(i.minimaleDekking, l)} of the weight has a figure. Modelled figures together weigh at most ${procent(i.modelaandeel, l)} in a cell, where there are counted figures too.`,
      ),
    },
    {
      wat: { nl: 'De gewichten', en: 'The weights' },
      zin:
        anders.length === 0
          ? { nl: 'Elk leefgebied weegt even zwaar.', en: 'Every area of life has the same weight.' }
          : beide((l) => (l === 'nl' ? 'Elk leefgebied weegt 1, behalve ' : 'Every area of life weighs 1, except ') + `${anders.map(([id, g]) => `${leefgebied(id)[l]} (${getal(g, 2, l)})`).join(', ')}.`),
    },
    {
      wat: { nl: 'De treden', en: 'The treden' },
      zin: i.totaal
        ? { nl: 'Naast een score per trede is er ook één getal over alle treden samen.', en: 'Beside a score per trede there is also one number over all treden together.' }
        : { nl: 'De treden worden niet bij elkaar opgeteld: dakloosheid is geen veelvoud van een risico.', en: 'The treden are not added up: homelessness is no multiple of a risk.' },
    },
  ];
  if (s.herhalingen > 0)
    uit.push({
      wat: { nl: 'Hoe zeker een plaats in de rij is', en: 'How sure a place in the order is' },
      zin: beide((l) =>
        l === 'nl'
          ? `De rij is ${getal(s.herhalingen, 0, l)} keer opnieuw gemaakt. Elke keer schoof elk cijfer binnen zijn marge en elk gewicht hoogstens ${procent(i.gewichtsruis, l)}. De marge van een plaats is waar zij in 90\u00a0% van die keren lag.`
          : `The order was made anew ${getal(s.herhalingen, 0, l)} times. Each time every figure moved within its margin and every weight by at most ${procent(i.gewichtsruis, l)}. The margin of a place is where it lay in 90% of those times.`,
      ),
    });
  if (s.overlap.effectief !== null)
    uit.push({
      wat: { nl: 'Wat dubbel telt', en: 'What counts twice' },
      zin: beide((l) =>
        l === 'nl'
          ? `Veel indicatoren zeggen hetzelfde. De ${s.overlap.indicatoren} indicatoren per ${s.overlap.niveau} zijn samen zoveel waard als ongeveer ${getal(s.overlap.effectief ?? 0, 0, l)} die los van elkaar staan.`
          : `Many indicators say the same. The ${s.overlap.indicatoren} indicators per ${s.overlap.niveau} are together worth about ${getal(s.overlap.effectief ?? 0, 0, l)} that stand apart from each other.`,
      ),
    });
  if (toetsen > 0)
    uit.push({
      wat: { nl: 'De signalen', en: 'The signals' },
      zin: beide((l) =>
        l === 'nl'
          ? `Er zijn ${getal(toetsen, 0, l)} toetsen gedaan. De grens is zo gekozen dat van alles wat samen is getoetst en gevonden, naar verwachting hoogstens ${grenzen.map((g) => procent(g, l)).join(' of ')} toeval is.`
          : `${getal(toetsen, 0, l)} tests were made. The limit is chosen such that of all that was tested together and found, at most ${grenzen.map((g) => procent(g, l)).join(' or ')} is expected to be chance.`,
      ),
    });
  return uit;
}
