// SPDX-License-Identifier: EUPL-1.2
// One row of the spine table: an indicator of one area, its reference, the areas around it, and what the edition says of it.
// Places on the spine are in robust standard deviations from the chosen reference; right (positive) is less favourable.
import type { CijferNiveau, Getal, Indicator, ProfielIndicator, ProfielKolommen, Profielen, Text } from './api/model';
import { zinnen } from './format';
import { ladderKlasse } from './klassen';
import { leegte, merken, redenOp, redenZin, type Leegte, type Merk } from './leegte';
import { boven, buitenBereik, uitleg, vergroofd } from './publicatie';
import { trendVan, type Trend, type TrendPunt } from './trend';
import { kwantiel, oordeelOp, type Maatstaf, type Oordeel } from './vergelijk';

export interface Spreiding {
  laag: number;
  q1: number;
  mediaan: number;
  q3: number;
  hoog: number;
}

export interface MetMarge {
  waarde: number;
  onder: Getal;
  boven: Getal;
}

/** A value with its margin and, on the spine, their places. */
export interface OpRug extends MetMarge {
  z: Getal;
  zOnder: Getal;
  zBoven: Getal;
}

export interface Rij {
  ind: Indicator;
  periode: string;
  /** The value of what is compared with. */
  referentie: Getal;
  teller: Getal;
  cijfer: ({ soort: 'waarde'; merken: Merk[] } & MetMarge) | { soort: 'leeg'; leegte: Leegte; reden: string };
  /** Of a buurt whose indicator is shown per wijk: the figure of its wijk. */
  vanWijk: (MetMarge & { waarom: Text }) | null;
  oordeel: Oordeel | null;
  /** How far from the reference, in classes of the ladder and on the side of the verdict; null where the edition gives only the verdict. */
  graad: number | null;
  betrouwbaar: string | null;
  z: Getal;
  zOnder: Getal;
  zBoven: Getal;
  spreiding: Spreiding | null;
  /** The figure drawn towards the whole. */
  vereffend: OpRug | null;
  /** For an area without a figure of its own: what a model makes of it. */
  schatting: (OpRug & { uitleg: Text }) | null;
  trend: Trend;
  punten: TrendPunt[];
}

/** The line from values to the spine: z = (value − nul) × factor. */
export interface Schaal {
  factor: number;
  nul: number;
}

/** The scale that the edition used, read back from its z-scores; null when they do not give one. */
export function schaalVan(waarden: readonly Getal[], z: readonly Getal[]): Schaal | null {
  let laag: [number, number] | null = null;
  let hoog: [number, number] | null = null;
  for (let i = 0; i < waarden.length; i += 1) {
    const [w, y] = [waarden[i], z[i]];
    if (w == null || y == null) continue;
    if (!laag || w < laag[0]) laag = [w, y];
    if (!hoog || w > hoog[0]) hoog = [w, y];
  }
  if (!laag || !hoog || laag[0] === hoog[0] || laag[1] === hoog[1]) return null;
  const factor = (hoog[1] - laag[1]) / (hoog[0] - laag[0]);
  return { factor, nul: laag[0] - laag[1] / factor };
}

const MINST_VOOR_SPREIDING = 4;

export function spreidingVan(z: readonly Getal[]): Spreiding | null {
  const s = z.filter((x): x is number => x != null).sort((a, b) => a - b);
  const q = (p: number) => kwantiel(s, p) ?? 0;
  return s.length < MINST_VOOR_SPREIDING ? null : { laag: q(0), q1: q(0.25), mediaan: q(0.5), q3: q(0.75), hoog: q(1) };
}

export interface RijKeuze {
  niveau: CijferNiveau;
  code: string;
  maatstaf: Maatstaf;
  /** What the edition's z-scores are measured from. */
  standaard: Maatstaf;
  wijk?: string | null;
  /** Places of the comparable areas in the columns of the profile; null = all areas of the level make the bar. */
  vergelijkbaar?: readonly number[] | null;
}

const opDe = (k: readonly Getal[] | null | undefined, i: number): Getal => k?.[i] ?? null;

