// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { Editie, EditieRegel, Indicator, Signaal } from '../../src/lib/api/model';
import { vorigeEditie, watIsNieuw, type Stand } from '../../src/lib/nieuw';

const indicator = (id: string, perioden: string[], trede: string | null = '0-1'): Indicator => ({ id, perioden, trede, variantVan: null }) as unknown as Indicator;
const signaal = (id: string): Signaal => ({ id }) as unknown as Signaal;
const stand = (indicatoren: Indicator[], signalen: string[], zonder: Record<string, number>, indeling = 2024): Stand => ({
  editie: { indeling, cijfers: { gepubliceerd: 1, zonder } } as unknown as Editie,
  indicatoren,
  signalen: signalen.map(signaal),
});

describe('what is new in an edition', () => {
  const eerst = stand([indicator('a', ['2022', '2023']), indicator('b', []), indicator('weg', ['2020']), indicator('c', ['2023'])], ['oud', 'blijft'], { geheim: 4, onderdrukt: 1 }, 2023);
  const nu = stand([indicator('a', ['2023', '2024']), indicator('b', ['2024']), indicator('weg', []), indicator('c', ['2023']), indicator('context', ['2024'], null)], ['blijft', 'nieuw'], { geheim: 6, ontbreekt: 9 });
  const n = watIsNieuw(nu, eerst);
  it('names indicators with a newer period, those with figures for the first time and those without from now on', () => {
    expect(n.bijgewerkt.map((x) => [x.periode, x.indicatoren.map((i) => i.id)])).toEqual([['2024', ['a']]]);
    expect(n.erbij.map((i) => i.id)).toEqual(['b']);
    expect(n.eraf.map((i) => i.id)).toEqual(['weg']);
  });
  it('tells new signals from signals that were there', () => {
    expect(n.signalenErbij.map((s) => s.id)).toEqual(['nieuw']);
    expect(n.signalenEraf.map((s) => s.id)).toEqual(['oud']);
  });
  it('counts what is withheld, and says when the areas changed', () => {
    expect(n.geheim).toEqual({ nu: 6, eerst: 5 });
    expect(n.indeling).toEqual({ nu: 2024, eerst: 2023 });
  });
  it('finds nothing between equal editions', () => {
    const zelfde = watIsNieuw(nu, nu);
    expect([zelfde.bijgewerkt, zelfde.erbij, zelfde.eraf, zelfde.signalenErbij, zelfde.signalenEraf].flat()).toEqual([]);
    expect(zelfde.indeling).toBeNull();
  });
});

describe('the edition before', () => {
  const regel = (volgnummer: number): EditieRegel => ({ volgnummer }) as unknown as EditieRegel;
  it('is the newest of the older ones, and none for the first', () => {
    expect(vorigeEditie([regel(5), regel(3), regel(1)], { volgnummer: 5 })?.volgnummer).toBe(3);
    expect(vorigeEditie([regel(5), regel(3)], { volgnummer: 3 })).toBeNull();
  });
});
