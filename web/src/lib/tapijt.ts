// SPDX-License-Identifier: EUPL-1.2
// The rug: areas down, indicators across, in every cell the edition's verdict.
import type { CijferNiveau, Getal, Indicator, Profielen } from './api/model';
import { oordeelOp, type Maatstaf, type Oordeel } from './vergelijk';

export interface TapijtCel {
  waarde: Getal;
  onder: Getal;
  boven: Getal;
  oordeel: Oordeel | null;
  reden: string;
}
export interface TapijtKolom {
  ind: Indicator;
  periode: string;
  cellen: TapijtCel[];
}
export interface Tapijt {
  codes: string[];
  kolommen: TapijtKolom[];
}

/** Columns of the ladder's indicators that have at least one figure at the level, in the order of the catalogue. */
export function maakTapijt(p: Profielen, niveau: CijferNiveau, maatstaf: Maatstaf, indicator: (id: string) => Indicator | undefined, hoort: (ind: Indicator) => boolean): Tapijt {
  const codes = p.niveaus[niveau]?.gebieden ?? [];
  const kolommen = p.indicatoren.flatMap((pi): TapijtKolom[] => {
    const ind = indicator(pi.id);
    const k = pi.niveaus[niveau];
    if (!ind || !k || ind.trede === null || ind.variantVan !== null || !hoort(ind) || !k.waarde.some((w) => w != null)) return [];
    const cellen = codes.map((_, i): TapijtCel => ({
      waarde: k.waarde[i] ?? null,
      onder: k.ondergrens?.[i] ?? null,
      boven: k.bovengrens?.[i] ?? null,
      oordeel: k.waarde[i] == null ? null : oordeelOp(p.oordelen ?? [], k.vergelijking?.[maatstaf]?.oordeel, i),
      reden: p.redenen[k.reden[i] ?? 0] ?? '',
    }));
    return [{ ind, periode: pi.periode, cellen }];
  });
  return { codes, kolommen };
}

export const OORDEEL_TEKEN: Record<Oordeel, string> = { ongunstiger: '▲', gunstiger: '▼', hoger: '△', lager: '▽', vergelijkbaar: '○', geen_oordeel: '·' };

export type Volgorde = 'naam' | 'ongunstiger' | (string & {});

/** Rows in the order asked: by name, by how often less favourable, or by one indicator, least favourable first; without a figure last. */
export function rijVolgorde(t: Tapijt, namen: readonly string[], volgorde: Volgorde): number[] {
  const rijen = t.codes.map((_, i) => i);
  const opNaam = (a: number, b: number): number => (namen[a] ?? '').localeCompare(namen[b] ?? '', 'nl') || a - b;
  if (volgorde === 'naam') return rijen.sort(opNaam);
  const kolom = t.kolommen.find((k) => k.ind.id === volgorde);
  const sleutel = (i: number): number | null => {
    if (!kolom) return t.kolommen.filter((k) => k.cellen[i]?.oordeel === 'ongunstiger').length;
    const w = kolom.cellen[i]?.waarde ?? null;
    return w === null ? null : kolom.ind.richting === 'lager_ongunstig' ? -w : w;
  };
  return rijen.sort((a, b) => {
    const [x, y] = [sleutel(a), sleutel(b)];
    if (x === null || y === null) return x === y ? opNaam(a, b) : x === null ? 1 : -1;
    return y - x || opNaam(a, b);
  });
}

/** The next cell for a key, within the bounds; null for other keys. */
export function stap(toets: string, rij: number, kolom: number, rijen: number, kolommen: number, ctrl: boolean): [number, number] | null {
  const binnen = (v: number, n: number): number => Math.max(0, Math.min(n - 1, v));
  switch (toets) {
    case 'ArrowUp':
      return [binnen(rij - 1, rijen), kolom];
    case 'ArrowDown':
      return [binnen(rij + 1, rijen), kolom];
    case 'ArrowLeft':
      return [rij, binnen(kolom - 1, kolommen)];
    case 'ArrowRight':
      return [rij, binnen(kolom + 1, kolommen)];
    case 'Home':
      return [ctrl ? 0 : rij, 0];
    case 'End':
      return [ctrl ? rijen - 1 : rij, kolommen - 1];
    case 'PageUp':
      return [binnen(rij - 10, rijen), kolom];
    case 'PageDown':
      return [binnen(rij + 10, rijen), kolom];
    default:
      return null;
  }
}
