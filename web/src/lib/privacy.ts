// SPDX-License-Identifier: EUPL-1.2
// What an edition tells about its own protection: the rules that were used (rapport/bouw) and the attack on it (privacy/rapport).
import type { Text } from './api/model';

/** The part of `rapport/bouw` that a reader gets to see. */
export interface Bouwrapport {
  regels: Regel[];
  publicatie: { indicator: string; niveau: string; jaren: number; uitleg: Text | null }[];
}

export type Regel = { bron: string; reden: string | null; goedgekeurdDoor: string | null; methode: string } & Record<string, string | number | null>;

interface Grens {
  veld: string;
  standaard: number;
  naam: Text;
}

/** The numbers of a rule with their defaults (docs/concepts/disclosure.md). */
export const GRENZEN: readonly Grens[] = [
  { veld: 'minimumAantal', standaard: 10, naam: { nl: 'Kleinste aantal dat we tonen', en: 'Smallest count that is shown' } },
  { veld: 'minimumAanvulling', standaard: 10, naam: { nl: 'Kleinste aantal dat er níet bij hoort', en: 'Smallest count of those who are not in it' } },
  { veld: 'minimumNoemer', standaard: 50, naam: { nl: 'Kleinste aantal inwoners', en: 'Smallest number of residents' } },
  { veld: 'minimumNoemerWoningen', standaard: 20, naam: { nl: 'Kleinste aantal huishoudens of woningen', en: 'Smallest number of households or dwellings' } },
  { veld: 'minimumHuishoudens', standaard: 5, naam: { nl: 'Kleinste aantal huishoudens achter een aantal mensen', en: 'Smallest number of households behind a count of people' } },
  { veld: 'minimumRespondenten', standaard: 30, naam: { nl: 'Kleinste aantal antwoorden in een enquête', en: 'Smallest number of answers in a survey' } },
  { veld: 'minimumAntwoorden', standaard: 5, naam: { nl: 'Kleinste aantal antwoorden aan elke kant', en: 'Smallest number of answers on either side' } },
  { veld: 'groepsaandeel', standaard: 0.9, naam: { nl: 'Grootste aandeel van een groep', en: 'Largest share of a group' } },
  { veld: 'dominantie', standaard: 0.5, naam: { nl: 'Grootste aandeel van één instelling', en: 'Largest share of one institution' } },
  { veld: 'breedte', standaard: 3, naam: { nl: 'Onzekerheid die een buitenstaander minstens houdt', en: 'Uncertainty that an outsider keeps at least' } },
  { veld: 'halveMarge', standaard: 0.25, naam: { nl: 'Breedste marge van een enquêtecijfer (naar één kant)', en: 'Widest margin of a survey figure (to one side)' } },
];

const ZWAKKER_HOGER = new Set(['groepsaandeel', 'dominantie', 'halveMarge']);

/** The numbers of a rule that protect less than the default. */
export function versoepeld(r: Regel): { grens: Grens; waarde: number }[] {
  return GRENZEN.flatMap((grens) => {
    const waarde = r[grens.veld];
    if (typeof waarde !== 'number') return [];
    const zwakker = ZWAKKER_HOGER.has(grens.veld) ? waarde > grens.standaard : waarde < grens.standaard;
    return zwakker ? [{ grens, waarde }] : [];
  });
}

const METHODE: Record<string, Text> = {
  suppression: { nl: 'weglaten', en: 'withholding' },
  rounding: { nl: 'afronden, met kloppende optellingen', en: 'rounding, with sums that hold' },
  'cell-key': { nl: 'kleine vaste verstoring van elk aantal', en: 'a small fixed change of every count' },
};
export const methodeWoord = (m: string): Text => METHODE[m] ?? { nl: m, en: m };

/** Rules that protect in the same way, with the sources they hold for: the largest group first. */
export function gelijkeRegels(regels: readonly Regel[]): { regel: Regel; bronnen: string[] }[] {
  const groepen = new Map<string, { regel: Regel; bronnen: string[] }>();
  for (const regel of regels) {
    const { bron, ...rest } = regel;
    const sleutel = JSON.stringify(Object.entries(rest).sort(([a], [b]) => a.localeCompare(b)));
    const groep = groepen.get(sleutel);
    if (groep) groep.bronnen.push(bron);
    else groepen.set(sleutel, { regel, bronnen: [bron] });
  }
  return [...groepen.values()].sort((a, b) => b.bronnen.length - a.bronnen.length || a.bronnen[0]!.localeCompare(b.bronnen[0]!));
}

