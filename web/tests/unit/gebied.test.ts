// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Indicator, LadderCel, ProfielIndicator, Profielen, Scores } from '../../src/lib/api/model';
import type { Gebied } from '../../src/lib/editie';
import { conclusie, conclusieGeheel, ladderKop, tegelijkZin, uitschieter } from '../../src/lib/gebiedZinnen';
import { grenzen, kader } from '../../src/lib/kaart/kader';
import type { Kaart } from '../../src/lib/kaart/geo';
import { onbekenden } from '../../src/lib/nietTeZeggen';
import { plaatsenVan } from '../../src/lib/plaatsen';
import { rijZonderBron, type Rij } from '../../src/lib/rij';
import { maakRups } from '../../src/lib/rups';
import { kansen, maakStapel, toevalWoord, vanaf } from '../../src/lib/stapeling';
import { maakStroken, verdeeld } from '../../src/lib/stroken';
import type { TrendPunt } from '../../src/lib/trend';
import { middenVan, nieuweIndeling, regelsVan, stukken, topVan } from '../../src/lib/trendvorm';
import { bekendPerTrede, daalt } from '../../src/lib/verspreiding';

const IND = { id: 'x', bron: 'b', naam: { nl: 'Bijstand', en: 'Assistance' }, kort: { nl: '', en: '' }, eenheid: 'procent', decimalen: 1, leefgebied: 'a', trede: '0-1' } as Indicator;
const rij = (rest: Partial<Rij>): Rij => ({ ...rijZonderBron(IND), ...rest }) as Rij;

describe('the caterpillar', () => {
  const p = { niveaus: { buurt: { gebieden: ['a', 'b', 'c', 'd', 'e'] } }, oordelen: ['', 'ongunstiger'], redenen: ['', 'geheim'], statussen: ['gemeten', 'achtergehouden'] } as unknown as Profielen;
  const pi = (marge: number | null) =>
    ({ niveaus: { buurt: { status: [0, 0, 1, 0, 0], reden: [0, 0, 1, 0, 0], waarde: [10, 30, null, 20, 20], ondergrens: marge === null ? null : [10, 30, null, 20, 20].map((w) => (w == null ? null : w - marge)), bovengrens: marge === null ? null : [10, 30, null, 20, 20].map((w) => (w == null ? null : w + marge)), vergelijking: { gemeente: { oordeel: [0, 1, 0, 0, 0] } } } } }) as unknown as ProfielIndicator;
  it('puts the least favourable first, whichever way that is', () => {
    expect(maakRups(p, pi(1), 'buurt', true, false, 'gemeente').segmenten.map((s) => s.i)).toEqual([1, 3, 4, 0]);
    expect(maakRups(p, pi(1), 'buurt', false, false, 'gemeente').segmenten.map((s) => s.i)).toEqual([0, 3, 4, 1]);
  });
  it('gives a place with its play, none to equal figures, and says how many have no figure', () => {
    const r = maakRups(p, pi(6), 'buurt', true, false, 'gemeente');
    expect(r.segmenten.map((s) => s.plaats)).toEqual([[1, 3], null, null, [2, 4]]);
    expect([r.zonder, r.leeg, r.geenPlaats]).toEqual([1, ['geheim'], null]);
  });
  it('gives no place to estimates, nor without margins', () => {
    expect(maakRups(p, pi(1), 'buurt', true, true, 'gemeente')).toMatchObject({ geenPlaats: 'modelschatting' });
    const zonder = maakRups(p, pi(null), 'buurt', true, false, 'gemeente');
    expect(zonder.geenPlaats).toBe('geen_marge');
    expect(zonder.segmenten.every((s) => s.plaats === null)).toBe(true);
  });
});

const cel = (leefgebied: string, score: (number | null)[], trede = '0-1'): LadderCel => ({ trede, leefgebied, toepassing: true, niveaus: { buurt: { score, aantal: score.map(() => 1), van: 1, reden: score.map((s) => (s == null ? 'geheim' : '')) } } }) as unknown as LadderCel;
const LEEF = ['a', 'b', 'c', 'd'];
const LADDER = { niveaus: { buurt: { gebieden: ['B1', 'B2', 'B3'] } }, ladder: { cellen: [cel('a', [1, 0, null]), cel('b', [1, -1, 0]), cel('c', [1, 0, 0]), cel('d', [-1, 0, 0])] } } as unknown as Profielen;

