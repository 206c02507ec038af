// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Indicator, ProfielIndicator, Profielen } from '../../src/lib/api/model';
import { feitenVan, gewicht, kiesRijen, rijVan, rijZonderBron, schaalVan, trendVolgorde, waaromLeeg, zonderKolom, type Rij, type RijKeuze } from '../../src/lib/rij';

const IND = { id: 'x', trede: '2', leefgebied: 'a', richting: 'hoger_ongunstig', decimalen: 1, publicatie: null } as Indicator;
const P = {
  niveaus: { gemeente: { gebieden: ['GM1'] }, wijk: { gebieden: ['WK1'] }, buurt: { gebieden: ['BU1', 'BU2', 'BU3', 'BU4', 'BU5'] } },
  redenen: ['', 'geheim'],
  statussen: ['gemeten', 'achtergehouden'],
  oordelen: ['', 'geen_oordeel', 'gunstiger', 'vergelijkbaar', 'ongunstiger'],
  betrouwbaarheden: ['goed'],
  verlopen: [''],
  geenVerloop: [''],
} as unknown as Profielen;
const kolom = (waarde: (number | null)[], rest: object = {}) => ({
  waarde, ondergrens: waarde.map((w) => (w == null ? null : w - 1)), bovengrens: waarde.map((w) => (w == null ? null : w + 2)),
  teller: null, status: waarde.map((w) => (w == null ? 1 : 0)), reden: waarde.map((w) => (w == null ? 1 : 0)), z: null, vergelijking: {}, betrouwbaarheid: null, vereffend: null, richting: null, schatting: null, ...rest,
});
const PI = {
  id: 'x',
  periode: '2024',
  niveaus: {
    gemeente: kolom([10]),
    buurt: kolom([14, 8, null, 12, 10], {
      z: [2, -1, null, 1, 0],
      vergelijking: { gemeente: { oordeel: [4, 2, 0, 3, 3], referentie: [10, 10, null, 10, 10] }, wijk: { oordeel: [2, 3, 0, 3, 3], referentie: [16, 16, null, 16, 16] }, vergelijkbaar: null, land: null, eerder: null },
      vereffend: { waarde: [13, null, null, null, null], ondergrens: [12, null, null, null, null], bovengrens: [14, null, null, null, null] },
      schatting: { periode: '2024', waarde: [null, null, 11, null, null], ondergrens: [null, null, 9, null, null], bovengrens: [null, null, 13, null, null], hulp: [], uitleg: { nl: 'Geschat.', en: 'Estimated.' } },
    }),
  },
  verloop: { perioden: ['2023', '2024'], buurt: [[12, 8, null, 12, 10], [14, 8, null, 12, 10]] },
} as unknown as ProfielIndicator;
const keuze = (code: string, rest: Partial<RijKeuze> = {}): RijKeuze => ({ niveau: 'buurt', code, maatstaf: 'gemeente', standaard: 'gemeente', ...rest });

