// SPDX-License-Identifier: EUPL-1.2
// Which areas a sentence may name as "most often": never some of a group that is equal, as if they came before the others.

/** How many of the first may be named, at most three; 0 when more than three are equal at the top. `getallen` from high to low. */
export function aantalVoorop(getallen: readonly number[], hoogstens = 3): number {
  for (let n = Math.min(hoogstens, getallen.length); n > 0; n -= 1) if (n === getallen.length || (getallen[n - 1] ?? 0) > (getallen[n] ?? 0)) return n;
  return 0;
}
