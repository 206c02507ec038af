// SPDX-License-Identifier: EUPL-1.2
// Names on a map: the largest areas first, and a name that would touch another one is left out.
import type { Punt } from './richting';

export interface Label {
  naam: string;
  regels: string[];
  x: number;
  y: number;
}

interface Doos {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

const raakt = (a: Doos, b: Doos): boolean => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;

/** Long names are broken at a space or after a hyphen, as near the middle as possible. */
export function breek(naam: string, lang = 11): string[] {
  if (naam.length <= lang) return [naam];
  let beste = -1;
  for (let i = 3; i < naam.length - 3; i += 1) {
    if (naam[i] !== ' ' && naam[i] !== '-') continue;
    if (beste < 0 || Math.abs(i - naam.length / 2) < Math.abs(beste - naam.length / 2)) beste = i;
  }
  if (beste < 0) return [naam];
  return naam[beste] === ' ' ? [naam.slice(0, beste), naam.slice(beste + 1)] : [naam.slice(0, beste + 1), naam.slice(beste + 1)];
}

export function plaatsLabels(
  gebieden: readonly { naam: string; midden: Punt | null; gewicht: number }[],
  letter: number,
  breedte: number,
  hoogte: number,
  hoogstens: number,
): Label[] {
  const dozen: Doos[] = [];
  const uit: Label[] = [];
  for (const g of [...gebieden].sort((a, b) => b.gewicht - a.gewicht || a.naam.localeCompare(b.naam, 'nl'))) {
    if (!g.midden || uit.length >= hoogstens) continue;
    const regels = breek(g.naam);
    const halveBreedte = (Math.max(...regels.map((r) => r.length)) * letter * 0.54) / 2 + 3;
    const halveHoogte = (regels.length * letter * 1.12) / 2 + 2;
    const x = Math.min(Math.max(g.midden.x, halveBreedte), breedte - halveBreedte);
    const y = Math.min(Math.max(g.midden.y, halveHoogte), hoogte - halveHoogte);
    const doos = { x0: x - halveBreedte, x1: x + halveBreedte, y0: y - halveHoogte, y1: y + halveHoogte };
    if (dozen.some((d) => raakt(d, doos))) continue;
    dozen.push(doos);
    uit.push({ naam: g.naam, regels, x, y });
  }
  return uit;
}