describe('a row of the spine table', () => {
  it('reads the scale of the edition back from its z-scores', () => {
    expect(schaalVan([14, 8, null, 12, 10], [2, -1, null, 1, 0])).toEqual({ factor: 0.5, nul: 10 });
    expect(schaalVan([20, 10], [-1, 1])).toEqual({ factor: -0.2, nul: 15 });
    expect(schaalVan([5, 5], [1, 1])).toBeNull();
    expect(schaalVan([], [])).toBeNull();
  });
  it('puts value, margin, smoothed value and the areas around it on the same spine', () => {
    const r = rijVan(P, PI, IND, keuze('BU1'));
    expect([r.z, r.zOnder, r.zBoven]).toEqual([2, 1.5, 3]);
    expect(r.vereffend).toMatchObject({ waarde: 13, z: 1.5 });
    expect(r.spreiding).toMatchObject({ laag: -1, hoog: 2, mediaan: 0.5 });
    expect(r.schatting).toBeNull();
  });
  it('takes the reference and the verdict of what is compared with, and shifts the spine to it', () => {
    const r = rijVan(P, PI, IND, keuze('BU1', { maatstaf: 'wijk' }));
    expect([r.referentie, r.oordeel, r.z]).toEqual([16, 'gunstiger', -1]);
    expect(r.graad).toBeNull();
    expect(rijVan(P, PI, IND, keuze('BU1', { maatstaf: 'eerder' })).referentie).toBe(12);
  });
  it('grades only what is certain, on the side of the verdict', () => {
    expect(rijVan(P, PI, IND, keuze('BU1')).graad).toBe(3);
    expect(rijVan(P, PI, IND, keuze('BU2')).graad).toBe(-2);
    expect(rijVan(P, PI, IND, keuze('BU4')).graad).toBeNull();
  });
  it('gives no bar when fewer than four comparable areas have a figure', () => {
    expect(rijVan(P, PI, IND, keuze('BU1', { vergelijkbaar: [1, 2, 3, 4] })).spreiding).toBeNull();
  });
  it('carries an estimate apart where there is no figure, and never a verdict on it', () => {
    const r = rijVan(P, PI, IND, keuze('BU3'));
    expect(r.cijfer).toEqual({ soort: 'leeg', leegte: 'geheim', reden: 'geheim' });
    expect(r.schatting).toMatchObject({ waarde: 11, z: 0.5, zOnder: -0.5, zBoven: 1.5 });
    expect([r.oordeel, r.z]).toEqual([null, null]);
  });
});

const rij = (id: string, rest: Partial<Rij> = {}, leefgebied = 'a'): Rij =>
  ({ ...rijZonderBron({ ...IND, id, leefgebied } as Indicator), cijfer: { soort: 'waarde', waarde: 1, onder: null, boven: null, merken: [] }, ...rest }) as Rij;

describe('which rows are shown', () => {
  const slecht = rij('slecht', { oordeel: 'ongunstiger', z: 1 });
  const goed = rij('goed', { oordeel: 'gunstiger', z: -1 });
  const rest = [rij('r1'), rij('r2', { z: 0.4 }), rij('r3', { oordeel: 'ongunstiger', z: 0.3 })];
  const leeg = rijZonderBron({ ...IND, id: 'leeg', leefgebied: 'b' } as Indicator);
  const alle = [rest[0] as Rij, goed, rest[1] as Rij, slecht, rest[2] as Rij, leeg];
  it('all of them, in their order', () => expect(kiesRijen(alle, 'alle')).toEqual(alle));
  it('only certain differences, both ways', () => expect(kiesRijen(alle, 'zeker').map((r) => r.ind.id)).toEqual(['goed', 'slecht', 'r3']));
  it('two per leefgebied and whatever is certainly less favourable; nothing that has nothing to show', () => {
    expect(kiesRijen(alle, 'belangrijkste').map((r) => r.ind.id)).toEqual(['slecht', 'r3']);
    expect(kiesRijen([rest[0] as Rij, goed, rest[1] as Rij], 'belangrijkste').map((r) => r.ind.id)).toEqual(['goed', 'r2']);
  });
  it('weighs certain and unfavourable above favourable above the rest', () => {
    expect(gewicht(slecht)).toBeGreaterThan(gewicht(goed));
    expect(gewicht(goed)).toBeGreaterThan(gewicht(rest[1] as Rij));
  });
});

describe('which trends are offered', () => {
  const punten = [{ periode: '1', waarde: 1, status: '', breuk: false }, { periode: '2', waarde: 2, status: '', breuk: false }];
  const trend = (richting: string, oordeel: string) => ({ soort: 'trend', richting, helling: 1, p: 0.01, oordeel }) as Rij['trend'];
  it('those judged to go the unfavourable way first, modelled ones last, and none with a single point', () => {
    const rijen = [
      rij('model', { trend: { soort: 'geweigerd', reden: { nl: '', en: '' } } }),
      rij('gelijk', { punten, trend: trend('geen_duidelijke_trend', 'vergelijkbaar') }),
      rij('beter', { punten, trend: trend('dalend', 'gunstiger') }),
      rij('slechter', { punten, trend: trend('stijgend', 'ongunstiger') }),
      rij('een', { punten: punten.slice(1) }),
    ];
    expect(trendVolgorde(rijen).map((r) => r.ind.id)).toEqual(['slechter', 'beter', 'gelijk', 'model']);
  });
});

