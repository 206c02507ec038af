// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Indicator } from '../../src/lib/api/model';
import { isModelcijfer, zonderTrechter, type Blik } from '../../src/lib/blik';
import { rangen, samenhang, samenhangWoord } from '../../src/lib/samenhang';
import { schaal, schaalLog, uiteen } from '../../src/lib/schaal';
import { afstand, seriatie } from '../../src/lib/seriatie';

describe('what a picture of the comparison may say', () => {
  it('knows an estimate by its source, and without the list of sources by what the edition says of its course', () => {
    const ind = { id: 'x', bron: 'b', maat: 'context' } as Indicator;
    const blik = (niet: string | null, bronnen: unknown[]) => ({ bronnen, niveau: 'wijk', p: { indicatoren: [{ id: 'x', niveaus: { wijk: { richting: { niet } } } }] } }) as unknown as Blik;
    expect([isModelcijfer(blik('modelschatting', []), ind), isModelcijfer(blik(null, [{ id: 'b', model: true }]), ind), isModelcijfer(blik(null, []), ind)]).toEqual([true, true, false]);
  });
  it('tells how many areas with a figure are not in the funnel, and nothing of none', () => {
    expect(zonderTrechter(0, 'wijk', 'nl')).toBe('');
    expect(zonderTrechter(1, 'wijk', 'nl')).toMatch(/^1 wijk met een cijfer staat niet/);
    expect(zonderTrechter(8, 'buurt', 'en')).toMatch(/^8 buurten with a figure are not/);
  });
});

describe('alike next to each other', () => {
  it('measures only where both have a verdict; rows that share nothing are furthest', () => {
    expect(afstand([1, 0, null], [1, -1, 1])).toBe(0.5);
    expect(afstand([null, 1], [1, null])).toBe(2);
  });
  it('puts the two kinds of rows of a mixed pile in two blocks, the same way every time', () => {
    const a = [1, 1, 1, 0, 0, -1];
    const b = [-1, -1, 0, 1, 1, 1];
    const rijen = [a, b, [1, 1, 0, 0, 0, -1], [-1, 0, 0, 1, 1, 1], [1, 1, 1, 0, -1, -1], [-1, -1, 0, 1, 1, 0]];
    const orde = seriatie(rijen);
    expect([...orde].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(orde.map((i) => i % 2)).toEqual([0, 0, 0, 1, 1, 1]);
    expect(seriatie(rijen)).toEqual(orde);
  });
  it('does not hang on a hundred rows of sixty', () => {
    const rijen = Array.from({ length: 100 }, (_, i) => Array.from({ length: 60 }, (_, j) => ((i * 7 + j * 13) % 3) - 1));
    const begin = performance.now();
    expect(new Set(seriatie(rijen)).size).toBe(100);
    const ms = performance.now() - begin;
    console.log(`a hundred rows of sixty in order: ${ms.toFixed(0)} ms`);
    expect(ms).toBeLessThan(5_000);
  });
});

describe('scales', () => {
  it('have round marks, begin at zero when that is near, and keep what they must show inside', () => {
    const s = schaal([12, 47], 0, 100);
    expect(s.van).toBe(0);
    expect(s.tot).toBeGreaterThanOrEqual(47);
    expect(s(s.van)).toBe(0);
    expect(schaal([96, 98], 0, 100).van).toBeGreaterThan(90);
    expect(schaal([96, 98], 0, 100, { nul: true }).van).toBe(0);
    expect(schaal([0.1, 0.25], 0, 100, { nul: true }).decimalen).toBe(2);
    expect(schaal([], 0, 100).streepjes.length).toBeGreaterThan(1);
  });
  it('of sizes have marks at 1, 2 and 5', () => {
    expect(schaalLog([90, 6000], 0, 1).streepjes).toEqual([100, 200, 500, 1000, 2000, 5000]);
  });
  it('move labels apart in their own order and within the bounds', () => {
    const uit = uiteen([50, 51, 10, 52], 10, 0, 60);
    expect(uit[2]).toBe(10);
    const [a, b, , c] = uit as [number, number, number, number];
    expect(b - a).toBeGreaterThanOrEqual(10);
    expect(c - b).toBeGreaterThanOrEqual(10);
    expect(c).toBeLessThanOrEqual(60);
  });
});

describe('going together', () => {
  it('is counted by ranks, and equal values share one', () => {
    expect(rangen([3, 1, 3, 2])).toEqual([3.5, 1, 3.5, 2]);
    const x = Array.from({ length: 12 }, (_, i) => i);
    expect(samenhang(x, x.map((v) => v ** 3)).rho).toBeCloseTo(1);
    expect(samenhang(x, x.map((v) => -v)).rho).toBeCloseTo(-1);
  });
  it('is not spoken of with few areas or without differences; areas without both figures do not count', () => {
    expect(samenhang([1, 2, 3], [1, 2, 3])).toEqual({ rho: null, gebieden: 3 });
    const gelijk = new Array<number>(12).fill(4);
    expect(samenhang(gelijk, gelijk).rho).toBeNull();
    const x: (number | null)[] = [null, ...Array.from({ length: 11 }, (_, i) => i)];
    expect(samenhang(x, x.map((_, i) => i)).gebieden).toBe(11);
  });
  it('has a word for weak, some and strong, in both directions', () => {
    expect([0.1, 0.5, -0.8].map((r) => samenhangWoord(r, 'nl'))).toEqual(['hangen hier nauwelijks samen', 'gaan enigszins samen', 'gaan vaak tegen elkaar in']);
  });
});
