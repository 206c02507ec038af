// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { alsToml, vanToml } from '../../src/lib/model/bestand';
import { isLeeg, leeg, metIndicator, metLeefgebied, metTrede, naarAdres, plaatsVan, uitAdres, type Uitgangspunt, type Variant } from '../../src/lib/model/variant';

const uit: Uitgangspunt = {
  leefgebieden: { huisvesting: 1, familie: 1, sociale_relaties: 2 },
  treden: { '0-1': 1, '2': 1 },
  indicatoren: {
    't1-een': { gewicht: 1, trede: '0-1', leefgebied: 'huisvesting' },
    't2-twee': { gewicht: 0, trede: '2', leefgebied: 'familie' },
  },
  past: (trede, leefgebied) => Object.hasOwn(uit.leefgebieden, leefgebied) && (trede === '0-1' || (trede === '2' && leefgebied !== 'huisvesting')),
};
const alles: Variant = {
  leefgebieden: { huisvesting: 1.5, sociale_relaties: 0 },
  indicatoren: { 't1-een': { gewicht: 0, trede: '2', leefgebied: 'familie' }, 't2-twee': { gewicht: 2.25 } },
  treden: { '2': 0.5 },
};

describe('the address of a variant', () => {
  it('is nothing when nothing differs from the edition', () => {
    expect(naarAdres(leeg())).toBeNull();
    expect(uitAdres(null, uit)).toEqual({ variant: leeg(), onbekend: [] });
    expect(isLeeg(uitAdres('1 huisvesting*1 sociale_relaties*2', uit).variant)).toBe(true);
  });
  it('can be read by people and comes back as the same variant, also through an address bar', () => {
    const adres = naarAdres(alles) ?? '';
    expect(adres).toBe('1 huisvesting*1.5 sociale_relaties*0 t1-een.2.familie*0 t2-twee*2.25 trede.2*0.5');
    const balk = new URLSearchParams({ weging: adres }).toString();
    expect(balk).toBe('weging=1+huisvesting*1.5+sociale_relaties*0+t1-een.2.familie*0+t2-twee*2.25+trede.2*0.5');
    expect(uitAdres(new URLSearchParams(balk).get('weging'), uit)).toEqual({ variant: alles, onbekend: [] });
  });
  it('leaves out what this edition does not know or what cannot be, and says so', () => {
    const g = uitAdres('1 huisvesting*1.5 weg*2 t1-een.2.huisvesting*1 familie*-1 familie*1e3 familie*101 trede.9*1 t2-twee trede.2*0.5*3 familie.2*1 __proto__*2 constructor*1', uit);
    expect(g.variant).toEqual({ leefgebieden: { huisvesting: 1.5 }, indicatoren: {}, treden: {} });
    expect(g.onbekend).toHaveLength(11);
  });
  it('of another version is not guessed at', () => {
    expect(uitAdres('2 huisvesting*1.5', uit)).toEqual({ variant: leeg(), onbekend: ['2 huisvesting*1.5'] });
    expect(uitAdres('x'.repeat(100_000), uit).variant).toEqual(leeg());
  });
});

describe('one change', () => {
  it('is kept as long as it differs, and goes when it is undone', () => {
    const v = metTrede(metLeefgebied(leeg(), 'huisvesting', 2, uit), '2', 3, uit);
    expect(v).toEqual({ leefgebieden: { huisvesting: 2 }, indicatoren: {}, treden: { '2': 3 } });
    expect(isLeeg(metTrede(metLeefgebied(v, 'huisvesting', 1, uit), '2', 1, uit))).toBe(true);
  });
  it('of weight and of place of one indicator stand side by side', () => {
    const v = metIndicator(metIndicator(leeg(), 't1-een', { gewicht: 3 }, uit), 't1-een', { trede: '0-1', leefgebied: 'familie' }, uit);
    expect(plaatsVan(v, 't1-een', uit)).toEqual({ gewicht: 3, trede: '0-1', leefgebied: 'familie' });
    expect(metIndicator(v, 't1-een', { trede: '0-1', leefgebied: 'huisvesting' }, uit).indicatoren).toEqual({ 't1-een': { gewicht: 3 } });
  });
});

describe('the file of a variant', () => {
  it('comes back as the same variant', () => {
    const bestand = alsToml(alles, ['wat dit is', 'twee\nregels'], true);
    expect(bestand).toContain('# twee regels\n');
    expect(vanToml(bestand, uit)).toEqual({ variant: alles, totaal: true, overgeslagen: [] });
    expect(vanToml(alsToml(leeg(), [], false), uit)).toEqual({ variant: leeg(), totaal: false, overgeslagen: [] });
  });
  it('with something else in it tells what was left out', () => {
    const g = vanToml('schema = 1\n[[override]]\nindicator = "weg"\nweight = 1\n\n[[override]]\nindicator = "t1-een"\nweight = 2\nname = { nl = "a", en = "b" }\n[[source]]\nid = "x"\n', uit);
    expect(g.variant.indicatoren).toEqual({ 't1-een': { gewicht: 2 } });
    expect(g.overgeslagen).toEqual(['weg', 'name = { nl = "a", en = "b" }', '[[source]]', 'id = "x"']);
  });
});
