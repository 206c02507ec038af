// SPDX-License-Identifier: EUPL-1.2
// Signals as the pages show them: counted, filtered, in words.
import type { Signaal, Signalen, Text } from './api/model';
import type { Gebied, OpenEditie } from './editie';
import type { Taal } from './format';
import { telwoord } from './format';

export type Sterkte = Signaal['sterkte'];
export const STERKTEN: readonly Sterkte[] = ['zwak', 'duidelijk', 'sterk'];
const STERKTE_WOORD: Record<Sterkte, Text> = {
  zwak: { nl: 'zwak', en: 'weak' },
  duidelijk: { nl: 'duidelijk', en: 'clear' },
  sterk: { nl: 'sterk', en: 'strong' },
};
export const sterkteWoord = (s: Sterkte, taal: Taal): string => STERKTE_WOORD[s][taal];

export interface Keuze {
  soort: string | null;
  sterkte: Sterkte;
  /** Only signals about this area, the wijk around it, or a part of it. */
  binnen: ((code: string) => boolean) | null;
  /** Only signals with a figure of this kind, such as those of a leefgebied. */
  met?: ((indicator: string) => boolean) | null;
}

export function kies(signalen: readonly Signaal[], keuze: Keuze): Signaal[] {
  const minst = STERKTEN.indexOf(keuze.sterkte);
  return signalen.filter(
    (s) =>
      (keuze.soort === null || s.soort === keuze.soort) &&
      STERKTEN.indexOf(s.sterkte) >= minst &&
      (keuze.binnen === null || s.gebieden.some(keuze.binnen)) &&
      (!keuze.met || s.indicatoren.some(keuze.met)),
  );
}

/** How many signals each of some groups has, groups without one left out; a signal can be in several. */
export function perGroep<T>(signalen: readonly Signaal[], groepen: readonly T[], hoort: (s: Signaal, groep: T) => boolean): { groep: T; n: number }[] {
  return groepen.flatMap((groep) => {
    const n = signalen.filter((s) => hoort(s, groep)).length;
    return n > 0 ? [{ groep, n }] : [];
  });
}

/** The areas to choose from: the wijken of a gemeente; the gemeenten where there are several, for names of wijken come back there. */
export function keuzegebieden(editie: OpenEditie): Gebied[] {
  const niveau = editie.landelijk ? 'gemeente' : 'wijk';
  const gebieden = (editie.kolommen(niveau)?.code ?? []).flatMap((_, i) => editie.gebiedOp(niveau, i) ?? []);
  return gebieden.sort((a, b) => a.naam.localeCompare(b.naam, 'nl'));
}

/** Where several gemeenten are together, an area is named with its own. */
export const langeNaam = (editie: OpenEditie, g: Gebied): string => (editie.landelijk && g.gemeente !== null && g.gemeente !== g.code ? `${g.naam}, ${editie.naam(g.gemeente)}` : g.naam);

/** The strongest of each kind, then the strongest of what is left: a few signals that show what there is. */
export function uitgelicht(signalen: readonly Signaal[], hoogstens: number): Signaal[] {
  const eerste = signalen.filter((s, i) => signalen.findIndex((x) => x.soort === s.soort) === i);
  const rest = signalen.filter((s) => !eerste.includes(s));
  const gekozen = new Set([...eerste, ...rest].slice(0, hoogstens));
  return signalen.filter((s) => gekozen.has(s));
}

export const aantalPerSoort = (signalen: readonly Signaal[]): Map<string, number> => {
  const telling = new Map<string, number>();
  for (const s of signalen) telling.set(s.soort, (telling.get(s.soort) ?? 0) + 1);
  return telling;
};

export interface Toeval {
  toetsen: number;
  /** All signals; those of kinds with a test, and how many of these chance may have given. */
  alle: number;
  getoetst: number;
  verwacht: number;
}

/** The expected number of false signals: per family at most its rate times what was found in it. */
export function toeval(alle: Signalen): Toeval {
  const som = (f: (x: Signalen['families'][number]) => number): number => alle.families.reduce((n, x) => n + f(x), 0);
  return { toetsen: som((f) => f.toetsen), alle: alle.signalen.length, getoetst: alle.signalen.filter((s) => s.q !== null).length, verwacht: som((f) => f.verwachtToevallig) };
}

/** The rates are limits and the number is rounded up: at most so many, and of which signals, so that it also holds beside a part of the list. */
export function toevalZin(t: Toeval, taal: Taal): string {
  if (t.getoetst === 0) return taal === 'en' ? 'No signal rests on a test.' : 'Geen enkel signaal rust op een toets.';
  if (t.getoetst === 1) return taal === 'en' ? 'The one signal that was tested may be chance too.' : 'Ook het ene signaal dat is getoetst, kan toeval zijn.';
  const n = Math.ceil(t.verwacht - 1e-9);
  const alle = t.getoetst === t.alle;
  return taal === 'en'
    ? `Of the ${t.getoetst} ${alle ? 'signals' : 'tested signals'}, at most ${telwoord(n, 'en')} ${n === 1 ? 'is' : 'are'} expected to be chance.`
    : `Van de ${t.getoetst} ${alle ? 'signalen' : 'getoetste signalen'} ${n === 1 ? 'is' : 'zijn'} er naar verwachting hoogstens ${telwoord(n, 'nl')} toeval.`;
}

/** A number of the evidence as people read it: a chance in words, other numbers without decimals that say nothing. */
export function bewijsGetal(b: Signaal['bewijs'][number], taal: Taal): string {
  if (/^[pq]([A-Z]|$)/.test(b.id)) return kansZin(b.waarde, taal);
  return new Intl.NumberFormat(taal === 'en' ? 'en' : 'nl', { maximumFractionDigits: 2 }).format(b.waarde);
}

/** A chance in words that a reader can weigh: "kleiner dan 1 op 1.000". */
export function kansZin(p: number, taal: Taal): string {
  const een = (n: number): string => new Intl.NumberFormat(taal === 'en' ? 'en' : 'nl').format(n);
  if (p <= 0.000001) return taal === 'en' ? `less than 1 in ${een(1_000_000)}` : `kleiner dan 1 op ${een(1_000_000)}`;
  const n = 1 / p;
  const rond = n >= 1_000_000 ? 1_000_000 : n >= 1000 ? Math.floor(n / 1000) * 1000 : n >= 100 ? Math.floor(n / 100) * 100 : n >= 10 ? Math.floor(n / 10) * 10 : Math.floor(n);
  if (rond <= 1) return taal === 'en' ? 'more than 1 in 2' : 'groter dan 1 op 2';
  return taal === 'en' ? `about 1 in ${een(rond)}` : `ongeveer 1 op ${een(rond)}`;
}