describe('stacking', () => {
  it('knows the chances of independent trials', () => {
    expect(kansen([])).toEqual([1]);
    expect(kansen([0.5, 0.5])).toEqual([0.25, 0.5, 0.25]);
    expect(kansen([0.2, 0.7, 0.4]).reduce((a, b) => a + b)).toBeCloseTo(1);
    expect(kansen([0.2, 0.7])[2]).toBeCloseTo(0.14);
  });
  it('counts areas by how much piles up, beside what chance gives, and leaves out those of which too little is known', () => {
    const s = maakStapel(LADDER, '0-1', 'buurt', LEEF);
    expect(s.aantal).toEqual([3, 0, null]);
    expect(s.verdeling).toEqual([1, 0, 0, 1, 0]);
    expect(vanaf(s.verwacht, 0)).toBeCloseTo(2);
    expect(vanaf(s.verdeling, 3)).toBe(1);
  });
});

describe('what chance would give', () => {
  it('is never told as a bare zero', () => {
    expect([toevalWoord(0, 'nl'), toevalWoord(0.04, 'en'), toevalWoord(0.1, 'nl'), toevalWoord(12.4, 'nl')]).toEqual(['minder dan 0,1', 'less than 0.1', 'ongeveer 0,1', 'ongeveer 12']);
  });
});

describe('the parts of an area', () => {
  it('stand on one strip per leefgebied, with the whole across, and a split is seen', () => {
    const s = maakStroken(LADDER, '0-1', LEEF, { niveau: 'buurt', codes: ['B1', 'B2', 'B3'] }, { niveau: 'wijk', code: 'W' });
    expect(s.map((x) => x.stippen.length)).toEqual([2, 3, 3, 3]);
    expect(s.map((x) => x.redenen)).toEqual([['geheim'], [], [], []]);
    expect(s[0]?.geheel).toBe(null);
    expect(s.map(verdeeld)).toEqual([false, true, false, false]);
  });
});

describe('places of scores', () => {
  const k = (rang: number | null) => ({ score: [1], rang: [rang], rangVan: [rang && 3], rangTot: [rang && 17], gerangschikt: [rang && 96], alleenModel: [true] });
  const s = { groepen: [{ soort: 'domein', trede: '0-1', domein: 'd', niveaus: { buurt: k(5) } }, { soort: 'trede', trede: '0-1', domein: null, niveaus: { buurt: k(4) } }, { soort: 'trede', trede: '2', domein: null, niveaus: { buurt: k(null) } }] } as unknown as Scores;
  it('come with from and to, the trede before its domains, and those without a known error are counted apart', () => {
    const r = plaatsenVan(s, 'buurt', 0, ['0-1', '2'], () => ({ nl: 'Domein', en: 'Domain' }), 'nl');
    expect(r.plaatsen.map((x) => [x.naam, x.van, x.tot, x.gerangschikt])).toEqual([['Trede 0/1', 3, 17, 96], ['0/1 · Domein', 3, 17, 96]]);
    expect(r.zonderPlaats).toBe(1);
  });
});

describe('what cannot be said', () => {
  const leeg = (id: string, reden: string, leegte: 'geheim' | 'niveau' | 'geen' | 'nvt', rest: Partial<Rij> = {}) => rij({ ind: { ...IND, id } as Indicator, cijfer: { soort: 'leeg', leegte, reden }, ...rest });
  it('is grouped by reason and way out, largest first', () => {
    const g = onbekenden(
      [leeg('a', 'geheim', 'geheim'), leeg('b', 'geheim', 'geheim'), leeg('c', 'alleen_gemeente', 'niveau'), leeg('d', 'geen_bron', 'geen'), leeg('e', 'niet_van_toepassing', 'nvt'), rij({ cijfer: { soort: 'waarde', waarde: 1, onder: null, boven: null, merken: [] } })],
      { wijk: (id) => id === 'a' || id === 'b', gemeente: () => true },
    );
    expect(g.map((x) => [x.reden, x.uitweg, x.rijen.length])).toEqual([['geheim', 'wijk', 2], ['alleen_gemeente', 'gemeente', 1], ['geen_bron', 'bron', 1], ['niet_van_toepassing', 'geen', 1]]);
  });
});

