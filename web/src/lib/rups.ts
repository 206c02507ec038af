// SPDX-License-Identifier: EUPL-1.2
// The caterpillar: all areas of a level in order of one figure, each with its margin. A place is never given without its play:
// it runs over all places that the area can take while every figure stays within its own margin.
import type { CijferNiveau, Getal, ProfielIndicator, Profielen } from './api/model';
import { redenOp } from './leegte';
import { oordeelOp, type Maatstaf, type Oordeel } from './vergelijk';

export interface Segment {
  /** Place in the columns of the profile. */
  i: number;
  waarde: number;
  onder: Getal;
  boven: Getal;
  oordeel: Oordeel | null;
  /** From–to, 1 = least favourable; null for an estimate, without margins, and for figures that are the same. */
  plaats: [number, number] | null;
}

export interface Rups {
  segmenten: Segment[];
  /** Areas without a figure. */
  zonder: number;
  /** Why, of each of them. */
  leeg: string[];
  geenPlaats: 'modelschatting' | 'geen_marge' | null;
}

/** In order from least to most favourable, so that the chart reads the same for every indicator. */
export function maakRups(p: Profielen, pi: ProfielIndicator, niveau: CijferNiveau, hogerOngunstig: boolean, model: boolean, maatstaf: Maatstaf): Rups {
  const k = pi.niveaus[niveau];
  if (!k) return { segmenten: [], zonder: p.niveaus[niveau]?.gebieden.length ?? 0, leeg: [], geenPlaats: null };
  const teken = hogerOngunstig ? -1 : 1;
  const segmenten = k.waarde
    .flatMap((waarde, i): Segment[] =>
      waarde == null ? [] : [{ i, waarde, onder: k.ondergrens?.[i] ?? null, boven: k.bovengrens?.[i] ?? null, oordeel: oordeelOp(p.oordelen, k.vergelijking?.[maatstaf]?.oordeel, i), plaats: null }],
    )
    .sort((a, b) => teken * (a.waarde - b.waarde) || a.i - b.i);
  const metMarge = segmenten.every((s) => s.onder != null && s.boven != null);
  const geenPlaats = model ? 'modelschatting' : metMarge ? null : 'geen_marge';
  if (geenPlaats === null) plaatsen(segmenten, hogerOngunstig);
  const leeg = k.waarde.flatMap((w, i) => (w == null ? [redenOp(k, i, p.redenen, p.statussen)] : []));
  return { segmenten, zonder: leeg.length, leeg, geenPlaats };
}

function plaatsen(segmenten: Segment[], hogerOngunstig: boolean): void {
  const aantal = new Map<number, number>();
  for (const s of segmenten) aantal.set(s.waarde, (aantal.get(s.waarde) ?? 0) + 1);
  for (const s of segmenten) {
    if ((aantal.get(s.waarde) ?? 0) > 1) continue;
    const hoger = segmenten.filter((a) => (a.onder ?? 0) > (s.boven ?? 0)).length;
    const lager = segmenten.filter((a) => (a.boven ?? 0) < (s.onder ?? 0)).length;
    const [voor, na] = hogerOngunstig ? [hoger, lager] : [lager, hoger];
    s.plaats = [voor + 1, segmenten.length - na];
  }
}
