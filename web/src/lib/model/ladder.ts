// SPDX-License-Identifier: EUPL-1.2
// The ladder as groups for the kernel, as the build makes them: indicators in cells (trede × leefgebied), cells in the domains of their
// trede, domains in the trede, and only when asked the treden in one total. A domain weighs as much as its leefgebieden together.
import type { Indicator, Ladder } from '../api/model';
import { gewichtVanLeefgebied, gewichtVanTrede, plaatsVan, type Uitgangspunt, type Variant } from './variant';

export interface Groep {
  soort: 'vak' | 'domein' | 'trede' | 'totaal';
  trede: string;
  domein: string;
  leefgebied: string;
  /** Number among the groups of the build: its random numbers hang on it. */
  nummer: number;
  kinderen: number[];
  gewichten: number[];
  model: boolean[];
}

/** What is asked: one trede, or all of them together. */
export const ALLES = 'alle';

export interface Bouw {
  ladder: Ladder;
  indicatoren: readonly Indicator[];
  /** Columns by indicator; an indicator without figures has none. */
  kolom: ReadonlyMap<string, number>;
  kolommen: number;
  isModel(id: string): boolean;
}

/** Whether an indicator can count in a score at all. */
export const telbaar = (i: Indicator): boolean => i.trede !== null && i.leefgebied !== null && i.variantVan === null && i.groep === null && i.richting !== 'context';

export function uitgangspunt(ladder: Ladder, indicatoren: readonly Indicator[], gewichten: Record<string, number>, treden: Record<string, number>): Uitgangspunt {
  return {
    leefgebieden: Object.fromEntries(ladder.leefgebieden.map((l) => [l.id, gewichten[l.id] ?? 1])),
    treden: Object.fromEntries(ladder.treden.map((t) => [t.id, treden[t.id] ?? 1])),
    indicatoren: Object.fromEntries(
      indicatoren.filter(telbaar).map((i) => [i.id, { gewicht: i.gewicht ?? 1, trede: i.trede ?? '', leefgebied: i.leefgebied ?? '' }]),
    ),
    past: (trede, leefgebied) => ladder.leefgebieden.some((l) => l.id === leefgebied && l.treden.includes(trede)),
  };
}

/** The groups that the asked score needs; children are column numbers: indicators, one column without figures, then the groups. */
export function bouwGroepen(b: Bouw, v: Variant, uit: Uitgangspunt, gevraagd: string): Groep[] {
  const niets = b.kolommen;
  const eersteGroep = b.kolommen + 1;
  const { treden, domeinen, leefgebieden } = b.ladder;
  const alle: Groep[] = [];
  const perVak = new Map<string, Indicator[]>();
  for (const i of b.indicatoren) {
    if (!telbaar(i)) continue;
    const p = plaatsVan(v, i.id, uit);
    if (!(p.gewicht > 0)) continue;
    const sleutel = `${p.trede} ${p.leefgebied}`;
    perVak.set(sleutel, [...(perVak.get(sleutel) ?? []), i]);
  }
  const voeg = (g: Omit<Groep, 'nummer'>): number => {
    alle.push({ ...g, nummer: alle.length });
    return eersteGroep + alle.length - 1;
  };
  const nieuw = (soort: Groep['soort'], trede = '', domein = '', leefgebied = ''): Omit<Groep, 'nummer'> => ({ soort, trede, domein, leefgebied, kinderen: [], gewichten: [], model: [] });
  for (const l of leefgebieden)
    for (const t of treden) {
      const groep = nieuw('vak', t.id, l.domein, l.id);
      for (const i of perVak.get(`${t.id} ${l.id}`) ?? []) {
        groep.kinderen.push(b.kolom.get(i.id) ?? niets);
        groep.gewichten.push(plaatsVan(v, i.id, uit).gewicht);
        groep.model.push(b.isModel(i.id));
      }
      voeg(groep);
    }
  const totaal = nieuw('totaal');
  for (const [k, t] of treden.entries()) {
    const trede = nieuw('trede', t.id);
    for (const d of domeinen) {
      const domein = nieuw('domein', t.id, d.id);
      for (const [l, leefgebied] of leefgebieden.entries()) {
        const vak = l * treden.length + k;
        const gewicht = gewichtVanLeefgebied(v, leefgebied.id, uit);
        if (leefgebied.domein !== d.id || !leefgebied.treden.includes(t.id) || alle[vak]?.kinderen.length === 0 || !(gewicht > 0)) continue;
        domein.kinderen.push(eersteGroep + vak);
        domein.gewichten.push(gewicht);
        domein.model.push(false);
      }
      if (domein.kinderen.length === 0) continue;
      trede.kinderen.push(voeg(domein));
      trede.gewichten.push(domein.gewichten.reduce((som, g) => som + g, 0));
      trede.model.push(false);
    }
    if (trede.kinderen.length === 0) continue;
    const plek = voeg(trede);
    const gewicht = gewichtVanTrede(v, t.id, uit);
    if (!(gewicht > 0)) continue;
    totaal.kinderen.push(plek);
    totaal.gewichten.push(gewicht);
    totaal.model.push(false);
  }
  if (gevraagd === ALLES && totaal.kinderen.length > 0) voeg(totaal);
  return alleenNodig(alle, eersteGroep, gevraagd);
}

/** Only what the asked score rests on, renumbered as columns; `nummer` stays that of the build. */
function alleenNodig(alle: Groep[], eersteGroep: number, gevraagd: string): Groep[] {
  const doel = alle.findIndex((g) => (gevraagd === ALLES ? g.soort === 'totaal' : g.soort === 'trede' && g.trede === gevraagd));
  if (doel < 0) return [];
  const nodig = new Set<number>();
  const loop = (k: number): void => {
    if (nodig.has(k)) return;
    nodig.add(k);
    for (const kind of alle[k]?.kinderen ?? []) if (kind >= eersteGroep) loop(kind - eersteGroep);
  };
  loop(doel);
  const volgorde = [...nodig].sort((a, b) => a - b);
  const plek = new Map(volgorde.map((k, i) => [k, eersteGroep + i]));
  return volgorde.flatMap((k) => {
    const g = alle[k];
    return g ? [{ ...g, kinderen: g.kinderen.map((kind) => (kind < eersteGroep ? kind : (plek.get(kind - eersteGroep) ?? kind))) }] : [];
  });
}

/** The share of each leefgebied in the score when all figures are there. `eersteGroep`: the column of the first group. */
export function aandelen(groepen: readonly Groep[], eersteGroep: number): Map<string, number> {
  const uit = new Map<string, number>();
  const loop = (g: Groep, deel: number): void => {
    const som = g.gewichten.reduce((a, b) => a + b, 0);
    if (g.soort === 'vak') uit.set(g.leefgebied, (uit.get(g.leefgebied) ?? 0) + deel);
    else
      g.kinderen.forEach((kind, i) => {
        const onder = groepen[kind - eersteGroep];
        if (onder && som > 0) loop(onder, (deel * (g.gewichten[i] ?? 0)) / som);
      });
  };
  const top = groepen.at(-1);
  if (top) loop(top, 1);
  return uit;
}
