// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Indicator, ReeksPunt, Waarnemingen } from '../../src/lib/api/model';
import type { Gebied } from '../../src/lib/editie';
import type { Topology } from 'topojson-specification';
import { teken, vrijeHoek, type Kaart } from '../../src/lib/kaart/geo';
import { grenzen } from '../../src/lib/kaart/kader';
import { alleenGrover, groverNiveau } from '../../src/lib/kaart/grover';
import { lagen } from '../../src/lib/kaart/lagen';
import { jarenGeweigerd, leesNaast } from '../../src/lib/kaart/naast';
import { jarenVan, puntVoor, soortenVoor, telling } from '../../src/lib/kaart/stand';
import { maakRegels, sorteer } from '../../src/lib/regels';

const STATUSSEN = ['gemeten', 'achtergehouden', 'herrekend'];
const REDENEN = ['', 'geheim'];
const geen = { gemeente: null, land: null, wijk: null, vergelijkbaar: null, eerder: null };

function punt(periode: string, waarde: (number | null)[], meer: Partial<ReeksPunt> = {}): ReeksPunt {
  return {
    periode,
    breuk: null,
    waarde,
    ondergrens: waarde.map((w) => (w == null ? null : w - 1)),
    bovengrens: waarde.map((w) => (w == null ? null : w + 1)),
    teller: null,
    noemer: null,
    status: waarde.map((w) => (w == null ? 1 : 0)),
    reden: waarde.map((w) => (w == null ? 1 : 0)),
    referentie: { gebied: 'GM', waarde: 10, ondergrens: null, bovengrens: null },
    land: null,
    betrouwbaarheid: null,
    vergelijking: geen,
    vereffend: null,
    ...meer,
  } as unknown as ReeksPunt;
}
const reeks = (...punten: ReeksPunt[]): Waarnemingen =>
  ({ indicator: 'een', niveau: 'buurt', redenen: REDENEN, statussen: STATUSSEN, klassen: [5, 10, 15, 20], reeks: punten, oordelen: [''], betrouwbaarheden: [], verloop: null, schatting: null }) as unknown as Waarnemingen;
const gebied = (i: number): Gebied => ({ code: `BU${i}`, naam: `buurt ${i}`, niveau: 'buurt', i, wijk: 'WK', gemeente: 'GM', inwoners: 100, leeg: false, voorheen: [], vroegereNamen: [] });
const DRIE = [0, 1, 2].map(gebied);
const naam = () => 'wijk';

describe('figures that were asked for', () => {
  const w = {
    ...reeks(punt('2020', [4, 12, null], { vereffend: { waarde: [6, 11, null], ondergrens: [5.5, 10, null], bovengrens: [6.5, 12, null] } })),
    schatting: { periode: '2020', waarde: [7, 13, 18], ondergrens: [1, 1, 17], bovengrens: [30, 30, 19], hulp: [], uitleg: { nl: '', en: '' } },
  };
  const p = w.reeks[0] as ReeksPunt;

  it('draws an estimate only where there is no figure of its own, with its mark and without a verdict', () => {
    const rij = maakRegels(DRIE, naam, w, p, 'gemeente', 'schatting');
    expect(rij.map((r) => (r.vlak.soort === 'waarde' ? r.vlak.waarde : null))).toEqual([4, 12, 18]);
    expect(rij[2]?.vlak).toMatchObject({ merken: ['schatting'] });
    expect(rij[2]).toMatchObject({ verschil: null, oordeel: null, eigen: { soort: 'leeg', leegte: 'geheim' } });
    expect(rij[0]?.eigen).toBeUndefined();
  });
  it('smooths only figures that were published, and never fills an empty place', () => {
    const rij = maakRegels(DRIE, naam, w, p, 'gemeente', 'vereffend');
    expect(rij[0]).toMatchObject({ vlak: { waarde: 6, klasse: 1, merken: ['vereffend'] }, onder: 5.5, boven: 6.5, verschil: null });
    expect(rij[2]?.vlak.soort).toBe('leeg');
  });
  it('gives an estimate no place in a row of figures: it stands before the empty ones', () => {
    const rij = sorteer(maakRegels(DRIE, naam, w, p, 'gemeente', 'schatting'), 'waarde', true);
    expect(rij.map((r) => r.gebied.code)).toEqual(['BU1', 'BU0', 'BU2']);
  });
  it('offers only kinds that the period has', () => {
    expect(soortenVoor(w, p)).toEqual(['gepubliceerd', 'vereffend', 'schatting']);
    expect(soortenVoor(w, punt('2019', [1, 2, 3]))).toEqual(['gepubliceerd']);
  });
});

