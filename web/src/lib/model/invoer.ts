// SPDX-License-Identifier: EUPL-1.2
// What the kernel is given of an edition: the published figures of one level of one gemeente, on the edition's scale. All of it is public
// and rounded as published, so a score can differ in the last decimal from the edition's own, and two areas that are as good as equal can
// change places.
import type { CijferNiveau, Gebieden, Indicator, Profielen, Scoring } from '../api/model';
import { leegte } from '../leegte';

export interface KolomInvoer {
  id: string;
  teken: number;
  /** The figure on the edition's scale; NaN = none. */
  z: Float64Array;
  /** In the figure's own unit; NaN = none, or no margin known. */
  waarde: Float64Array;
  onder: Float64Array;
  boven: Float64Array;
  /** Places of withheld figures. */
  geheim: Uint32Array;
  /** The gemeente or country against which the figure is laid. */
  referentie: { waarde: number; onder: number; boven: number } | null;
}

/** Plain data, so that it can be sent to a worker. */
export interface Invoer {
  n: number;
  kolommen: KolomInvoer[];
  schaal: string;
  gemiddelde: string;
  dekking: number;
  modelaandeel: number;
  ruis: number;
  zaad: number;
  /** Numbers of the first area and of the reference among all areas of the edition: their random numbers hang on them. */
  eersteGebied: number;
  referentieGebied: number;
}

export type ModelNiveau = 'buurt' | 'wijk';

const rij = (waarden: readonly (number | null)[] | null | undefined, n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => waarden?.[i] ?? NaN);

/** `referentie`: the gemeente itself, or the country in an edition that compares with it. */
export function maakInvoer(p: Profielen, scoring: Scoring, gebieden: Gebieden, referentie: string, indicatoren: readonly Indicator[], niveau: ModelNiveau): Invoer {
  const codes = p.niveaus[niveau]?.gebieden ?? [];
  const n = codes.length;
  const metLand = !(gebieden.niveaus.gemeente?.code ?? []).includes(referentie);
  const perId = new Map(indicatoren.map((i) => [i.id, i]));
  const inst = scoring.instellingen;
  const kolommen = p.indicatoren.flatMap((pi): KolomInvoer[] => {
    const ind = perId.get(pi.id);
    const k = pi.niveaus[niveau];
    if (!ind || !k?.z || ind.richting === 'context' || !k.z.some((z) => z !== null)) return [];
    const g = pi.niveaus.gemeente;
    const waarde = metLand ? k.vergelijking?.land?.referentie?.find((x) => x !== null) : g?.waarde[0];
    const geheim = k.reden.flatMap((r, i) => (k.waarde[i] == null && leegte(p.redenen[r] ?? '') === 'geheim' ? [i] : []));
    return [{
      id: pi.id,
      teken: ind.richting === 'lager_ongunstig' ? -1 : 1,
      z: rij(k.z, n),
      waarde: rij(k.waarde, n),
      onder: rij(k.ondergrens, n),
      boven: rij(k.bovengrens, n),
      geheim: Uint32Array.from(geheim),
      referentie: waarde == null ? null : { waarde, onder: metLand ? NaN : (g?.ondergrens?.[0] ?? NaN), boven: metLand ? NaN : (g?.bovengrens?.[0] ?? NaN) },
    }];
  });
  return {
    n,
    kolommen,
    schaal: inst.normalisatie,
    gemiddelde: inst.samenvoeging,
    dekking: inst.minimaleDekking,
    modelaandeel: inst.modelaandeel,
    ruis: inst.gewichtsruis,
    zaad: 1,
    ...nummers(gebieden, codes[0], referentie, niveau),
  };
}

/** Areas are numbered land, gemeenten, wijken, buurten, each in the order of the edition. */
function nummers(g: Gebieden, eerste: string | undefined, referentie: string, niveau: ModelNiveau): { eersteGebied: number; referentieGebied: number } {
  const codes = (van: CijferNiveau): string[] => g.niveaus[van]?.code ?? [];
  const voor = { gemeente: 1, wijk: 1 + codes('gemeente').length, buurt: 1 + codes('gemeente').length + codes('wijk').length };
  const plek = eerste === undefined ? 0 : codes(niveau).indexOf(eerste);
  const ref = codes('gemeente').indexOf(referentie);
  return { eersteGebied: voor[niveau] + Math.max(0, plek), referentieGebied: ref < 0 ? 0 : voor.gemeente + ref };
}