/** Where a registration is, from register to web page, and what may leave that place (docs/concepts/disclosure.md). */
export const WEG: readonly { plek: Text; verlaat: Text }[] = [
  {
    plek: { nl: 'Het register', en: 'The register' },
    verlaat: {
      nl: 'Een uittreksel zonder naam, adres of burgerservicenummer. Kolommen die daarop lijken, worden geweigerd.',
      en: 'An extract without name, address or citizen service number. Columns that look like those are refused.',
    },
  },
  {
    plek: { nl: 'De computer die bouwt', en: 'The computer that builds' },
    verlaat: {
      nl: 'Niets dan de editie. Meldingen noemen een bestand, rij en kolom, nooit wat daar stond.',
      en: 'Nothing but the edition. Messages name a file, row and column, never what stood there.',
    },
  },
  {
    plek: { nl: 'De poort', en: 'The gate' },
    verlaat: {
      nl: 'Alleen beschermde cijfers. Marges, scores en kaarten worden daarna gemaakt, uit die beschermde cijfers.',
      en: 'Protected figures only. Margins, scores and maps are made after that, from those protected figures.',
    },
  },
  {
    plek: { nl: 'De aanval', en: 'The attack' },
    verlaat: {
      nl: 'Is er iets te herleiden, dan verschijnt er geen nieuwe editie en blijft de vorige staan.',
      en: 'If anything can be traced, no new edition appears and the previous one stays.',
    },
  },
  {
    plek: { nl: 'De website', en: 'The website' },
    verlaat: {
      nl: 'Alles: de editie is openbaar. De server van de website kan bij geen enkele bron.',
      en: 'Everything: the edition is public. The server of the website can reach no source.',
    },
  },
];

/** What was tried, in words of the reader; the report itself has those of the program. */
const POGING: Record<string, Text> = {
  small_count: { nl: 'Staat er een aantal dat te klein is?', en: 'Is there a count that is too small?' },
  respondents: { nl: 'Rust een enquêtecijfer op te weinig antwoorden?', en: 'Does a survey figure rest on too few answers?' },
  rate_inverted: { nl: 'Is uit een cijfer en zijn marge het aantal mensen te berekenen?', en: 'Can the number of people be computed from a figure and its margin?' },
  shown_elsewhere: { nl: 'Staat een weggelaten cijfer ergens anders toch?', en: 'Does a figure that was left out stand somewhere else?' },
  order: { nl: 'Verraadt de grens van een klasse op de kaart een cijfer?', en: 'Does the limit of a class on the map give a figure away?' },
  score: { nl: 'Verraadt een score een cijfer dat erin meetelt?', en: 'Does a score give away a figure that counts in it?' },
  metadata: { nl: 'Staat er iets in de verborgen delen van een bestand?', en: 'Is there anything in the hidden parts of a file?' },
  recalculated: { nl: 'Is een cijfer het verschil van het geheel en de andere delen?', en: 'Is a figure the difference of the whole and the other parts?' },
  own_denominator: { nl: 'Volgt een aantal uit het totaal van hetzelfde register?', en: 'Does a count follow from the total of the same register?' },
  own_area: { nl: 'Volgt een buurt uit een eigen gebied van de gemeente?', en: 'Does a buurt follow from an own area of the municipality?' },
  linked: { nl: 'Volgt een cijfer uit een ander onderwerp waar het deel van is?', en: 'Does a figure follow from another subject that it is part of?' },
  pooled: { nl: 'Volgt één jaar uit meer jaren samen?', en: 'Does one year follow from several years together?' },
  boundary: { nl: 'Volgt een cijfer uit oude en nieuwe grenzen van gebieden?', en: 'Does a figure follow from old and new borders of areas?' },
  difference_between_editions: { nl: 'Volgt een cijfer uit het verschil met een eerdere editie?', en: 'Does a figure follow from the difference with an earlier edition?' },
};
export const pogingZin = (p: Aanval['pogingen'][number]): Text => POGING[p.soort] ?? p.waarmee;

/** What the attack gave, as one sentence. `weggelaten`: figures of the municipality's own sources that were left out. */
export function uitkomstZin(a: Aanval, weggelaten: number, heel: (n: number) => string): Text {
  const n = a.bevindingen.length;
  if (!a.veilig)
    return n === 1
      ? { nl: 'Een apart programma vond één manier om iets te weten te komen.', en: 'A separate program found one way to learn something.' }
      : { nl: `Een apart programma vond ${heel(n)} manieren om iets te weten te komen.`, en: `A separate program found ${heel(n)} ways to learn something.` };
  if (weggelaten === 0)
    return {
      nl: 'Een apart programma zocht in deze editie naar wat iets over één mens verraadt. Het vond niets.',
      en: 'A separate program searched this edition for anything that gives one person away. It found nothing.',
    };
  return weggelaten === 1
    ? { nl: 'Een apart programma probeerde het ene weggelaten cijfer terug te rekenen. Dat lukte niet.', en: 'A separate program tried to recalculate the one figure that was left out. It did not succeed.' }
    : {
        nl: `Een apart programma probeerde de ${heel(weggelaten)} weggelaten cijfers terug te rekenen. Dat lukte bij geen enkel cijfer.`,
        en: `A separate program tried to recalculate the ${heel(weggelaten)} figures that were left out. It succeeded for none of them.`,
      };
}

/** `privacy/rapport`: the attack on the finished edition (docs/formats/privacy-report.md). */
export interface Aanval {
  veilig: boolean;
  eerdereEdities: string[];
  relaties: number;
  pogingen: { soort: string; waarmee: Text; bekeken: number; weerlegd: number; gevonden: number }[];
  indicatoren: { indicator: string; bron: string; getoond: number; achtergehouden: number; nietOpDitNiveau: number }[];
  bevindingen: { soort: string }[];
}
