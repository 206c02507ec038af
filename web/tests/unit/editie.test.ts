// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { EditieBron } from '../../src/lib/api/client';
import type { Editie, Gebieden, Indicatoren, Ladder } from '../../src/lib/api/model';
import { OpenEditie } from '../../src/lib/editie';
import { keuzegebieden, langeNaam } from '../../src/lib/signalen';

/** Two gemeenten, each with a wijk of the same name. */
const GEBIEDEN = {
  niveaus: {
    gemeente: { code: ['GM0001', 'GM0002'], naam: ['Zee', 'Dal'] },
    wijk: { code: ['WK000101', 'WK000201'], naam: ['Centrum', 'Centrum'], gemeente: [0, 1] },
    buurt: { code: ['BU00010101'], naam: ['Kade'], gemeente: [0], wijk: [0] },
  },
} as unknown as Gebieden;
function open(gemeenten: string[]): OpenEditie {
  const editie = { id: 'x', gemeenten, referentie: gemeenten[0], tegels: false } as unknown as Editie;
  return new OpenEditie(new EditieBron('x'), [], editie, structuredClone(GEBIEDEN), {} as Ladder, { indicatoren: [] } as unknown as Indicatoren);
}

describe('codes in an address', () => {
  const e = open(['GM0001', 'GM0002']);
  it('are the same in small letters, and come back as the edition writes them', () => {
    expect(e.gebied('bu00010101')?.code).toBe('BU00010101');
    expect(e.gemeenteVoor(null, 'gm0002')).toBe('GM0002');
    expect(e.gemeenteVoor('bu00010101', 'gm0002')).toBe('GM0001');
    expect(e.naam('gm0002')).toBe('Dal');
  });
  it('that the edition does not have give the gemeente of the edition, and their own text for a name', () => {
    expect([e.gemeenteVoor('BU9', 'GM9999'), e.gemeenteVoor(null, 'WK000201')]).toEqual(['GM0001', 'GM0001']);
    expect(e.naam('GM9999')).toBe('GM9999');
  });
});

describe('the areas to choose signals of', () => {
  it('are the wijken of one gemeente, and the gemeenten where there are several', () => {
    expect(keuzegebieden(open(['GM0001'])).map((g) => g.code)).toEqual(['WK000101', 'WK000201']);
    expect(keuzegebieden(open(['GM0001', 'GM0002'])).map((g) => g.naam)).toEqual(['Dal', 'Zee']);
  });
  it('are named with their gemeente where there are several', () => {
    const namen = (gemeenten: string[]): string[] => ['WK000201', 'GM0002'].map((c) => {
      const [e, g] = [open(gemeenten), open(gemeenten).gebied(c)];
      return g ? langeNaam(e, g) : '';
    });
    expect(namen(['GM0001', 'GM0002'])).toEqual(['Centrum, Dal', 'Dal']);
    expect(namen(['GM0001'])).toEqual(['Centrum', 'Dal']);
  });
});
