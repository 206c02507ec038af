// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { gebreken } from '../../src/lib/api/vorm';

const kolommen = { code: ['A', 'B'], naam: ['a', 'b'], inwoners: [1, null] };

describe('a light look at an answer', () => {
  it('passes what has the members that pages need, whatever else there is', () => {
    expect(gebreken('gebieden', { niveaus: { gemeente: kolommen }, nieuw: 1 })).toEqual([]);
    expect(gebreken('een-later-onderdeel', { x: 1 })).toEqual([]);
  });

  it('names what is absent or of another kind', () => {
    expect(gebreken('indicatoren', {})).toEqual(['indicatoren']);
    expect(gebreken('indicatoren', { indicatoren: {} })).toEqual(['indicatoren']);
    expect(gebreken('profielen', { niveaus: {}, redenen: [], statussen: [], indicatoren: [], ladder: null })).toEqual(['ladder.cellen']);
    expect(gebreken('gebieden', null)).toEqual(['niveaus.gemeente.code', 'niveaus.gemeente.naam']);
  });

  it('takes nothing from the prototype for a member', () => {
    expect(gebreken('toString', null)).toEqual(['toString']);
    expect(gebreken('edities', Object.create({ edities: [] }))).toEqual(['edities']);
  });

  it('sees columns of which the length differs, because a position would then mean two areas', () => {
    expect(gebreken('gebieden', { niveaus: { gemeente: { ...kolommen, inwoners: [1] } } })).toEqual(['niveaus.gemeente.inwoners']);
    const reeks = { waarde: [1, null], reden: [0], ondergrens: null };
    expect(gebreken('waarnemingen', { redenen: [], statussen: [], klassen: [], reeks: [reeks] })).toEqual(['reeks.0.reden']);
  });
});
