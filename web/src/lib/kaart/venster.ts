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
  /** What stands under the name of an area that is pointed at, where that is not its value with its margin. */
  toon?: (r: Regel) => string;
  /** Marks that hold for every figure are told once beside the map and not drawn on every area. */
  overal: ReadonlySet<string>;
  kies: (code: string | null) => void;
  open: (code: string) => void;
  /** Sets the parts of one map apart from those of another on the same page. */
  id?: string;
  /** When given, only these areas are drawn in full; the others are faded, and say so when they are read out. */
  nadruk?: ReadonlySet<string> | null;
  /** Areas with an outline in ink, and what that outline says of an area. */
  omlijnd?: ReadonlySet<string>;
  /** The area under the pointer, when another map on the page lights up with it. */
  aangewezen?: string | null;
  wijs?: (code: string | null) => void;
}
