// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { aantalVoorop } from '../../src/lib/voorop';

describe('who is named as most often', () => {
  it('is never a part of a group that is equal', () => {
    expect(aantalVoorop([8, 7, 7, 7, 7, 6])).toBe(1);
    expect(aantalVoorop([8, 8, 7, 7, 6])).toBe(2);
    expect(aantalVoorop([8, 7, 6, 5])).toBe(3);
  });
  it('is nobody when more than three are equal at the top', () => expect(aantalVoorop([7, 7, 7, 7, 2])).toBe(0));
  it('is everybody when there are three or fewer', () => {
    expect(aantalVoorop([5, 5, 5])).toBe(3);
    expect(aantalVoorop([5])).toBe(1);
    expect(aantalVoorop([])).toBe(0);
  });
});
