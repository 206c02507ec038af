// SPDX-License-Identifier: EUPL-1.2
// The closed vocabularies of the catalogue in words a reader knows.
import type { Text } from './api/model';

const T = (nl: string, en: string): Text => ({ nl, en });

const MAAT: Record<string, Text> = {
  registratie_cijfer: T('geteld in een registratie, per aantal inwoners', 'counted in a register, per number of residents'),
  registratie_aandeel: T('aandeel uit een registratie', 'share from a register'),
  gebeurtenis_cijfer: T('gebeurtenissen per aantal inwoners', 'events per number of residents'),
  enquete_aandeel: T('aandeel van mensen die een vragenlijst invulden', 'share of people who answered a survey'),
  model_aandeel: T('geschat met een model', 'estimated with a model'),
  context: T('cijfer over de omgeving', 'figure about the surroundings'),
};

const RICHTING: Record<string, Text> = {
  hoger_ongunstig: T('een hoger cijfer is ongunstiger', 'a higher figure is less favourable'),
  lager_ongunstig: T('een lager cijfer is ongunstiger', 'a lower figure is less favourable'),
  context: T('zegt niet wat gunstig is', 'does not say what is favourable'),
};

const GEVERIFIEERD: Record<string, Text> = {
  ja: T('tabel en kolom gezien', 'table and column seen'),
  tabel: T('tabel gezien, kolom niet', 'table seen, column not'),
  bron: T('alleen de bron gezien', 'only the source seen'),
  nee: T('nog niet nagekeken', 'not checked yet'),
};

const TOEGANG: Record<string, Text> = {
  open: T('open data', 'open data'),
  gemeentelijk: T('bron van de gemeente', 'source of the municipality'),
};

const LICENTIE: Record<string, Text> = {
  gemeentelijk: T('van de gemeente, niet open', 'of the municipality, not open'),
  municipal: T('van de gemeente, niet open', 'of the municipality, not open'),
  unclear: T('niet duidelijk', 'not clear'),
  onduidelijk: T('niet duidelijk', 'not clear'),
};

const ROL: Record<string, Text> = {
  bereik: T('bereik', 'reach'),
  behoefte: T('behoefte', 'need'),
  geregistreerd: T('geregistreerd', 'registered'),
  beleefd: T('beleefd', 'perceived'),
};

const BETROUWBAAR: Record<string, Text> = {
  goed: T('goed', 'good'),
  matig: T('matig', 'moderate'),
  laag: T('laag', 'low'),
  geen_uitspraak: T('geen uitspraak mogelijk', 'no statement possible'),
};

const lees = (lijst: Record<string, Text>) => (code: string): Text => lijst[code] ?? T(code, code);

export const maatWoord = lees(MAAT);
export const richtingWoord = lees(RICHTING);
export const geverifieerdWoord = lees(GEVERIFIEERD);
export const toegangWoord = (code: string): Text => lees(TOEGANG)(code === 'gemeente' ? 'gemeentelijk' : code);
export const licentieWoord = lees(LICENTIE);
export const betrouwbaarWoord = lees(BETROUWBAAR);
export const rolWoord = lees(ROL);
export const GEVERIFIEERD_CODES = Object.keys(GEVERIFIEERD);
