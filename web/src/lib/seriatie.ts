// SPDX-License-Identifier: EUPL-1.2
// Rows in an order in which neighbours are alike: a chain of nearest neighbours, then improved by turning stretches around (2-opt).
// The same rows always give the same order.

/** Mean absolute difference over the places that both have; rows that share nothing are as far apart as can be. */
export function afstand(a: readonly (number | null)[], b: readonly (number | null)[]): number {
  let som = 0;
  let n = 0;
  for (let i = 0; i < a.length; i += 1) {
    const [x, y] = [a[i], b[i]];
    if (x == null || y == null) continue;
    som += Math.abs(x - y);
    n += 1;
  }
  return n === 0 ? 2 : som / n;
}

const RONDEN = 12;

export function seriatie(rijen: readonly (readonly (number | null)[])[], begin = 0): number[] {
  const n = rijen.length;
  if (n < 3) return rijen.map((_, i) => i);
  const d = rijen.map((a) => rijen.map((b) => afstand(a, b)));
  const ver = (i: number, j: number): number => d[i]?.[j] ?? 0;
  const orde = [begin];
  const over = new Set(rijen.keys());
  over.delete(begin);
  while (over.size) {
    const nu = orde[orde.length - 1] ?? begin;
    let beste = -1;
    for (const k of over) if (beste < 0 || ver(nu, k) < ver(nu, beste)) beste = k;
    over.delete(beste);
    orde.push(beste);
  }
  for (let ronde = 0, beter = true; beter && ronde < RONDEN; ronde += 1) {
    beter = false;
    for (let i = 1; i < n - 1; i += 1)
      for (let j = i + 1; j < n; j += 1) {
        const [a, b, c, e] = [orde[i - 1] as number, orde[i] as number, orde[j] as number, orde[j + 1]];
        const nu = ver(a, b) + (e === undefined ? 0 : ver(c, e));
        const straks = ver(a, c) + (e === undefined ? 0 : ver(b, e));
        if (straks < nu - 1e-12) {
          orde.splice(i, j - i + 1, ...orde.slice(i, j + 1).reverse());
          beter = true;
        }
      }
  }
  return orde;
}
