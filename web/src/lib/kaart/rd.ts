// SPDX-License-Identifier: EUPL-1.2
// From RD (metres, as the areas' centres are given) to longitude and latitude, by the series of Schreutelkamp and Strang van Hees
// (Geodesia 2001-2): within a metre, more than enough to put a map in the right place.

export type LonLat = [number, number];

/** [power of x, power of y, coefficient], in seconds of arc. */
const BREEDTE: readonly [number, number, number][] = [
  [0, 1, 3235.65389],
  [2, 0, -32.58297],
  [0, 2, -0.2475],
  [2, 1, -0.84978],
  [0, 3, -0.0655],
  [2, 2, -0.01709],
  [1, 0, -0.00738],
  [4, 0, 0.0053],
  [2, 3, -0.00039],
  [4, 1, 0.00033],
  [1, 1, -0.00012],
];
const LENGTE: readonly [number, number, number][] = [
  [1, 0, 5260.52916],
  [1, 1, 105.94684],
  [1, 2, 2.45656],
  [3, 0, -0.81885],
  [1, 3, 0.05594],
  [3, 1, -0.05607],
  [0, 1, 0.01199],
  [3, 2, -0.00256],
  [1, 4, 0.00128],
  [0, 2, 0.00022],
  [2, 0, -0.00022],
  [5, 0, 0.00026],
];

export function rdNaarLonLat(x: number, y: number): LonLat {
  const [dx, dy] = [(x - 155_000) / 1e5, (y - 463_000) / 1e5];
  const som = (reeks: readonly [number, number, number][]): number => reeks.reduce((s, [p, q, k]) => s + k * dx ** p * dy ** q, 0);
  return [5.38720621 + som(LENGTE) / 3600, 52.1551744 + som(BREEDTE) / 3600];
}
