// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { GRENZEN, versoepeld, type Regel } from '../../src/lib/privacy';

const standaard = (): Regel =>
  ({ bron: 'x', reden: null, goedgekeurdDoor: null, methode: 'suppression', ...Object.fromEntries(GRENZEN.map((g) => [g.veld, g.standaard])) }) as Regel;

describe('a rule that protects less than the default is called weakened', () => {
  it('never for the default itself, nor for a stricter one', () => {
    expect(versoepeld(standaard())).toEqual([]);
    expect(versoepeld({ ...standaard(), minimumAantal: 15, groepsaandeel: 0.8, breedte: 5 })).toEqual([]);
  });
  it('for a lower minimum and for a higher share', () => {
    expect(versoepeld({ ...standaard(), minimumAantal: 5 }).map((z) => z.grens.veld)).toEqual(['minimumAantal']);
    expect(versoepeld({ ...standaard(), dominantie: 0.9, halveMarge: 0.4 }).map((z) => z.waarde)).toEqual([0.9, 0.4]);
  });
});
