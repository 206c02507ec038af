// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { OpenEditie } from '../../src/lib/editie';
import { letters, lijktOp } from '../../src/lib/gelijkend';
import { PAGINAS, zoek } from '../../src/lib/zoek';

const niveaus: Record<string, unknown> = {
  gemeente: { code: ['GM1'], naam: ['Grootstad'], voorheen: [[]], vroegereNamen: [[]] },
  wijk: { code: ['WK1'], naam: ['Wijk Zuid'], gemeente: [0], voorheen: [['WK7']], vroegereNamen: [[]] },
  buurt: { code: ['BU1', 'BU2'], naam: ['’t Hool', 'Nieuwhof-Oost'], wijk: [0, 0], gemeente: [0, 0], voorheen: [[], ['BU9999']], vroegereNamen: [[], ['Oude Vest']] },
};
const editie = {
  landelijk: false,
  ladder: { leefgebieden: [{ id: 'psychisch', naam: { nl: 'Psychische gezondheid', en: 'Mental health' } }] },
  kolommen: (n: string) => niveaus[n],
  catalogus: { indicatoren: [{ id: 't1-bijstand', naam: { nl: 'Personen met een bijstandsuitkering', en: 'Persons on social assistance' }, kort: { nl: 'Bijstand', en: 'Assistance' } }] },
} as unknown as OpenEditie;
const vind = (vraag: string, taal: 'nl' | 'en' = 'nl') => zoek(editie, vraag, (t) => t[taal]);

describe('searching', () => {
  it('finds a name without its accents and apostrophes', () => expect(vind('hool')[0]).toMatchObject({ soort: 'buurt', code: 'BU1', bij: 'Wijk Zuid', eerder: null }));
  it('finds an area by its earlier name and says which one', () => expect(vind('oude ve')[0]).toMatchObject({ code: 'BU2', naam: 'Nieuwhof-Oost', eerder: 'Oude Vest' }));
  it('finds an area by an earlier code', () => expect(vind('bu9999')[0]).toMatchObject({ code: 'BU2', eerder: 'BU9999' }));
  it('finds a subject by its name, not by its id', () => {
    expect(vind('bijstand')[0]).toMatchObject({ soort: 'indicator', code: 't1-bijstand' });
    expect(vind('t1-')).toEqual([]);
  });
  it('finds a page by its name and by another word for it, in the language of the reader', () => {
    expect(vind('metho')[0]).toMatchObject({ soort: 'pagina', code: '/methode' });
    expect(vind('gewichten')[0]).toMatchObject({ soort: 'pagina', code: '/model' });
    expect(vind('weights', 'en')[0]).toMatchObject({ soort: 'pagina', code: '/model' });
  });
  it('takes a hyphen for a space', () => expect(vind('nieuwhof oost')[0]).toMatchObject({ code: 'BU2' }));
  it('finds an area of life', () => expect(vind('psychische')[0]).toMatchObject({ soort: 'leefgebied', code: 'psychisch' }));
  it('comes close when one or two letters are wrong, and not with a code or a few letters', () => {
    const bijna = (vraag: string) => lijktOp(editie, vraag, (t) => t.nl).map((t) => t.code);
    expect(vind('niewhof')).toEqual([]);
    expect(bijna('niewhof')).toEqual(['BU2']);
    expect(bijna('bijtsand')).toEqual(['t1-bijstand']);
    expect(bijna('pyschische gezondhied')).toEqual(['psychisch']);
    expect(bijna('hol')).toEqual([]);
    expect(bijna('5611')).toEqual([]);
    expect(bijna('kathedraal')).toEqual([]);
    expect([letters('abcd', 'abdc', 2), letters('abcd', 'abcd', 2), letters('abcd', 'wxyz', 2), letters('a', 'abcdef', 2)]).toEqual([1, 0, 3, 3]);
  });
  it('asks for two letters at least', () => expect(vind('h')).toEqual([]));
  it('knows no page twice', () => expect(new Set(PAGINAS.map((p) => p.pad)).size).toBe(PAGINAS.length));
});
