// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GRENZEN, pogingZin, uitkomstZin, versoepeld, type Aanval, type Regel } from '../../src/lib/privacy';

const standaard = (): Regel =>
  ({ bron: 'x', reden: null, goedgekeurdDoor: null, methode: 'suppression', ...Object.fromEntries(GRENZEN.map((g) => [g.veld, g.standaard])) }) as Regel;

describe('a rule that protects less than the default is called weakened', () => {
  it('never for the default itself, nor for a stricter one', () => {
    expect(versoepeld(standaard())).toEqual([]);
    expect(versoepeld({ ...standaard(), minimumAantal: 15, groepsaandeel: 0.8, breedte: 5 })).toEqual([]);
  });
  it('for a lower minimum and for a higher share', () => {
    expect(versoepeld({ ...standaard(), minimumAantal: 5 }).map((z) => z.grens.veld)).toEqual(['minimumAantal']);
    expect(versoepeld({ ...standaard(), dominantie: 0.9, halveMarge: 0.4 }).map((z) => z.waarde)).toEqual([0.9, 0.4]);
  });
});

describe('what the page says of the rules and of the attack', () => {
  const aanval = (deel: Partial<Aanval>): Aanval => ({ veilig: true, eerdereEdities: [], relaties: 0, pogingen: [], indicatoren: [], bevindingen: [], ...deel });

  it('has the defaults of the engine', () => {
    const motor = readFileSync(new URL('../../../src/base/disclosure_rule.hpp', import.meta.url), 'utf8');
    const naam: Record<string, string> = {
      minimumAantal: 'minimum_count', minimumAanvulling: 'minimum_complement', minimumNoemer: 'minimum_denominator', minimumNoemerWoningen: 'minimum_denominator_dwellings',
      minimumHuishoudens: 'minimum_households', minimumRespondenten: 'minimum_respondents', minimumAntwoorden: 'minimum_answers', groepsaandeel: 'group_share',
      dominantie: 'dominance', breedte: 'width', halveMarge: 'half_width',
    };
    const van = (veld: string): number => Number(new RegExp(` ${naam[veld]} = ([\\d.]+);`).exec(motor)?.[1]);
    expect(GRENZEN.map((g) => [g.veld, g.standaard])).toEqual(GRENZEN.map((g) => [g.veld, van(g.veld)]));
  });
  it('speaks of figures left out only where some were', () => {
    const zin = (deel: Partial<Aanval>, n: number) => uitkomstZin(aanval(deel), n, String).nl;
    expect(zin({}, 0)).not.toMatch(/\d|weggelaten/);
    expect(zin({}, 1)).toContain('het ene weggelaten cijfer');
    expect(zin({}, 898)).toContain('de 898 weggelaten cijfers');
    expect(zin({ veilig: false, bevindingen: [{ soort: 'x' }] }, 5)).toContain('één manier');
    expect(zin({ veilig: false, bevindingen: [{ soort: 'x' }, { soort: 'y' }] }, 5)).toContain('2 manieren');
  });
  it('names an attempt of an unknown kind in the words of the report', () => {
    const poging = (soort: string) => pogingZin({ soort, waarmee: { nl: 'iets nieuws', en: 'something new' }, bekeken: 1, weerlegd: 0, gevonden: 0 }).nl;
    expect(poging('bestaat-nog-niet')).toBe('iets nieuws');
    expect(poging('recalculated')).not.toBe('iets nieuws');
  });
});