describe('gaps with different words for the same reason', () => {
  it('stand apart, and buurten are the way out where only they have figures', () => {
    const leeg = (id: string, reden: string, nl: string) => rij({ ind: { ...IND, id, fijnsteNiveau: 'buurt', publicatie: { niveau: 'wijk', jaren: 1, geen: false, uitleg: { nl, en: nl } } } as Indicator, cijfer: { soort: 'leeg', leegte: 'niveau', reden } });
    const g = onbekenden([leeg('a', 'niet_op_dit_niveau', 'Een.'), leeg('b', 'niet_op_dit_niveau', 'Twee.'), leeg('c', 'niet_op_dit_niveau', 'Twee.'), leeg('d', 'alleen_buurt', '')], { wijk: () => true, gemeente: () => true });
    expect(g.map((x) => [x.uitweg, x.rijen.length])).toEqual([['wijk', 2], ['buurt', 1], ['wijk', 1]]);
    expect(g[0]?.zin.nl).toBe('Twee.');
  });
});

describe('the shape of a trend', () => {
  const punt = (periode: string, waarde: number | null, status = 'gemeten', breuk = false): TrendPunt => ({ periode, waarde, status, breuk });
  it('is interrupted by a gap, a break and a new division', () => {
    const p = [punt('1', 1, 'herrekend'), punt('2', 2, 'herrekend'), punt('3', 3), punt('4', null), punt('5', 5), punt('6', 6, 'gemeten', true)];
    expect(stukken(p)).toEqual([[0, 1], [2], [4], [5]]);
    expect([nieuweIndeling(p, 2), nieuweIndeling(p, 1), nieuweIndeling(p, 0)]).toEqual([true, false, false]);
  });
  it('has a round top, short labels and a middle only of enough areas', () => {
    expect([topVan([7, null, 62]), topVan([]), topVan([0.2])]).toEqual([80, 1, 0.2]);
    expect(regelsVan('59 vergelijkbare buurten in het midden van alles', 16)).toEqual(['59 vergelijkbare', 'buurten in het', 'midden van alles']);
    expect([middenVan([1, 2, 3, null]), middenVan([1, 2, 3, 10])]).toEqual([null, 2.5]);
  });
});

