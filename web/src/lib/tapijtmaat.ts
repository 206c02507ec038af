// SPDX-License-Identifier: EUPL-1.2
// How wide the columns of the rug are: the name of a leefgebied stays in one piece, and what room there is is used.
import { perLeefgebied, type TapijtKolom } from './tapijt';

export interface Groep {
  id: string | null;
  n: number;
}
export interface Maat {
  naam: number;
  kolommen: number[];
  totaal: number;
}

const SMALST = 31;
const RUIMST = 64;
const NAAM_SMAL = 196;
const NAAM_RUIM = 264;
const LETTER = 7.6;
const VETTE_LETTER = 6.8;

export const groepenVan = (kolommen: readonly Pick<TapijtKolom, 'ind'>[]): Groep[] => perLeefgebied(kolommen).map((g) => ({ id: g.id, n: g.leden.length }));

const langste = (woorden: readonly string[]): number => Math.max(0, ...woorden.map((w) => w.length));

/** `ruimte`: the width there is, 0 while it is not known. */
export function maatVan(groepen: readonly Groep[], groepNaam: (id: string | null) => string, namen: readonly string[], ruimte: number): Maat {
  const nodig = groepen.flatMap((g) => {
    const woord = langste(groepNaam(g.id).split(/\s+/)) * VETTE_LETTER + 12;
    return Array.from({ length: g.n }, () => Math.max(SMALST, Math.ceil(woord / g.n)));
  });
  const som = (breed: number): number => nodig.reduce((n, k) => n + Math.max(k, breed), 0);
  let breed = RUIMST;
  while (breed > SMALST && NAAM_SMAL + som(breed) > ruimte) breed -= 1;
  const kolommen = nodig.map((k) => Math.max(k, breed));
  const over = Math.max(0, ruimte - NAAM_SMAL - som(breed));
  const naam = Math.round(Math.min(NAAM_SMAL + over, NAAM_RUIM, Math.max(NAAM_SMAL, langste(namen) * LETTER + 56)));
  return { naam, kolommen, totaal: naam + som(breed) };
}
