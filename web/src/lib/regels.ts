// SPDX-License-Identifier: EUPL-1.2
// One row per area for one indicator, level and period. Map, histogram, table, spoken text and CSV all read these rows, so
// that they can never disagree.
import type { Getal, Indicator, ReeksPunt, Text, Waarnemingen } from './api/model';
import type { Gebied } from './editie';
import { getal, marge, metEenheid, verschil, type Taal } from './format';
import { isOnzeker, klasse, kleurVanKlasse } from './klassen';
import { LEEGTE_WOORD, MERK_UITLEG, redenZin, vlak, type Merk, type Vlak } from './leegte';
import { oordeelDan, oordeelOp, type Maatstaf, type Oordeel } from './vergelijk';

export interface Regel {
  gebied: Gebied;
  wijkNaam: string;
  vlak: Vlak;
  /** 1 (light) … 5 (dark); 0 when there is no value. */
  kleur: number;
  onder: Getal;
  boven: Getal;
  teller: Getal;
  verschil: Getal;
  oordeel: Oordeel | null;
  /** How sure the figure is, in the edition's word. */
  betrouwbaar: string | null;
  /** What was published here, where the reader asked to see something else. */
  eigen?: Vlak;
}

/** Which figures a map draws; the published ones unless the reader asks for others. */
export type Cijfersoort = 'gepubliceerd' | 'vereffend' | 'schatting';

export const leesCijfer = (gevraagd: string | null): Cijfersoort => (gevraagd === 'vereffend' || gevraagd === 'schatting' ? gevraagd : 'gepubliceerd');

const CIJFERSOORT: Record<Cijfersoort, Text> = {
  gepubliceerd: { nl: 'zoals gepubliceerd', en: 'as published' },
  vereffend: { nl: 'vereffend', en: 'smoothed' },
  schatting: { nl: 'met schattingen', en: 'with estimates' },
};
export const cijfersoortWoord = (soort: Cijfersoort, taal: Taal): string => CIJFERSOORT[soort][taal];

interface Getoond {
  vlak: Vlak;
  onder: Getal;
  boven: Getal;
}

/** Place i as the reader asked for it; null where that does not differ from what was published. */
function andersGetoond(soort: Cijfersoort, eigen: Vlak, w: Waarnemingen, punt: ReeksPunt, i: number): Getoond | null {
  const bron = soort === 'vereffend' ? punt.vereffend : soort === 'schatting' && w.schatting?.periode === punt.periode ? w.schatting : null;
  const waarde = bron?.waarde[i];
  if (!bron || waarde == null || (soort === 'vereffend') !== (eigen.soort === 'waarde')) return null;
  const [onder, boven] = [bron.ondergrens[i] ?? null, bron.bovengrens[i] ?? null];
  const merken: Merk[] = soort === 'vereffend' ? ['vereffend'] : ['schatting'];
  if (eigen.soort === 'waarde') merken.push(...eigen.merken.filter((m) => m !== 'onzeker'));
  if (isOnzeker(onder, boven, w.klassen)) merken.push('onzeker');
  return { vlak: { soort: 'waarde', waarde, klasse: klasse(waarde, w.klassen), merken }, onder, boven };
}

export function maakRegels(
  gebieden: readonly Gebied[],
  /** What an area lies in. */
  omgeving: (gebied: Gebied) => string,
  w: Waarnemingen,
  punt: ReeksPunt,
  maatstaf: Maatstaf,
  soort: Cijfersoort = 'gepubliceerd',
): Regel[] {
  // Editions of before there were judgements have none of these members.
  const vergelijking = punt.vergelijking?.[maatstaf];
  const vorige = w.reeks[w.reeks.indexOf(punt) - 1];
  const refOp = (i: number): Getal => {
    if (vergelijking?.referentie) return vergelijking.referentie[i] ?? null;
    if (maatstaf === 'land') return punt.land?.waarde ?? null;
    if (maatstaf === 'eerder') return vorige?.waarde[i] ?? null;
    return maatstaf === 'gemeente' ? (punt.referentie?.waarde ?? null) : null;
  };
  return gebieden.map((gebied) => {
    const ref = refOp(gebied.i);
    const v = vlak(punt, gebied.i, w.redenen, w.statussen, w.klassen);
    const anders = andersGetoond(soort, v, w, punt, gebied.i);
    if (anders)
      return {
        gebied,
        wijkNaam: omgeving(gebied),
        ...anders,
        kleur: kleurVanKlasse(anders.vlak.soort === 'waarde' ? anders.vlak.klasse : 0, w.klassen.length + 1),
        teller: null,
        // No difference and no verdict: these figures are for showing and never for tests.
        verschil: null,
        oordeel: null,
        betrouwbaar: null,
        eigen: v,
      };
    const waarde = v.soort === 'waarde' ? v.waarde : null;
    const onder = waarde == null ? null : (punt.ondergrens?.[gebied.i] ?? null);
    const boven = waarde == null ? null : (punt.bovengrens?.[gebied.i] ?? null);
    return {
      gebied,
      wijkNaam: omgeving(gebied),
      vlak: v,
      kleur: v.soort === 'waarde' ? kleurVanKlasse(v.klasse, w.klassen.length + 1) : 0,
      onder,
      boven,
      teller: waarde == null ? null : (punt.teller?.[gebied.i] ?? null),
      verschil: waarde != null && ref != null ? waarde - ref : null,
      oordeel: waarde != null ? oordeelOp(w.oordelen ?? [], vergelijking?.oordeel, gebied.i) : null,
      betrouwbaar: waarde != null ? (w.betrouwbaarheden?.[punt.betrouwbaarheid?.[gebied.i] ?? -1] ?? null) : null,
    };
  });
}

