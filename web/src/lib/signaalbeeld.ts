// SPDX-License-Identifier: EUPL-1.2
// The evidence of a signal as a drawing the size of a stamp: what is in it, not how it looks. The sentence beside it says the same in
// words; the figures are those of the edition.
import type { Getal, Profielen, Signaal } from './api/model';

/** A mark on a scale where 1 is the whole the signal compares with. */
export interface Merkpunt {
  rol: 'behoefte' | 'bereik' | 'beleefd' | 'geregistreerd' | 'verwacht';
  keer: number;
}

export type SignaalBeeld =
  | { soort: 'reeks'; indicator: string; perioden: string[]; eigen: Getal[]; rest: Getal[] }
  | { soort: 'blokken'; vol: number; van: number; verwacht: number }
  | { soort: 'schaal'; punten: Merkpunt[] }
  | { soort: 'groepen'; gunstig: number; midden: number; ongunstig: number }
  | { soort: 'plek' }
  | null;

const bewijs = (s: Signaal, id: string): number | null => s.bewijs.find((b) => b.id === id)?.waarde ?? null;

function reeks(s: Signaal, p: Profielen | undefined): SignaalBeeld {
  const [id, code] = [s.indicatoren[0], s.gebieden[0]];
  if (!p || !id || !code || s.niveau === 'gemeente') return null;
  const verloop = p.indicatoren.find((i) => i.id === id)?.verloop;
  const plek = p.niveaus[s.niveau]?.gebieden.indexOf(code) ?? -1;
  const kolommen = verloop?.[s.niveau];
  if (!verloop || !kolommen || plek < 0) return null;
  const eigen = verloop.perioden.map((_, i) => kolommen[i]?.[plek] ?? null);
  if (eigen.filter((w) => w !== null).length < 2) return null;
  return { soort: 'reeks', indicator: id, perioden: verloop.perioden, eigen, rest: verloop.perioden.map((_, i) => verloop.gemeente?.[i]?.[0] ?? null) };
}

function schaal(s: Signaal, een: Merkpunt['rol'], ander: Merkpunt['rol']): SignaalBeeld {
  const [a, refA, b, refB] = ['waarde', 'referentie', 'waardeTweede', 'referentieTweede'].map((id) => bewijs(s, id));
  if (a == null || b == null || !refA || !refB) return null;
  const verwacht = bewijs(s, 'verwacht');
  return { soort: 'schaal', punten: [{ rol: een, keer: a / refA }, { rol: ander, keer: b / refB }, ...(verwacht == null ? [] : [{ rol: 'verwacht' as const, keer: verwacht / refB }])] };
}

export function beeldVan(s: Signaal, p: Profielen | undefined): SignaalBeeld {
  switch (s.soort) {
    case 'breuk':
    case 'ongunstig_en_ongunstiger':
      return reeks(s, p);
    case 'cluster':
      return { soort: 'plek' };
    case 'stapeling': {
      const [vol, van, verwacht] = ['leefgebieden', 'leefgebiedenBekend', 'verwacht'].map((id) => bewijs(s, id));
      return vol == null || van == null || verwacht == null ? null : { soort: 'blokken', vol, van, verwacht };
    }
    case 'bereikkloof':
      return schaal(s, 'behoefte', 'bereik');
    case 'registratie_en_beleving':
      return schaal(s, 'beleefd', 'geregistreerd');
    case 'gespleten_wijk': {
      const [gunstig, midden, ongunstig] = ['gunstigeBuurten', 'waarde', 'ongunstigeBuurten'].map((id) => bewijs(s, id));
      return gunstig == null || midden == null || ongunstig == null ? null : { soort: 'groepen', gunstig, midden, ongunstig };
    }
    default:
      return null;
  }
}

/** The window around some areas on a drawn map, with room on every side: x, y, width, height. Null when none of them is drawn. */
export function venster(paden: readonly string[], verhouding: number): [number, number, number, number] | null {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const pad of paden)
    for (const m of pad.matchAll(/(-?[\d.]+)[ ,](-?[\d.]+)/g)) {
      const [x, y] = [Number(m[1]), Number(m[2])];
      [x0, x1, y0, y1] = [Math.min(x0, x), Math.max(x1, x), Math.min(y0, y), Math.max(y1, y)];
    }
  if (x0 > x1) return null;
  const rand = 0.45 * Math.max(x1 - x0, y1 - y0) + 4;
  let [b, h] = [x1 - x0 + 2 * rand, y1 - y0 + 2 * rand];
  if (b / h < verhouding) b = h * verhouding;
  else h = b / verhouding;
  const rond = (v: number): number => Math.round(v * 10) / 10;
  return [rond((x0 + x1 - b) / 2), rond((y0 + y1 - h) / 2), rond(b), rond(h)];
}
