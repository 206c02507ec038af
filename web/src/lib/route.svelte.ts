// SPDX-License-Identifier: EUPL-1.2
// The address is the state: path and query say everything that matters, so that reload, back, forward and a sent link work.
import type { Text } from './api/model';
import type { Taal } from './format';
import { focusInhoud, herstelHoogte, onthoudHoogte, stopZoeken, volgHoogte, zoekAnker } from './plek';

interface Adres {
  pad: string;
  vraag: URLSearchParams;
}

const lees = (): Adres => ({ pad: location.pathname, vraag: new URLSearchParams(location.search) });

let adres = $state.raw<Adres>(lees());
/** By themselves, so that a text or a link is not made again at every other change of the address. */
const taal = $derived<Taal>(adres.vraag.get('taal') === 'en' ? 'en' : 'nl');

export const route = {
  get pad(): string {
    return adres.pad;
  },
  get delen(): string[] {
    return adres.pad.split('/').filter(Boolean).map(veiligLeesbaar);
  },
  get taal(): Taal {
    return taal;
  },
  get editie(): string | null {
    return adres.vraag.get('editie');
  },
  get zoek(): string {
    return adres.vraag.toString();
  },
  vraag(naam: string): string | null {
    return adres.vraag.get(naam);
  },
};

function veiligLeesbaar(deel: string): string {
  try {
    return decodeURIComponent(deel);
  } catch {
    return deel;
  }
}

/** Language, a chosen older edition and (in an edition of several) the chosen gemeente travel along with every link. */
const REIST_MEE = ['taal', 'editie', 'gemeente'];
const reisgenoten = $derived(new URLSearchParams(REIST_MEE.flatMap((naam) => (adres.vraag.has(naam) ? [[naam, adres.vraag.get(naam) ?? '']] : []))).toString());

export type Vraag = Record<string, string | null | undefined>;

export function href(pad: string, vraag: Vraag = {}): string {
  const q = new URLSearchParams();
  for (const [naam, waarde] of Object.entries(vraag)) if (waarde != null && waarde !== '') q.set(naam, waarde);
  for (const [naam, waarde] of new URLSearchParams(reisgenoten)) if (!(naam in vraag)) q.set(naam, waarde);
  const tekst = q.toString();
  return tekst ? `${pad}?${tekst}` : pad;
}

/** The present address with some of its query changed; null removes a name. */
export function metVraag(vraag: Vraag): string {
  const alles: Vraag = Object.fromEntries(adres.vraag);
  return href(adres.pad, { ...alles, ...vraag });
}

/** Goes to an address of this site; `#part` at the end is scrolled to once it is there. */
export function ga(naar: string, vervang = false): void {
  const oudPad = adres.pad;
  if (!vervang) onthoudHoogte(); // asks for the layout, which a slider that writes its place at every step cannot spare
  if (vervang) history.replaceState(history.state, '', naar);
  else history.pushState(null, '', naar);
  adres = lees();
  if (location.hash) return zoekAnker(location.hash, true);
  if (adres.pad === oudPad) return;
  stopZoeken();
  window.scrollTo(0, 0);
  focusInhoud();
}

/** Changes only the query of the present page. */
export const zet = (vraag: Vraag, vervang = false): void => ga(metVraag(vraag), vervang);

/** Text in the reader's language. */
export const tx = (tekst: Text | null | undefined): string => tekst?.[route.taal] ?? '';

/** The two languages side by side, where a sentence is used. */
export const t = (nl: string, en: string): string => (route.taal === 'en' ? en : nl);

/** Follows links inside the site without loading the page again. */
export function luister(): () => void {
  const klik = (e: MouseEvent) => {
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    const a = (e.target as Element | null)?.closest('a');
    if (!a || a.target || a.hasAttribute('download') || a.origin !== location.origin) return;
    if (a.pathname.startsWith('/v1/') || (a.hash && a.pathname === location.pathname && a.search === location.search)) return;
    e.preventDefault();
    ga(a.pathname + a.search + a.hash);
  };
  const terug = () => {
    const oudPad = adres.pad;
    adres = lees();
    herstelHoogte();
    if (adres.pad !== oudPad) focusInhoud();
  };
  const plek = volgHoogte();
  document.addEventListener('click', klik);
  window.addEventListener('popstate', terug);
  return () => {
    plek();
    document.removeEventListener('click', klik);
    window.removeEventListener('popstate', terug);
  };
}
