// SPDX-License-Identifier: EUPL-1.2
// A variant: what a reader finds more or less important than the edition does. Only what differs is kept. It lives in the address, in words
// that can be read: `1 huisvesting*1.5 t1-een-indicator*0 t2-een-andere.3.familie*2 trede.2*0.5`.

/** What a reader says of one indicator; weight 0 = it does not count. */
export interface Keuze {
  gewicht?: number;
  /** Moved to another cell: both are given. */
  trede?: string;
  leefgebied?: string;
}

export interface Variant {
  leefgebieden: Record<string, number>;
  indicatoren: Record<string, Keuze>;
  treden: Record<string, number>;
}

/** What the edition itself says: against this a variant differs, and only what it knows can be named. */
export interface Uitgangspunt {
  leefgebieden: Record<string, number>;
  treden: Record<string, number>;
  indicatoren: Record<string, { gewicht: number; trede: string; leefgebied: string }>;
  /** May an indicator of this leefgebied stand on this trede? */
  past(trede: string, leefgebied: string): boolean;
}

export const MEESTE = 3;
export const STAP = 0.25;
const VERSIE = '1';

export const leeg = (): Variant => ({ leefgebieden: {}, indicatoren: {}, treden: {} });
export const isLeeg = (v: Variant): boolean =>
  [v.leefgebieden, v.indicatoren, v.treden].every((deel) => Object.keys(deel).length === 0);

const gewichtUit = (tekst: string | undefined): number | null => {
  if (tekst === undefined || !/^\d{1,3}(\.\d{1,3})?$/.test(tekst)) return null;
  const g = Number(tekst);
  return g <= 100 ? g : null;
};

/** The address of a variant; null when nothing differs. */
export function naarAdres(v: Variant): string | null {
  if (isLeeg(v)) return null;
  const gesorteerd = <T>(deel: Record<string, T>): [string, T][] => Object.entries(deel).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    VERSIE,
    ...gesorteerd(v.leefgebieden).map(([id, g]) => `${id}*${g}`),
    ...gesorteerd(v.indicatoren).map(([id, k]) => `${id}${k.trede && k.leefgebied ? `.${k.trede}.${k.leefgebied}` : ''}${k.gewicht === undefined ? '' : `*${k.gewicht}`}`),
    ...gesorteerd(v.treden).map(([id, g]) => `trede.${id}*${g}`),
  ].join(' ');
}

export interface Gelezen {
  variant: Variant;
  /** Parts that this edition does not know or that cannot be; they are left out and told. */
  onbekend: string[];
}

/** Reads an address. Whatever stands in it, the result is a variant of this edition. */
export function uitAdres(tekst: string | null, uit: Uitgangspunt): Gelezen {
  const gelezen: Gelezen = { variant: leeg(), onbekend: [] };
  if (!tekst) return gelezen;
  const [versie, ...woorden] = tekst.slice(0, 20_000).split(/[ +]+/).filter(Boolean);
  if (versie !== VERSIE) return { variant: leeg(), onbekend: [tekst.slice(0, 40)] };
  for (const woord of woorden) if (!neemOp(woord, uit, gelezen.variant)) gelezen.onbekend.push(woord);
  return { ...gelezen, variant: zonderHetzelfde(gelezen.variant, uit) };
}

function neemOp(woord: string, uit: Uitgangspunt, v: Variant): boolean {
  const [naam = '', cijfer, teveel] = woord.split('*');
  const [id = '', trede, leefgebied, ...rest] = naam.split('.');
  const gewicht = gewichtUit(cijfer);
  if (teveel !== undefined || rest.length > 0 || (cijfer !== undefined && gewicht === null)) return false;
  const kent = (deel: object, sleutel: string): boolean => Object.hasOwn(deel, sleutel);
  if (id === 'trede' && trede !== undefined) {
    if (leefgebied !== undefined || gewicht === null || !kent(uit.treden, trede)) return false;
    v.treden[trede] = gewicht;
    return true;
  }
  if (kent(uit.leefgebieden, id)) {
    if (trede !== undefined || gewicht === null) return false;
    v.leefgebieden[id] = gewicht;
    return true;
  }
  if (!kent(uit.indicatoren, id) || (trede === undefined && gewicht === null)) return false;
  if (trede !== undefined && (leefgebied === undefined || !uit.past(trede, leefgebied))) return false;
  v.indicatoren[id] = { ...(gewicht === null ? {} : { gewicht }), ...(trede && leefgebied ? { trede, leefgebied } : {}) };
  return true;
}

/** Leaves out what the edition says already, so that an address is as short as it can be. */
export function zonderHetzelfde(v: Variant, uit: Uitgangspunt): Variant {
  const anders = (deel: Record<string, number>, basis: Record<string, number>): Record<string, number> =>
    Object.fromEntries(Object.entries(deel).filter(([id, g]) => basis[id] !== g));
  const indicatoren: Record<string, Keuze> = {};
  for (const [id, k] of Object.entries(v.indicatoren)) {
    const basis = uit.indicatoren[id];
    if (!basis) continue;
    const keuze: Keuze = {
      ...(k.gewicht !== undefined && k.gewicht !== basis.gewicht ? { gewicht: k.gewicht } : {}),
      ...(k.trede && k.leefgebied && (k.trede !== basis.trede || k.leefgebied !== basis.leefgebied) ? { trede: k.trede, leefgebied: k.leefgebied } : {}),
    };
    if (Object.keys(keuze).length > 0) indicatoren[id] = keuze;
  }
  return { leefgebieden: anders(v.leefgebieden, uit.leefgebieden), treden: anders(v.treden, uit.treden), indicatoren };
}

// --- one change ------------------------------------------------------------------------------------------------------------------------

export const metLeefgebied = (v: Variant, id: string, gewicht: number, uit: Uitgangspunt): Variant =>
  zonderHetzelfde({ ...v, leefgebieden: { ...v.leefgebieden, [id]: gewicht } }, uit);
export const metTrede = (v: Variant, id: string, gewicht: number, uit: Uitgangspunt): Variant =>
  zonderHetzelfde({ ...v, treden: { ...v.treden, [id]: gewicht } }, uit);
export const metIndicator = (v: Variant, id: string, keuze: Keuze, uit: Uitgangspunt): Variant =>
  zonderHetzelfde({ ...v, indicatoren: { ...v.indicatoren, [id]: { ...v.indicatoren[id], ...keuze } } }, uit);

export const gewichtVanLeefgebied = (v: Variant, id: string, uit: Uitgangspunt): number => v.leefgebieden[id] ?? uit.leefgebieden[id] ?? 1;
export const gewichtVanTrede = (v: Variant, id: string, uit: Uitgangspunt): number => v.treden[id] ?? uit.treden[id] ?? 1;
/** Where an indicator stands and how heavily it counts, in this variant. */
export function plaatsVan(v: Variant, id: string, uit: Uitgangspunt): { gewicht: number; trede: string; leefgebied: string } {
  const basis = uit.indicatoren[id] ?? { gewicht: 0, trede: '', leefgebied: '' };
  const k = v.indicatoren[id];
  return { gewicht: k?.gewicht ?? basis.gewicht, trede: k?.trede ?? basis.trede, leefgebied: k?.leefgebied ?? basis.leefgebied };
}
