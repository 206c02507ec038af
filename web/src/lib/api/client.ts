// SPDX-License-Identifier: EUPL-1.2
// Reads the API. An edition never changes, so each of its resources is asked for once and then kept.
import type {
  Bronnen,
  CijferNiveau,
  Editie,
  EigenGebieden,
  EditieRegel,
  Edities,
  Gebieden,
  Indicatoren,
  Ladder,
  Profielen,
  Scores,
  Scoring,
  Signalen,
  Vergelijkbaar,
  Waarnemingen,
} from './model';
import type { Aanval, Bouwrapport } from '../privacy';
import type { Topology } from 'topojson-specification';

export type FoutSoort = 'netwerk' | 'niet_gevonden' | 'server' | 'vorm';

export class ApiFout extends Error {
  constructor(
    readonly soort: FoutSoort,
    readonly adres: string,
    readonly uitleg: string | null = null,
  ) {
    super(`${soort}: ${adres}`);
  }
}

async function haal<T>(adres: string): Promise<T> {
  let antwoord: Response;
  try {
    antwoord = await fetch(adres, { headers: { Accept: 'application/json' }, credentials: 'omit' });
  } catch {
    throw new ApiFout('netwerk', adres);
  }
  if (!antwoord.ok) {
    let uitleg: string | null = null;
    try {
      const probleem: unknown = await antwoord.json();
      if (probleem && typeof probleem === 'object' && 'detail' in probleem && typeof probleem.detail === 'string')
        uitleg = probleem.detail;
    } catch {
      uitleg = null;
    }
    throw new ApiFout(antwoord.status === 404 ? 'niet_gevonden' : 'server', adres, uitleg);
  }
  try {
    return (await antwoord.json()) as T;
  } catch {
    throw new ApiFout('vorm', adres);
  }
}

const onthouden = new Map<string, Promise<unknown>>();

/** Asks once per address; a failed request may be tried again. */
function eenmaal<T>(adres: string): Promise<T> {
  const bekend = onthouden.get(adres);
  if (bekend) return bekend as Promise<T>;
  const vraag = haal<T>(adres);
  onthouden.set(adres, vraag);
  vraag.catch(() => onthouden.delete(adres));
  return vraag;
}

export const haalEdities = async (): Promise<EditieRegel[]> => (await haal<Edities>('/v1/edities')).edities;

/** The resources of one edition, by its immutable id. */
export class EditieBron {
  readonly basis: string;

  constructor(readonly id: string) {
    this.basis = `/v1/edities/${encodeURIComponent(id)}`;
  }

  adres(pad: string): string {
    return `${this.basis}/${pad}`;
  }

  editie = (): Promise<Editie> => eenmaal(this.adres('editie'));
  gebieden = (): Promise<Gebieden> => eenmaal(this.adres('gebieden'));
  ladder = (): Promise<Ladder> => eenmaal(this.adres('ladder'));
  indicatoren = (): Promise<Indicatoren> => eenmaal(this.adres('indicatoren'));
  eigenGebieden = (): Promise<EigenGebieden> => eenmaal(this.adres('eigen-gebieden'));
  scores = (gemeente: string): Promise<Scores> => eenmaal(this.adres(`scores/${encodeURIComponent(gemeente)}`));
  scoring = (): Promise<Scoring> => eenmaal(this.adres('scoring'));
  signalen = (): Promise<Signalen> => eenmaal(this.adres('signalen'));
  vergelijkbaar = (): Promise<Vergelijkbaar> => eenmaal(this.adres('vergelijkbaar'));
  bronnen = (): Promise<Bronnen> => eenmaal(this.adres('bronnen'));
  bouwrapport = (): Promise<Bouwrapport> => eenmaal(this.adres('rapport/bouw'));
  privacyrapport = (): Promise<Aanval> => eenmaal(this.adres('privacy/rapport'));
  profielen = (gemeente: string): Promise<Profielen> =>
    eenmaal(this.adres(`profielen/${encodeURIComponent(gemeente)}`));
  waarnemingen = (indicator: string, niveau: CijferNiveau): Promise<Waarnemingen> =>
    eenmaal(this.adres(`waarnemingen/${encodeURIComponent(indicator)}/${niveau}`));

  /** A municipality has one map per division; a national edition has one per gemeente. */
  kaart(indeling: number, gemeente: string | null): Promise<Topology> {
    return eenmaal(this.adres(gemeente ? `kaarten/${indeling}/${encodeURIComponent(gemeente)}` : `kaarten/${indeling}`));
  }
}
