// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Indicator, Ladder, Waarnemingen } from '../../src/lib/api/model';
import { groepeer, past, telCel } from '../../src/lib/catalogus';
import { telDekking } from '../../src/lib/dekking';
import { gelijkeRegels, type Regel } from '../../src/lib/privacy';
import { onderwerpen, perVraag } from '../../src/lib/methoden';

const indicator = (id: string, trede: string | null, leefgebied: string, anders: Partial<Indicator> = {}): Indicator =>
  ({ id, trede, leefgebied, naam: { nl: `Naam ${id}`, en: `Name ${id}` }, definitie: { nl: 'Eén telling', en: 'One count' }, toegang: 'open', geverifieerd: 'ja', niveaus: ['buurt'], ...anders }) as Indicator;
const alle = [
  indicator('a', '2', 'wonen'),
  indicator('b', '0-1', 'wonen', { niveaus: [] }),
  indicator('c', '2', 'wonen', { toegang: 'gemeentelijk', definitie: { nl: 'Eén dozijn', en: 'A dozen' } }),
  indicator('d', '2', 'geld'),
  indicator('e', null, 'wonen'),
];
const ladder = { treden: [{ id: '0-1' }, { id: '2' }], leefgebieden: [{ id: 'geld' }, { id: 'wonen' }] } as Ladder;

describe('looking through the catalogue', () => {
  it('takes every filter together, and all words of a search wherever they stand', () => {
    const kies = (keuze: Parameters<typeof past>[1]): string => alle.filter((i) => past(i, keuze, 'Registratie van de politie')).map((i) => i.id).join('');
    expect(kies({})).toBe('abcde');
    expect(kies({ trede: '2', leefgebied: 'wonen' })).toBe('ac');
    expect(kies({ trede: '2', toegang: 'gemeentelijk' })).toBe('c');
    expect(kies({ trede: 'context' })).toBe('e');
    expect(kies({ leefgebied: 'wonen' })).toBe('abc');
    expect(kies({ cijfers: 'zonder' })).toBe('b');
    expect(kies({ q: ' POLITIE  een naam ' })).toBe('abcde');
    expect(kies({ q: 'dozijn naam' })).toBe('c');
    expect(kies({ q: 'naam bestaatniet' })).toBe('');
  });

  it('groups by area of life and rung in the order of the ladder, context last, and leaves empty groups out', () => {
    const groepen = groepeer(alle, ladder);
    expect(groepen.map((g) => [g.leefgebied, g.aantal, g.met])).toEqual([['geld', 1, 1], ['wonen', 3, 2], [null, 1, 1]]);
    expect(groepen[1]?.rijen.map((r) => r.trede + ':' + r.leden.map((i) => i.id).join(''))).toEqual(['0-1:b', '2:ac']);
    expect(telCel(alle, 'wonen', '0-1')).toEqual({ aantal: 1, met: 0 });
  });
});

describe('rules that protect in the same way', () => {
  it('stand together, the largest group first, and one other number sets a source apart', () => {
    const regel = (bron: string, minimumAantal: number): Regel => ({ bron, minimumAantal, methode: 'suppression', reden: null, goedgekeurdDoor: null }) as Regel;
    const groepen = gelijkeRegels([regel('x', 15), regel('a', 10), regel('b', 10)]);
    expect(groepen.map((g) => g.bronnen)).toEqual([['a', 'b'], ['x']]);
  });
});

describe('the method pages', () => {
  it('all stand under one question, once', () => {
    const geplaatst = perVraag().flatMap((v) => v.leden.map((l) => l.onderwerp.id));
    expect([...geplaatst].sort()).toEqual(onderwerpen.map((o) => o.id).sort());
  });
});

describe('coverage', () => {
  it('counts the areas with a figure in the last period, and each kind of emptiness apart', () => {
    const w = {
      redenen: ['', 'onderdrukt', 'niet_van_toepassing'],
      statussen: ['gemeten', 'achtergehouden', 'nvt'],
      klassen: [10],
      reeks: [
        { periode: '2022', waarde: [1, 1, 1, 1, 1], status: [0, 0, 0, 0, 0], reden: [0, 0, 0, 0, 0] },
        { periode: '2023', waarde: [1, null, null, 0, null], status: [0, 1, 2, 0, 1], reden: [0, 1, 2, 0, 1] },
      ],
    } as unknown as Waarnemingen;
    expect(telDekking(w, 'buurt', [0, 1, 2, 3])).toEqual({ niveau: 'buurt', periode: '2023', totaal: 4, met: 2, leeg: [['geheim', 1], ['nvt', 1]] });
  });
});
