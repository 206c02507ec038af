// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { tabelAlsCsv } from '../../src/lib/figuur';

describe('a table that leaves the site', () => {
  it('says above its columns what it is, keeps empty cells empty and cannot run a formula', () => {
    const csv = tabelAlsCsv({ titel: 'Titel', regels: ['Bron: x', 'Editie 2\nregel'] }, { kop: ['a', 'b;c'], rijen: [['=1', 1.5], ['x"y', null]] });
    expect(csv.split('\n')).toEqual(['# Titel', '# Bron: x', '# Editie 2 regel', 'a;"b;c"', "'=1;1.5", '"x""y";', '']);
  });
});