export const waardeVan = (r: Regel): number | null => (r.vlak.soort === 'waarde' ? r.vlak.waarde : null);

export interface Vorm {
  eenheid: string;
  decimalen: number;
  taal: Taal;
}

/** Everything a reader who cannot see the map must hear about an area. */
export function spreek(r: Regel, v: Vorm, klassen: number, referentieNaam: string): string {
  const { taal } = v;
  const waar = !r.wijkNaam ? r.gebied.naam : r.gebied.niveau === 'buurt' ? `${r.gebied.naam}, wijk ${r.wijkNaam}` : `${r.gebied.naam}, ${r.wijkNaam}`;
  if (r.vlak.soort === 'leeg') return `${waar}: ${LEEGTE_WOORD[r.vlak.leegte][taal].replace(/\.$/, '')}. ${redenZin(r.vlak.reden)[taal]}`;
  const delen = [`${waar}: ${metEenheid(r.vlak.waarde, v.eenheid, v.decimalen, taal)}`];
  if (r.onder != null && r.boven != null)
    delen.push(`${taal === 'nl' ? 'marge' : 'margin'} ${marge(r.onder, r.boven, v.decimalen, taal)}`);
  delen.push(taal === 'nl' ? `klasse ${r.vlak.klasse + 1} van ${klassen}` : `class ${r.vlak.klasse + 1} of ${klassen}`);
  if (r.oordeel) delen.push(oordeelDan(r.oordeel, referentieNaam, taal));
  return [delen.join(', '), ...r.vlak.merken.map((m) => MERK_UITLEG[m][taal].replace(/\.$/, ''))].join('. ') + '.';
}

export type Kolom = 'naam' | 'wijk' | 'waarde' | 'verschil' | 'teller' | 'oordeel';

/** Where a verdict stands when rows are ordered by it. */
const OORDEEL_PLEK: Record<Oordeel, number> = { ongunstiger: 5, hoger: 4, vergelijkbaar: 3, lager: 2, gunstiger: 1, geen_oordeel: 0 };

const isSchatting = (r: Regel): boolean => r.vlak.soort === 'waarde' && r.vlak.merken.includes('schatting');

const OP_NAAM = new Intl.Collator('nl');

/** Sorts a copy; areas without a value always stand last, ordered by name. An estimate has no place in a row of figures: it stands before them. */
export function sorteer(regels: readonly Regel[], kolom: Kolom, omlaag: boolean): Regel[] {
  const naam = (a: Regel, b: Regel) => OP_NAAM.compare(a.gebied.naam, b.gebied.naam) || a.gebied.i - b.gebied.i;
  const sleutel = (r: Regel): number | null =>
    isSchatting(r) ? null : kolom === 'waarde' ? waardeVan(r) : kolom === 'verschil' ? r.verschil : kolom === 'teller' ? r.teller : r.oordeel ? OORDEEL_PLEK[r.oordeel] : null;
  const groep = (r: Regel): number => (r.vlak.soort === 'waarde' ? 0 : 1);
  const teken = omlaag ? -1 : 1;
  return [...regels].sort((a, b) => {
    if (kolom === 'naam') return teken * naam(a, b);
    if (kolom === 'wijk') return teken * OP_NAAM.compare(a.wijkNaam, b.wijkNaam) || naam(a, b);
    const [x, y] = [sleutel(a), sleutel(b)];
    if (x == null || y == null) return x == null && y == null ? groep(a) - groep(b) || naam(a, b) : x == null ? 1 : -1;
    return teken * (x - y) || naam(a, b);
  });
}

const AANTAL: Record<string, [string, string, string, string]> = {
  buurt: ['buurt', 'buurten', 'buurt', 'buurten'],
  wijk: ['wijk', 'wijken', 'wijk', 'wijken'],
  gemeente: ['gemeente', 'gemeenten', 'municipality', 'municipalities'],
};

