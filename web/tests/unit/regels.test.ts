// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Gebied } from '../../src/lib/editie';
import { alsCsv, sorteer, spreek, type Regel } from '../../src/lib/regels';
import { plaatsLabels, breek } from '../../src/lib/kaart/labels';
import { kwantiel, ladderTeken, oordeelDan, oordeelOp } from '../../src/lib/vergelijk';
import { kaal } from '../../src/lib/zoek';

const gebied = (naam: string, i: number): Gebied => ({ code: `BU${i}`, naam, niveau: 'buurt', i, wijk: 'WK1', gemeente: 'GM1', inwoners: 1, leeg: false, voorheen: [], vroegereNamen: [] });
const met = (naam: string, i: number, waarde: number, rest: Partial<Regel> = {}): Regel => ({ gebied: gebied(naam, i), wijkNaam: 'Brem', vlak: { soort: 'waarde', waarde, klasse: 2, merken: [] }, kleur: 3, onder: null, boven: null, teller: null, verschil: waarde - 8, oordeel: 'ongunstiger', betrouwbaar: 'goed', ...rest });
const zonder = (naam: string, i: number): Regel => ({ ...met(naam, i, 0), vlak: { soort: 'leeg', leegte: 'geheim', reden: 'geheim' }, kleur: 0, verschil: null, oordeel: null });

describe('the table keeps areas without a figure at the bottom', () => {
  const regels = [zonder('Alm', 0), met('Cel', 1, 9), met('Bos', 2, 12), zonder('Aak', 3), met('Dal', 4, 9)];
  const namen = (r: Regel[]) => r.map((x) => x.gebied.naam);
  it('whichever way it is sorted', () => {
    expect(namen(sorteer(regels, 'waarde', true))).toEqual(['Bos', 'Cel', 'Dal', 'Aak', 'Alm']);
    expect(namen(sorteer(regels, 'waarde', false))).toEqual(['Cel', 'Dal', 'Bos', 'Aak', 'Alm']);
  });
  it('and by name in the order of the alphabet', () => {
    expect(namen(sorteer(regels, 'naam', false))).toEqual(['Aak', 'Alm', 'Bos', 'Cel', 'Dal']);
  });
  it('and by verdict, with what is less favourable first', () => {
    const rij = [met('Een', 0, 9, { oordeel: 'gunstiger' }), zonder('Twee', 1), met('Drie', 2, 9, { oordeel: 'geen_oordeel' }), met('Vier', 3, 9), met('Vijf', 4, 9, { oordeel: 'vergelijkbaar' })];
    expect(namen(sorteer(rij, 'oordeel', true))).toEqual(['Vier', 'Vijf', 'Een', 'Drie', 'Twee']);
  });
  it('without changing the rows it was given', () => {
    expect(namen(regels)).toEqual(['Alm', 'Cel', 'Bos', 'Aak', 'Dal']);
  });
});

describe('who cannot see the map hears the same', () => {
  const vorm = { eenheid: 'procent', decimalen: 1, taal: 'nl' } as const;
  it('hears value, margin, class and comparison', () => {
    const s = spreek(met('Bos', 1, 9.4, { onder: 8.8, boven: 10 }), vorm, 5, 'Demostad');
    expect(s).toBe('Bos, wijk Brem: 9,4\u00a0%, marge 8,8 tot 10,0, klasse 3 van 5, ongunstiger dan Demostad.');
  });
  it('hears why there is no figure', () => {
    expect(spreek(zonder('Alm', 1), vorm, 5, 'Demostad')).toContain('geheim');
  });
  it('hears the marks', () => {
    expect(spreek(met('Bos', 1, 9, { vlak: { soort: 'waarde', waarde: 9, klasse: 0, merken: ['modelschatting'] } }), vorm, 5, 'X')).toContain('niet geteld');
  });
});

describe('a CSV says what it is and cannot run a formula', () => {
  it('has its source above it and guards cells', () => {
    const csv = alsCsv([met('=1+1', 0, 9), met('a;"b', 1, 9.5)], ['titel']);
    expect(csv.split('\n')).toEqual(['# titel', 'gebied;naam;wijk;waarde;ondergrens;bovengrens;teller;merken;reden', "BU0;'=1+1;Brem;9;;;;;", 'BU1;"a;""b";Brem;9.5;;;;;', '']);
  });
});

describe('a verdict is that of the edition', () => {
  const WOORDEN = ['', 'geen_oordeel', 'gunstiger', 'vergelijkbaar', 'ongunstiger', 'hoger', 'lager'];
  it('is read by its place, and is nothing where nothing can be compared', () => {
    expect(oordeelOp(WOORDEN, [4, 3, 0], 0)).toBe('ongunstiger');
    expect(oordeelOp(WOORDEN, [4, 3, 0], 1)).toBe('vergelijkbaar');
    expect(oordeelOp(WOORDEN, [4, 3, 0], 2)).toBeNull();
    expect(oordeelOp(WOORDEN, null, 0)).toBeNull();
  });
  it('is a sentence in both languages', () => {
    expect(oordeelDan('ongunstiger', 'heel Demostad', 'nl')).toBe('ongunstiger dan heel Demostad');
    expect(oordeelDan('vergelijkbaar', 'all of Demostad', 'en')).toBe('not clearly different from all of Demostad');
    expect(oordeelDan('geen_oordeel', 'Nederland', 'nl')).toBe('geen oordeel over het verschil met Nederland');
  });
  it('interpolates quantiles and draws the signs of the ladder', () => {
    expect(kwantiel([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(kwantiel([], 0.5)).toBeNull();
    expect([-2, 0, 3].map(ladderTeken)).toEqual(['▼▼', '=', '▲▲▲']);
  });
});

describe('names are found and placed', () => {
  it('ignores accents, apostrophes and capitals when searching', () => {
    expect(kaal('’t Zégge')).toBe('t zegge');
  });
  it('breaks long names near the middle', () => {
    expect(breek('Gestelse Ontginning')).toEqual(['Gestelse', 'Ontginning']);
    expect(breek('Oud-Woensel-Noord')).toEqual(['Oud-Woensel-', 'Noord']);
    expect(breek('Klok')).toEqual(['Klok']);
  });
  it('leaves out a name that would touch a larger area', () => {
    const l = plaatsLabels([{ naam: 'Klein', midden: { x: 100, y: 102 }, gewicht: 1 }, { naam: 'Groot', midden: { x: 100, y: 100 }, gewicht: 9 }], 12, 300, 300, 10);
    expect(l.map((x) => x.naam)).toEqual(['Groot']);
  });
});
