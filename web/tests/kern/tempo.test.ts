// SPDX-License-Identifier: EUPL-1.2
// How long one step of a slider takes in the kernel, for a town and for the whole country; the page draws on top of that.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Kern } from '../../src/lib/model/kern';
import { Rekenaar } from '../../src/lib/model/rekenaar';
import { kern } from './motor';
import { groepen, invoer } from './verzonnen';

let k: Kern;
beforeAll(async () => {
  k = await kern();
});

describe('a step of a slider', () => {
  it.each([
    [116, 1_000],
    [14_500, 5_000],
  ])('over %i areas and 75 indicators does not hang: within %i ms', (n, hoogstens) => {
    const inv = invoer(n);
    const r = new Rekenaar(k, inv);
    // The middle one is printed; the ceiling only tells that it hangs, whatever else the machine does.
    const tijden = Array.from({ length: 15 }, (_, i) => {
      const begin = performance.now();
      const u = r.scoor(groepen(inv, (i % 12) / 4));
      expect(u.gerangschikt).toBe(n);
      return performance.now() - begin;
    }).sort((a, b) => a - b);
    const midden = tijden[7] ?? Infinity;
    const h = r.herhaal(groepen(inv, 1), 10, 20);
    const begin = performance.now();
    for (let i = 0; i < 10; i += 1) h.stap();
    const herhaling = (performance.now() - begin) / 10;
    console.log(`${n} areas: step ${midden.toFixed(2)} ms, replication ${herhaling.toFixed(2)} ms`);
    expect(midden).toBeLessThan(hoogstens);
  });
});
