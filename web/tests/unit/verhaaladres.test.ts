// SPDX-License-Identifier: EUPL-1.2
// What a page reads from its address may stand in a story: docs/formats/stories.md lists the parameters, and the engine refuses others.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '../../src');
const HANDLEIDING = readFileSync(join(import.meta.dirname, '../../../docs/formats/stories.md'), 'utf8');
const PAGINAS = { kaart: 'Kaart', gebied: 'Gebied', ladder: 'Ladder', signalen: 'Signalen', vergelijk: 'Vergelijk' };
/** Travels with every address and is not the story's to choose. */
const ELDERS = new Set(['taal', 'editie']);

/** A file and everything it imports of ours. */
function samen(pad: string, gezien = new Set<string>()): Set<string> {
  if (gezien.has(pad)) return gezien;
  gezien.add(pad);
  for (const [, naar = ''] of readFileSync(pad, 'utf8').matchAll(/(?:from |import\()'(\.[^']+)'/g)) {
    const doel = [naar, `${naar}.ts`].map((n) => join(dirname(pad), n)).find((n) => /\.(svelte|ts)$/.test(n) && existsSync(n));
    if (doel) samen(doel, gezien);
  }
  return gezien;
}

const gelezen = (pagina: string): string[] => {
  const namen = new Set<string>();
  for (const pad of samen(join(SRC, 'pages', `${pagina}.svelte`)))
    for (const [, naam = ''] of readFileSync(pad, 'utf8').matchAll(/\b(?:route\.)?vraag\('([a-zA-Z]+)'\)/g)) if (!ELDERS.has(naam)) namen.add(naam);
  return [...namen].sort();
};

const genoemd = (pad: string): Set<string> => {
  const rij = HANDLEIDING.split('\n').find((r) => r.startsWith(`| \`/${pad}`) && !r.includes('the same'));
  return new Set([...(rij?.split('|')[3] ?? '').matchAll(/`([a-zA-Z]+)`/g)].map((m) => m[1] ?? ''));
};

describe('the address of a page', () => {
  it.each(Object.entries(PAGINAS))('/%s may be copied into a story with all its parameters', (pad, pagina) => {
    expect(gelezen(pagina).length).toBeGreaterThan(0);
    expect(gelezen(pagina).filter((n) => !genoemd(pad).has(n))).toEqual([]);
  });
});
