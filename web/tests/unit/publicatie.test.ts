// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Indicator, Profielen } from '../../src/lib/api/model';
import { jarenSamen, periodeKort, periodeLang, vanTot } from '../../src/lib/format';
import { rijVan, type RijKeuze } from '../../src/lib/rij';
import { boven, uitleg, vergroofd } from '../../src/lib/publicatie';

const met = (publicatie: Indicator['publicatie']): Indicator => ({ publicatie, richting: 'hoger_ongunstig' }) as Indicator;
const KEUZE: RijKeuze = { niveau: 'buurt', code: 'BU1', maatstaf: 'gemeente', standaard: 'gemeente', wijk: 'WK2' };
const WIJK = { niveau: 'wijk', jaren: 3, geen: false, uitleg: { nl: 'Omdat.', en: 'Because.' } } as const;

describe('years that were taken together', () => {
  it('are told from a year, a school year, a quarter and a month', () => {
    expect(jarenSamen('2018-2020')).toEqual([2018, 2020]);
    for (const p of ['2020', '2019/2020', '2020-K1', '2020-M03', '']) expect(jarenSamen(p)).toBeNull();
  });
  it('read as such in both languages', () => {
    expect(periodeKort('2022-2024')).toBe('2022–2024');
    expect(periodeLang('2022-2024', 'nl')).toBe('2022–2024 (drie jaar samen)');
    expect(periodeLang('2022-2024', 'en')).toBe('2022–2024 (three years together)');
    expect(periodeLang('2019/2020', 'nl')).toBe('2019/2020');
  });
  it('bound a list of periods by their first and last year', () => {
    expect(vanTot(['2012', '2018-2020'])).toEqual({ van: '2012', tot: '2020' });
    expect(vanTot(['2018-2020'])).toEqual({ van: '2018', tot: '2020' });
    expect(vanTot([])).toEqual({ van: '', tot: '' });
  });
});

describe('the publication level of an indicator', () => {
  it('lies above the levels that are finer', () => {
    expect(boven(met(WIJK), 'buurt')).toBe(true);
    expect(boven(met(WIJK), 'wijk')).toBe(false);
    expect(boven(met({ ...WIJK, niveau: 'gemeente' }), 'wijk')).toBe(true);
    expect(boven(met(null), 'buurt')).toBe(false);
  });
  it('is explained when something was given up', () => {
    expect(uitleg(met(WIJK))?.nl).toBe('Omdat.');
    expect(uitleg(met({ ...WIJK, uitleg: null }))?.nl).toContain('de wijk, omdat');
    const gelijk = { ...met({ ...WIJK, uitleg: null }), fijnsteNiveau: 'wijk' } as Indicator;
    expect(uitleg(gelijk)?.nl).toContain('staat dit cijfer alleen per wijk toe');
    expect([vergroofd(gelijk), vergroofd(met(WIJK))]).toEqual([false, true]);
    expect(uitleg(met({ niveau: 'buurt', jaren: 1, geen: false, uitleg: null }))).toBeNull();
    expect(uitleg(met({ niveau: 'gemeente', jaren: 3, geen: true, uitleg: null }))?.en).toContain('nothing');
  });
});

describe('a buurt of an indicator that is shown per wijk', () => {
  const kolom = (waarde: (number | null)[], reden: number) => ({
    waarde, ondergrens: null, bovengrens: null, teller: null, status: waarde.map(() => 0), reden: waarde.map(() => reden), z: null, vergelijking: {}, betrouwbaarheid: null, richting: null,
  });
  const p = {
    niveaus: { gemeente: { gebieden: ['GM1'] }, wijk: { gebieden: ['WK1', 'WK2'] }, buurt: { gebieden: ['BU1'] } },
    redenen: ['', 'niet_op_dit_niveau'],
    statussen: ['achtergehouden'],
    oordelen: [''], betrouwbaarheden: [], verlopen: [''], geenVerloop: [''],
  } as unknown as Profielen;
  const pi = {
    id: 'x', periode: '2018-2020', niveaus: { buurt: kolom([null], 1), wijk: kolom([7, 4.5], 0), gemeente: kolom([5], 0) },
    verloop: { perioden: ['2018-2020'], buurt: [[null]], wijk: [[7, 4.5]], gemeente: [[5]] },
  } as unknown as Profielen['indicatoren'][number];

  it('has no figure of its own and carries that of its wijk apart', () => {
    const rij = rijVan(p, pi, met(WIJK), KEUZE);
    expect(rij.cijfer).toEqual({ soort: 'leeg', leegte: 'niveau', reden: 'niet_op_dit_niveau' });
    expect(rij.vanWijk).toEqual({ waarde: 4.5, onder: null, boven: null, waarom: { nl: 'Omdat.', en: 'Because.' } });
    expect(rij.oordeel).toBeNull();
  });
  it('carries nothing where the level is the buurt, or the figure of the wijk is withheld', () => {
    expect(rijVan(p, pi, met({ ...WIJK, niveau: 'buurt' }), KEUZE).vanWijk).toBeNull();
    const leeg = { ...pi, niveaus: { ...pi.niveaus, wijk: kolom([7, null], 1) } } as typeof pi;
    expect(rijVan(p, leeg, met(WIJK), KEUZE).vanWijk).toBeNull();
  });
});