export function gebiedenWoord(niveau: string, n: number, taal: Taal): string {
  const w = AANTAL[niveau] ?? ['gebied', 'gebieden', 'area', 'areas'];
  return taal === 'nl' ? (n === 1 ? w[0] : w[1]) : n === 1 ? w[2] : w[3];
}

/**
 * The heading of a map page is its conclusion. Without margins half of the areas always lies on the less favourable side, so
 * that counting them says nothing: then the heading gives the range.
 */
export function kaartKop(
  ind: Indicator,
  regels: readonly Regel[],
  niveau: string,
  referentieNaam: string,
  taal: Taal,
): string {
  const naam = ind.naam[taal];
  const metCijfer = regels.filter((r) => r.vlak.soort === 'waarde');
  const n = metCijfer.length;
  if (n === 0) return taal === 'nl' ? `${naam}: geen cijfers per ${niveau}` : `${naam}: no figures per ${niveau}`;
  const vergeleken = metCijfer.filter((r) => r.oordeel != null && r.oordeel !== 'geen_oordeel');
  if (ind.richting !== 'context' && vergeleken.length > 0) {
    // "In 2 of 76" counts the areas with a verdict, or with a figure: of the others nothing was said, also not "nowhere".
    const m = vergeleken.length;
    const k = vergeleken.filter((r) => r.oordeel === 'ongunstiger').length;
    const met = m < n ? (taal === 'nl' ? ' met een oordeel' : ' with a verdict') : n < regels.length ? (taal === 'nl' ? ' met een cijfer' : ' with a figure') : '';
    const onder = `${m} ${gebiedenWoord(niveau, 2, taal)}${met}`;
    if (taal === 'nl') {
      if (k > 0) return `${naam}: in ${k} van de ${onder} duidelijk ongunstiger dan ${referentieNaam}`;
      return met ? `${naam}: in geen van de ${onder} duidelijk ongunstiger dan ${referentieNaam}` : `${naam}: nergens duidelijk ongunstiger dan ${referentieNaam}`;
    }
    if (k > 0) return `${naam}: clearly less favourable than ${referentieNaam} in ${k} of ${onder}`;
    return met ? `${naam}: clearly less favourable than ${referentieNaam} in none of ${onder}` : `${naam}: nowhere clearly less favourable than ${referentieNaam}`;
  }
  const w = metCijfer.map((r) => waardeVan(r) ?? 0).sort((a, b) => a - b);
  const [laag, hoog] = [w[0] ?? 0, w.at(-1) ?? 0];
  // A unit behind the figure is said once; one before it stands with both.
  const begin = ind.eenheid === 'euro_1000' ? metEenheid(laag, ind.eenheid, ind.decimalen, taal) : getal(laag, ind.decimalen, taal);
  if (laag === hoog) return taal === 'nl' ? `${naam}: in elke ${niveau} met een cijfer ${metEenheid(hoog, ind.eenheid, ind.decimalen, taal)}` : `${naam}: in every ${niveau} with a figure ${metEenheid(hoog, ind.eenheid, ind.decimalen, taal)}`;
  return taal === 'nl'
    ? `${naam}: per ${niveau} van ${begin} tot ${metEenheid(hoog, ind.eenheid, ind.decimalen, taal)}`
    : `${naam}: per ${niveau} from ${begin} to ${metEenheid(hoog, ind.eenheid, ind.decimalen, taal)}`;
}

/** The reasons of the places without a figure. */
export const leegVan = (regels: readonly Regel[]): string[] => regels.flatMap((r) => (r.vlak.soort === 'leeg' ? [r.vlak.reden] : []));

/** The rows as CSV (`;`, decimal point, empty = no value), headed by what they are and where they come from. */
export function alsCsv(regels: readonly Regel[], kop: readonly string[]): string {
  const cel = (x: string | number | null): string => {
    if (x == null) return '';
    const s = typeof x === 'number' ? String(x) : /^[=+\-@\t\r]/.test(x) ? `'${x}` : x;
    return /[;"\n\r]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s;
  };
  const rijen = regels.map((r) =>
    [
      r.gebied.code,
      r.gebied.naam,
      r.wijkNaam,
      waardeVan(r),
      r.onder,
      r.boven,
      r.teller,
      r.vlak.soort === 'waarde' ? r.vlak.merken.join('+') : '',
      r.vlak.soort === 'leeg' ? r.vlak.reden : '',
    ]
      .map(cel)
      .join(';'),
  );
  return [...kop.map((k) => `# ${k.replaceAll('\n', ' ')}`), 'gebied;naam;wijk;waarde;ondergrens;bovengrens;teller;merken;reden', ...rijen, ''].join('\n');
}

export const toonVerschil = (r: Regel, v: Vorm): string => (r.verschil == null ? '–' : verschil(r.verschil, v.decimalen, v.taal));
