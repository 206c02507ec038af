// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { isModel, trend, type TrendPunt } from '../../src/lib/trend';

const reeks = (waarden: (number | null)[], rest: Partial<TrendPunt> = {}): TrendPunt[] =>
  waarden.map((waarde, i) => ({ periode: String(2015 + i), waarde, status: 'gemeten', breuk: false, ...rest }));

describe('the trend of a modelled figure is refused', () => {
  it('is refused for a modelled share, with the reason', () => {
    const t = trend(reeks([8.2, 8.4, 8.7]), isModel('model_aandeel', false));
    expect(t.soort).toBe('geweigerd');
    expect(t.soort === 'geweigerd' && t.reden.nl).toContain('modelschatting');
  });
  it('is refused when the source is a model, whatever the measure', () => {
    expect(trend(reeks([1, 2, 3]), isModel('registratie_aandeel', true)).soort).toBe('geweigerd');
  });
  it('is refused when a single year is a modelled estimate', () => {
    const r = reeks([1, 2, 3]);
    r[1] = { ...(r[1] as TrendPunt), status: 'modelschatting' };
    expect(trend(r, false).soort).toBe('geweigerd');
  });
});

describe('a trend needs three comparable years', () => {
  it('is too short with two figures', () => {
    expect(trend(reeks([1, null, 2]), false).soort).toBe('te_kort');
  });
  it('starts again after a break in the series', () => {
    const r = reeks([9, 9, 1, 2, 3]);
    r[2] = { ...(r[2] as TrendPunt), breuk: true };
    const t = trend(r, false);
    expect(t).toMatchObject({ soort: 'trend', oordeel: 'hoger', van: '2017', tot: '2019' });
  });
  it('says too short when a break leaves too few years', () => {
    const r = reeks([9, 9, 1, 2]);
    r[2] = { ...(r[2] as TrendPunt), breuk: true };
    expect(trend(r, false).soort).toBe('te_kort');
  });
});

describe('a change is only called a change when the margins allow it', () => {
  it('cannot tell years apart whose margins touch', () => {
    const r = reeks([10, 11, 12]).map((p) => ({ ...p, onder: (p.waarde ?? 0) - 2, boven: (p.waarde ?? 0) + 2 }));
    expect(trend(r, false)).toMatchObject({ oordeel: 'niet_te_onderscheiden' });
  });
  it('is higher when the margins lie apart', () => {
    const r = reeks([10, 12, 16]).map((p) => ({ ...p, onder: (p.waarde ?? 0) - 2, boven: (p.waarde ?? 0) + 2 }));
    expect(trend(r, false)).toMatchObject({ oordeel: 'hoger' });
  });
  it('calls less than five percent about equal when there is no margin', () => {
    expect(trend(reeks([100, 90, 103]), false)).toMatchObject({ oordeel: 'gelijk' });
    expect(trend(reeks([100, 90, 80]), false)).toMatchObject({ oordeel: 'lager' });
    expect(trend(reeks([0, 0, 0]), false)).toMatchObject({ oordeel: 'gelijk' });
  });
});
