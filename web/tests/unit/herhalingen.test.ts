// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { herhaalZin, mijlpalen } from '../../src/lib/model/herhalingen';

describe('the replications of a rank', () => {
  it.each([1, 39, 40, 41, 10_000])('end with all %i that were asked', (n) => {
    expect(mijlpalen(n).at(-1)).toBe(n);
  });
  it('give a rough answer first only when many are asked, and none when there are none', () => {
    expect(mijlpalen(40)).toEqual([40]);
    expect(mijlpalen(500)).toEqual([40, 500]);
    expect(mijlpalen(0)).toEqual([]);
  });
  it('are told with how far weights move in this edition', () => {
    expect(herhaalZin(200, 0.4, 'nl')).toContain('elk gewicht hoogstens 40\u00a0%.');
    expect(herhaalZin(200, 0.25, 'en')).toContain('every weight by at most 25%.');
    expect(herhaalZin(200, 0, 'nl')).toBe('In elke herhaling schuift elk cijfer binnen zijn eigen marge.');
    expect(herhaalZin(0, 0.25, 'nl')).toContain('niet nagerekend');
    expect(herhaalZin(0, 0.25, 'en')).not.toContain('weight');
  });
});
