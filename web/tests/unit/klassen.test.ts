// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { isOnzeker, klasse, kleurVanKlasse, ladderKlasse, stapel } from '../../src/lib/klassen';

const GRENZEN = [5.2, 6.8, 8.4, 10.1];

describe('a value falls in the class whose breaks it has reached', () => {
  it('counts a value on a break in the higher class', () => {
    expect([0, 5.1, 5.2, 6.8, 8.39, 8.4, 10.1, 99].map((w) => klasse(w, GRENZEN))).toEqual([0, 0, 1, 2, 2, 3, 4, 4]);
  });
  it('puts everything in one class when there are no breaks', () => {
    expect(klasse(3, [])).toBe(0);
  });
  it('uses colours far apart when there are fewer than five classes', () => {
    expect([0, 1, 2, 3, 4].map((k) => kleurVanKlasse(k, 5))).toEqual([1, 2, 3, 4, 5]);
    expect([0, 1, 2].map((k) => kleurVanKlasse(k, 3))).toEqual([1, 3, 5]);
    expect(kleurVanKlasse(0, 1)).toBe(3);
  });
});

describe('a figure is uncertain when its margin leaves the class open', () => {
  it('is certain within three classes and uncertain over four', () => {
    expect(isOnzeker(5.3, 8.5, GRENZEN)).toBe(false);
    expect(isOnzeker(5.1, 8.5, GRENZEN)).toBe(true);
  });
  it('says nothing without a margin', () => {
    expect(isOnzeker(null, null, GRENZEN)).toBe(false);
    expect(isOnzeker(undefined, 9, GRENZEN)).toBe(false);
  });
  it('needs the margin to cover every class when there are only three', () => {
    expect(isOnzeker(1, 9, [2, 8])).toBe(true);
    expect(isOnzeker(3, 9, [2, 8])).toBe(false);
  });
});

describe('the classes of the ladder lie at 0.25, 0.75 and 1.25 standard deviations', () => {
  it('is symmetric around the average', () => {
    expect([-1.3, -0.8, -0.3, -0.2, 0.2, 0.25, 0.75, 1.25].map(ladderKlasse)).toEqual([-3, -2, -1, 0, 0, 1, 2, 3]);
  });
});

describe('every block of the histogram is an area', () => {
  it('has as many blocks as areas with a value and none on top of another', () => {
    const waarden = [3, 3, 3.1, null, 8, 12, 12, null, 5];
    const s = stapel(waarden, GRENZEN, 10);
    expect(s.blokjes).toHaveLength(7);
    expect(new Set(s.blokjes.map((b) => `${b.kolom}.${b.hoogte}`)).size).toBe(7);
    expect(s.blokjes.every((b) => b.kolom >= 0 && b.kolom < 10)).toBe(true);
    expect(s.hoogste).toBe(Math.max(...s.blokjes.map((b) => b.hoogte)) + 1);
  });
  it('gives each block the class of its value', () => {
    for (const b of stapel([1, 6, 9], GRENZEN).blokjes) expect(b.klasse).toBe(klasse([1, 6, 9][b.gebied] ?? 0, GRENZEN));
  });
  it('can show areas that all have the same value', () => {
    expect(stapel([4, 4, 4], []).hoogste).toBe(3);
  });
  it('is empty when there are no values', () => {
    expect(stapel([null, null], GRENZEN).blokjes).toEqual([]);
  });
});
