// SPDX-License-Identifier: EUPL-1.2
// The map of a gemeente in an edition, null when the edition has none, so that a page can say so; and what the map of the country needs.
import { ApiFout } from './api/client';
import type { OpenEditie } from './editie';
import { tekenEenmaal, type Kaart } from './kaart/geo';
import type { Topology } from 'topojson-specification';

export async function haalLandkaart(editie: OpenEditie, gemeente: string | null): Promise<Topology | null> {
  if (!editie.editie.kaart || !gemeente) return null;
  try {
    return await editie.bron.kaart(editie.editie.indeling, editie.landelijk ? gemeente : null);
  } catch (f) {
    if (f instanceof ApiFout && f.soort === 'niet_gevonden') return null;
    throw f;
  }
}

/** The drawn map of one level; null when the edition has no boundaries of it. */
export async function haalKaart(editie: OpenEditie, gemeente: string | null, niveau: string): Promise<Kaart | null> {
  if (niveau !== 'buurt' && niveau !== 'wijk') return null;
  const t = await haalLandkaart(editie, editie.kolommen(niveau) ? gemeente : null);
  return t ? tekenEenmaal(t, niveau) : null;
}

/** The part that draws the country, with the layers that this edition has. The drawing program is asked for at the same time. */
export async function haalLanddeel(editie: OpenEditie) {
  void import('./kaart/landmotor').catch(() => undefined);  // without it the part itself says what is the matter
  const [deel, tegels] = await Promise.all([import('../components/LandKaart.svelte'), editie.bron.tegels(editie.editie.indeling)]);
  return { deel: deel.default, tegels };
}
