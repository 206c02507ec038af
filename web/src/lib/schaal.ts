// SPDX-License-Identifier: EUPL-1.2
// Scales of the comparison charts: round marks, room at the ends, and labels that do not fall over each other.
import { scaleLinear, scaleLog } from 'd3-scale';

export interface Schaal {
  (v: number): number;
  streepjes: number[];
  van: number;
  tot: number;
  /** Decimals that the marks need. */
  decimalen: number;
}

const decimalenVan = (streepjes: readonly number[]): number => {
  for (let d = 0; d < 4; d += 1) if (streepjes.every((s) => Math.abs(s - Number(s.toFixed(d))) < 1e-9)) return d;
  return 4;
};

/** Covers all values; begins at zero when asked, or when zero is near. */
export function schaal(waarden: readonly (number | null | undefined)[], van: number, tot: number, opties: { nul?: boolean; aantal?: number } = {}): Schaal {
  const w = waarden.filter((v): v is number => v != null && Number.isFinite(v));
  let [laag, hoog] = w.length ? [Math.min(...w), Math.max(...w)] : [0, 1];
  if (laag >= 0 && (opties.nul || laag < (hoog - laag) * 0.6)) laag = 0;
  if (laag === hoog) hoog = laag + 1;
  const s = scaleLinear([laag, hoog], [van, tot]).nice(opties.aantal ?? 5);
  const [d0 = laag, d1 = hoog] = s.domain();
  const streepjes = s.ticks(opties.aantal ?? 5);
  return Object.assign((v: number) => s(v), { streepjes, van: d0, tot: d1, decimalen: decimalenVan(streepjes) });
}

/** For sizes that differ a hundredfold: marks at 1, 2 and 5 times a power of ten. */
export function schaalLog(waarden: readonly number[], van: number, tot: number): Schaal {
  const w = waarden.filter((v) => v > 0);
  const [laag, hoog] = w.length ? [Math.min(...w), Math.max(...w)] : [1, 10];
  const s = scaleLog([laag / 1.15, hoog * 1.15], [van, tot]);
  const [d0 = 1, d1 = 10] = s.domain();
  const streepjes: number[] = [];
  for (let macht = 10 ** Math.floor(Math.log10(d0)); macht <= d1; macht *= 10) for (const f of [1, 2, 5]) if (macht * f >= d0 && macht * f <= d1) streepjes.push(macht * f);
  return Object.assign((v: number) => s(v), { streepjes, van: d0, tot: d1, decimalen: 0 });
}

/** Moves labels apart so that each has its room, as near as may be to where it belongs; within the bounds as far as they fit. */
export function uiteen(plekken: readonly number[], ruimte: number, van: number, tot: number): number[] {
  const orde = plekken.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y || a.i - b.i);
  for (let k = 0; k < orde.length; k += 1) {
    const dit = orde[k];
    const vorig = orde[k - 1];
    if (dit) dit.y = Math.max(dit.y, vorig ? vorig.y + ruimte : van);
  }
  for (let k = orde.length - 1; k >= 0; k -= 1) {
    const dit = orde[k];
    const volgend = orde[k + 1];
    if (dit) dit.y = Math.min(dit.y, volgend ? volgend.y - ruimte : tot);
  }
  const uit = new Array<number>(plekken.length).fill(0);
  for (const o of orde) uit[o.i] = o.y;
  return uit;
}
