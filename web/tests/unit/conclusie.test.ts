// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Indicator } from '../../src/lib/api/model';
import type { Blik } from '../../src/lib/blik';
import { inZin } from '../../src/lib/format';
import { kopVan } from '../../src/lib/conclusie';
import type { TapijtKolom } from '../../src/lib/tapijt';
import type { Oordeel } from '../../src/lib/vergelijk';

const NAMEN = ['Een', 'Twee', 'Drie'];
const kolom = (id: string, waarden: (number | null)[], oordelen: (Oordeel | null)[], rest: Partial<Indicator> = {}): TapijtKolom => ({
  ind: { id, naam: { nl: `Naam ${id}`, en: `Name ${id}` }, kort: { nl: '', en: '' }, eenheid: 'procent', decimalen: 0, richting: 'hoger_ongunstig', ...rest } as Indicator,
  periode: '2024',
  geheel: 10,
  richting: null,
  cellen: waarden.map((waarde, i) => ({ waarde, onder: null, boven: null, oordeel: oordelen[i] ?? null, reden: '', status: 'gemeten', ref: 10 })),
});
const X = kolom('x', [20, 10, 5], ['ongunstiger', 'vergelijkbaar', 'gunstiger']);
const Y = kolom('y', [30, 31, null], ['ongunstiger', 'ongunstiger', null]);
const STIL = kolom('stil', [1, 2, 3], ['geen_oordeel', 'geen_oordeel', 'geen_oordeel']);
const CONTEXT = kolom('context', [20, 10, 5], ['hoger', 'vergelijkbaar', 'lager'], { richting: 'context' });
const blik = (kolommen: TapijtKolom[], gekozen: number[] = [], rest: Partial<Blik> = {}): Blik =>
  ({
    niveau: 'wijk', metNaam: 'heel Stad', vergeleken: true, namen: NAMEN, gekozen, kolommen, paar: null,
    tapijt: { codes: ['A', 'B', 'C'], kolommen: [X, Y] },
    keuze: { gebieden: gekozen.map(() => ({})), indicatoren: kolommen.map((k) => k.ind), onbekend: [] },
    p: { verlopen: [], geenVerloop: [], oordelen: [] },
    ...rest,
  }) as unknown as Blik;

describe('the heading says what the picture shows', () => {
  it('of the rug: which area is most often less favourable, out of the figures it has', () => {
    expect(kopVan(blik([]), 'nl')).toBe('Een is het vaakst ongunstiger: bij 2 van de 2 cijfers');
    expect(kopVan(blik([]), 'en')).toBe('Een is most often less favourable: in 2 of 2 figures');
  });
  it('never counts a figure without a verdict, or one that has no favourable side, as one that is not less favourable', () => {
    const tapijt = { codes: ['A', 'B', 'C'], kolommen: [X, Y, STIL, CONTEXT] };
    expect(kopVan(blik([], [], { tapijt }), 'nl')).toBe('Een is het vaakst ongunstiger: bij 2 van de 2 cijfers met een oordeel');
    expect(kopVan(blik([], [1], { tapijt }), 'en')).toBe('Twee is less favourable than heel Stad on 1 of 2 indicators with a verdict');
    expect(kopVan(blik([], [0], { tapijt: { codes: ['A'], kolommen: [STIL] } }), 'nl')).toBe('Hierover is geen oordeel in vergelijking met heel Stad');
  });
  it('never says that nothing stands out where nothing was compared', () => {
    expect(kopVan(blik([], [], { vergeleken: false, metNaam: 'Nederland' }), 'nl')).toBe('Met Nederland is hier niet vergeleken');
    expect(kopVan(blik([STIL]), 'nl')).toBe('Naam stil: per wijk van 1 tot 3 %');
  });
  it('of one indicator: in how many areas it is less favourable', () => {
    expect(kopVan(blik([X]), 'nl')).toBe('Naam x: in 1 van de 3 wijken duidelijk ongunstiger dan heel Stad');
    expect(kopVan(blik([X], [0, 1]), 'nl')).toBe('Naam x: Een ongunstiger dan heel Stad');
  });
  it('of two: nothing about going together with few areas; of a pair, where the verdicts differ', () => {
    expect(kopVan(blik([X, Y]), 'nl')).toBe('Naam x en naam y: te weinig wijken om iets over samenhang te zeggen');
    expect(kopVan(blik([X, Y], [], { paar: { soort: 'beleving', een: X.ind, ander: Y.ind } }), 'nl')).toBe('Registratie en beleving lopen in 1 van de 2 wijken uiteen');
    expect(kopVan(blik([Y, X], [0], { paar: { soort: 'bereik', een: X.ind, ander: Y.ind } }), 'nl')).toBe('Bereik en behoefte wijzen in Een dezelfde kant op');
  });
  it('of several, and of profiles', () => {
    expect(kopVan(blik([X, Y, STIL], [0, 1]), 'nl')).toBe('Een is op 2 van de 2 indicatoren met een oordeel ongunstiger');
    expect(kopVan(blik([], [0, 1]), 'nl')).toBe('Een en Twee zijn op 1 van de 2 indicatoren samen ongunstiger');
    expect(kopVan(blik([], [1]), 'nl')).toBe('Twee is op 1 van de 2 indicatoren ongunstiger dan heel Stad');
  });
  it('writes a name inside a sentence without its capital, and leaves abbreviations', () => {
    expect([inZin('Rookt tabak'), inZin('Wmo thuis'), inZin('AO-uitkering'), inZin('Ggz-zorg')]).toEqual(['rookt tabak', 'Wmo thuis', 'AO-uitkering', 'ggz-zorg']);
  });
});
