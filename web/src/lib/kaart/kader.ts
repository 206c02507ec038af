// SPDX-License-Identifier: EUPL-1.2
// The part of a map that shows some areas with what lies around them.
import type { Kaart } from './geo';

export interface Kader {
  x: number;
  y: number;
  b: number;
  h: number;
}

/** The bounds of a drawn path: its coordinates are absolute (M and L of d3-geo). */
export function grenzen(pad: string): [number, number, number, number] | null {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const m of pad.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)) {
    const [x, y] = [Number(m[1]), Number(m[2])];
    x0 = Math.min(x0, x);
    y0 = Math.min(y0, y);
    x1 = Math.max(x1, x);
    y1 = Math.max(y1, y);
  }
  return x0 <= x1 ? [x0, y0, x1, y1] : null;
}

const RUIM = 1.7;
/** Never closer than this part of the map: a very small buurt needs its surroundings to be found. */
const MINST = 0.38;

export function kader(kaart: Kaart, codes: ReadonlySet<string>): Kader {
  const delen = kaart.vlakken.filter((v) => codes.has(v.code)).flatMap((v) => grenzen(v.pad) ?? []);
  const heel = { x: -2, y: -2, b: kaart.breedte + 4, h: kaart.hoogte + 4 };
  if (delen.length === 0) return heel;
  const kant = (n: number): number[] => delen.filter((_, i) => i % 4 === n);
  const [x0, y0, x1, y1] = [Math.min(...kant(0)), Math.min(...kant(1)), Math.max(...kant(2)), Math.max(...kant(3))];
  const b = Math.min(heel.b, Math.max((x1 - x0) * RUIM, kaart.breedte * MINST));
  const h = Math.min(heel.h, Math.max((y1 - y0) * RUIM, b * 0.75), b);
  const klem = (midden: number, maat: number, van: number, tot: number): number => Math.max(van, Math.min(midden - maat / 2, tot - maat));
  return { x: klem((x0 + x1) / 2, b, heel.x, heel.x + heel.b), y: klem((y0 + y1) / 2, h, heel.y, heel.y + heel.h), b, h };
}
