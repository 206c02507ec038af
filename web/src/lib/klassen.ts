// SPDX-License-Identifier: EUPL-1.2
// Classes of a figure. The breaks come from the edition and are the same for every period and for buurt and wijk, so that a
// colour means the same thing wherever it is seen.
import type { Getal } from './api/model';

/** The class of a value: the number of breaks it has reached. */
export function klasse(waarde: number, grenzen: readonly number[]): number {
  let k = 0;
  while (k < grenzen.length && waarde >= (grenzen[k] as number)) k += 1;
  return k;
}

const KLEUR_BIJ_AANTAL: readonly (readonly number[])[] = [[], [3], [2, 4], [1, 3, 5], [1, 2, 4, 5], [1, 2, 3, 4, 5]];

/** Which of the five colours (1 light … 5 dark) a class gets when there are fewer than five classes. */
export function kleurVanKlasse(k: number, aantalKlassen: number): number {
  const rij = KLEUR_BIJ_AANTAL[Math.min(aantalKlassen, 5)] ?? [];
  return rij[Math.min(k, rij.length - 1)] ?? 3;
}

/** From this many classes inside one margin the colour says too little to go without a hatch. */
const KLASSEN_IN_MARGE = 4;

/** Uncertain: the margin of the figure covers so many classes that its own class is not certain. */
export function isOnzeker(onder: Getal | undefined, boven: Getal | undefined, grenzen: readonly number[]): boolean {
  if (onder == null || boven == null || grenzen.length < 2) return false;
  const nodig = Math.min(KLASSEN_IN_MARGE, grenzen.length + 1);
  return klasse(boven, grenzen) - klasse(onder, grenzen) + 1 >= nodig;
}

/** From this many robust standard deviations on, a score counts as less favourable. It is the size of the difference, not a test. */
export const ONGUNSTIG_VANAF = 0.75;

/** Classes of the ladder: 3 = much less favourable … 0 = about equal … −3 = much more favourable. */
export function ladderKlasse(score: number): number {
  const a = Math.abs(score);
  const k = a >= 1.25 ? 3 : a >= ONGUNSTIG_VANAF ? 2 : a >= 0.25 ? 1 : 0;
  return score < 0 ? (k === 0 ? 0 : -k) : k;
}

export interface Blokje {
  gebied: number;
  kolom: number;
  hoogte: number;
  klasse: number;
}

export interface Blokjes {
  blokjes: Blokje[];
  kolommen: number;
  hoogste: number;
  van: number;
  stap: number;
}

/** Stacks one block per area in columns of equal width; the order within a column is from low to high. */
export function stapel(waarden: readonly Getal[], grenzen: readonly number[], kolommen = 36): Blokjes {
  const gevuld = waarden.flatMap((w, i) => (w == null ? [] : [{ w, i }])).sort((a, b) => a.w - b.w || a.i - b.i);
  if (gevuld.length === 0) return { blokjes: [], kolommen, hoogste: 0, van: 0, stap: 1 };
  const laagste = Math.min(0, gevuld[0]?.w ?? 0);
  const van = laagste < 0 ? laagste : beginVanSchaal(gevuld[0]?.w ?? 0, gevuld.at(-1)?.w ?? 0);
  const breedte = (gevuld.at(-1)?.w ?? 0) - van || 1;
  const stap = breedte / kolommen;
  const hoogte = new Array<number>(kolommen).fill(0);
  const blokjes = gevuld.map(({ w, i }) => {
    const kolom = Math.min(kolommen - 1, Math.floor((w - van) / stap));
    const h = hoogte[kolom] ?? 0;
    hoogte[kolom] = h + 1;
    return { gebied: i, kolom, hoogte: h, klasse: klasse(w, grenzen) };
  });
  return { blokjes, kolommen, hoogste: Math.max(...hoogte), van, stap };
}

/** A scale starts at zero, unless the figures lie so far above it that the blocks would be squeezed together. */
function beginVanSchaal(laagste: number, hoogste: number): number {
  return laagste > 0 && laagste > (hoogste - laagste) * 1.5 ? Math.floor(laagste) : 0;
}
