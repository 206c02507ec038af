// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { leegte, redenWoord, redenZin, vlak } from '../../src/lib/leegte';

const REDENEN = ['', 'geheim', 'onderdrukt', 'niet_van_toepassing', 'grens_gewijzigd'];
const STATUSSEN = ['gemeten', 'modelschatting', 'geschat', 'herrekend', 'achtergehouden', 'ontbreekt', 'nvt'];

describe('every emptiness has its own kind and a reason in words', () => {
  it('draws withheld, missing and not applicable apart', () => {
    expect(leegte('geheim')).toBe('geheim');
    expect(leegte('te_weinig')).toBe('geheim');
    expect(leegte('geen_bron')).toBe('geen');
    expect(leegte('onbetrouwbaar')).toBe('geen');
    expect(leegte('niet_van_toepassing')).toBe('nvt');
    expect(leegte('niet_op_dit_niveau')).toBe('niveau');
  });
  it('draws what the source withholds and what the monitor withholds alike, and says who does', () => {
    expect(leegte('onderdrukt')).toBe(leegte('geheim'));
    expect(redenZin('geheim').nl).toContain('bron');
    expect(redenZin('onderdrukt').nl).not.toContain('bron');
  });
  it('has a sentence in both languages for every code of the contract', () => {
    const codes = ['nog_niet_gepubliceerd', 'geheim', 'onbetrouwbaar', 'onmogelijk', 'niet_van_toepassing', 'niet_gevraagd', 'te_weinig', 'onderdrukt', 'grens_gewijzigd', 'geen_bron', 'onbekend', 'alleen_gemeente', 'alleen_wijk', 'geen_gegevens', 'niet_op_dit_niveau'];
    for (const c of codes) {
      expect(redenZin(c).nl).not.toMatch(/^Reden:/);
      expect(redenZin(c).nl).toMatch(/\.$/);
      expect(redenZin(c).en).toMatch(/\.$/);
    }
  });
  it('calls what exists but has no place, or too few to count with, by its own word and not by that of missing data', () => {
    expect([redenWoord('zonder_marge').nl, redenWoord('te_weinig_leefgebieden').nl]).toEqual(['geen plaats', 'te weinig bekend']);
    expect([redenWoord('geheim').nl, redenWoord('te_weinig_indicatoren').en]).toEqual(['geheim', 'no data']);
    expect(redenZin('te_weinig_leefgebieden').nl).toContain('leefgebieden');
  });
  it('shows an unknown code instead of hiding it', () => {
    expect(redenZin('nieuw_woord').nl).toContain('nieuw_woord');
  });
});

describe('a place is read from the columns', () => {
  const k = { waarde: [8.7, null, null, 4, null], ondergrens: [7, null, null, 1, null], bovengrens: [9, null, null, 12, null], status: [1, 4, 6, 3, 5], reden: [0, 1, 0, 0, 4] };
  const op = (i: number) => vlak(k, i, REDENEN, STATUSSEN, [5, 6, 8, 10]);
  it('has a value with its marks', () => {
    expect(op(0)).toEqual({ soort: 'waarde', waarde: 8.7, klasse: 3, merken: ['modelschatting'] });
    expect(op(3)).toEqual({ soort: 'waarde', waarde: 4, klasse: 0, merken: ['herrekend', 'onzeker'] });
  });
  it('or a kind of emptiness with its reason', () => {
    expect(op(1)).toEqual({ soort: 'leeg', leegte: 'geheim', reden: 'geheim' });
    expect(op(2)).toEqual({ soort: 'leeg', leegte: 'nvt', reden: 'niet_van_toepassing' });
    expect(op(4)).toEqual({ soort: 'leeg', leegte: 'geen', reden: 'grens_gewijzigd' });
  });
});
