// SPDX-License-Identifier: EUPL-1.2
// The common walk on a phone, which is also a wide screen at 400 %: every page and state (staten.ts), in English, light.
import { afterAll, describe, expect, it } from 'vitest';
import { alleStaten } from './staten';
import { opzetten } from './wereld';
import { wandel } from './wandeling';

const w = await opzetten();
const staten = await alleStaten(w);
const wandeling = await wandel(w, 320, { hoogte: 480, taal: 'en' });
afterAll(async () => {
  await wandeling.sluit();
  await w.sluit();
});

describe('W1 W6: every page and state at 320 px, in English, light', () => {
  it.each(staten.map((s) => [s.naam, s] as const))('%s', async (_naam, staat) => {
    const stand = await wandeling.bezoek(staat);
    expect(stand.mis).toEqual([]);
  });
});
