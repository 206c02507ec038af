// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { leesZicht, niveauBijZoom, schrijfZicht } from '../../src/lib/kaart/landniveau';
import { codes, codeVan, TEKENINGEN, tekeningenIn, toestand } from '../../src/lib/kaart/landstijl';
import { rdNaarLonLat } from '../../src/lib/kaart/rd';
import { LEEGTEN, type Leegte, type Merk, type Vlak } from '../../src/lib/leegte';
import type { Regel } from '../../src/lib/regels';

const regel = (vlak: Vlak, kleur = 0, i = 0): Regel =>
  ({ gebied: { i }, vlak, kleur }) as unknown as Regel;
const leeg = (leegte: Leegte): Regel => regel({ soort: 'leeg', leegte, reden: '' });
const waarde = (kleur: number, merken: Merk[], i = 0): Regel => regel({ soort: 'waarde', waarde: 1, klasse: 0, merken }, kleur, i);
const geen = new Set<string>();
const namen = (code: number): string[] => tekeningenIn(Uint16Array.of(code));

describe('an area of the country as a number', () => {
  it('is another number for each class, each kind of emptiness and each mark', () => {
    const alles = [...LEEGTEN.map(leeg), ...[1, 2, 3, 4, 5].flatMap((k) => [waarde(k, []), waarde(k, ['onzeker']), waarde(k, ['modelschatting']), waarde(k, ['herrekend']), waarde(k, ['onzeker', 'modelschatting'])])];
    const getallen = alles.map((r) => codeVan(r, geen));
    expect(new Set(getallen).size).toBe(alles.length);
    expect(Math.max(...getallen)).toBeLessThan(2 ** 16);
    expect(getallen).not.toContain(0);
  });

  it('has the light drawing on a dark class, and none for what is told once beside the map', () => {
    expect(namen(codeVan(waarde(2, ['onzeker']), geen))).toEqual(['onzeker']);
    expect(namen(codeVan(waarde(5, ['onzeker', 'modelschatting']), geen))).toEqual(['onzeker-licht', 'modelschatting-licht']);
    expect(namen(codeVan(waarde(2, ['herrekend']), new Set(['herrekend'])))).toEqual([]);
    expect(namen(codeVan(leeg('nvt'), geen))).toEqual([]);
    expect(namen(codeVan(leeg('geheim'), geen))).toEqual(['geheim']);
  });

  it('stands at the place of the area, and says which drawings a map needs', () => {
    const c = codes([waarde(3, [], 4), waarde(1, ['onzeker'], 2)], 6, geen);
    expect([...c].map((x) => toestand(x).k)).toEqual([0, 0, 1, 0, 3, 0]);
    expect(tekeningenIn(c)).toEqual(['onzeker']);
    expect(TEKENINGEN.length).toBeLessThanOrEqual(13);
  });
});

describe('the view of the country in the address', () => {
  it('comes back as it was written', () => {
    expect(leesZicht(schrijfZicht({ zoom: 8.25, lat: 52.0907, lon: 5.1214 }))).toEqual({ zoom: 8.25, lat: 52.0907, lon: 5.1214 });
  });
  it('is not there when it is no view of the country', () => {
    for (const fout of [null, '', '8', '8/52', '8/52/5/1', 'a/b/c', '8/-52/5', '80/52/5', '8/52/500']) expect(leesZicht(fout)).toBeNull();
  });
  it('shows gemeenten from afar and buurten from nearby', () => {
    expect([6, 8.2, 9.9, 10, 13].map(niveauBijZoom)).toEqual(['gemeente', 'wijk', 'wijk', 'buurt', 'buurt']);
  });
});

describe('from RD to degrees', () => {
  it('gives what PROJ gives for EPSG:28992, in the middle and in the corners of the country', () => {
    const bekend: [number, number, number, number][] = [
      [117380.12, 575040.34, 4.824762, 53.160752],
      [20000, 380000, 3.447384, 51.393001],
      [270000, 600000, 7.115161, 53.373933],
    ];
    for (const [x, y, lon, lat] of bekend) {
      const [l, b] = rdNaarLonLat(x, y);
      expect(l).toBeCloseTo(lon, 4);
      expect(b).toBeCloseTo(lat, 4);
    }
  });
});
