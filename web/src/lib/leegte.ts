// SPDX-License-Identifier: EUPL-1.2
// Why a place is empty or marked. A reader never meets a silent blank: each kind has its own drawing, its own word and a reason.
import type { Getal, Text } from './api/model';
import { isOnzeker, klasse } from './klassen';

export type Leegte = 'geheim' | 'niveau' | 'geen' | 'nvt';
export const LEEGTEN: readonly Leegte[] = ['geheim', 'niveau', 'geen', 'nvt'];
export type Merk = 'onzeker' | 'modelschatting' | 'herrekend' | 'geschat' | 'vereffend' | 'schatting';
/** Marks that a reader asks for: the figure is then not the one that was published. */
export const GEVRAAGDE_MERKEN: readonly Merk[] = ['vereffend', 'schatting'];

const GEHEIM = new Set(['geheim', 'onderdrukt', 'te_weinig']);
const NIVEAU = new Set(['niet_op_dit_niveau', 'alleen_wijk', 'alleen_gemeente', 'bron_niet_per_buurt', 'bron_niet_per_wijk', 'catalogus_niet_per_buurt', 'catalogus_niet_per_wijk']);
const NVT = new Set(['niet_van_toepassing', 'onmogelijk']);

/** Which of the four empty drawings belongs to a reason. */
export function leegte(reden: string): Leegte {
  if (GEHEIM.has(reden)) return 'geheim';
  if (NIVEAU.has(reden)) return 'niveau';
  return NVT.has(reden) ? 'nvt' : 'geen';
}

export const LEEGTE_WOORD: Record<Leegte, Text> = {
  geheim: { nl: 'geheim', en: 'confidential' },
  niveau: { nl: 'groter gebied', en: 'larger area' },
  geen: { nl: 'geen gegevens', en: 'no data' },
  nvt: { nl: 'n.v.t.', en: 'n/a' },
};

export const LEEGTE_UITLEG: Record<Leegte, Text> = {
  geheim: {
    nl: 'Het gaat om zo weinig mensen dat het cijfer iets over hen zou zeggen.',
    en: 'So few people are involved that the figure would say something about them.',
  },
  niveau: {
    nl: 'Dit cijfer staat er alleen voor een groter gebied.',
    en: 'This figure is given for a larger area only.',
  },
  geen: { nl: 'De bron heeft hier geen bruikbaar cijfer.', en: 'The source has no usable figure here.' },
  nvt: { nl: 'Dit cijfer kan hier niet bestaan.', en: 'This figure cannot exist here.' },
};

const REDENEN: Record<string, Text> = {
  nog_niet_gepubliceerd: {
    nl: 'De bron heeft dit cijfer nog niet gepubliceerd.',
    en: 'The source has not published this figure yet.',
  },
  geheim: {
    nl: 'De bron houdt dit cijfer geheim: het zou te veel zeggen over een klein aantal mensen.',
    en: 'The source keeps this figure confidential: it would say too much about a small number of people.',
  },
  onbetrouwbaar: {
    nl: 'De bron vindt het cijfer te onzeker om te tonen.',
    en: 'The source finds the figure too uncertain to show.',
  },
  onmogelijk: { nl: 'Dit cijfer kan hier niet bestaan.', en: 'This figure cannot exist here.' },
  niet_van_toepassing: {
    nl: 'Dit cijfer past hier niet, bijvoorbeeld omdat er niemand woont.',
    en: 'This figure does not apply here, for example because nobody lives here.',
  },
  niet_gevraagd: { nl: 'Dit is hier niet gevraagd of gemeten.', en: 'This was not asked or measured here.' },
  te_weinig: {
    nl: 'Er zijn te weinig mensen of antwoorden voor een cijfer.',
    en: 'There are too few people or answers for a figure.',
  },
  onderdrukt: {
    nl: 'Het cijfer is geheim: het zou te veel zeggen over een klein aantal mensen.',
    en: 'The figure is confidential: it would say too much about a small number of people.',
  },
  niet_op_dit_niveau: {
    nl: 'Dit cijfer tonen we alleen voor een groter gebied, omdat het per gebied om te weinig mensen gaat.',
    en: 'We show this figure for a larger area only, because too few people are involved per area.',
  },
  grens_gewijzigd: {
    nl: 'De grens van het gebied is veranderd, dus een ouder cijfer past niet meer.',
    en: 'The boundary of the area has changed, so an older figure no longer fits.',
  },
  geen_bron: {
    nl: 'Voor dit cijfer is in deze editie geen bron aangesloten.',
    en: 'No source is connected for this figure in this edition.',
  },
  onbekend: { nl: 'De bron geeft geen cijfer en zegt niet waarom.', en: 'The source gives no figure and does not say why.' },
  alleen_gemeente: {
    nl: 'Dit cijfer bestaat alleen voor de hele gemeente.',
    en: 'This figure exists for the whole municipality only.',
  },
  alleen_wijk: { nl: 'Dit cijfer bestaat alleen per wijk.', en: 'This figure exists per wijk only.' },
  alleen_buurt: { nl: 'De bron geeft dit cijfer alleen per buurt.', en: 'The source gives this figure per buurt only.' },
  bron_niet_per_buurt: { nl: 'De bron geeft dit cijfer niet per buurt.', en: 'The source does not give this figure per buurt.' },
  bron_niet_per_wijk: { nl: 'De bron geeft dit cijfer niet per wijk.', en: 'The source does not give this figure per wijk.' },
  catalogus_niet_per_buurt: { nl: 'De catalogus van indicatoren staat dit cijfer niet per buurt toe.', en: 'The catalogue of indicators does not allow this figure per buurt.' },
  catalogus_niet_per_wijk: { nl: 'De catalogus van indicatoren staat dit cijfer niet per wijk toe.', en: 'The catalogue of indicators does not allow this figure per wijk.' },
  te_weinig_indicatoren: {
    nl: 'Minder dan de helft van de indicatoren heeft hier een cijfer. Dat is te weinig voor een oordeel.',
    en: 'Fewer than half of the indicators have a figure here. That is too few for a verdict.',
  },
  zonder_marge: {
    nl: 'Van de meeste cijfers achter deze score is de marge niet bekend, dus hij krijgt geen plaats.',
    en: 'The margin of most figures behind this score is not known, so it gets no place.',
  },
  te_weinig_leefgebieden: {
    nl: 'Te weinig leefgebieden hebben hier een score om ze samen te tellen.',
    en: 'Too few areas of life have a score here to count them together.',
  },
  geen_gegevens: { nl: 'Er zijn hier te weinig cijfers voor een oordeel.', en: 'There are too few figures here for a verdict.' },
};

