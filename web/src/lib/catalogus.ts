// SPDX-License-Identifier: EUPL-1.2
// The catalogue as readers look through it: filtered by what they ask, grouped by area of life and rung, with counts.
import type { Indicator, Ladder } from './api/model';
import { kaal } from './zoek';

/** The filters of the page; null or '' means all. */
export interface Keuze {
  q?: string | null;
  trede?: string | null;
  leefgebied?: string | null;
  toegang?: string | null;
  geverifieerd?: string | null;
  cijfers?: string | null;
}
export const FILTERS = ['trede', 'leefgebied', 'toegang', 'geverifieerd', 'cijfers'] as const;

/** The rung as a filter writes it: indicators outside the ladder stand under 'context'. */
export const tredeVan = (i: Indicator): string => i.trede ?? 'context';
export const heeftCijfers = (i: Indicator): boolean => i.niveaus.length > 0;

const waardeVan: Record<(typeof FILTERS)[number], (i: Indicator) => string | null> = {
  trede: tredeVan,
  leefgebied: (i) => (i.trede === null ? null : i.leefgebied),
  toegang: (i) => i.toegang,
  geverifieerd: (i) => i.geverifieerd,
  cijfers: (i) => (heeftCijfers(i) ? 'met' : 'zonder'),
};

/** Whether an indicator fits the choice; `bronNaam` lets readers search for a source by its name. All words of the search must occur. */
export function past(i: Indicator, keuze: Keuze, bronNaam: string): boolean {
  for (const naam of FILTERS) if (keuze[naam] && keuze[naam] !== waardeVan[naam](i)) return false;
  const woorden = kaal(keuze.q ?? '').split(/\s+/).filter(Boolean);
  if (woorden.length === 0) return true;
  const tekst = kaal([i.id, i.naam, i.definitie, i.teller, i.noemer, bronNaam].map((x) => (typeof x === 'string' ? x : x ? `${x.nl} ${x.en}` : '')).join(' '));
  return woorden.every((w) => tekst.includes(w));
}

export interface Rij {
  trede: string;
  leden: Indicator[];
}
export interface Groep {
  /** null: context, outside the ladder. */
  leefgebied: string | null;
  rijen: Rij[];
  aantal: number;
  met: number;
}

function groep(leefgebied: string | null, leden: Indicator[], treden: readonly string[]): Groep[] {
  if (leden.length === 0) return [];
  const rijen = treden.flatMap((trede) => {
    const hier = leden.filter((i) => tredeVan(i) === trede);
    return hier.length ? [{ trede, leden: hier }] : [];
  });
  return [{ leefgebied, rijen, aantal: leden.length, met: leden.filter(heeftCijfers).length }];
}

/** In the order of the ladder: areas of life, and rungs within each; context last. */
export function groepeer(leden: readonly Indicator[], ladder: Ladder): Groep[] {
  const treden = ladder.treden.map((x) => x.id);
  return [
    ...ladder.leefgebieden.flatMap((l) => groep(l.id, leden.filter((i) => i.trede !== null && i.leefgebied === l.id), treden)),
    ...groep(null, leden.filter((i) => i.trede === null), ['context']),
  ];
}

export interface Telling {
  aantal: number;
  met: number;
}

/** How many indicators a cell of the ladder has, and how many of them have figures. */
export function telCel(alle: readonly Indicator[], leefgebied: string, trede: string): Telling {
  const hier = alle.filter((i) => i.leefgebied === leefgebied && i.trede === trede);
  return { aantal: hier.length, met: hier.filter(heeftCijfers).length };
}