function wijkCijfer(p: Profielen, pi: ProfielIndicator, ind: Indicator, wijk: string): Rij['vanWijk'] {
  const k = pi.niveaus.wijk;
  const i = p.niveaus.wijk?.gebieden.indexOf(wijk) ?? -1;
  const waarde = opDe(k?.waarde, i);
  if (waarde == null) return null;
  const eigen = uitleg(ind);
  const niveau = vergroofd(ind) ? null : redenZin(zonderKolom(pi, ind, 'buurt'));
  const waarom = { nl: zinnen(niveau?.nl, eigen?.nl), en: zinnen(niveau?.en, eigen?.en) };
  return { waarde, onder: opDe(k?.ondergrens, i), boven: opDe(k?.bovengrens, i), waarom };
}

/** Why the edition has no figures at all of an indicator at a level: what was given up here, what the source or the catalogue does not give, or a finer level only. */
export function zonderKolom(pi: ProfielIndicator, ind: Indicator, niveau: CijferNiveau): string {
  if (ind.bron === null) return 'geen_bron';
  if (boven(ind, niveau) && vergroofd(ind)) return 'niet_op_dit_niveau';
  if (niveau !== 'gemeente' && buitenBereik(ind, niveau)) return `${ind.toegang === 'open' ? 'bron' : 'catalogus'}_niet_per_${niveau}`;
  const heeft = (n: CijferNiveau): boolean => n !== niveau && (pi.niveaus[n]?.waarde.some((w) => w != null) ?? false);
  if (niveau === 'gemeente' && heeft('wijk')) return 'alleen_wijk';
  return niveau !== 'buurt' && heeft('buurt') ? 'alleen_buurt' : 'onbekend';
}

/** The value that the area is compared with: as the edition gives it, or the period before of the area itself. */
function referentieVan(pi: ProfielIndicator, k: ProfielKolommen | undefined, keuze: RijKeuze, i: number): Getal {
  if (keuze.maatstaf === 'eerder') {
    const nu = pi.verloop.perioden.indexOf(pi.periode);
    return nu > 0 ? (pi.verloop[keuze.niveau]?.[nu - 1]?.[i] ?? null) : null;
  }
  const gegeven = k?.vergelijking?.[keuze.maatstaf]?.referentie?.[i];
  return gegeven ?? (keuze.maatstaf === 'gemeente' ? (pi.niveaus.gemeente?.waarde[0] ?? null) : null);
}

/** The class of the ladder on the side of the verdict: a certain difference is never “about equal”. */
function graadVan(oordeel: Oordeel | null, z: Getal, gemeten: boolean): number | null {
  if (oordeel !== 'ongunstiger' && oordeel !== 'gunstiger') return null;
  if (!gemeten || z == null) return null;
  const k = Math.max(1, Math.abs(ladderKlasse(z)));
  return oordeel === 'ongunstiger' ? k : -k;
}