describe('a level finer than the published one', () => {
  const met = (...niveaus: string[]): Indicator => ({ niveaus }) as unknown as Indicator;
  it('is answered from the nearest coarser level that is there', () => {
    expect(groverNiveau(met('gemeente', 'wijk'), 'buurt')).toBe('wijk');
    expect(groverNiveau(met('gemeente'), 'buurt')).toBe('gemeente');
    expect(groverNiveau(met('wijk'), 'gemeente')).toBeNull();
    expect(groverNiveau(met(), 'buurt')).toBeNull();
  });
  it('has the periods and the reference of that level, and in every area the reason and no figure', () => {
    const w = alleenGrover({ ...reeks(punt('2019', [1]), punt('2020', [2], { vereffend: { waarde: [2], ondergrens: [1], bovengrens: [3] } })), niveau: 'wijk' }, 'buurt', 3);
    expect(w).toMatchObject({ niveau: 'buurt', schatting: null, verloop: null });
    expect(w.reeks.map((r) => [r.periode, r.referentie?.waarde])).toEqual([['2019', 10], ['2020', 10]]);
    const p = w.reeks[1] as ReeksPunt;
    expect(maakRegels(DRIE, naam, w, p, 'gemeente').map((r) => r.vlak)).toEqual(DRIE.map(() => ({ soort: 'leeg', leegte: 'niveau', reden: 'niet_op_dit_niveau' })));
    expect(soortenVoor(w, p)).toEqual(['gepubliceerd']);
    expect(jarenVan(w, DRIE).some((j) => j.gevuld)).toBe(false);
  });
});

describe('periods', () => {
  it('opens the latest one when the asked one does not exist', () => {
    const w = reeks(punt('2019', [1]), punt('2020', [2]));
    expect(puntVoor(w, '2019')?.periode).toBe('2019');
    expect(puntVoor(w, '1850')?.periode).toBe('2020');
  });
  it('names another division, and a break, where they begin', () => {
    const w = reeks(punt('2019', [1, 2, null], { status: [2, 0, 1] }), punt('2020', [1, 2, null]), punt('2021', [null, null, null], { breuk: { nl: 'a', en: 'b' } }));
    expect(jarenVan(w, DRIE)).toMatchObject([
      { omgezet: true, nieuw: false, breuk: false, gevuld: true },
      { omgezet: false, nieuw: true, breuk: false, gevuld: true },
      { gevuld: false, nieuw: false, breuk: true },
    ]);
  });
});

describe('what stands beside the map', () => {
  const w = reeks(punt('2019', [1]), punt('2020', [2], { breuk: { nl: 'Nieuwe telling.', en: 'New count.' } }), punt('2021', [3]));
  const zoek = (id: string) => (id === 'twee' || id === 'een' ? ({ id } as Indicator) : undefined);

  it('reads a period, an indicator or the comparable areas from the address, and nothing else', () => {
    expect(leesNaast('2019', w, '2021', zoek)).toEqual({ soort: 'periode', periode: '2019' });
    expect(leesNaast('2021', w, '2021', zoek)).toBeNull();
    expect(leesNaast('twee', w, '2021', zoek)).toMatchObject({ soort: 'indicator' });
    expect(leesNaast('een', w, '2021', zoek)).toBeNull();
    expect(leesNaast('vergelijkbaar', w, '2021', zoek)).toEqual({ soort: 'vergelijkbaar' });
    expect(leesNaast('onzin', w, '2021', zoek)).toBeNull();
  });
  it('refuses periods across a break in either order, with the words of the edition', () => {
    expect(jarenGeweigerd(w, false, '2021', '2019')?.nl).toContain('Nieuwe telling.');
    expect(jarenGeweigerd(w, false, '2019', '2020')?.en).toContain('New count.');
    expect(jarenGeweigerd(w, false, '2021', '2020')).toBeNull();
  });
  it('refuses all periods of a modelled figure', () => {
    expect(jarenGeweigerd(w, true, '2021', '2020')?.nl).toContain('modelschatting');
  });
});

