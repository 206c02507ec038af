// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Signaal, Signalen } from '../../src/lib/api/model';
import { aantalPerSoort, bewijsGetal, kansZin, kies, perGroep, toeval, toevalZin, uitgelicht } from '../../src/lib/signalen';

const signaal = (id: string, soort: Signaal['soort'], sterkte: Signaal['sterkte'], gebied: string, q: number | null = 0.01): Signaal => ({
  id, soort, sterkte, niveau: 'buurt', gebieden: [gebied], indicatoren: [], periode: '2024', zin: { nl: '', en: '' }, nietVoor: { nl: '', en: '' }, p: q, q, bewijs: [], standvastig: [], cijfers: [],
});
const LIJST = [signaal('a', 'cluster', 'sterk', 'BU1'), signaal('b', 'cluster', 'zwak', 'BU2'), signaal('c', 'stapeling', 'duidelijk', 'BU1', null)];
const alle = (verwacht: number[]): Signalen => ({
  soorten: [], signalen: LIJST, nietBekeken: [],
  families: verwacht.map((v, i) => ({ soort: 'cluster', id: String(i), toetsen: 100, gevonden: 4, grens: 0.05, verwachtToevallig: v })),
});

describe('choosing signals', () => {
  it('takes a kind, a least strength and an area together', () => {
    expect(kies(LIJST, { soort: null, sterkte: 'zwak', binnen: null }).map((s) => s.id)).toEqual(['a', 'b', 'c']);
    expect(kies(LIJST, { soort: 'cluster', sterkte: 'duidelijk', binnen: null }).map((s) => s.id)).toEqual(['a']);
    expect(kies(LIJST, { soort: null, sterkte: 'zwak', binnen: (c) => c === 'BU1' }).map((s) => s.id)).toEqual(['a', 'c']);
  });
  it('shows one of each kind before a second of one', () => {
    expect(uitgelicht(LIJST, 2).map((s) => s.id)).toEqual(['a', 'c']);
    expect(uitgelicht(LIJST, 5).map((s) => s.id)).toEqual(['a', 'b', 'c']);
  });
  it('takes signals with a figure of some kind, and counts them per group', () => {
    const lijst = LIJST.map((s, i) => ({ ...s, indicatoren: i === 0 ? ['geld', 'werk'] : ['werk'] }));
    expect(kies(lijst, { soort: null, sterkte: 'zwak', binnen: null, met: (i) => i === 'geld' }).map((s) => s.id)).toEqual(['a']);
    expect(perGroep(lijst, ['geld', 'werk', 'wonen'], (s, g) => s.indicatoren.includes(g))).toEqual([{ groep: 'geld', n: 1 }, { groep: 'werk', n: 3 }]);
  });
  it('counts per kind', () => expect([...aantalPerSoort(LIJST)]).toEqual([['cluster', 2], ['stapeling', 1]]));
});

describe('how many may be chance', () => {
  it('adds the families and leaves out kinds without a test', () => expect(toeval(alle([0.2, 0.3]))).toEqual({ toetsen: 200, alle: 3, getoetst: 2, verwacht: 0.5 }));
  it('rounds up, so that it never promises too much', () => {
    expect(toevalZin(toeval(alle([0.2])), 'nl')).toBe('Van de 2 getoetste signalen is er naar verwachting hoogstens één toeval.');
    expect(toevalZin(toeval(alle([0.9, 0.2])), 'en')).toBe('Of the 2 tested signals, at most two are expected to be chance.');
    expect(toevalZin(toeval({ ...alle([1.2]), signalen: LIJST.slice(0, 2) }), 'nl')).toBe('Van de 2 signalen zijn er naar verwachting hoogstens twee toeval.');
    expect(toevalZin(toeval({ ...alle([0.05]), signalen: LIJST.slice(0, 1) }), 'nl')).toBe('Ook het ene signaal dat is getoetst, kan toeval zijn.');
    expect(toevalZin(toeval({ ...alle([]), signalen: [] }), 'nl')).toBe('Geen enkel signaal rust op een toets.');
  });
});

describe('a number of the evidence', () => {
  it('is a chance in words, or a number without needless decimals', () => {
    const b = (id: string, waarde: number) => ({ id, naam: { nl: '', en: '' }, waarde });
    expect(bewijsGetal(b('pWaarde', 0.0004), 'nl')).toBe('ongeveer 1 op 2.000');
    expect(bewijsGetal(b('qWaarde', 0), 'nl')).toBe('kleiner dan 1 op 1.000.000');
    expect(bewijsGetal(b('perioden', 8), 'nl')).toBe('8');
    expect(bewijsGetal(b('waarde', 28.5), 'nl')).toBe('28,5');
  });
});

describe('a chance in words', () => {
  it.each([[0.3, 'ongeveer 1 op 3'], [0.9, 'groter dan 1 op 2'], [0.04, 'ongeveer 1 op 20'], [0.0004, 'ongeveer 1 op 2.000'], [1e-9, 'kleiner dan 1 op 1.000.000']])('%f', (p, zin) =>
    expect(kansZin(p, 'nl')).toBe(zin));
});