export function rijVan(p: Profielen, pi: ProfielIndicator, ind: Indicator, keuze: RijKeuze): Rij {
  const { niveau, code, maatstaf, wijk = null } = keuze;
  const i = p.niveaus[niveau]?.gebieden.indexOf(code) ?? -1;
  const k = pi.niveaus[niveau];
  const status = k ? (p.statussen[k.status[i] ?? -1] ?? '') : '';
  const waarde = opDe(k?.waarde, i);
  const onder = opDe(k?.ondergrens, i);
  const hoog = opDe(k?.bovengrens, i);
  const reden = k ? redenOp(k, i, p.redenen, p.statussen) : zonderKolom(pi, ind, niveau);
  const referentie = referentieVan(pi, k, keuze, i);
  const eigenMaat = maatstaf === keuze.standaard;
  const schaal = k?.z ? schaalVan(k.waarde, k.z) : null;
  const midden = eigenMaat ? (schaal?.nul ?? null) : referentie;
  const opZ = (v: Getal): Getal => (v == null || schaal == null || midden == null ? null : (v - midden) * schaal.factor);
  const opRug = (m: MetMarge): OpRug => {
    const grenzen = [opZ(m.onder), opZ(m.boven)].filter((x): x is number => x != null).sort((a, b) => a - b);
    return { ...m, z: opZ(m.waarde), zOnder: grenzen[0] ?? null, zBoven: grenzen[1] ?? null };
  };
  const eigen = waarde == null ? null : opRug({ waarde, onder, boven: hoog });
  const z = eigenMaat ? opDe(k?.z, i) : (eigen?.z ?? null);
  const oordeel = waarde != null ? oordeelOp(p.oordelen ?? [], k?.vergelijking?.[maatstaf]?.oordeel, i) : null;
  const gladWaarde = opDe(k?.vereffend?.waarde, i);
  const modelWaarde = waarde == null ? opDe(k?.schatting?.waarde, i) : null;
  const anderen = keuze.vergelijkbaar ? keuze.vergelijkbaar.map((n) => opZ(opDe(k?.waarde, n))) : (k?.waarde ?? []).map(opZ);
  const reeks = pi.verloop[niveau];
  return {
    ind,
    periode: pi.periode,
    referentie,
    teller: opDe(k?.teller, i),
    cijfer: waarde == null ? { soort: 'leeg', leegte: leegte(reden), reden } : { soort: 'waarde', waarde, onder, boven: hoog, merken: merken(status, false) },
    vanWijk: waarde == null && niveau === 'buurt' && wijk && boven(ind, 'buurt') ? wijkCijfer(p, pi, ind, wijk) : null,
    oordeel,
    graad: graadVan(oordeel, z, eigenMaat),
    betrouwbaar: waarde != null ? (p.betrouwbaarheden?.[k?.betrouwbaarheid?.[i] ?? -1] ?? null) : null,
    z,
    zOnder: eigen?.zOnder ?? null,
    zBoven: eigen?.zBoven ?? null,
    spreiding: schaal ? spreidingVan(anderen) : null,
    vereffend: waarde != null && gladWaarde != null ? opRug({ waarde: gladWaarde, onder: opDe(k?.vereffend?.ondergrens, i), boven: opDe(k?.vereffend?.bovengrens, i) }) : null,
    schatting:
      modelWaarde != null && k?.schatting
        ? { ...opRug({ waarde: modelWaarde, onder: opDe(k.schatting.ondergrens, i), boven: opDe(k.schatting.bovengrens, i) }), uitleg: k.schatting.uitleg }
        : null,
    trend: trendVan(k?.richting, p, i),
    punten: pi.verloop.perioden.map((periode, j): TrendPunt => ({ periode, waarde: reeks?.[j]?.[i] ?? null, status: '', breuk: false })),
  };
}

/** An indicator of the catalogue for which this edition has no source: a row with its reason, never left out. */
export function rijZonderBron(ind: Indicator): Rij {
  return {
    ind,
    periode: '',
    referentie: null,
    teller: null,
    cijfer: { soort: 'leeg', leegte: 'geen', reden: 'geen_bron' },
    vanWijk: null,
    oordeel: null,
    graad: null,
    betrouwbaar: null,
    z: null,
    zOnder: null,
    zBoven: null,
    spreiding: null,
    vereffend: null,
    schatting: null,
    trend: trendVan(null, { betrouwbaarheden: [], oordelen: [], verlopen: [], geenVerloop: [] }, 0),
    punten: [],
  };
}

/** Why a row has no figure, in words: what the catalogue or the edition says of this indicator goes before the general sentence. */
export function waaromLeeg(r: Rij): Text {
  const reden = r.cijfer.soort === 'leeg' ? r.cijfer.reden : 'onbekend';
  const eigen = reden === 'niet_op_dit_niveau' ? uitleg(r.ind) : null;
  return r.ind.waaromGeenCijfers ?? eigen ?? redenZin(reden);
}

/** The margin is too wide for a sentence of its own. */
export const onzeker = (r: Rij): boolean => r.betrouwbaar === 'laag' || r.betrouwbaar === 'geen_uitspraak';

