// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Profielen, Signaal } from '../../src/lib/api/model';
import { beeldVan, venster } from '../../src/lib/signaalbeeld';

const signaal = (soort: Signaal['soort'], bewijs: Record<string, number>, meer: Partial<Signaal> = {}): Signaal => ({
  id: 'x', soort, sterkte: 'sterk', niveau: 'wijk', gebieden: ['WK1'], indicatoren: ['een'], periode: '2024', zin: { nl: '', en: '' }, nietVoor: { nl: '', en: '' }, p: null, q: null,
  bewijs: Object.entries(bewijs).map(([id, waarde]) => ({ id, naam: { nl: id, en: id }, waarde })), standvastig: [], cijfers: [], ...meer,
});
const profiel = {
  niveaus: { wijk: { gebieden: ['WK0', 'WK1'] }, gemeente: { gebieden: ['GM'] } },
  indicatoren: [{ id: 'een', verloop: { perioden: ['2022', '2023', '2024'], wijk: [[1, 5], [1, null], [1, 9]], gemeente: [[2], [3], [4]] } }],
} as unknown as Profielen;

describe('the drawing beside a signal', () => {
  it('is the series of the area beside that of the whole, with its gaps', () => {
    expect(beeldVan(signaal('breuk', {}), profiel)).toEqual({ soort: 'reeks', indicator: 'een', perioden: ['2022', '2023', '2024'], eigen: [5, null, 9], rest: [2, 3, 4] });
  });
  it('is nothing when the series is not there, instead of an empty frame', () => {
    expect(beeldVan(signaal('breuk', {}), undefined)).toBeNull();
    expect(beeldVan(signaal('breuk', {}, { gebieden: ['WK9'] }), profiel)).toBeNull();
    expect(beeldVan(signaal('stapeling', { leefgebieden: 3 }), profiel)).toBeNull();
  });
  it('sets need and reach each against their own reference', () => {
    const b = beeldVan(signaal('bereikkloof', { waarde: 18, referentie: 12, waardeTweede: 50, referentieTweede: 100, verwacht: 125 }), profiel);
    expect(b).toEqual({ soort: 'schaal', punten: [{ rol: 'behoefte', keer: 1.5 }, { rol: 'bereik', keer: 0.5 }, { rol: 'verwacht', keer: 1.25 }] });
  });
  it('divides by no reference of zero', () => expect(beeldVan(signaal('registratie_en_beleving', { waarde: 1, referentie: 0, waardeTweede: 1, referentieTweede: 1 }), profiel)).toBeNull());
});

describe('the window around a cluster', () => {
  it('holds the areas with room around them, in the shape that is asked', () => {
    const k = venster(['M10,10L20,10L20,14Z', 'M12,14L18,20Z'], 2);
    const [x, y, b, h] = k ?? [0, 0, 0, 0];
    expect(b / h).toBeCloseTo(2, 1);
    expect(x).toBeLessThan(10);
    expect(x + b).toBeGreaterThan(20);
    expect(y).toBeLessThan(10);
    expect(y + h).toBeGreaterThan(20);
  });
  it('is nothing without a drawn area', () => expect(venster([], 2)).toBeNull());
});
