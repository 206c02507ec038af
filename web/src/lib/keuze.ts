// SPDX-License-Identifier: EUPL-1.2
// What a reader chose to compare: areas and indicators, both in the address. The choice decides which picture is shown.
import type { CijferNiveau, Indicator } from './api/model';
import type { Gebied, OpenEditie } from './editie';

/** More lines than this cannot be told apart; more panels than this cannot be held beside each other. */
export const MEESTE_GEBIEDEN = 12;
export const MEESTE_INDICATOREN = 6;

export interface Keuze {
  gebieden: Gebied[];
  indicatoren: Indicator[];
  /** Parts of the address that name nothing at this level, so that the reader can be told. */
  onbekend: string[];
}

const delen = (tekst: string | null): string[] => [...new Set((tekst ?? '').split(',').map((s) => s.trim()).filter(Boolean))];

/** What the address names as the choice. One area is also read as `gebied`, two indicators also as `assen`, as other pages and stories write them. */
export const keuzeInAdres = (vraag: (naam: string) => string | null): { gebieden: string | null; indicatoren: string | null } => ({
  gebieden: vraag('gebieden') ?? vraag('gebied'),
  indicatoren: vraag('indicatoren') ?? vraag('assen'),
});

/** The choice as it is written into the address: always under its own name. */
export const keuzeVraag = (gebieden: readonly string[], indicatoren: readonly string[]): Record<string, string | null> => ({
  gebieden: schrijf(gebieden),
  indicatoren: schrijf(indicatoren),
  gebied: null,
  assen: null,
});

export const schrijf = (codes: readonly string[]): string | null => (codes.length ? codes.join(',') : null);

/** Reads the choice out of the address: unknown parts and those of another level are set aside, and so is what goes beyond the most. */
export function leesKeuze(
  editie: Pick<OpenEditie, 'gebied' | 'indicator'>,
  niveau: CijferNiveau,
  gemeente: string,
  vraag: { gebieden: string | null; indicatoren: string | null },
): Keuze {
  const keuze: Keuze = { gebieden: [], indicatoren: [], onbekend: [] };
  for (const code of delen(vraag.gebieden)) {
    const g = editie.gebied(code);
    if (g?.niveau === niveau && g.gemeente === gemeente && keuze.gebieden.length < MEESTE_GEBIEDEN) keuze.gebieden.push(g);
    else keuze.onbekend.push(g?.naam ?? code);
  }
  for (const id of delen(vraag.indicatoren)) {
    const ind = editie.indicator(id);
    if (ind && keuze.indicatoren.length < MEESTE_INDICATOREN) keuze.indicatoren.push(ind);
    else keuze.onbekend.push(id);
  }
  return keuze;
}

/** The list with one added or taken away; unchanged when it is full. */
export function wissel(lijst: readonly string[], code: string, meeste: number): string[] {
  if (lijst.includes(code)) return lijst.filter((c) => c !== code);
  return lijst.length < meeste ? [...lijst, code] : [...lijst];
}

/** The chosen places at another level: the wijken around buurten, or the buurten inside wijken, as many as may be chosen. */
export function naarNiveau(editie: Pick<OpenEditie, 'kolommen' | 'gebiedOp'>, gebieden: readonly Gebied[], niveau: CijferNiveau): string[] {
  if (niveau === 'wijk') return [...new Set(gebieden.flatMap((g) => (g.niveau === 'wijk' ? [g.code] : g.wijk ? [g.wijk] : [])))];
  const wijken = new Set(gebieden.map((g) => g.code));
  return (editie.kolommen('buurt')?.code ?? [])
    .flatMap((_, i) => {
      const b = editie.gebiedOp('buurt', i);
      return b && !b.leeg && (wijken.has(b.code) || (b.wijk !== null && wijken.has(b.wijk))) ? [b.code] : [];
    })
    .slice(0, MEESTE_GEBIEDEN);
}

export type Beeld = 'tapijt' | 'rijtje' | 'verloop' | 'spreiding' | 'paar' | 'panelen' | 'profielen';

/** Which picture belongs to a choice; `paar`: the two indicators are each other's counterpart in the catalogue. */
export function beeldVan(gebieden: number, indicatoren: number, paar: boolean): Beeld {
  if (indicatoren === 0) return gebieden === 0 ? 'tapijt' : 'profielen';
  if (indicatoren === 1) return gebieden > 1 ? 'verloop' : 'rijtje';
  if (indicatoren === 2) return paar ? 'paar' : 'spreiding';
  return 'panelen';
}

export interface Paar {
  /** Registered against perceived, or who is reached against who has need of it. */
  soort: 'beleving' | 'bereik';
  /** What is registered, or who is reached. */
  een: Indicator;
  /** What is perceived, or the need. */
  ander: Indicator;
}

const EERSTE = new Set(['geregistreerd', 'bereik']);
const TWEEDE = new Set(['ervaren', 'beleefd', 'behoefte']);

/** Two indicators that the catalogue calls each other's counterpart. The role is that of the indicator that names the pair. */
export function paarVan(a: Indicator, b: Indicator): Paar | null {
  const gevonden = a.paren.find((p) => p.met === b.id);
  const terug = gevonden ? undefined : b.paren.find((p) => p.met === a.id);
  const rol = gevonden?.rol ?? terug?.rol;
  if (!rol) return null;
  const [zelf, met] = gevonden ? [a, b] : [b, a];
  const soort = rol === 'bereik' || rol === 'behoefte' ? 'bereik' : 'beleving';
  if (EERSTE.has(rol)) return { soort, een: zelf, ander: met };
  return TWEEDE.has(rol) ? { soort, een: met, ander: zelf } : null;
}

/** The pairs of the catalogue that can be set against each other at a level. */
export function paren(indicatoren: readonly Indicator[], niveau: CijferNiveau): Paar[] {
  const uit: Paar[] = [];
  const gezien = new Set<string>();
  for (const a of indicatoren)
    for (const { met } of a.paren) {
      const b = indicatoren.find((i) => i.id === met);
      const sleutel = [a.id, met].sort().join(' ');
      if (!b || gezien.has(sleutel) || !a.niveaus.includes(niveau) || !b.niveaus.includes(niveau)) continue;
      gezien.add(sleutel);
      const paar = paarVan(a, b);
      if (paar) uit.push(paar);
    }
  return uit;
}
