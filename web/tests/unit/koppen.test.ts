// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Indicator, LadderCel } from '../../src/lib/api/model';
import { kennisVan, ladderGeheelKop, ladderGeheelZin, vakNoten, type TredeKennis } from '../../src/lib/ladderzin';
import { kaartKop, type Regel } from '../../src/lib/regels';
import type { Oordeel } from '../../src/lib/vergelijk';

const IND = { id: 'x', naam: { nl: 'Overlast', en: 'Nuisance' }, eenheid: 'procent', decimalen: 0, richting: 'hoger_ongunstig' } as Indicator;
const regel = (waarde: number | null, oordeel: Oordeel | null): Regel =>
  ({ vlak: waarde === null ? { soort: 'leeg', leegte: 'geheim', reden: 'geheim' } : { soort: 'waarde', waarde, klasse: 0, merken: [] }, oordeel }) as unknown as Regel;

describe('the heading of the map is a conclusion about the areas with a verdict', () => {
  it('counts among all of them when each has one', () => {
    const rij = [regel(9, 'ongunstiger'), regel(5, 'vergelijkbaar'), regel(4, 'gunstiger')];
    expect(kaartKop(IND, rij, 'buurt', 'heel Dam', 'nl')).toBe('Overlast: in 1 van de 3 buurten duidelijk ongunstiger dan heel Dam');
    expect(kaartKop(IND, rij.slice(1), 'wijk', 'heel Dam', 'nl')).toBe('Overlast: nergens duidelijk ongunstiger dan heel Dam');
  });
  it('says of how many there is a figure, and not "nowhere" where there are areas without one', () => {
    const rij = [regel(9, 'ongunstiger'), regel(5, 'vergelijkbaar'), regel(6, 'vergelijkbaar'), regel(null, null)];
    expect(kaartKop(IND, rij, 'buurt', 'heel Dam', 'nl')).toBe('Overlast: in 1 van de 3 buurten met een cijfer duidelijk ongunstiger dan heel Dam');
    expect(kaartKop(IND, rij.slice(1), 'wijk', 'heel Dam', 'nl')).toBe('Overlast: in geen van de 2 wijken met een cijfer duidelijk ongunstiger dan heel Dam');
    expect(kaartKop(IND, rij.slice(1), 'buurt', 'Dam', 'en')).toBe('Nuisance: clearly less favourable than Dam in none of 2 buurten with a figure');
  });
  it('does not count areas without a verdict as if they were not less favourable', () => {
    const rij = [regel(9, 'ongunstiger'), regel(5, 'vergelijkbaar'), regel(7, 'geen_oordeel'), regel(8, null)];
    expect(kaartKop(IND, rij, 'buurt', 'Nederland', 'nl')).toBe('Overlast: in 1 van de 2 buurten met een oordeel duidelijk ongunstiger dan Nederland');
    expect(kaartKop(IND, rij.slice(1), 'buurt', 'the Netherlands', 'en')).toBe('Nuisance: clearly less favourable than the Netherlands in none of 1 buurten with a verdict');
  });
  it('gives the range, and counts nothing, where there is no verdict at all', () => {
    expect(kaartKop(IND, [regel(9, 'geen_oordeel'), regel(5, null)], 'buurt', 'heel Dam', 'nl')).toBe('Overlast: per buurt van 5 tot 9\u00a0%');
    expect(kaartKop(IND, [regel(null, null)], 'buurt', 'heel Dam', 'nl')).toBe('Overlast: geen cijfers per buurt');
  });
});

const trede = (trede: string, bekend: number, van: number, rest: Partial<TredeKennis> = {}): TredeKennis => ({ trede, bekend, van, alleenGemeente: 0, zonderBron: false, ...rest });

describe('the heading of the ladder says what can be seen, and why the rest can not', () => {
  it('says that less is known downwards only where that is so', () => {
    expect(ladderGeheelKop([trede('0-1', 9, 9), trede('2', 8, 9), trede('4', 1, 6)], 'nl')).toBe('Hoe lager op de ladder, hoe minder we over de plek weten');
    expect(ladderGeheelKop([trede('0-1', 3, 9), trede('2', 8, 9), trede('4', 1, 6)], 'nl')).toBe('Van 12 van de 24 vakken op de ladder zien we verschillen tussen buurten of wijken');
    expect(ladderGeheelKop([trede('0-1', 4, 9), trede('2', 0, 9), trede('4', 0, 6)], 'nl')).toBe('Alleen op trede 0/1 zien we verschillen tussen buurten of wijken');
    expect(ladderGeheelKop([trede('0-1', 0, 9), trede('2', 0, 9)], 'en')).toBe('On no trede do we see differences between buurten or wijken');
  });
  it('says that the gemeente is known only where that is so, without a cause, and says which treden have no source', () => {
    expect(ladderGeheelZin([trede('0-1', 9, 9), trede('4', 1, 6, { alleenGemeente: 4 })], 'nl')).toBe(
      'Op trede 0/1 zien we bij 9 van de 9 leefgebieden verschillen tussen buurten of wijken, op trede 4 bij 1 van de 6. Daar kennen we vaak alleen de hele gemeente.',
    );
    expect(ladderGeheelZin([trede('0-1', 4, 9), trede('2', 0, 9, { zonderBron: true }), trede('4', 0, 6, { zonderBron: true })], 'nl')).toBe(
      'Op trede 0/1 zien we bij 4 van de 9 leefgebieden verschillen tussen buurten of wijken. Voor trede 2 en 4 is in deze editie geen bron aangesloten.',
    );
    expect(ladderGeheelZin([trede('2', 0, 9, { zonderBron: true })], 'en')).toBe('No source is connected for trede 2 in this edition.');
  });
  it('reads from the cells which are known for the whole gemeente only', () => {
    const cel = (leefgebied: string, reden: string, score: number | null) =>
      ({ trede: '4', leefgebied, toepassing: true, niveaus: { wijk: { score: [score], aantal: [1], van: 1, reden: [reden] } } }) as unknown as LadderCel;
    const cellen = [cel('a', 'alleen_gemeente', null), cel('b', '', 0.4), cel('c', 'geheim', null)];
    expect(kennisVan(['4'], cellen, () => true)).toEqual([{ trede: '4', bekend: 1, van: 3, alleenGemeente: 1, zonderBron: false }]);
  });
  it('explains the kinds of emptiness that occur, and no other', () => {
    const score = { soort: 'score' as const, score: 1, klasse: 2, aantal: 1, van: 1 };
    expect(vakNoten([score, { soort: 'leeg', reden: 'geheim', van: 1 }, { soort: 'leeg', reden: 'te_weinig_indicatoren', van: 2 }], 'nl')).toBe('Te weinig cijfers: er is een cijfer, maar niet van genoeg indicatoren voor een oordeel over het leefgebied. Geheim: het gaat om te weinig mensen.');
    expect(vakNoten([score, { soort: 'nvt' }], 'en')).toMatch(/^N\/a: [^.]+\.$/);
    expect(vakNoten([score], 'nl')).toBe('');
  });
});
