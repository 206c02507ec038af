// SPDX-License-Identifier: EUPL-1.2
// Stories without the drawing: which text a reader gets, what a live figure says, where an address in a text may lead.
import type { Indicator, Verhaal, VerhaalBeeld, VerhaalBlok, Waarnemingen } from './api/model';
import type { Taal } from './format';
import { marge, metEenheid, periodeKort } from './format';
import { enkel, puntVoor } from './kaart/stand';
import { redenZin, LEEGTE_WOORD, type Merk } from './leegte';
import type { Punt } from '../components/vergelijk/Spreiding.svelte';
import type { TapijtKolom } from './tapijt';

export interface Leestekst {
  blokken: VerhaalBlok[];
  /** The language of the text, which may be another than the reader's. */
  taal: Taal;
}

/** The text in the reader's language, else the Dutch one. */
export function leestekst(v: Verhaal, taal: Taal): Leestekst {
  return taal === 'en' && v.tekst.en ? { blokken: v.tekst.en, taal: 'en' } : { blokken: v.tekst.nl, taal: 'nl' };
}

export type LevendCijfer =
  | { soort: 'waarde'; tekst: string; erbij: string; merken: Merk[] }
  | { soort: 'leeg'; woord: string; reden: string };

const zonderPunt = (zin: string): string => zin.replace(/\.$/, '');

/** A published figure as it stands in a sentence, with its period and margin; or the reason why there is none. */
export function levendCijfer(ind: Indicator, w: Waarnemingen | null, i: number, periode: string | null, taal: Taal): LevendCijfer {
  const geen = (reden: string): LevendCijfer => ({ soort: 'leeg', woord: LEEGTE_WOORD.geen[taal], reden: zonderPunt(reden) });
  if (!w || i < 0) return geen(ind.waaromGeenCijfers?.[taal] ?? redenZin('geen_bron')[taal]);
  const punt = periode === null ? puntVoor(w, null) : w.reeks.find((r) => r.periode === periode);
  if (!punt) return geen(taal === 'nl' ? `Er is geen cijfer van ${periodeKort(periode ?? '')}.` : `There is no figure of ${periodeKort(periode ?? '')}.`);
  const { vlak, onder, boven } = enkel({ w, punt }, i);
  if (vlak.soort === 'leeg') return { soort: 'leeg', woord: LEEGTE_WOORD[vlak.leegte][taal], reden: zonderPunt(redenZin(vlak.reden)[taal]) };
  const zeker = onder !== null && boven !== null ? `${taal === 'nl' ? ', marge ' : ', margin '}${marge(onder, boven, ind.decimalen, taal)}` : '';
  return {
    soort: 'waarde',
    tekst: metEenheid(vlak.waarde, ind.eenheid, ind.decimalen, taal),
    erbij: `${periodeKort(punt.periode)}${zeker}`,
    merken: vlak.merken.filter((m) => m !== 'onzeker'),
  };
}

/** A page of this site and nothing else: no other host, no scheme. */
export const veiligPad = (pad: string): boolean => /^\/(?![/\\])/.test(pad);

/** An https address of elsewhere; anything else stays plain text. */
export function veiligAdres(adres: string): string | null {
  try {
    const u = new URL(adres);
    return u.protocol === 'https:' && u.username === '' && u.password === '' ? u.href : null;
  } catch {
    return null;
  }
}

/** The second part of a view's path, and a parameter of it. */
export const deelVan = (b: VerhaalBeeld): string => b.pad.split('/')[2] ?? '';
export const vraagVan = (b: VerhaalBeeld, naam: string): string | null => b.vraag[naam] ?? null;

/** Areas that have both figures, as points with their margins. */
export function puntenVan(codes: readonly string[], naam: (code: string) => string, a: TapijtKolom, b: TapijtKolom): Punt[] {
  return codes.flatMap((code, i) => {
    const [x, y] = [a.cellen[i], b.cellen[i]];
    if (x?.waarde == null || y?.waarde == null) return [];
    return [{ code, naam: naam(code), x: x.waarde, y: y.waarde, x0: x.onder, x1: x.boven, y0: y.onder, y1: y.boven }];
  });
}
