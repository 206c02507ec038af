// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Indicator } from '../../src/lib/api/model';
import type { Gebied } from '../../src/lib/editie';
import { beeldVan, leesKeuze, MEESTE_GEBIEDEN, naarNiveau, paarVan, paren, schrijf, wissel } from '../../src/lib/keuze';

const gebied = (code: string, rest: Partial<Gebied> = {}): Gebied => ({ code, naam: `naam ${code}`, niveau: 'buurt', i: 0, wijk: 'W1', gemeente: 'G', inwoners: 1, leeg: false, voorheen: [], vroegereNamen: [], ...rest });
const ind = (id: string, rest: Partial<Indicator> = {}): Indicator => ({ id, paren: [], niveaus: ['wijk', 'buurt'], ...rest }) as Indicator;
const GEBIEDEN = new Map([gebied('B1'), gebied('B2', { wijk: 'W2', i: 1 }), gebied('B3', { i: 2, leeg: true }), gebied('W1', { niveau: 'wijk', wijk: null }), gebied('X1', { gemeente: 'ander' })].map((g) => [g.code, g]));
const INDS = new Map([ind('a'), ind('b')].map((i) => [i.id, i]));
const EDITIE = {
  gebied: (c: string | null | undefined) => GEBIEDEN.get(c ?? '') ?? null,
  indicator: (id: string) => INDS.get(id),
  kolommen: () => ({ code: ['B1', 'B2', 'B3'], naam: [] }),
  gebiedOp: (_n: string, i: number) => GEBIEDEN.get(`B${i + 1}`) ?? null,
};

describe('the choice in the address', () => {
  it('is read once each, keeps its order, and says what it cannot use', () => {
    const k = leesKeuze(EDITIE, 'buurt', 'G', { gebieden: 'B2, B1,B2,W1,X1,weg', indicatoren: 'b,a,onzin' });
    expect(k.gebieden.map((g) => g.code)).toEqual(['B2', 'B1']);
    expect(k.indicatoren.map((i) => i.id)).toEqual(['b', 'a']);
    expect(k.onbekend).toEqual(['naam W1', 'naam X1', 'weg', 'onzin']);
    expect(leesKeuze(EDITIE, 'buurt', 'G', { gebieden: null, indicatoren: '' })).toEqual({ gebieden: [], indicatoren: [], onbekend: [] });
  });
  it('is written back as it was read; an empty choice leaves the address', () => {
    expect(schrijf(['B1', 'B2'])).toBe('B1,B2');
    expect(schrijf([])).toBeNull();
  });
  it('takes no more than the most, and gives one back when asked again', () => {
    const vol = Array.from({ length: MEESTE_GEBIEDEN }, (_, i) => `B${i}`);
    expect(wissel(vol, 'nieuw', MEESTE_GEBIEDEN)).toEqual(vol);
    expect(wissel(vol, 'B0', MEESTE_GEBIEDEN)).toEqual(vol.slice(1));
    expect(wissel(['B1'], 'B2', 2)).toEqual(['B1', 'B2']);
  });
  it('goes along to another level: wijken around buurten, inhabited buurten inside wijken', () => {
    const g = (c: string) => GEBIEDEN.get(c) as Gebied;
    expect(naarNiveau(EDITIE as never, [g('B1'), g('B2'), g('B3')], 'wijk')).toEqual(['W1', 'W2']);
    expect(naarNiveau(EDITIE as never, [g('W1')], 'buurt')).toEqual(['B1']);
  });
});

describe('the picture', () => {
  it('follows from how much is chosen', () => {
    const uit = [[0, 0], [2, 0], [0, 1], [1, 1], [3, 1], [0, 2], [4, 2], [0, 3], [5, 6]].map(([g, i]) => beeldVan(g ?? 0, i ?? 0, false));
    expect(uit).toEqual(['tapijt', 'profielen', 'rijtje', 'rijtje', 'verloop', 'spreiding', 'spreiding', 'panelen', 'panelen']);
    expect(beeldVan(0, 2, true)).toBe('paar');
  });
  it('knows which two belong together, whichever of them says so and in whatever order they are chosen', () => {
    const reg = ind('reg', { paren: [{ rol: 'geregistreerd', met: 'bel' }] as Indicator['paren'] });
    const bel = ind('bel', { paren: [{ rol: 'ervaren', met: 'reg' }] as Indicator['paren'] });
    const nood = ind('nood', { paren: [{ rol: 'behoefte', met: 'hulp' }] as Indicator['paren'] });
    const hulp = ind('hulp', { niveaus: ['gemeente'] });
    for (const p of [paarVan(reg, bel), paarVan(bel, reg)]) expect(p).toMatchObject({ soort: 'beleving', een: { id: 'reg' }, ander: { id: 'bel' } });
    expect(paarVan(hulp, nood)).toMatchObject({ soort: 'bereik', een: { id: 'hulp' }, ander: { id: 'nood' } });
    expect(paarVan(reg, hulp)).toBeNull();
    expect(paren([reg, bel, nood, hulp], 'wijk').map((p) => p.een.id)).toEqual(['reg']);
  });
});
