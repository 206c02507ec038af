// SPDX-License-Identifier: EUPL-1.2
// What every picture of the comparison page is given: the edition, what was chosen, and the columns of figures that belong to it.
import type { Bron, CijferNiveau, Getal, Indicator, Profielen } from './api/model';
import type { OpenEditie } from './editie';
import { eenheidTeken, eenheidWoord, getal, marge, metEenheid, periodeLang, type Taal } from './format';
import type { Keuze, Paar } from './keuze';
import { LEEGTE_WOORD, leegte, type Leegte } from './leegte';
import { gebiedenWoord } from './regels';
import type { Tapijt, TapijtCel, TapijtKolom } from './tapijt';
import { isModel } from './trend';
import { OORDEEL_WOORD, type Maatstaf } from './vergelijk';

export interface Blik {
  editie: OpenEditie;
  p: Profielen;
  niveau: CijferNiveau;
  gemeente: string;
  gmNaam: string;
  maatstaf: Maatstaf;
  /** "heel Demostad": what verdicts compare with. */
  metNaam: string;
  /** False when the edition compares nothing with that: then there are no verdicts to count. */
  vergeleken: boolean;
  keuze: Keuze;
  paar: Paar | null;
  /** The rug of all indicators of the ladder, or of one leefgebied. */
  tapijt: Tapijt;
  /** Names by place in the rug. */
  namen: string[];
  /** Columns of the chosen indicators that have figures here. */
  kolommen: TapijtKolom[];
  /** Places of the chosen areas, in the order of choosing. */
  gekozen: number[];
  bronnen: readonly Bron[];
}

export const bronVan = (b: Pick<Blik, 'bronnen'>, ind: Indicator): Bron | undefined => b.bronnen.find((x) => x.id === ind.bron);
export const isModelcijfer = (b: Pick<Blik, 'bronnen' | 'p' | 'niveau'>, ind: Indicator): boolean =>
  isModel(ind.maat, bronVan(b, ind)?.model ?? false, b.p.indicatoren.find((x) => x.id === ind.id)?.niveaus[b.niveau]?.richting);

/** The name with its unit, as it stands on an axis. */
export const asNaam = (ind: Indicator, taal: Taal): string => {
  const eenheid = ind.eenheid === 'procent' ? '%' : eenheidWoord(ind.eenheid, taal);
  return `${ind.naam[taal]}${ind.eenheid === 'score' || ind.eenheid === 'aantal' ? '' : ` (${eenheid})`}`;
};

export const kortNaam = (ind: Indicator, taal: Taal): string => ind.kort[taal] || ind.naam[taal];

/** The unit as it stands in a note below a name: %, per 1.000. */
export const eenheidKort = (ind: Indicator, taal: Taal): string => eenheidTeken(ind.eenheid, taal);

/** Less favourable is further: turned around where a low figure is the less favourable one. */
export const ongunstigheid = (ind: Indicator, waarde: number): number => (ind.richting === 'lager_ongunstig' ? -waarde : waarde);

/** Everything about a cell in one sentence. */
export function zegCel(naam: string, kolom: TapijtKolom, cel: TapijtCel, metNaam: string, taal: Taal): string {
  const kop = `${naam}, ${kolom.ind.naam[taal]}, ${periodeLang(kolom.periode, taal)}`;
  if (cel.waarde === null) return `${kop}: ${LEEGTE_WOORD[leegte(cel.reden)][taal].replace(/\.$/, '')}.`;
  const delen = [`${kop}: ${metEenheid(cel.waarde, kolom.ind.eenheid, kolom.ind.decimalen, taal)}`];
  if (cel.onder !== null && cel.boven !== null) delen.push(`${taal === 'nl' ? 'marge' : 'margin'} ${marge(cel.onder, cel.boven, kolom.ind.decimalen, taal)}`);
  if (cel.oordeel) delen.push(`${OORDEEL_WOORD[cel.oordeel][taal]}${cel.oordeel === 'geen_oordeel' ? '' : ` ${cel.oordeel === 'vergelijkbaar' && taal === 'en' ? 'from' : taal === 'nl' ? 'dan' : 'than'} ${metNaam}`}`);
  return `${delen.join(', ')}.`;
}

/** The rows of the table behind a chart: every area with figure, margin, verdict, or why there is none. */
export function celRij(cel: TapijtCel | undefined, taal: Taal): (string | number | null)[] {
  if (!cel || cel.waarde === null) return [null, null, null, cel ? LEEGTE_WOORD[leegte(cel.reden)][taal] : null];
  return [cel.waarde, cel.onder, cel.boven, cel.oordeel ? OORDEEL_WOORD[cel.oordeel][taal] : null];
}

export interface ZonderCijfer {
  leegte: Leegte;
  reden: string;
  namen: string[];
}

/** The areas without a figure, by kind of emptiness. */
export function zonderCijfer(kolom: TapijtKolom, namen: readonly string[], alleen?: readonly number[]): ZonderCijfer[] {
  const uit: ZonderCijfer[] = [];
  for (const i of alleen ?? kolom.cellen.keys()) {
    const cel = kolom.cellen[i];
    if (!cel || cel.waarde !== null) continue;
    const groep = uit.find((u) => u.reden === cel.reden);
    if (groep) groep.namen.push(namen[i] ?? '');
    else uit.push({ leegte: leegte(cel.reden), reden: cel.reden, namen: [namen[i] ?? ''] });
  }
  return uit;
}

/** Of how many areas the figure stands in the row but not in the funnel; empty when of none. */
export function zonderTrechter(n: number, niveau: CijferNiveau, taal: Taal): string {
  if (n <= 0) return '';
  const wie = `${n} ${gebiedenWoord(niveau, n, taal)}`;
  return taal === 'nl'
    ? `${wie} met een cijfer ${n === 1 ? 'staat' : 'staan'} niet in de trechter: te klein voor deze grenzen, of de grootte is niet bekend.`
    : `${wie} with a figure ${n === 1 ? 'is' : 'are'} not in the funnel: too small for these limits, or the size is not known.`;
}

export const toonGetal = (w: Getal, decimalen: number, taal: Taal): string => (w == null ? '–' : getal(w, decimalen, taal));
