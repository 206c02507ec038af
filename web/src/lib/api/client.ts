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
  Tegels,
  Vergelijkbaar,
  Verhaal,
  Verhalen,
  Waarnemingen,
} from './model';
import type { Aanval, Bouwrapport } from '../privacy';
import type { Topology } from 'topojson-specification';
import { gebreken } from './vorm';

/** `gestopt`: the reader no longer wanted to wait. `bezet`: 503. `vorm`: an answer that is not what the API describes. */
export type FoutSoort = 'netwerk' | 'niet_gevonden' | 'server' | 'bezet' | 'vorm' | 'gestopt' | 'te_traag';

export class ApiFout extends Error {
  constructor(
    readonly soort: FoutSoort,
    readonly adres: string,
    readonly uitleg: string | null = null,
  ) {
    super(`${soort}: ${adres}${uitleg ? ` (${uitleg})` : ''}`);
  }

  /** First word of the path within an edition (`waarnemingen`, `kaarten`), or `edities`. */
  get onderdeel(): string {
    return onderdeelVan(this.adres);
  }
}

/** The address asks for an edition that is not here (any more). */
export class EditieFout extends Error {
  constructor(
    readonly gevraagd: string,
    readonly regels: readonly EditieRegel[],
  ) {
    super(`edition ${gevraagd} is not here`);
  }
}

const onderdeelVan = (adres: string): string => /^\/v1\/edities(?:\/[^/]+\/([^/]+))?/.exec(adres)?.[1] ?? 'edities';

/** No answer at all within this time is a fault and not patience. */
const UITERSTE = 90_000;
const onderweg = new Set<AbortController>();

/** Stops everything that is being fetched: each of these questions ends as `gestopt` and can be asked again. */
export function breekAf(): void {
  for (const vraag of onderweg) vraag.abort('gestopt');
}

async function uitlegVan(antwoord: Response): Promise<string | null> {
  try {
    const probleem: unknown = await antwoord.json();
    return probleem && typeof probleem === 'object' && 'detail' in probleem && typeof probleem.detail === 'string' ? probleem.detail : null;
  } catch {
    return null;
  }
}

const soortVanStatus = (status: number): FoutSoort => (status === 404 ? 'niet_gevonden' : status === 503 ? 'bezet' : 'server');

async function vraagEnLees(adres: string, signal: AbortSignal): Promise<Response & { inhoud?: unknown }> {
  const antwoord = await fetch(adres, { headers: { Accept: 'application/json' }, credentials: 'omit', signal });
  if (!antwoord.ok) throw new ApiFout(soortVanStatus(antwoord.status), adres, await uitlegVan(antwoord));
  return Object.assign(antwoord, { inhoud: await antwoord.json() });
}

function vertaal(fout: unknown, adres: string, signal: AbortSignal): ApiFout {
  if (fout instanceof ApiFout) return fout;
  if (signal.aborted) return new ApiFout(signal.reason === 'gestopt' ? 'gestopt' : 'te_traag', adres);
  return new ApiFout(fout instanceof SyntaxError ? 'vorm' : 'netwerk', adres);
}

async function haal<T>(adres: string): Promise<{ inhoud: T; antwoord: Response }> {
  const vraag = new AbortController();
  const wekker = setTimeout(() => vraag.abort('te_traag'), UITERSTE);
  onderweg.add(vraag);
  try {
    const antwoord = await vraagEnLees(adres, vraag.signal);
    const mist = gebreken(adres.endsWith('/tegels') ? 'tegels' : onderdeelVan(adres), antwoord.inhoud);
    if (mist.length) throw new ApiFout('vorm', adres, mist.slice(0, 6).join(', '));
    return { inhoud: antwoord.inhoud as T, antwoord };
  } catch (fout) {
    throw vertaal(fout, adres, vraag.signal);
  } finally {
    clearTimeout(wekker);
    onderweg.delete(vraag);
  }
}

const onthouden = new Map<string, Promise<unknown>>();

/** Asks once per address; a failed request may be tried again. */
function eenmaal<T>(adres: string): Promise<T> {
  const bekend = onthouden.get(adres);
  if (bekend) return bekend as Promise<T>;
  const vraag = haal<T>(adres).then((a) => a.inhoud);
  onthouden.set(adres, vraag);
  vraag.catch(() => onthouden.delete(adres));
  return vraag;
}

/** Set by the service worker on an answer that it kept of an earlier visit: the moment it was fetched. */
export const KOP_BEWAARD = 'x-trede-bewaard';

/** The list of editions is the one thing that changes. `bewaard`: it is from an earlier visit, of that moment. */
export async function haalEdities(): Promise<{ regels: EditieRegel[]; bewaard: string | null }> {
  const { inhoud, antwoord } = await haal<Edities>('/v1/edities');
  return { regels: inhoud.edities, bewaard: antwoord.headers.get(KOP_BEWAARD) };
}

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
  verhalen = (): Promise<Verhalen> => eenmaal(this.adres('verhalen'));
  verhaal = (id: string): Promise<Verhaal> => eenmaal(this.adres(`verhalen/${encodeURIComponent(id)}`));
  bronnen = (): Promise<Bronnen> => eenmaal(this.adres('bronnen'));
  bouwrapport = (): Promise<Bouwrapport> => eenmaal(this.adres('rapport/bouw'));
  privacyrapport = (): Promise<Aanval> => eenmaal(this.adres('privacy/rapport'));
  profielen = (gemeente: string): Promise<Profielen> =>
    eenmaal(this.adres(`profielen/${encodeURIComponent(gemeente)}`));
  waarnemingen = (indicator: string, niveau: CijferNiveau): Promise<Waarnemingen> =>
    eenmaal(this.adres(`waarnemingen/${encodeURIComponent(indicator)}/${niveau}`));

  /** The map of the country: which layers there are (only in an edition of more than one gemeente). */
  tegels = (indeling: number): Promise<Tegels> => eenmaal(this.adres(`kaarten/${indeling}/tegels`));

  /** A municipality has one map per division; a national edition has one per gemeente. */
  kaart(indeling: number, gemeente: string | null): Promise<Topology> {
    return eenmaal(this.adres(gemeente ? `kaarten/${indeling}/${encodeURIComponent(gemeente)}` : `kaarten/${indeling}`));
  }
}