describe('why there is no figure at a level', () => {
  const pi = (niveaus: object) => ({ niveaus }) as unknown as ProfielIndicator;
  const ind = (rest: object) => ({ ...IND, bron: 'b', toegang: 'open', fijnsteNiveau: 'buurt', waaromGeenCijfers: null, ...rest }) as Indicator;
  const uitleg = { nl: 'Hier tonen we de hele gemeente.', en: 'We show the municipality.' };
  const alles = pi({ gemeente: kolom([1]) });
  it('tells what the source does not give from what the catalogue does not allow and from what was given up', () => {
    expect(zonderKolom(alles, ind({ fijnsteNiveau: 'gemeente' }), 'wijk')).toBe('bron_niet_per_wijk');
    expect(zonderKolom(alles, ind({ fijnsteNiveau: 'gemeente' }), 'buurt')).toBe('bron_niet_per_buurt');
    expect(zonderKolom(alles, ind({ fijnsteNiveau: 'gemeente', toegang: 'gemeentelijk', publicatie: { niveau: 'gemeente', jaren: 1, geen: false, uitleg: null } }), 'wijk')).toBe('catalogus_niet_per_wijk');
    const grof = ind({ fijnsteNiveau: 'wijk', toegang: 'gemeentelijk', publicatie: { niveau: 'gemeente', jaren: 1, geen: false, uitleg } });
    expect([zonderKolom(alles, grof, 'wijk'), zonderKolom(alles, grof, 'buurt')]).toEqual(['niet_op_dit_niveau', 'niet_op_dit_niveau']);
  });
  it('knows a source that gives buurten only, one that gives nothing, and none', () => {
    expect(zonderKolom(pi({ buurt: kolom([1]) }), ind({}), 'wijk')).toBe('alleen_buurt');
    expect(zonderKolom(pi({ wijk: kolom([1]), buurt: kolom([1]) }), ind({}), 'gemeente')).toBe('alleen_wijk');
    expect(zonderKolom(pi({}), ind({}), 'wijk')).toBe('onbekend');
    expect(zonderKolom(pi({}), ind({ bron: null }), 'wijk')).toBe('geen_bron');
  });
  it('is said in the words of the indicator where it has them', () => {
    const r = (reden: string, i: Indicator) => waaromLeeg({ ...rijZonderBron(i), cijfer: { soort: 'leeg', leegte: 'niveau', reden } });
    expect(r('niet_op_dit_niveau', ind({ publicatie: { niveau: 'gemeente', jaren: 1, geen: false, uitleg } }))).toEqual(uitleg);
    expect(r('bron_niet_per_buurt', ind({})).nl).toContain('niet per buurt');
    expect(r('geen_bron', ind({ waaromGeenCijfers: { nl: 'Nog niet.', en: 'Not yet.' } })).nl).toBe('Nog niet.');
  });
});

describe('the facts at the head of an area', () => {
  const feit = (id: string, groep: string, eenheid: string, telt: string) => rij(id, { ind: { ...IND, id, trede: null, variantVan: null, groep, eenheid, telt, decimalen: eenheid === 'aantal' ? 0 : 1 } as Indicator });
  it('are the households and the first and last share of the first group, by what they are and not by their names', () => {
    const rijen = [feit('p', 'g1', 'aantal', 'personen'), feit('q', 'g1', 'procent', 'personen'), feit('r', 'g1', 'procent', 'personen'), feit('s', 'g1', 'procent', 'personen'), feit('t', 'g2', 'aantal', 'huishoudens'), feit('u', 'g3', 'procent', 'personen')];
    expect(feitenVan(rijen).map((r) => r.ind.id)).toEqual(['t', 'q', 's']);
    expect(feitenVan(rijen.slice(0, 2)).map((r) => r.ind.id)).toEqual(['q']);
    expect(feitenVan([rijen[0] as Rij, rijen[5] as Rij]).map((r) => r.ind.id)).toEqual(['u']);
  });
});
