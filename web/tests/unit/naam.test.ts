// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { netteNaam } from '../../src/lib/naam';

describe('names from files of others', () => {
  it('stay as they are when they are names', () => {
    for (const n of ['Oud-Woensel', "'s-Gravenhage", 'Súdwest-Fryslân', 'Bedrijventerrein De Hurk – noord', '']) expect(netteNaam(n)).toBe(n);
  });

  it('do not turn the text around them', () => {
    expect(netteNaam('Noord\u202ekrap\u202c')).toBe('Noordkrap');
    expect(netteNaam('a\u0000b\u2066c')).toBe('abc');
  });

  it('have an end, and places to break', () => {
    const lang = netteNaam('x'.repeat(300));
    expect(lang.replaceAll('\u200b', '')).toHaveLength(80);
    expect(lang.endsWith('…')).toBe(true);
    expect(Math.max(...lang.split('\u200b').map((d) => d.length))).toBeLessThanOrEqual(28);
  });
});
