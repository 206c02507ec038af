// SPDX-License-Identifier: EUPL-1.2
// A variant as a file for the catalogue folder of a project, and back. `trede build` reads the same file (docs/formats/catalogue.md).
import { leeg, plaatsVan, zonderHetzelfde, type Keuze, type Uitgangspunt, type Variant } from './variant';

const tekst = (s: string): string => JSON.stringify(s);
const regel = (s: string): string => s.replaceAll(/[\r\n]+/g, ' ');

/** `kop`: lines that say what this is and where it came from. `totaal`: the treden are added up. */
export function alsToml(v: Variant, kop: readonly string[], totaal: boolean): string {
  const gewichten = (deel: Record<string, number>): string => `{ ${Object.entries(deel).sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, g]) => `${tekst(id)} = ${g}`).join(', ')} }`;
  const score = [
    ...(Object.keys(v.leefgebieden).length > 0 ? [`weights = ${gewichten(v.leefgebieden)}`] : []),
    ...(Object.keys(v.treden).length > 0 ? [`treden = ${gewichten(v.treden)}`] : []),
    ...(totaal ? ['total = true'] : []),
  ];
  const blokken = Object.entries(v.indicatoren)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, k]) => [
      '[[override]]',
      `indicator = ${tekst(id)}`,
      ...(k.gewicht === undefined ? [] : [`weight = ${k.gewicht}`]),
      ...(k.trede && k.leefgebied ? [`trede = ${tekst(k.trede)}`, `leefgebied = ${tekst(k.leefgebied)}`] : []),
    ].join('\n'));
  return [
    kop.map((r) => `# ${regel(r)}`).join('\n'),
    'schema = 1',
    ...(score.length > 0 ? [['[score]', ...score].join('\n')] : []),
    ...blokken,
  ].join('\n\n') + '\n';
}

export interface Geopend {
  variant: Variant;
  totaal: boolean;
  /** Lines that are not of a variant, or name what this edition does not know. */
  overgeslagen: string[];
}

const TABEL = /^\{(.*)\}$/;

/** Reads such a file back: the parts of TOML that a variant uses, and what else stands there is told, not guessed. */
export function vanToml(bron: string, uit: Uitgangspunt): Geopend {
  const g: Geopend = { variant: leeg(), totaal: false, overgeslagen: [] };
  let deel = '';
  let huidig: { id: string; keuze: Keuze } | null = null;
  const sluit = (): void => {
    if (!huidig) return;
    const { id, keuze } = huidig;
    huidig = null;
    const plek = plaatsVan(leeg(), id, uit);
    if (!Object.hasOwn(uit.indicatoren, id)) return void g.overgeslagen.push(id);
    if (keuze.trede || keuze.leefgebied) {
      keuze.trede ??= plek.trede;
      keuze.leefgebied ??= plek.leefgebied;
      if (!uit.past(keuze.trede, keuze.leefgebied)) return void g.overgeslagen.push(id);
    }
    g.variant.indicatoren[id] = { ...g.variant.indicatoren[id], ...keuze };
  };
  for (const ruw of bron.slice(0, 200_000).split(/\r?\n/)) {
    const r = ruw.trim();
    if (r === '' || r.startsWith('#')) continue;
    if (r.startsWith('[')) {
      sluit();
      deel = r;
      if (r === '[[override]]') huidig = { id: '', keuze: {} };
      else if (r !== '[score]') g.overgeslagen.push(r);
      continue;
    }
    const m = /^([a-z_]+)\s*=\s*(.+?)\s*$/.exec(r);
    if (!m || !leesRegel(m[1] ?? '', m[2] ?? '', deel, huidig, g, uit)) g.overgeslagen.push(r.slice(0, 80));
  }
  sluit();
  return { ...g, variant: zonderHetzelfde(g.variant, uit) };
}

function leesRegel(sleutel: string, waarde: string, deel: string, huidig: { id: string; keuze: Keuze } | null, g: Geopend, uit: Uitgangspunt): boolean {
  if (deel === '') return sleutel === 'schema' && waarde === '1';
  if (deel === '[score]') {
    if (sleutel === 'total') {
      g.totaal = waarde === 'true';
      return waarde === 'true' || waarde === 'false';
    }
    if (sleutel === 'weights') return leesGewichten(waarde, g.variant.leefgebieden, uit.leefgebieden);
    return sleutel === 'treden' && leesGewichten(waarde, g.variant.treden, uit.treden);
  }
  if (!huidig) return false;
  const woord = /^"([^"\\]*)"$/.exec(waarde)?.[1];
  if (sleutel === 'indicator' && woord !== undefined) huidig.id = woord;
  else if (sleutel === 'trede' && woord !== undefined) huidig.keuze.trede = woord;
  else if (sleutel === 'leefgebied' && woord !== undefined) huidig.keuze.leefgebied = woord;
  else if (sleutel === 'weight' && geldig(waarde)) huidig.keuze.gewicht = Number(waarde);
  else return false;
  return true;
}

const geldig = (waarde: string): boolean => /^\d{1,3}(\.\d+)?$/.test(waarde) && Number(waarde) <= 100;

function leesGewichten(waarde: string, naar: Record<string, number>, bekend: Record<string, number>): boolean {
  const binnen = TABEL.exec(waarde)?.[1];
  if (binnen === undefined) return false;
  let goed = true;
  for (const paar of binnen.split(',').map((p) => p.trim()).filter(Boolean)) {
    const m = /^"?([a-z0-9_-]+)"?\s*=\s*(\S+)$/.exec(paar);
    if (m?.[1] && geldig(m[2] ?? '') && Object.hasOwn(bekend, m[1])) naar[m[1]] = Number(m[2]);
    else goed = false;
  }
  return goed;
}
