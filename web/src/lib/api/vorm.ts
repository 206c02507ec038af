// SPDX-License-Identifier: EUPL-1.2
// A light look at an answer before a page uses it: are the members there that every page needs, and do columns that belong together have
// one length? The full description is api/openapi.json; this only makes a half or foreign answer a sentence instead of a crash.

export type Soort = 'rij' | 'groep' | 'tekst' | 'getal';

/** Member (dots go deeper) → what it has to be. */
export type Vorm = Readonly<Record<string, Soort>>;

export const VORMEN = {
  edities: { edities: 'rij' },
  editie: { id: 'tekst', naam: 'tekst', gemeenten: 'rij', referentie: 'tekst', indeling: 'getal', perioden: 'rij', 'catalogus.label': 'groep', 'indicatoren.catalogus': 'getal' },
  gebieden: { 'niveaus.gemeente.code': 'rij', 'niveaus.gemeente.naam': 'rij' },
  ladder: { treden: 'rij', leefgebieden: 'rij', domeinen: 'rij' },
  indicatoren: { indicatoren: 'rij' },
  'eigen-gebieden': { gebieden: 'rij', reeksen: 'rij', redenen: 'rij' },
  bronnen: { bronnen: 'rij' },
  profielen: { niveaus: 'groep', redenen: 'rij', statussen: 'rij', indicatoren: 'rij', 'ladder.cellen': 'rij' },
  waarnemingen: { redenen: 'rij', statussen: 'rij', klassen: 'rij', reeks: 'rij' },
  signalen: { signalen: 'rij', soorten: 'rij', families: 'rij', nietBekeken: 'rij' },
  scores: { cellen: 'rij', groepen: 'rij' },
  scoring: { instellingen: 'groep', overlap: 'groep' },
  vergelijkbaar: { niveaus: 'groep', kenmerken: 'rij' },
  kaarten: { arcs: 'rij', objects: 'groep' },
  tegels: { bbox: 'rij', zoom: 'rij', lagen: 'rij' },
} as const satisfies Record<string, Vorm>;

const is = (waarde: unknown, soort: Soort): boolean => {
  if (soort === 'rij') return Array.isArray(waarde);
  if (soort === 'groep') return typeof waarde === 'object' && waarde !== null && !Array.isArray(waarde);
  return soort === 'tekst' ? typeof waarde === 'string' : typeof waarde === 'number';
};

const lid = (van: unknown, naam: string): unknown => (typeof van === 'object' && van !== null && Object.hasOwn(van, naam) ? (van as Record<string, unknown>)[naam] : undefined);

/** Members that are absent or of another kind; empty when the answer will do. */
export function ontbreekt(antwoord: unknown, vorm: Vorm): string[] {
  return Object.entries(vorm).flatMap(([pad, soort]) => {
    const waarde = pad.split('.').reduce<unknown>(lid, antwoord);
    return is(waarde, soort) ? [] : [pad];
  });
}

const rijen = (groep: unknown): [string, unknown[]][] => (is(groep, 'groep') ? Object.entries(groep as object).filter((e): e is [string, unknown[]] => Array.isArray(e[1])) : []);

/** Columns of which the length differs from that of `maat`: a position would then mean two areas. */
function ongelijk(groep: unknown, maat: string, naam: string): string[] {
  const n = lid(groep, maat);
  if (!Array.isArray(n)) return [`${naam}.${maat}`];
  return rijen(groep).flatMap(([kolom, waarden]) => (waarden.length === n.length ? [] : [`${naam}.${kolom}`]));
}

/** What is wrong with an answer, by the first word of its path; empty when nothing is. */
export function gebreken(soort: string, antwoord: unknown): string[] {
  const vorm: Vorm | undefined = Object.hasOwn(VORMEN, soort) ? VORMEN[soort as keyof typeof VORMEN] : undefined;
  const mist = vorm ? ontbreekt(antwoord, vorm) : antwoord === null ? [soort] : [];
  if (mist.length) return mist;
  if (soort === 'gebieden') return Object.entries(lid(antwoord, 'niveaus') as object).flatMap(([n, kolommen]) => ongelijk(kolommen, 'code', `niveaus.${n}`));
  if (soort === 'waarnemingen') {
    const reeks = lid(antwoord, 'reeks') as unknown[];
    return reeks.flatMap((r, i) => ongelijk(r, 'waarde', `reeks.${i}`));
  }
  return [];
}
