// SPDX-License-Identifier: EUPL-1.2
// An invented ladder and figures of any size, to time the scoring kernel with: by a test, and in a browser by bench/web.sh.
import type { Indicator, Ladder } from '../../src/lib/api/model';
import type { Invoer } from '../../src/lib/model/invoer';
import { bouwGroepen, uitgangspunt, type Groep } from '../../src/lib/model/ladder';

export const INDICATOREN = 75;
const LEEFGEBIEDEN = 9;

/** The same numbers every time: a linear congruential generator is good enough for made-up tables. */
export function getallen(zaad: number): () => number {
  let x = zaad >>> 0;
  return () => {
    x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0;
    return x / 4_294_967_296;
  };
}

const toeval = getallen(3);
const rij = (n: number, f: () => number): Float64Array => Float64Array.from({ length: n }, f);
export const invoer = (n: number): Invoer => ({
  n,
  kolommen: Array.from({ length: INDICATOREN }, (_, i) => {
    const waarde = rij(n, () => (toeval() < 0.05 ? NaN : 10 + 10 * toeval()));
    return { id: `i${i}`, teken: 1, z: waarde.map((x) => (x - 15) / 3), waarde, onder: waarde.map((x) => x - 1), boven: waarde.map((x) => x + 1), geheim: new Uint32Array(), referentie: { waarde: 15, onder: 14.9, boven: 15.1 } };
  }),
  schaal: 'robust-z',
  gemiddelde: 'arithmetic',
  dekking: 0.5,
  modelaandeel: 0.5,
  ruis: 0.25,
  zaad: 1,
  eersteGebied: 0,
  referentieGebied: 0,
});
const tekst = { nl: '', en: '' };
const ladder = {
  treden: [{ id: '0-1', naam: tekst, definitie: tekst }],
  domeinen: ['a', 'b', 'c'].map((id) => ({ id, naam: tekst })),
  leefgebieden: Array.from({ length: LEEFGEBIEDEN }, (_, i) => ({ id: `l${i}`, domein: 'abc'[i % 3] ?? 'a', treden: ['0-1'], naam: tekst, definitie: tekst })),
} as unknown as Ladder;
const indicatoren = Array.from({ length: INDICATOREN }, (_, i) => ({ id: `i${i}`, trede: '0-1', leefgebied: `l${i % LEEFGEBIEDEN}`, variantVan: null, groep: null, richting: 'hoger_ongunstig', gewicht: 1 }) as unknown as Indicator);
const uit = uitgangspunt(ladder, indicatoren, {}, {});

/** The groups of a score when a slider stands at `gewicht`. */
export function groepen(inv: Invoer, gewicht: number): Groep[] {
  const bouw = { ladder, indicatoren, kolom: new Map(inv.kolommen.map((c, i) => [c.id, i])), kolommen: INDICATOREN, isModel: () => false };
  return bouwGroepen(bouw, { leefgebieden: { l0: gewicht }, indicatoren: {}, treden: {} }, uit, '0-1');
}
