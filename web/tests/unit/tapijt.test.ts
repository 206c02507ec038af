// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Indicator, Profielen } from '../../src/lib/api/model';
import { kolomTeken, maakTapijt, rijVolgorde, stap, tapijtZin, telling, vaksoorten, type TapijtKolom } from '../../src/lib/tapijt';
import { groepenVan, maatVan } from '../../src/lib/tapijtmaat';

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
  it('tells every kind of cell once, verdicts before what is empty, and counts them in one sentence', () => {
    expect(vaksoorten(tapijt).map((v) => [v.soort, v.n])).toEqual([['o-ongunstiger', 3], ['o-vergelijkbaar', 1], ['o-gunstiger', 1], ['l-geheim', 1]]);
    expect(tapijtZin(tapijt, 'buurten', 'heel Overal', 'nl')).toBe('Oordelen over 3 buurten bij 2 indicatoren, vergeleken met heel Overal: 3 keer ongunstiger, 1 keer niet duidelijk anders, 1 keer gunstiger, 1 keer geheim.');
  });
  it('marks a column that is modelled, or holds several years together', () => {
    const k = (periode: string) => ({ periode }) as TapijtKolom;
    expect(kolomTeken(k('2020-2022'), false, 'nl')).toBe('3j');
    expect(kolomTeken(k('2020-2022'), false, 'en')).toBe('3y');
    expect(kolomTeken(k('2020-2022'), true, 'nl')).toBe('≈');
    expect(kolomTeken(k('2020'), false, 'nl')).toBe('');
  });
});

describe('the columns of the rug', () => {
  const groepen = groepenVan(['a', 'a', 'b', 'a'].map((leefgebied) => ({ ind: ind('x', { leefgebied }) })));
  const naam = (id: string | null): string => (id === 'b' ? 'Dagactiviteiten en werk' : 'Wonen');

  it('stand together by leefgebied, as long as they stand beside each other', () => {
    expect(groepen).toEqual([{ id: 'a', n: 2 }, { id: 'b', n: 1 }, { id: 'a', n: 1 }]);
  });
  it('are as narrow as can be without breaking the longest word of a heading', () => {
    const m = maatVan(groepen, naam, ['Oost'], 0);
    expect(m.kolommen.slice(0, 2)).toEqual([31, 31]);
    expect(m.kolommen[2]).toBeGreaterThan('Dagactiviteiten'.length * 6);
    expect(m.totaal).toBe(m.naam + m.kolommen.reduce((a, b) => a + b));
  });
  it('use the room there is and no more, the names too', () => {
    const m = maatVan(groepen, naam, ['Een heel lange naam van een buurt'], 600);
    expect(Math.min(...m.kolommen)).toBe(64);
    expect(m.naam).toBe(264);
    expect(maatVan(groepen, naam, ['Oost'], 430).totaal).toBeLessThanOrEqual(430);
  });
});