/** Not shown although the figure itself exists, or because others are missing: neither of the four kinds of emptiness says that. */
const EIGEN_WOORD: Record<string, Text> = {
  zonder_marge: { nl: 'geen plaats', en: 'no place' },
  te_weinig_leefgebieden: { nl: 'te weinig bekend', en: 'too little known' },
};
/** The word before a reason. */
export const redenWoord = (reden: string): Text => EIGEN_WOORD[reden] ?? LEEGTE_WOORD[leegte(reden)];

/** The reason in words; an unknown code is shown as it is, so that nobody has to guess. */
export const redenZin = (reden: string): Text => REDENEN[reden] ?? { nl: `Reden: ${reden}.`, en: `Reason: ${reden}.` };

export const MERK_WOORD: Record<Merk, Text> = {
  onzeker: { nl: 'onzeker', en: 'uncertain' },
  modelschatting: { nl: 'modelschatting', en: 'modelled' },
  herrekend: { nl: 'herrekend', en: 'carried over' },
  geschat: { nl: 'geschat', en: 'estimated' },
  vereffend: { nl: 'vereffend', en: 'smoothed' },
  schatting: { nl: 'geschat met model', en: 'model estimate' },
};

/** The drawing of a mark over the colour of its class; null = told in words only. */
export const PATROON: Record<Merk, string | null> = {
  onzeker: 'onzeker',
  modelschatting: 'modelschatting',
  herrekend: 'herrekend',
  geschat: null,
  vereffend: 'modelschatting',
  schatting: 'modelschatting',
};

export const MERK_UITLEG: Record<Merk, Text> = {
  onzeker: {
    nl: 'De marge is zo breed dat de klasse niet vaststaat.',
    en: 'The margin is so wide that the class is not certain.',
  },
  modelschatting: {
    nl: 'Geschat uit kenmerken van de inwoners, niet geteld.',
    en: 'Estimated from characteristics of the residents, not counted.',
  },
  herrekend: {
    nl: 'Omgezet van een oudere gebiedsindeling naar deze.',
    en: 'Carried over from an older division of areas to this one.',
  },
  geschat: { nl: 'Geschat uit een steekproef of uit delen.', en: 'Estimated from a sample or from parts.' },
  vereffend: {
    nl: 'Naar het geheel toe getrokken, zodat een klein gebied minder door toeval uitschiet. Om te bekijken, niet om te toetsen.',
    en: 'Drawn towards the whole, so that a small area stands out less by chance. To look at, not to test with.',
  },
  schatting: {
    nl: 'Hier is geen eigen cijfer. Dit is geschat met een model, uit het cijfer van de wijk en open cijfers.',
    en: 'There is no figure of its own here. This was estimated with a model, from the figure of the wijk and open figures.',
  },
};

/** One place on the map, in a table or in a sentence: a value with its marks, or a kind of emptiness with its reason. */
export type Vlak =
  | { soort: 'waarde'; waarde: number; klasse: number; merken: Merk[] }
  | { soort: 'leeg'; leegte: Leegte; reden: string };

export interface Kolommen {
  waarde: readonly Getal[];
  ondergrens?: readonly Getal[] | null;
  bovengrens?: readonly Getal[] | null;
  status: readonly number[];
  reden: readonly number[];
}

export function merken(status: string, onzeker: boolean): Merk[] {
  const uit: Merk[] = [];
  if (status === 'modelschatting' || status === 'herrekend' || status === 'geschat') uit.push(status);
  if (onzeker) uit.push('onzeker');
  return uit;
}

/** Code of why place i has no value. */
export const redenOp = (k: Pick<Kolommen, 'status' | 'reden'>, i: number, redenen: readonly string[], statussen: readonly string[]): string =>
  redenen[k.reden[i] ?? 0] || (statussen[k.status[i] ?? -1] === 'nvt' ? 'niet_van_toepassing' : 'onbekend');

/** Reads place i of a columnar resource. */
export function vlak(
  k: Kolommen,
  i: number,
  redenen: readonly string[],
  statussen: readonly string[],
  grenzen: readonly number[],
): Vlak {
  const w = k.waarde[i];
  if (w == null) {
    const code = redenOp(k, i, redenen, statussen);
    return { soort: 'leeg', leegte: leegte(code), reden: code };
  }
  const onzeker = isOnzeker(k.ondergrens?.[i], k.bovengrens?.[i], grenzen);
  return { soort: 'waarde', waarde: w, klasse: klasse(w, grenzen), merken: merken(statussen[k.status[i] ?? -1] ?? '', onzeker) };
}
