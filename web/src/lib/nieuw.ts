// SPDX-License-Identifier: EUPL-1.2
// What is new in an edition, found by laying it beside the one before. Both are public; nothing is kept about the reader.
import type { Editie, EditieRegel, Indicator, Signaal } from './api/model';

/** What of an edition takes part in the comparison. */
export interface Stand {
  editie: Editie;
  indicatoren: Indicator[];
  signalen: Signaal[];
}

export interface Nieuws {
  /** Indicators of the ladder with a period that the edition before did not have, by their newest period. */
  bijgewerkt: { periode: string; indicatoren: Indicator[] }[];
  /** Had no figures, or was not in the catalogue. */
  erbij: Indicator[];
  /** Had figures; now gone, with the name it had. */
  eraf: Indicator[];
  signalenErbij: Signaal[];
  signalenEraf: Signaal[];
  /** Withheld figures, now and before. */
  geheim: { nu: number; eerst: number };
  /** Another division of areas, or null. */
  indeling: { nu: number; eerst: number } | null;
}

const GEHEIM = ['geheim', 'onderdrukt', 'te_weinig'];

/** The edition just before one, or null when it is the first that can be seen. */
export function vorigeEditie(regels: readonly EditieRegel[], editie: Pick<Editie, 'volgnummer'>): EditieRegel | null {
  let vorige: EditieRegel | null = null;
  for (const r of regels) if (r.volgnummer < editie.volgnummer && (!vorige || r.volgnummer > vorige.volgnummer)) vorige = r;
  return vorige;
}

const telt = (i: Indicator): boolean => i.trede !== null && i.variantVan === null;
const geheimen = (e: Editie): number => GEHEIM.reduce((n, reden) => n + ((e.cijfers.zonder as Record<string, number>)[reden] ?? 0), 0);

export function watIsNieuw(nu: Stand, eerst: Stand): Nieuws {
  const toen = new Map(eerst.indicatoren.map((i) => [i.id, i]));
  const bijgewerkt = new Map<string, Indicator[]>();
  const erbij: Indicator[] = [];
  for (const i of nu.indicatoren.filter(telt)) {
    const oud = toen.get(i.id);
    const laatste = i.perioden.at(-1);
    if (laatste === undefined) continue;
    if (!oud || oud.perioden.length === 0) erbij.push(i);
    else if (!oud.perioden.includes(laatste)) bijgewerkt.set(laatste, [...(bijgewerkt.get(laatste) ?? []), i]);
  }
  const nog = new Set(nu.indicatoren.filter((i) => i.perioden.length > 0).map((i) => i.id));
  const ids = (lijst: readonly Signaal[]) => new Set(lijst.map((s) => s.id));
  const [nuIds, toenIds] = [ids(nu.signalen), ids(eerst.signalen)];
  return {
    bijgewerkt: [...bijgewerkt].map(([periode, indicatoren]) => ({ periode, indicatoren })).sort((a, b) => b.indicatoren.length - a.indicatoren.length || b.periode.localeCompare(a.periode)),
    erbij,
    eraf: eerst.indicatoren.filter((i) => telt(i) && i.perioden.length > 0 && !nog.has(i.id)),
    signalenErbij: nu.signalen.filter((s) => !toenIds.has(s.id)),
    signalenEraf: eerst.signalen.filter((s) => !nuIds.has(s.id)),
    geheim: { nu: geheimen(nu.editie), eerst: geheimen(eerst.editie) },
    indeling: nu.editie.indeling === eerst.editie.indeling ? null : { nu: nu.editie.indeling, eerst: eerst.editie.indeling },
  };
}
