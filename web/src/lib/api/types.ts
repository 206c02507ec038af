// SPDX-License-Identifier: EUPL-1.2
// The resources of the API `/v1`, written after docs/formats/api.md. Arrays of figures are columnar: position i belongs to
// area i of that level in `gebieden`. A missing number is null; `reden` is then an index into `redenen` (0 = there is a value).

export interface Text {
  nl: string;
  en: string;
}

export type Getal = number | null;

export interface EditieRegel {
  id: string;
  volgnummer: number;
  naam: string;
  indeling: number;
  perioden: { van: string; tot: string };
  actueel?: boolean;
}

export interface Edities {
  edities: EditieRegel[];
}

export type Niveau = 'buurt' | 'wijk' | 'gemeente' | 'land';

export interface Editie {
  id: string;
  volgnummer: number;
  naam: string;
  fictief: boolean;
  gemeenten: string[];
  referentie: string | null;
  indeling: number;
  perioden: string[];
  niveaus: Niveau[];
  talen: string[];
  catalogus: { id: string; versie: string; label: Text };
  motor: string;
  gebieden: Partial<Record<Niveau, number>>;
  indicatoren: { catalogus: number; metCijfers: number };
  cijfers: { gepubliceerd: number; zonder: Record<string, number> };
  kaart: boolean;
}

export interface GebiedenNiveau {
  code: string[];
  naam: string[];
  wijk?: (number | null)[];
  gemeente?: (number | null)[];
  inwoners?: Getal[];
  leeg?: boolean[];
  x?: Getal[];
  y?: Getal[];
  voorheen?: string[][];
}

export interface Gebieden {
  indeling: number;
  niveaus: Partial<Record<Niveau, GebiedenNiveau>>;
}

export interface Leefgebied {
  id: string;
  domein: string;
  naam: Text;
  definitie: Text;
  treden: string[];
  nietVanToepassing: Text | null;
}

export interface Ladder {
  treden: { id: string; naam: Text; definitie: Text }[];
  domeinen: { id: string; naam: Text }[];
  leefgebieden: Leefgebied[];
}

export interface Indicator {
  id: string;
  variantVan: string | null;
  groep: string | null;
  naam: Text;
  kort: Text | null;
  definitie: Text;
  waarom: Text | null;
  lezen: Text | null;
  welVoor: Text | null;
  nietVoor: Text | null;
  teller: Text | null;
  noemer: Text | null;
  telt: string;
  trede: string | null;
  domein: string | null;
  leefgebied: string | null;
  eenheid: string;
  decimalen: number;
  maat: string;
  richting: string;
  fijnsteNiveau: string;
  toegang: string;
  licentie: string;
  geverifieerd: string;
  gewicht: number;
  aantalNaastCijfer: boolean;
  paren: { rol: string; met: string }[];
  perioden: string[];
  niveaus: Niveau[];
  bron: string | null;
  waaromGeenCijfers: Text | null;
}

export interface Indicatoren {
  label: Text;
  indicatoren: Indicator[];
}

export interface Bestand {
  tabel: string;
  bestand: string;
  sha256: string;
  opgehaald: string | null;
  stand: string | null;
  indeling: number | null;
  rijen: number | null;
}

export interface Bron {
  id: string;
  naam: Text;
  organisatie: string;
  toegang: string;
  licentie: string;
  naamsvermelding: string | null;
  url: string | null;
  omschrijving: Text | null;
  behandeling: Text | null;
  model: boolean;
  voorspellers: Text | null;
  bestanden: Bestand[];
}

export interface Bronnen {
  bronnen: Bron[];
}

export interface Referentie {
  gebied?: string;
  waarde: Getal;
  ondergrens?: Getal;
  bovengrens?: Getal;
}

export interface Herkomst {
  bron: string;
  tabel: string;
  bestand: string;
  sha256: string;
  opgehaald: string | null;
  stand: string | null;
  kolommen: string[];
  rijen: Record<string, string> | null;
  indeling: number | null;
  regel: string | null;
  noemerBron: { bron: string; tabel: string; bestand: string; kolommen: string[] } | null;
  stappen: Text[];
}

export interface ReeksPunt {
  periode: string;
  breuk: Text | null;
  waarde: Getal[];
  ondergrens: Getal[] | null;
  bovengrens: Getal[] | null;
  teller: Getal[] | null;
  noemer: Getal[] | null;
  status: number[];
  reden: number[];
  referentie: Referentie | null;
  land: Referentie | null;
  herkomst: Herkomst | null;
}

export interface Waarnemingen {
  indicator: string;
  niveau: Niveau;
  indeling: number;
  eenheid: string;
  telt: string;
  decimalen: number;
  redenen: string[];
  statussen: string[];
  klassen: number[];
  reeks: ReeksPunt[];
}

export interface ProfielKolommen {
  waarde: Getal[];
  ondergrens?: Getal[] | null;
  bovengrens?: Getal[] | null;
  teller?: Getal[] | null;
  status: number[];
  reden: number[];
  z?: Getal[] | null;
}

export interface ProfielIndicator {
  id: string;
  periode: string;
  niveaus: Partial<Record<Niveau, ProfielKolommen>>;
  verloop: { perioden: string[] } & Partial<Record<'buurt' | 'wijk' | 'gemeente', Getal[][]>>;
}

export interface CelKolommen {
  score: Getal[];
  aantal: Getal[];
  van: number;
  reden: string[];
}

export interface LadderCel {
  trede: string;
  leefgebied: string;
  toepassing: boolean;
  niveaus: Partial<Record<Niveau, CelKolommen>>;
}

export interface Profielen {
  gemeente: string;
  niveaus: Partial<Record<Niveau, { gebieden: string[] }>>;
  redenen: string[];
  statussen: string[];
  indicatoren: ProfielIndicator[];
  ladder: { cellen: LadderCel[] };
}