describe('the sentences of an area', () => {
  const gebied = { naam: 'Dal', leeg: false } as Gebied;
  const slecht = rij({ oordeel: 'ongunstiger', z: 2, referentie: 10, cijfer: { soort: 'waarde', waarde: 20, onder: null, boven: null, merken: [] } });
  const basis = { gebied, rijen: [slecht], trede: '0/1', leefgebieden: 9, refNaam: 'Stad', taal: 'nl' as const };
  it('say how many, what stands out, and of how much nothing can be said', () => {
    expect(conclusie({ ...basis, stand: { ongunstig: 2, met: 8 } })).toBe('In Dal staan twee van de acht leefgebieden met genoeg cijfers er op trede 0/1 ongunstiger voor dan gemiddeld in Stad. Het meest valt op: bijstand, 20,0\u00a0% tegen 10,0\u00a0% in Stad. Over één leefgebied geven we op deze trede geen oordeel.');
    expect(conclusie({ ...basis, rijen: [], stand: { ongunstig: 0, met: 8 }, taal: 'en' })).toContain('About one area of life we give no verdict');
    expect(conclusie({ ...basis, rijen: [], stand: { ongunstig: 0, met: 9 }, taal: 'en' })).toBe('In Dal none of the nine areas of life with enough figures is less favourable on trede 0/1 than the average of Stad.');
  });
  it('give the margin of a figure, and say it when most figures are modelled estimates', () => {
    const met = rij({ ...slecht, ind: { ...IND, trede: '0-1' } as Indicator, cijfer: { soort: 'waarde', waarde: 20, onder: 15, boven: 26, merken: [] } });
    const model = rij({ ind: { ...IND, id: 'm', trede: '0-1' } as Indicator, cijfer: { soort: 'waarde', waarde: 9, onder: null, boven: null, merken: ['modelschatting'] } });
    const elders = { ...model, ind: { ...IND, id: 'n', trede: '2' } as Indicator };
    const zeg = (rijen: Rij[]) => conclusie({ ...basis, rijen, stand: { ongunstig: 2, met: 9 } });
    expect(zeg([met])).toContain('bijstand, 20,0\u00a0% (marge 15,0 tot 26,0) tegen 10,0\u00a0% in Stad.');
    expect(zeg([met, model, elders])).not.toContain('modelschattingen');
    expect(zeg([met, model, model])).toContain('De meeste cijfers op deze trede zijn modelschattingen.');
  });
  it('say all where it is all', () => {
    expect(conclusie({ ...basis, rijen: [], stand: { ongunstig: 4, met: 4 } })).toContain('In Dal staan alle vier leefgebieden met genoeg cijfers er op trede 0/1 ongunstiger voor');
    expect(conclusie({ ...basis, rijen: [], stand: { ongunstig: 4, met: 4 }, taal: 'en' })).toContain('In Dal all four areas of life with enough figures are less favourable');
  });
  it('say both and neither where there are two', () => {
    const twee = (ongunstig: number, taal: 'nl' | 'en') => conclusie({ ...basis, rijen: [], stand: { ongunstig, met: 2 }, taal });
    expect(twee(2, 'en')).toContain('In Dal both areas of life with enough figures are less favourable');
    expect(twee(0, 'en')).toContain('In Dal neither of the two areas of life with enough figures is less favourable');
    expect(twee(1, 'en')).toContain('In Dal one of the two areas of life with enough figures is less favourable');
    expect(twee(2, 'nl')).toContain('In Dal staan beide leefgebieden met genoeg cijfers er op trede 0/1 ongunstiger voor');
  });
  it('count to one and to none as a person would', () => {
    expect(conclusie({ ...basis, rijen: [], leefgebieden: 1, stand: { ongunstig: 0, met: 1 } })).toBe('In Dal heeft maar één leefgebied genoeg cijfers op trede 0/1. Dat staat er niet ongunstiger voor dan gemiddeld in Stad.');
    expect(conclusie({ ...basis, rijen: [], leefgebieden: 1, stand: { ongunstig: 1, met: 1 }, taal: 'en' })).toBe('In Dal only one area of life has enough figures on trede 0/1. It is less favourable than the average of Stad.');
    expect(tegelijkZin({ ongunstig: 0, met: 6 }, '0/1', 'nl')).toBe('Geen van de zes leefgebieden ongunstiger op trede 0/1.');
    expect(tegelijkZin({ ongunstig: 1, met: 6 }, '0/1', 'nl')).toBe('Eén van de zes leefgebieden ongunstiger op trede 0/1.');
    expect(tegelijkZin({ ongunstig: 4, met: 6 }, '0/1', 'en')).toBe('Four of six areas of life less favourable at once on trede 0/1.');
    expect(tegelijkZin({ ongunstig: 0, met: 0 }, '0/1', 'nl')).toBe('');
  });
  it('rest on no figure that is uncertain or has no verdict on that side', () => {
    const ver = { ...slecht, z: 9, cijfer: { soort: 'waarde', waarde: 0, onder: 0, boven: 34, merken: [] } } as Rij;
    expect(uitschieter([{ ...ver, betrouwbaar: 'laag' }, { ...ver, betrouwbaar: 'geen_uitspraak' }, { ...ver, oordeel: 'geen_oordeel' }, slecht], 'ongunstiger')).toBe(slecht);
    expect(uitschieter([{ ...ver, betrouwbaar: 'laag' }], 'ongunstiger')).toBeNull();
  });
  it('name the trede of a figure of another trede, and keep the capitals of a name', () => {
    const anders = { ...slecht, ind: { ...IND, trede: '2', naam: { nl: 'Wmo-cliënten', en: 'Wmo clients' } } as Indicator };
    expect(conclusie({ ...basis, rijen: [anders], stand: { ongunstig: 2, met: 8 } })).toContain('Het meest valt op: op trede 2 Wmo-cliënten, 20,0');
  });
  it('say nothing where too little is known, and why where nobody lives', () => {
    expect(conclusie({ ...basis, stand: { ongunstig: 0, met: 0 } })).toContain('geen uitspraak');
    expect(conclusie({ ...basis, gebied: { ...gebied, leeg: true }, stand: { ongunstig: 0, met: 0 } })).toContain('woont niemand');
  });
  it('of a whole gemeente name the wijken where several come together, most first', () => {
    const deel = (naam: string, ongunstig: number, met = 9) => ({ naam, stand: { ongunstig, met } });
    expect(conclusieGeheel([deel('A', 3), deel('B', 6), deel('C', 2), deel('D', 0, 0)], '0/1', 'nl')).toBe('In twee van de drie wijken met cijfers staan drie of meer leefgebieden er op trede 0/1 tegelijk ongunstiger voor: B, A.');
    expect(conclusieGeheel([deel('A', 1)], '0/1', 'en')).toBe('In the only wijk with figures no three areas of life are less favourable on trede 0/1 at the same time.');
    expect(conclusieGeheel([deel('A', 3)], '0/1', 'nl')).toBe('In de enige wijk met cijfers staan drie of meer leefgebieden er op trede 0/1 tegelijk ongunstiger voor: A.');
    expect(conclusieGeheel([deel('A', 1), deel('B', 0)], '0/1', 'en')).toContain('In neither of the two wijken with figures are three');
    expect(conclusieGeheel([deel('A', 4), deel('B', 3)], '0/1', 'en')).toContain('In both wijken with figures three or more');
    expect(conclusieGeheel([deel('A', 4), deel('B', 3)], '0/1', 'nl')).toContain('In beide wijken met cijfers staan drie of meer');
    expect(conclusieGeheel(Array.from({ length: 20 }, (_, i) => deel(`W${i}`, i < 2 ? 4 : 0)), '0/1', 'nl')).toContain('In 2 van de 20 wijken');
    expect(conclusieGeheel([], '0/1', 'nl')).toBe('');
  });
  it('name the treden that are less favourable', () => {
    const vak = (klasse: number) => [{ soort: 'score' as const, score: klasse, klasse, aantal: 1, van: 1 }];
    expect(ladderKop(['0-1', '2', '4'], (t) => vak(t === '2' ? 0 : 3), 'nl')).toBe('Ongunstiger op trede 0/1 én trede 4');
    expect(ladderKop(['0-1', '2', '4'], () => vak(3), 'en')).toBe('Less favourable on every trede');
    expect(ladderKop(['0-1'], () => vak(1), 'nl')).toBe('Op geen enkele trede ongunstiger');
    expect(ladderKop(['0-1'], () => [{ soort: 'nvt' }], 'nl')).toBe('Op geen enkele trede is iets te zeggen');
  });
});