describe('a small map', () => {
  const kaart = { breedte: 640, hoogte: 600, vlakken: DRIE.map((g) => ({ code: g.code, pad: `M${g.i}`, midden: { x: 600, y: 500 } })) } as unknown as Kaart;

  it('is one path per look, marks over classes', () => {
    const w = reeks(punt('2020', [4, 3, null]));
    const rij = maakRegels(DRIE, naam, w, w.reeks[0] as ReeksPunt, 'gemeente');
    expect(lagen(kaart, rij, new Set())).toEqual([
      { soort: 'k1', patroon: false, merk: false, pad: 'M0M1' },
      { soort: 'p-geheim', patroon: true, merk: false, pad: 'M2' },
    ]);
    expect(telling(rij)).toMatchObject({ metCijfer: 2 });
  });
  it('puts the card in a corner where no area lies', () => {
    expect(vrijeHoek(kaart)).toBe('lo');
    expect(vrijeHoek({ ...kaart, vlakken: [{ x: 100, y: 100 }, { x: 100, y: 550 }, { x: 600, y: 550 }].map((midden) => ({ code: '', pad: '', midden })) })).toBe('onder');
  });
});

describe('the drawing of a map', () => {
  /** Two buurten beside each other, with one border between them: as wide and as high, in degrees, as asked. */
  const kaartVan = (breed: number, hoog: number): Topology => {
    const [x, y] = [5, 52];
    return {
      type: 'Topology',
      arcs: [
        [[x + breed / 2, y], [x + breed / 2, y + hoog]],
        [[x + breed / 2, y + hoog], [x, y + hoog], [x, y], [x + breed / 2, y]],
        [[x + breed / 2, y], [x + breed, y], [x + breed, y + hoog], [x + breed / 2, y + hoog]],
      ],
      objects: {
        buurt: {
          type: 'GeometryCollection',
          geometries: [
            { type: 'Polygon', id: 'west', arcs: [[0, 1]] },
            { type: 'Polygon', id: 'oost', arcs: [[2, -1]] },
          ],
        },
      },
    } as unknown as Topology;
  };

  it('fills the width, has the north above and the west left, and draws a shared border once', () => {
    const k = teken(kaartVan(0.1, 0.02), 'buurt');
    if (!k) throw new Error('no map');
    const [west, oost] = k.vlakken;
    expect(k.vlakken.map((v) => v.code)).toEqual(['west', 'oost']);
    expect(west?.midden?.x).toBeLessThan(oost?.midden?.x ?? 0);
    expect(grenzen(west?.pad ?? '')).toEqual([3, expect.any(Number), 320, expect.any(Number)]);
    expect(grenzen(oost?.pad ?? '')?.[2]).toBe(k.breedte - 3);
    expect(k.grenzen.match(/M/g)).toHaveLength(1);
    // At 52 degrees north a degree of latitude is drawn 1.62 times as long as one of longitude.
    const [, y0, , y1] = grenzen(k.wijkgrenzen) ?? [0, 0, 0, 0];
    expect((y1 - y0) / (k.breedte - 6)).toBeCloseTo(0.2 / Math.cos((52.01 * Math.PI) / 180), 3);
  });
  it('stands in the middle when it is too high for the width', () => {
    const k = teken(kaartVan(0.01, 0.1), 'buurt');
    if (!k) throw new Error('no map');
    const [x0, y0, x1, y1] = grenzen(k.wijkgrenzen) ?? [0, 0, 0, 0];
    expect([y0, y1]).toEqual([3, k.hoogte - 3]);
    expect(x0 + x1).toBeCloseTo(k.breedte, 0);
  });
  it('is null for a level that the map does not have', () => {
    expect(teken(kaartVan(0.1, 0.1), 'wijk')).toBeNull();
  });
});
