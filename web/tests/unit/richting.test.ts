// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { naaste, type Punt } from '../../src/lib/kaart/richting';

/** Reads a drawing: every letter is an area, in the order of the alphabet. */
function teken(rijen: string[]): Punt[] {
  const uit: Punt[] = [];
  rijen.forEach((r, y) => {
    [...r].forEach((c, x) => {
      if (c !== '.') uit[c.charCodeAt(0) - 97] = { x, y };
    });
  });
  return uit;
}

describe('an arrow key goes to the nearest area in that direction', () => {
  const p = teken(['a..b', '.e..', 'c..d']);
  const loop = (van: string, r: 'op' | 'neer' | 'links' | 'rechts') => {
    const i = naaste(p, van.charCodeAt(0) - 97, r);
    return i === null ? null : String.fromCharCode(97 + i);
  };
  it('walks straight on rather than to a nearer area aside', () => {
    expect(loop('a', 'rechts')).toBe('b');
    expect(loop('b', 'neer')).toBe('d');
    expect(loop('a', 'neer')).toBe('c');
    expect(loop('e', 'neer')).toBe('c');
  });
  it('falls back on the rest of that half of the map', () => {
    const q = [{ x: 0, y: 0 }, { x: 1, y: 5 }];
    expect(naaste(q, 0, 'rechts')).toBe(1);
  });
  it('stays where it is at the edge', () => {
    expect(loop('a', 'op')).toBeNull();
    expect(loop('d', 'rechts')).toBeNull();
  });
  it('skips areas that cannot be chosen and starts nowhere without a point', () => {
    expect(naaste([{ x: 0, y: 0 }, null, { x: 2, y: 0 }], 0, 'rechts')).toBe(2);
    expect(naaste([null, { x: 2, y: 0 }], 0, 'rechts')).toBeNull();
  });
  it('never ends on the area it came from and decides equal distances by order', () => {
    const q = [{ x: 0, y: 0 }, { x: 1, y: 1 }, { x: 1, y: -1 }, { x: 0, y: 0 }];
    expect(naaste(q, 0, 'rechts')).toBe(1);
    expect(naaste(q, 0, 'links')).toBeNull();
  });
  it('reaches every cell of a grid', () => {
    const rooster: Punt[] = Array.from({ length: 30 }, (_, i) => ({ x: i % 6, y: Math.floor(i / 6) }));
    const gezien = new Set([0]);
    const rij = [0];
    for (let van = rij.pop(); van !== undefined; van = rij.pop())
      for (const r of ['op', 'neer', 'links', 'rechts'] as const) {
        const n = naaste(rooster, van, r);
        if (n !== null && !gezien.has(n)) {
          gezien.add(n);
          rij.push(n);
        }
      }
    expect(gezien.size).toBe(30);
  });
});