describe('the frame of a small map', () => {
  const kaart = { breedte: 600, hoogte: 500, vlakken: [{ code: 'a', pad: 'M100,100L200,100L200,150Z', midden: null }] } as unknown as Kaart;
  it('holds the areas with room around them, inside the map', () => {
    expect(grenzen('M100,100L200,100L200,150.5Z')).toEqual([100, 100, 200, 150.5]);
    expect(grenzen('')).toBeNull();
    const k = kader(kaart, new Set(['a']));
    expect(k.x).toBeLessThanOrEqual(100);
    expect(k.x + k.b).toBeGreaterThanOrEqual(200);
    expect(k.x).toBeGreaterThanOrEqual(-2);
    expect(kader(kaart, new Set(['z'])).b).toBe(604);
  });
});

describe('how much is known per trede', () => {
  it('falls down the ladder, or does not', () => {
    const cellen = [cel('a', [1], '0-1'), cel('b', [1], '0-1'), cel('a', [1], '2'), cel('b', [null], '2'), { ...cel('a', [null], '4') }];
    const rijtje = bekendPerTrede(['0-1', '2', '4'], cellen);
    expect(rijtje).toEqual([{ trede: '0-1', van: 2, bekend: 2 }, { trede: '2', van: 2, bekend: 1 }, { trede: '4', van: 1, bekend: 0 }]);
    expect(daalt(rijtje)).toBe(true);
    expect(daalt([...rijtje].reverse())).toBe(false);
  });
});
