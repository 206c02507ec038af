// SPDX-License-Identifier: EUPL-1.2
// The places of an area's scores out of `scores/{gemeente}`: one line per trede and per domain in it, each from–to.
import type { CijferNiveau, Scores, Text } from './api/model';

export interface Plaats {
  sleutel: string;
  naam: string;
  /** The trede as a whole, against a domain in it. */
  groep: boolean;
  rang: number;
  van: number;
  tot: number;
  gerangschikt: number;
  /** Rests on model estimates alone. */
  model: boolean;
}

export interface Plaatsen {
  plaatsen: Plaats[];
  /** Scores that exist but get no place: they rest mostly on figures without a known error. */
  zonderPlaats: number;
}

export function plaatsenVan(s: Scores, niveau: CijferNiveau, i: number, treden: readonly string[], domeinNaam: (id: string) => Text, taal: 'nl' | 'en'): Plaatsen {
  const plaatsen: Plaats[] = [];
  let zonderPlaats = 0;
  for (const trede of treden) {
    const vanTrede = s.groepen.filter((g) => g.trede === trede).sort((a, b) => Number(b.soort === 'trede') - Number(a.soort === 'trede'));
    for (const g of vanTrede) {
      const k = g.niveaus[niveau as keyof typeof g.niveaus];
      const [rang, van, tot, gerangschikt] = [k?.rang?.[i], k?.rangVan?.[i], k?.rangTot?.[i], k?.gerangschikt?.[i]];
      if (k?.score?.[i] == null) continue;
      if (rang == null || van == null || tot == null || gerangschikt == null) {
        zonderPlaats += 1;
        continue;
      }
      const kort = trede.replace('-', '/');
      plaatsen.push({
        sleutel: `${trede}.${g.domein ?? ''}`,
        naam: g.soort === 'trede' ? `Trede ${kort}` : `${kort} · ${domeinNaam(g.domein ?? '')[taal]}`,
        groep: g.soort === 'trede',
        rang,
        van,
        tot,
        gerangschikt,
        model: k.alleenModel?.[i] ?? false,
      });
    }
  }
  return { plaatsen, zonderPlaats };
}