export const zeker = (r: Rij): boolean => r.oordeel === 'ongunstiger' || r.oordeel === 'gunstiger' || r.oordeel === 'hoger' || r.oordeel === 'lager';

export const ongunstigVerloop = (r: Rij): boolean => r.trend.soort === 'trend' && r.trend.oordeel === 'ongunstiger';

/** What a reader should see first: certain and unfavourable, then going that way, then certain and favourable, then far from the middle. */
export function gewicht(r: Rij): number {
  const afstand = Math.min(Math.abs(r.z ?? 0), 9) / 10;
  const oordeel = r.oordeel === 'ongunstiger' ? 4 : zeker(r) ? 2 : 0;
  return oordeel + (ongunstigVerloop(r) ? 3 : 0) + (r.cijfer.soort === 'waarde' ? 1 : r.vanWijk ? 0.5 : 0) + afstand;
}

export type Toon = 'belangrijkste' | 'alle' | 'zeker';
export const TONEN: readonly Toon[] = ['belangrijkste', 'alle', 'zeker'];
const PER_LEEFGEBIED = 2;

/** The rows of a view, in their own order; the most important view never leaves a leefgebied out that has anything to show. */
export function kiesRijen(rijen: readonly Rij[], toon: Toon): Rij[] {
  if (toon === 'alle') return [...rijen];
  if (toon === 'zeker') return rijen.filter((r) => r.cijfer.soort === 'waarde' && zeker(r));
  const gekozen = new Set<Rij>();
  for (const leefgebied of new Set(rijen.map((r) => r.ind.leefgebied))) {
    const leden = rijen.filter((r) => r.ind.leefgebied === leefgebied && (r.cijfer.soort === 'waarde' || r.vanWijk || r.schatting));
    const opGewicht = [...leden].sort((a, b) => gewicht(b) - gewicht(a) || a.ind.id.localeCompare(b.ind.id));
    for (const r of opGewicht.slice(0, PER_LEEFGEBIED)) gekozen.add(r);
    for (const r of opGewicht.slice(PER_LEEFGEBIED)) if (r.oordeel === 'ongunstiger' || ongunstigVerloop(r)) gekozen.add(r);
  }
  return rijen.filter((r) => gekozen.has(r));
}

/** The series that are offered: judged to go the unfavourable way first, then the other way, then those that stand out, then the rest. */
export function trendVolgorde(rijen: readonly Rij[]): Rij[] {
  const rang = (r: Rij): number => {
    if (r.trend.soort === 'trend') {
      if (r.trend.oordeel === 'ongunstiger') return 0;
      if (r.trend.richting !== 'geen_duidelijke_trend') return 1;
      return r.oordeel === 'ongunstiger' ? 2 : 3;
    }
    return r.trend.soort === 'geen' ? 4 : 5;
  };
  return rijen
    .filter((r) => r.trend.soort === 'geweigerd' || r.punten.filter((p) => p.waarde != null).length > 1)
    .sort((a, b) => rang(a) - rang(b) || gewicht(b) - gewicht(a) || a.ind.id.localeCompare(b.ind.id));
}

/**
 * The facts at the head of an area, chosen by what the figures are and never by their names: how many households, and the youngest and
 * the oldest share of the first group of the context; else the first shares outside the ladder.
 */
export function feitenVan(rijen: readonly Rij[]): Rij[] {
  const context = rijen.filter((r) => r.ind.trede === null && r.ind.variantVan === null);
  const eerste = context.filter((r) => r.ind.groep === context[0]?.ind.groep && r.ind.eenheid === 'procent');
  const huishoudens = context.find((r) => r.ind.eenheid === 'aantal' && r.ind.decimalen === 0 && r.ind.telt === 'huishoudens');
  const gekozen = [...new Set([huishoudens, eerste[0], eerste.at(-1)])].flatMap((r) => (r?.cijfer.soort === 'waarde' ? [r] : []));
  return gekozen.length ? gekozen : context.filter((r) => r.cijfer.soort === 'waarde' && r.ind.eenheid === 'procent').slice(0, 3);
}
