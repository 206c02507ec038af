// SPDX-License-Identifier: EUPL-1.2
// The names the pages use for the schemas of the API. `types.ts` is generated from api/openapi.json (npm run types).
import type { components } from './types';

type S = components['schemas'];

export type Text = S['Tekst'];
export type Getal = number | null;
/** The levels that have figures of their own. */
export type CijferNiveau = 'buurt' | 'wijk' | 'gemeente';
export type Niveau = CijferNiveau | 'land';
export type Edities = S['Edities'];
export type EditieRegel = S['EditieKort'];
export type Editie = S['Editie'];
export type Gebieden = S['Gebieden'];
export type Ladder = S['Ladder'];
export type Leefgebied = Ladder['leefgebieden'][number];
export type Indicator = S['Indicator'];
export type Indicatoren = S['Indicatoren'];
export type Bron = S['Bron'];
export type Bestand = Bron['bestanden'][number];
export type Bronnen = S['Bronnen'];
export type Referentie = S['Referentie'];
export type Herkomst = S['Herkomst'];
export type ReeksPunt = S['Reeks'];
export type Waarnemingen = S['Waarnemingen'];
export type Tegels = S['Tegels'];
export type Profielen = S['Profiel'];
export type ProfielIndicator = S['ProfielIndicator'];
export type ProfielKolommen = S['ProfielCijfers'];
export type EigenGebieden = S['EigenGebieden'];
export type EigenReeks = S['EigenReeks'];
export type Verloop = S['Verloop'];
export type Vergelijkingen = S['Vergelijkingen'];
/** The words that columns of judgements point at. */
export type Woorden = Pick<S['Waarnemingen'], 'betrouwbaarheden' | 'oordelen' | 'verlopen' | 'geenVerloop'>;
export type Scores = S['Scores'];
export type Scoring = S['Scoring'];
export type Signaal = S['Signaal'];
export type Signalen = S['Signalen'];
export type Vergelijkbaar = S['Vergelijkbaar'];
export type Verhalen = S['Verhalen'];
export type VerhaalKort = S['VerhaalKort'];
export type Verhaal = S['Verhaal'];
export type VerhaalBlok = S['VerhaalBlok'];
export type VerhaalStuk = S['VerhaalStuk'];
export type VerhaalBeeld = Extract<VerhaalBlok, { soort: 'beeld' }>;
export type LadderCel = S['Cel'];

/** The columns of one level of `gebieden`; which of them exist differs per level. */
export interface GebiedenNiveau {
  code: string[];
  naam: string[];
  wijk?: (number | null)[];
  gemeente?: (number | null)[];
  inwoners?: Getal[];
  leeg?: boolean[];
  /** Centres in RD, metres. */
  x?: Getal[];
  y?: Getal[];
  voorheen?: string[][];
  vroegereNamen?: string[][];
}
