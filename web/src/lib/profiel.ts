// SPDX-License-Identifier: EUPL-1.2
// The profile of one area out of the columnar resource `profielen/{gemeente}`.
import type { CijferNiveau, Getal, Indicator, LadderCel, ProfielIndicator, Profielen, Text } from './api/model';
import { ladderKlasse } from './klassen';
import { leegte, merken, type Leegte, type Merk } from './leegte';
import { boven, uitleg } from './publicatie';
import { trendVan, type Trend, type TrendPunt } from './trend';
import { kwantiel, oordeelOp, zPerEenheid, type Maatstaf, type Oordeel } from './vergelijk';

/** A cell of the ladder as it is shown. */
export type Vak =
  | { soort: 'score'; score: number; klasse: number; aantal: number; van: number }
  | { soort: 'telling'; ongunstig: number; van: number }
  | { soort: 'leeg'; reden: string; van: number }
  | { soort: 'nvt' };

export function vakVan(cel: LadderCel | undefined, niveau: CijferNiveau, i: number): Vak {
  if (!cel || !cel.toepassing) return { soort: 'nvt' };
  const k = cel.niveaus[niveau];
  if (!k) return { soort: 'leeg', reden: 'alleen_gemeente', van: 0 };
  const score = k.score[i];
  if (score == null) return { soort: 'leeg', reden: k.reden[i] || 'geen_gegevens', van: k.van };
  return { soort: 'score', score, klasse: ladderKlasse(score), aantal: k.aantal[i] ?? 0, van: k.van };
}

/** For a whole gemeente: in how many of its areas the cell is (much) less favourable. */
export function tellingVan(cel: LadderCel | undefined, niveau: CijferNiveau): Vak {
  if (!cel || !cel.toepassing) return { soort: 'nvt' };
  const k = cel.niveaus[niveau];
  const scores = k?.score.filter((s): s is number => s != null) ?? [];
  if (!k || scores.length === 0) return { soort: 'leeg', reden: vaakst(k?.reden ?? []), van: k?.van ?? 0 };
  return { soort: 'telling', ongunstig: scores.filter((s) => ladderKlasse(s) >= 2).length, van: scores.length };
}

function vaakst(redenen: readonly string[]): string {
  const n = new Map<string, number>();
  for (const r of redenen) if (r) n.set(r, (n.get(r) ?? 0) + 1);
  return [...n].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0]?.[0] ?? 'geen_gegevens';
}

export const celVan = (p: Profielen, trede: string, leefgebied: string): LadderCel | undefined =>
  p.ladder.cellen.find((c) => c.trede === trede && c.leefgebied === leefgebied);

export interface Spreiding {
  laag: number;
  q1: number;
  mediaan: number;
  q3: number;
  hoog: number;
}

export interface Rij {
  ind: Indicator;
  periode: string;
  referentie: Getal;
  teller: Getal;
  cijfer:
    | { soort: 'waarde'; waarde: number; onder: Getal; boven: Getal; merken: Merk[] }
    | { soort: 'leeg'; leegte: Leegte; reden: string };
  /** Of a buurt whose indicator is shown per wijk: the figure of its wijk. */
  vanWijk: { waarde: number; onder: Getal; boven: Getal; waarom: Text } | null;
  oordeel: Oordeel | null;
  betrouwbaar: string | null;
  z: Getal;
  zOnder: Getal;
  zBoven: Getal;
  spreiding: Spreiding | null;
  trend: Trend;
  punten: TrendPunt[];
}

function spreidingVan(z: readonly Getal[]): Spreiding | null {
  const s = z.filter((x): x is number => x != null).sort((a, b) => a - b);
  const q = (p: number) => kwantiel(s, p) ?? 0;
  return s.length < 4 ? null : { laag: q(0), q1: q(0.25), mediaan: q(0.5), q3: q(0.75), hoog: q(1) };
}

function wijkCijfer(p: Profielen, pi: ProfielIndicator, ind: Indicator, wijk: string): Rij['vanWijk'] {
  const waarom = uitleg(ind);
  const k = pi.niveaus.wijk;
  const i = p.niveaus.wijk?.gebieden.indexOf(wijk) ?? -1;
  const waarde = k?.waarde[i];
  if (!waarom || waarde == null) return null;
  return { waarde, onder: k?.ondergrens?.[i] ?? null, boven: k?.bovengrens?.[i] ?? null, waarom };
}

export function rijVan(
  p: Profielen,
  pi: ProfielIndicator,
  ind: Indicator,
  niveau: CijferNiveau,
  code: string,
  maatstaf: Maatstaf,
  wijk: string | null = null,
): Rij {
  const i = p.niveaus[niveau]?.gebieden.indexOf(code) ?? -1;
  const k = pi.niveaus[niveau];
  const referentie = pi.niveaus.gemeente?.waarde[0] ?? null;
  const status = k ? (p.statussen[k.status[i] ?? -1] ?? '') : '';
  const waarde = k?.waarde[i] ?? null;
  const onder = k?.ondergrens?.[i] ?? null;
  const hoog = k?.bovengrens?.[i] ?? null;
  const grover = niveau === 'buurt' && pi.niveaus.wijk ? 'alleen_wijk' : pi.niveaus.gemeente ? 'alleen_gemeente' : 'geen_bron';
  const reden = k ? p.redenen[k.reden[i] ?? 0] || (status === 'nvt' ? 'niet_van_toepassing' : 'onbekend') : grover;
  const z = k?.z?.[i] ?? null;
  const factor = maatstaf === 'gemeente' && k?.z && referentie != null ? zPerEenheid(k.waarde, k.z, referentie) : null;
  const opZ = (v: Getal): Getal => (v == null || factor == null || referentie == null ? null : (v - referentie) * factor);
  const grenzen = [opZ(onder), opZ(hoog)].filter((x): x is number => x != null).sort((a, b) => a - b);
  const reeks = pi.verloop[niveau];
  const punten = pi.verloop.perioden.map(
    (periode, j): TrendPunt => ({ periode, waarde: reeks?.[j]?.[i] ?? null, status: '', breuk: false }),
  );
  return {
    ind,
    periode: pi.periode,
    referentie,
    teller: k?.teller?.[i] ?? null,
    cijfer: waarde == null ? { soort: 'leeg', leegte: leegte(reden), reden } : { soort: 'waarde', waarde, onder, boven: hoog, merken: merken(status, false) },
    vanWijk: waarde == null && niveau === 'buurt' && wijk && boven(ind, 'buurt') ? wijkCijfer(p, pi, ind, wijk) : null,
    oordeel: waarde != null ? oordeelOp(p.oordelen ?? [], k?.vergelijking?.[maatstaf]?.oordeel, i) : null,
    betrouwbaar: waarde != null ? (p.betrouwbaarheden?.[k?.betrouwbaarheid?.[i] ?? -1] ?? null) : null,
    z,
    zOnder: grenzen[0] ?? null,
    zBoven: grenzen[1] ?? null,
    spreiding: k?.z ? spreidingVan(k.z) : null,
    trend: trendVan(k?.richting, p, i),
    punten,
  };
}

/** How many of the leefgebieden stand out on one trede for an area. */
export function leefgebiedenOngunstig(p: Profielen, trede: string, niveau: CijferNiveau, i: number): { ongunstig: number; met: number } {
  let ongunstig = 0;
  let met = 0;
  for (const cel of p.ladder.cellen) {
    if (cel.trede !== trede) continue;
    const v = vakVan(cel, niveau, i);
    if (v.soort !== 'score') continue;
    met += 1;
    if (v.klasse >= 2) ongunstig += 1;
  }
  return { ongunstig, met };
}
