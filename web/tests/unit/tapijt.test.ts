// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Indicator, Profielen } from '../../src/lib/api/model';
import { maakTapijt, rijVolgorde, stap, telling } from '../../src/lib/tapijt';

const ind = (id: string, rest: Partial<Indicator> = {}): Indicator => ({ id, trede: '0-1', variantVan: null, richting: 'hoger_ongunstig', leefgebied: 'a', ...rest }) as Indicator;
const INDS = [ind('x'), ind('laag', { richting: 'lager_ongunstig' }), ind('leeg'), ind('context', { trede: null })];
const kolom = (waarde: (number | null)[], oordeel: number[]) => ({ waarde, ondergrens: null, bovengrens: null, reden: waarde.map((w) => (w == null ? 1 : 0)), status: waarde.map(() => 0), vergelijking: { gemeente: { oordeel } } });
const P = {
  niveaus: { buurt: { gebieden: ['B1', 'B2', 'B3'] } },
  redenen: ['', 'onderdrukt'],
  statussen: ['gemeten'],
  oordelen: ['', 'geen_oordeel', 'gunstiger', 'vergelijkbaar', 'ongunstiger'],
  indicatoren: [
    { id: 'x', periode: '2024', niveaus: { buurt: kolom([5, null, 9], [3, 0, 4]) } },
    { id: 'laag', periode: '2024', niveaus: { buurt: kolom([60, 70, 80], [4, 4, 2]) } },
    { id: 'leeg', periode: '2024', niveaus: { buurt: kolom([null, null, null], [0, 0, 0]) } },
    { id: 'context', periode: '2024', niveaus: { buurt: kolom([1, 2, 3], [0, 0, 0]) } },
  ],
} as unknown as Profielen;
const tapijt = maakTapijt(P, 'buurt', 'gemeente', (id) => INDS.find((i) => i.id === id), () => true);

describe('the rug', () => {
  it('has the indicators of the ladder that have a figure, each cell with its verdict or its reason', () => {
    expect(tapijt.kolommen.map((k) => k.ind.id)).toEqual(['x', 'laag']);
    expect(tapijt.kolommen[0]?.cellen.map((c) => [c.oordeel, c.reden])).toEqual([['vergelijkbaar', ''], [null, 'onderdrukt'], ['ongunstiger', '']]);
  });
  it('counts the verdicts of an area, and what it has no figure of', () => {
    expect(telling(tapijt, 1)).toMatchObject({ ongunstiger: 1, zonder: 1 });
  });
  it('is put in order by name, by how often less favourable, and by an indicator with its least favourable end first', () => {
    const namen = ['Cel', 'Alm', 'Bos'];
    expect(rijVolgorde(tapijt, namen, 'naam')).toEqual([1, 2, 0]);
    expect(rijVolgorde(tapijt, namen, 'ongunstiger')).toEqual([1, 2, 0]);
    expect(rijVolgorde(tapijt, namen, 'gelijkend')).toHaveLength(3);
    expect(rijVolgorde(tapijt, namen, 'x')).toEqual([2, 0, 1]);
    expect(rijVolgorde(tapijt, namen, 'laag')).toEqual([0, 1, 2]);
  });
  it('is walked with the keys and never left', () => {
    expect(stap('ArrowUp', 0, 0, 3, 2, false)).toEqual([-1, 0]);
    expect(stap('ArrowLeft', 0, 0, 3, 2, false)).toEqual([0, -1]);
    expect(stap('ArrowUp', 0, -1, 3, 2, false)).toEqual([0, -1]);
    expect(stap('ArrowDown', -1, 1, 3, 2, false)).toEqual([0, 1]);
    expect(stap('ArrowRight', 1, 0, 3, 2, false)).toEqual([1, 1]);
    expect(stap('End', 1, 0, 3, 2, true)).toEqual([2, 1]);
    expect(stap('PageDown', 1, 1, 3, 2, false)).toEqual([2, 1]);
    expect(stap('a', 1, 1, 3, 2, false)).toBeNull();
  });
});
