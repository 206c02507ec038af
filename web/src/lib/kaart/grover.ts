// SPDX-License-Identifier: EUPL-1.2
// A level finer than the one an indicator is published at. The edition has nothing to say there that the coarser level does not, so
// it is not asked for it: every area says "shown for a larger area", with the periods and the reference of the level that is there.
import type { CijferNiveau, Indicator, ReeksPunt, Waarnemingen } from '../api/model';

const VAN_FIJN: readonly CijferNiveau[] = ['buurt', 'wijk', 'gemeente'];

/** The nearest coarser level with figures; null when there is none. */
export const groverNiveau = (ind: Indicator, niveau: CijferNiveau): CijferNiveau | null =>
  VAN_FIJN.slice(VAN_FIJN.indexOf(niveau) + 1).find((n) => ind.niveaus.includes(n)) ?? null;

const REDENEN: Waarnemingen['redenen'] = ['', 'niet_op_dit_niveau'];
const STATUSSEN: Waarnemingen['statussen'] = ['ontbreekt'];

function leegPunt(p: ReeksPunt, aantal: number): ReeksPunt {
  const vol = <T>(x: T): T[] => new Array<T>(aantal).fill(x);
  return {
    ...p,
    waarde: vol(null),
    ondergrens: null,
    bovengrens: null,
    teller: null,
    noemer: null,
    status: vol(0),
    reden: vol(1),
    betrouwbaarheid: null,
    vergelijking: { gemeente: null, land: null, wijk: null, vergelijkbaar: null, eerder: null },
    vereffend: null,
    trechter: null,
  };
}

/** The resource of a coarser level, read at a finer one with this many areas. */
export const alleenGrover = (grover: Waarnemingen, niveau: CijferNiveau, aantal: number): Waarnemingen => ({
  ...grover,
  niveau,
  redenen: REDENEN,
  statussen: STATUSSEN,
  reeks: grover.reeks.map((p) => leegPunt(p, aantal)),
  verloop: null,
  schatting: null,
});
