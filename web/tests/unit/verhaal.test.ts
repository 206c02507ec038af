// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Indicator, Verhaal, Waarnemingen } from '../../src/lib/api/model';
import { leestekst, levendCijfer, veiligAdres, veiligPad } from '../../src/lib/verhaal';

const IND = { id: 'a', eenheid: 'procent', decimalen: 1, waaromGeenCijfers: null } as unknown as Indicator;
const punt = (periode: string, waarde: (number | null)[], reden: number[], status: number[]) => ({ periode, waarde, ondergrens: waarde.map((w) => (w === null ? null : w - 1)), bovengrens: waarde.map((w) => (w === null ? null : w + 1)), status, reden });
const W = {
  redenen: ['', 'onderdrukt', 'niet_op_dit_niveau'],
  statussen: ['gemeten', 'modelschatting', 'achtergehouden'],
  klassen: [],
  reeks: [punt('2021', [8, null], [0, 1], [0, 2]), punt('2023', [9.25, null], [0, 2], [1, 2])],
} as unknown as Waarnemingen;

describe('a live figure', () => {
  it('is the latest published value with its unit, period and margin, unless a period is asked', () => {
    expect(levendCijfer(IND, W, 0, null, 'nl')).toEqual({ soort: 'waarde', tekst: '9,3\u00a0%', erbij: '2023, marge 8,3 tot 10,3', merken: ['modelschatting'] });
    expect(levendCijfer(IND, W, 0, '2021', 'en')).toEqual({ soort: 'waarde', tekst: '8.0%', erbij: '2021, margin 7.0 to 9.0', merken: [] });
  });
  it('gives the reason where nothing is published: withheld, another level, no such period, no source', () => {
    expect(levendCijfer(IND, W, 1, '2021', 'nl')).toMatchObject({ soort: 'leeg', woord: 'geheim' });
    expect(levendCijfer(IND, W, 1, null, 'nl')).toMatchObject({ soort: 'leeg', woord: 'groter gebied' });
    expect(levendCijfer(IND, W, 0, '1999', 'nl')).toEqual({ soort: 'leeg', woord: 'geen gegevens', reden: 'Er is geen cijfer van 1999' });
    expect(levendCijfer(IND, null, 0, null, 'en')).toMatchObject({ soort: 'leeg', woord: 'no data' });
  });
});

describe('the text of a story', () => {
  const v = { tekst: { nl: [{ soort: 'lijn' }], en: null } } as unknown as Verhaal;
  it('is the Dutch one when there is no English one, and says so', () => {
    expect(leestekst(v, 'en')).toEqual({ blokken: v.tekst.nl, taal: 'nl' });
    expect(leestekst({ ...v, tekst: { nl: [], en: [{ soort: 'lijn' }] } }, 'en').taal).toBe('en');
  });
});

describe('addresses in a story', () => {
  it('lead to a page of this site or to https, and nowhere else', () => {
    expect(['/kaart/x', '/'].map(veiligPad)).toEqual([true, true]);
    expect(['//elders.nl', '/\\elders.nl', 'javascript:alert(1)', '', 'kaart'].map(veiligPad)).toEqual([false, false, false, false, false]);
    expect(veiligAdres('https://voorbeeld.nl/a')).toBe('https://voorbeeld.nl/a');
    expect(['javascript:alert(1)', 'data:text/html,x', 'http://voorbeeld.nl', 'https://naam@voorbeeld.nl/', '//voorbeeld.nl', 'x'].map(veiligAdres)).toEqual([null, null, null, null, null, null]);
  });
});
