// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Scoring, Signalen } from '../../src/lib/api/model';
import { rekenKeuzes } from '../../src/lib/rekenkeuzes';

const scoring = (instellingen: object, rest: object = {}): Scoring =>
  ({ instellingen: { normalisatie: 'robust-z', samenvoeging: 'arithmetic', minimaleDekking: 0.5, modelaandeel: 0.4, totaal: false, gewichtsruis: 0.25, gewichten: {}, ...instellingen }, herhalingen: 200, overlap: { niveau: 'buurt', indicatoren: 33, effectief: 11.1, paren: [] }, toppen: [], ...rest }) as unknown as Scoring;
const signalen = (families: object[]): Signalen => ({ soorten: [], signalen: [], families, nietBekeken: [] }) as unknown as Signalen;
const naam = (id: string) => ({ nl: id.toUpperCase(), en: id });
const nl = (s: Scoring, f: object[] = []): string => rekenKeuzes(s, signalen(f), 'Dorp', naam).map((k) => k.zin.nl).join(' ');

describe('the choices of an edition in words', () => {
  it('have the numbers of the edition', () => {
    const tekst = nl(scoring({ minimaleDekking: 0.7 }), [{ toetsen: 1200, grens: 0.05 }, { toetsen: 34, grens: 0.05 }]);
    expect(tekst).toContain('afstand tot het cijfer van Dorp');
    for (const deel of ['70\u00a0%', '40\u00a0%', '25\u00a0%', '200 keer', 'De 33 indicatoren per buurt', 'ongeveer 11', '1.234 toetsen', 'hoogstens 5\u00a0% toeval']) expect(tekst).toContain(deel);
    expect(tekst).toContain('Elk leefgebied weegt even zwaar.');
    expect(tekst).toContain('niet bij elkaar opgeteld');
  });
  it('name the weights that differ, and a total where there is one', () => {
    const tekst = nl(scoring({ gewichten: { wonen: 2, geld: 1 }, totaal: true }));
    expect(tekst).toContain('behalve WONEN (2,00)');
    expect(tekst).not.toContain('GELD');
    expect(tekst).toContain('alle treden samen');
  });
  it('leave out what the edition does not have', () => {
    const tekst = nl(scoring({ normalisatie: 'nieuw' }, { herhalingen: 0, overlap: { niveau: 'buurt', indicatoren: 3, effectief: null, paren: [] } }));
    expect(tekst).toContain('nieuw');
    expect(tekst).not.toMatch(/opnieuw gemaakt|los van elkaar|toetsen/);
  });
});
