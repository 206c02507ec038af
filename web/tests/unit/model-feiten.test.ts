// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Indicator, Ladder } from '../../src/lib/api/model';
import { eersteVan, feiten, klasseVan, metRang, middelsteMarge, rijVan, zekerVooraan } from '../../src/lib/model/feiten';
import { aandelen, ALLES, bouwGroepen, uitgangspunt, type Bouw } from '../../src/lib/model/ladder';
import type { Uitslag } from '../../src/lib/model/rekenaar';
import { leeg } from '../../src/lib/model/variant';

const uitslag = (rangen: number[]): Uitslag => ({ score: Float64Array.from(rangen), volgorde: Uint32Array.from(rangen), rang: Uint32Array.from(rangen), gerangschikt: rangen.filter((r) => r > 0).length });

describe('what another weighting does', () => {
  it('is nothing when the order is the same', () => {
    const u = uitslag([1, 2, 3, 4, 5, 0]);
    expect(feiten(u, u)).toMatchObject({ eersten: 5, blijven: 5, erbij: [], eraf: [], beide: 5, andereKlasse: 0, stijger: null, daler: null });
  });
  it('tells who joins the first ten, who changes class and who moves most', () => {
    const toen = uitslag([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const nu = uitslag([12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const f = feiten(nu, toen);
    expect(f).toMatchObject({ eersten: 10, blijven: 9, erbij: [10], eraf: [0], daler: { plek: 0, van: 1, naar: 12 }, stijger: { plek: 1, van: 2, naar: 1 } });
    expect(f.meerDanEen).toBe(1);
  });
  it('puts areas in five groups of the same size, the least favourable in the fifth', () => {
    const u = uitslag([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0]);
    expect([...u.rang.keys()].map((i) => klasseVan(u, i))).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 0]);
  });
  it('gives an area without a rank its group and nothing else', () => {
    const zonder = (rangen: number[]): Uitslag => ({ ...uitslag(rangen), rang: new Uint32Array(rangen.length) });
    const f = feiten(zonder([5, 4, 3, 2, 1]), zonder([1, 2, 3, 4, 5]));
    expect(f).toMatchObject({ eersten: 0, blijven: 0, beide: 5, andereKlasse: 4, meerDanEen: 4, stijger: null, daler: null });
    expect(klasseVan(zonder([1, 2, 3, 4, 5]), 0)).toBe(5);
    expect(metRang(zonder([1, 2, 3]))).toBe(0);
    expect(rijVan(zonder([1, 2, 3]), 2, 0)).toEqual([]);
  });
  it('takes the median of the margins, of areas with a rank', () => {
    const s = { herhalingen: 20, eerste: 2, rangVan: Uint32Array.from([1, 2, 1, 0]), rangTot: Uint32Array.from([3, 2, 8, 0]), inEerste: new Float32Array(4) };
    expect(middelsteMarge(s, uitslag([1, 2, 3, 0]))).toBe(3);
    expect(middelsteMarge(s, uitslag([0, 0, 0, 0]))).toBeNull();
  });
  it('gives the beginning of the order and the chosen area behind it', () => {
    const u = uitslag([3, 1, 2, 4, 0]);
    expect(rijVan(u, 2, 3)).toEqual([1, 2, 3]);
    expect(rijVan(u, 2, 4)).toEqual([1, 2]);
    expect([eersteVan(96), eersteVan(18), eersteVan(5)]).toEqual([20, 6, 1]);
    expect(zekerVooraan({ herhalingen: 20, eerste: 2, rangVan: new Uint32Array(5), rangTot: new Uint32Array(5), inEerste: Float32Array.from([1, 0.95, 0.5, 0, 1]) }, u)).toBe(2);
  });
});

const tekst = { nl: '', en: '' };
const ladder = {
  treden: ['0-1', '2'].map((id) => ({ id, naam: tekst, definitie: tekst })),
  domeinen: ['a', 'b'].map((id) => ({ id, naam: tekst })),
  leefgebieden: [
    { id: 'een', domein: 'a', treden: ['0-1', '2'] },
    { id: 'twee', domein: 'a', treden: ['0-1'] },
    { id: 'drie', domein: 'b', treden: ['0-1', '2'] },
  ].map((l) => ({ ...l, naam: tekst, definitie: tekst, nietVanToepassing: null })),
} as unknown as Ladder;
const ind = (id: string, trede: string, leefgebied: string): Indicator => ({ id, trede, leefgebied, variantVan: null, groep: null, richting: 'hoger_ongunstig', gewicht: 1 }) as unknown as Indicator;
const indicatoren = [ind('x', '0-1', 'een'), ind('y', '0-1', 'twee'), ind('z', '0-1', 'drie'), ind('w', '2', 'drie'), ind('zonder', '2', 'een')];
const bouw: Bouw = { ladder, indicatoren, kolom: new Map([['x', 0], ['y', 1], ['z', 2], ['w', 3]]), kolommen: 4, isModel: (id) => id === 'y' };
const uit = uitgangspunt(ladder, indicatoren, {}, {});

describe('the ladder as groups', () => {
  it('lets every leefgebied count the same, and an indicator without figures as one that is not there', () => {
    const g = bouwGroepen(bouw, leeg(), uit, '0-1');
    expect(g.map((x) => x.soort)).toEqual(['vak', 'vak', 'vak', 'domein', 'domein', 'trede']);
    expect([...aandelen(g, 5).values()].map((d) => d.toFixed(3))).toEqual(['0.333', '0.333', '0.333']);
    expect(bouwGroepen(bouw, leeg(), uit, '2')[0]?.kinderen).toEqual([4]);
  });
  it('follows weights, switches and moves', () => {
    const v = { leefgebieden: { drie: 2 }, indicatoren: { x: { gewicht: 0 }, y: { trede: '0-1', leefgebied: 'drie' } }, treden: {} };
    const g = bouwGroepen(bouw, v, uit, '0-1');
    expect(g.map((x) => x.soort)).toEqual(['vak', 'domein', 'trede']);
    expect(g[0]).toMatchObject({ leefgebied: 'drie', kinderen: [1, 2], model: [true, false] });
    expect([...aandelen(g, 5)]).toEqual([['drie', 1]]);
  });
  it('adds up treden only when asked, by their weights', () => {
    expect(bouwGroepen(bouw, leeg(), uit, '0-1').some((g) => g.soort === 'totaal')).toBe(false);
    const g = bouwGroepen(bouw, { ...leeg(), treden: { '2': 0.5 } }, uit, ALLES);
    expect(g.at(-1)).toMatchObject({ soort: 'totaal', gewichten: [1, 0.5] });
    expect(bouwGroepen(bouw, { ...leeg(), treden: { '2': 0 } }, uit, ALLES).at(-1)?.gewichten).toEqual([1]);
  });
});
