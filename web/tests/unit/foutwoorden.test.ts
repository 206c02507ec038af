// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { ApiFout, type FoutSoort } from '../../src/lib/api/client';
import { isNieuweVersie, legUit } from '../../src/lib/foutwoorden';

const DEEL = { nl: 'Signalen', en: 'Signals' };
const fout = (soort: FoutSoort) => new ApiFout(soort, '/v1/edities/x-1/signalen');

describe('what went wrong, in words', () => {
  it('names the part of the edition that an address is about', () => {
    expect(fout('server').onderdeel).toBe('signalen');
    expect(new ApiFout('netwerk', '/v1/edities').onderdeel).toBe('edities');
    expect(legUit(fout('vorm'), null, true, false).zin.nl).toContain('de signalen');
  });

  it('says of a section that the rest can be used, of a page that the choice stays', () => {
    expect(legUit(fout('netwerk'), DEEL, false, false).kop.nl).toMatch(/^Signalen: de cijfers/);
    expect(legUit(fout('netwerk'), DEEL, false, false).zin.en).toContain('rest of the page');
    expect(legUit(fout('netwerk'), null, true, false).zin.nl).toContain('blijft staan');
  });

  it('offers to try again unless that cannot help', () => {
    const soorten: FoutSoort[] = ['netwerk', 'server', 'bezet', 'vorm', 'gestopt', 'te_traag'];
    for (const s of soorten) expect(legUit(fout(s), null, true, false).weg, s).toBe('opnieuw');
    expect(legUit(fout('niet_gevonden'), null, true, false).weg).toBeNull();
  });

  it('tells a device without network apart from a server that is silent', () => {
    expect(legUit(fout('netwerk'), null, true, true).zin.nl).toContain('U bent offline');
    expect(legUit(fout('netwerk'), null, true, false).zin.nl).toContain('geen verbinding');
  });

  it('knows the old page code that a new version took away, and a fault of our own', () => {
    const oud = new TypeError('Failed to fetch dynamically imported module: /assets/Kaart-abc.js');
    expect(isNieuweVersie(oud)).toBe(true);
    expect(legUit(oud, null, true, false).weg).toBe('herlaad');
    expect(legUit(new Error('x is undefined'), null, true, false).kop.en).toContain('this website');
  });
});
