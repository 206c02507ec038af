// SPDX-License-Identifier: EUPL-1.2
// The common walk on a wide screen: every page and state (staten.ts), in Dutch, dark; then as wide as a tablet.
import { afterAll, describe, expect, it } from 'vitest';
import { alleStaten } from './staten';
import { opzetten } from './wereld';
import { wandel } from './wandeling';

const w = await opzetten();
const staten = await alleStaten(w);
const wandeling = await wandel(w, 1280, { donker: true, taal: 'nl' });
afterAll(async () => {
  await wandeling.sluit();
  await w.sluit();
});

describe('W1 W6: every page and state at 1280 and 768 px, in Dutch, dark', () => {
  it.each(staten.map((s) => [s.naam, s] as const))('%s', async (_naam, staat) => {
    const stand = await wandeling.bezoek(staat);
    expect(stand.mis).toEqual([]);
    expect(await wandeling.smaller(768)).toBeNull();
  });

  it.each(staten.filter((s) => !s.vooraf && !s.erna).map((s) => [s.naam, s] as const))('W2: Tab walks down %s in reading order and is seen', async (_naam, staat) => {
    const { stappen, mis } = await wandeling.tab(staat, 30);
    expect(mis).toEqual([]);
    expect(stappen[0]).toContain('Naar de inhoud');
    expect(stappen.length).toBeGreaterThan(10);
  });
});
