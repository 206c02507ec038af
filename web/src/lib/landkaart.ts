// SPDX-License-Identifier: EUPL-1.2
// The map of a gemeente in an edition; null when the edition has none, so that a page can say so.
import { ApiFout } from './api/client';
import type { OpenEditie } from './editie';
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
