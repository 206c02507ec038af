// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Verloop } from '../../src/lib/api/model';
import { isModel, trendVan, trendZin } from '../../src/lib/trend';

const WOORDEN = {
  betrouwbaarheden: [],
  oordelen: ['', 'geen_oordeel', 'gunstiger', 'vergelijkbaar', 'ongunstiger', 'hoger', 'lager'],
  verlopen: ['', 'geen_duidelijke_trend', 'stijgend', 'dalend', 'niet_bepaald'],
  geenVerloop: ['', 'modelschatting', 'definitiebreuk', 'te_weinig_perioden', 'onderbroken'],
} as Parameters<typeof trendVan>[1];
const VERLOOP = { niet: null, uitleg: null, richting: [2, 1, 4, 0], reden: [0, 0, 2, 0], helling: [0.84, 0.1, null, null], p: [0.01, 0.6, null, null], oordeel: [4, 3, 0, 0] } as Verloop;

describe('the course of a figure is that of the edition', () => {
  it('rises, with its step and its side', () => {
    const t = trendVan(VERLOOP, WOORDEN, 0);
    expect(t).toMatchObject({ soort: 'trend', richting: 'stijgend', oordeel: 'ongunstiger' });
    expect(t.soort === 'trend' && trendZin(t, 0, 'nl')).toBe('stijgt met 0,8 per jaar, ongunstiger');
  });
  it('gives no step when there is no clear trend', () => {
    const t = trendVan(VERLOOP, WOORDEN, 1);
    expect(t.soort === 'trend' && trendZin(t, 0, 'en')).toBe('no clear trend');
  });
  it('gives the reason of the area where it was not determined', () => {
    const t = trendVan(VERLOOP, WOORDEN, 2);
    expect(t.soort === 'geen' && t.reden.nl).toContain('veranderd');
  });
  it('says so where the area has no course, or the indicator has none', () => {
    expect(trendVan(VERLOOP, WOORDEN, 3).soort).toBe('geen');
    expect(trendVan(null, WOORDEN, 0).soort).toBe('geen');
  });
});

describe('the course of a modelled figure is refused', () => {
  it('for the indicator as a whole, with the reason of the edition or our own', () => {
    const eigen = trendVan({ niet: 'modelschatting', uitleg: { nl: 'Omdat.', en: 'Because.' } } as Verloop, WOORDEN, 0);
    expect(eigen).toEqual({ soort: 'geweigerd', reden: { nl: 'Omdat.', en: 'Because.' } });
    const zonder = trendVan({ niet: 'modelschatting', uitleg: null } as Verloop, WOORDEN, 0);
    expect(zonder.soort === 'geweigerd' && zonder.reden.nl).toContain('modelschatting');
  });
  it('when the measure or the source is a model', () => {
    expect(isModel('model_aandeel', false)).toBe(true);
    expect(isModel('registratie_aandeel', true)).toBe(true);
    expect(isModel('registratie_aandeel', false)).toBe(false);
    expect(isModel('context', false, { niet: 'modelschatting' })).toBe(true);
    expect(isModel('context', false, { niet: null })).toBe(false);
  });
});
