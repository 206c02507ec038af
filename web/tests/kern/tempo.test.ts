// SPDX-License-Identifier: EUPL-1.2
// How long one step of a slider takes in the kernel, for a town and for the whole country; the page draws on top of that.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Indicator, Ladder } from '../../src/lib/api/model';
import type { Invoer } from '../../src/lib/model/invoer';
import type { Kern } from '../../src/lib/model/kern';
import { bouwGroepen, uitgangspunt } from '../../src/lib/model/ladder';
import { Rekenaar } from '../../src/lib/model/rekenaar';
import { getallen, kern } from './motor';

const INDICATOREN = 75;
const LEEFGEBIEDEN = 9;
let k: Kern;
beforeAll(async () => {
  k = await kern();
});

const toeval = getallen(3);
const rij = (n: number, f: () => number): Float64Array => Float64Array.from({ length: n }, f);
const invoer = (n: number): Invoer => ({
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

describe('a step of a slider', () => {
  it.each([
    [116, 1_000],
    [14_500, 5_000],
  ])('over %i areas and 75 indicators does not hang: within %i ms', (n, hoogstens) => {
    const inv = invoer(n);
    const r = new Rekenaar(k, inv);
    const bouw = { ladder, indicatoren, kolom: new Map(inv.kolommen.map((c, i) => [c.id, i])), kolommen: INDICATOREN, isModel: () => false };
    // The middle one is printed; the ceiling only tells that it hangs, whatever else the machine does.
    const tijden = Array.from({ length: 15 }, (_, i) => {
      const begin = performance.now();
      const u = r.scoor(bouwGroepen(bouw, { leefgebieden: { l0: (i % 12) / 4 }, indicatoren: {}, treden: {} }, uit, '0-1'));
      expect(u.gerangschikt).toBe(n);
      return performance.now() - begin;
    }).sort((a, b) => a - b);
    const midden = tijden[7] ?? Infinity;
    const h = r.herhaal(bouwGroepen(bouw, { leefgebieden: {}, indicatoren: {}, treden: {} }, uit, '0-1'), 10, 20);
    const begin = performance.now();
    for (let i = 0; i < 10; i += 1) h.stap();
    const herhaling = (performance.now() - begin) / 10;
    console.log(`${n} areas: step ${midden.toFixed(2)} ms, replication ${herhaling.toFixed(2)} ms`);
    expect(midden).toBeLessThan(hoogstens);
  });
});
