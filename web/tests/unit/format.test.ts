// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { datum, eenheidVanVerschil, getal, marge, metEenheid, teltWoord, telwoord, verschil, zinnen, zonderConcept } from '../../src/lib/format';

describe('numbers are written as a reader of that language expects', () => {
  it('groups thousands with a point in Dutch and a comma in English', () => {
    expect(getal(1720, 0, 'nl')).toBe('1.720');
    expect(getal(1720, 0, 'en')).toBe('1,720');
  });
  it('writes a percentage with a space and a decimal comma in Dutch, without a space in English', () => {
    expect(metEenheid(22.8, 'procent', 1, 'nl')).toBe('22,8\u00a0%');
    expect(metEenheid(22.8, 'procent', 1, 'en')).toBe('22.8%');
  });
  it('keeps the decimals of the indicator, also when they are zero', () => {
    expect(getal(8, 1, 'nl')).toBe('8,0');
  });
  it('uses a real minus sign and never shows minus zero', () => {
    expect(getal(-0.3, 1, 'nl')).toBe('\u22120,3');
    expect(getal(-0.04, 1, 'nl')).toBe('0,0');
    expect(verschil(-0.04, 1, 'nl')).toBe('0,0');
  });
  it('gives a difference its sign', () => {
    expect(verschil(59, 0, 'nl')).toBe('+59');
    expect(verschil(-3.14, 1, 'en')).toBe('\u22123.1');
  });
  it('writes a rate with what it is per', () => {
    expect(metEenheid(101, 'per_1000', 0, 'nl')).toBe('101 per\u00a01.000');
    expect(metEenheid(101, 'per_1000', 0, 'en')).toBe('101 per\u00a01,000');
  });
  it('calls the difference of two percentages percentage points', () => {
    expect(eenheidVanVerschil('procent', 'nl')).toBe('procentpunt');
    expect(eenheidVanVerschil('per_1000', 'nl')).toBe('per\u00a01.000');
  });
  it('writes a margin in words', () => {
    expect(marge(88, 115, 0, 'nl')).toBe('88 tot 115');
    expect(marge(8.25, 9.5, 1, 'en')).toBe('8.3 to 9.5');
  });
  it('writes dates out and leaves what is no date as it is', () => {
    expect(datum('2021-03-27', 'nl')).toBe('27\u00a0maart 2021');
    expect(datum('2021-03-26T02:00:00', 'nl')).toBe('26\u00a0maart 2021, 02.00 uur');
    expect(datum('2021-03-26T02:00:00', 'en')).toBe('26\u00a0March 2021, 02:00');
    expect(datum('voorjaar 2021', 'nl')).toBe('voorjaar 2021');
  });
  it('says what is counted, and says of registrations that they are no persons', () => {
    expect(teltWoord('registraties', 'nl')).toBe('registraties, geen personen');
    expect(teltWoord('geen', 'nl')).toBeNull();
  });
  it('puts sentences in a row with one full stop each', () => {
    expect(zinnen('Een bron.', '', null, 'Zonder punt', ' Klaar? ')).toBe('Een bron. Zonder punt. Klaar?');
    expect(zonderConcept('Concept. Deze lijst')).toBe('Deze lijst');
    expect(zonderConcept('Deze lijst')).toBe('Deze lijst');
  });
  it('writes small numbers as words', () => {
    expect(telwoord(4, 'nl')).toBe('vier');
    expect(telwoord(23, 'nl')).toBe('23');
  });
});
