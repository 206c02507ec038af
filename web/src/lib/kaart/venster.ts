// SPDX-License-Identifier: EUPL-1.2
// What every map is given and gives back, whether SVG (one gemeente) or vector tiles (the country) draws it. A map draws and lets
// choose; it fetches no figures, and what it cannot draw the table beside it still tells.
import type { Regel } from '../regels';

export interface KaartVensterProps {
  /** A row per area of the level shown: its value with class, or its emptiness with the reason. */
  regels: Regel[];
  gekozen: string | null;
  /** The accessible name: what, of whom, when. */
  naam: string;
  eenheid: string;
  decimalen: number;
  /** One area in a sentence, for the live region and the options. */
  zeg: (r: Regel) => string;
  /** Marks that hold for every figure are told once beside the map and not drawn on every area. */
  overal: ReadonlySet<string>;
  kies: (code: string | null) => void;
  open: (code: string) => void;
}
