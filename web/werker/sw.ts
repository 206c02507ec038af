// SPDX-License-Identifier: EUPL-1.2
// The service worker: what a reader opened once can be opened again without a network. It keeps only what everyone may have, the files
// of this site and resources of editions, and nothing about the reader. What never changes comes from what was kept; what can change (the
// page itself, the list of editions) comes from the server, and from what was kept only when the server does not answer.
//
// tools/werker.ts writes the two constants when the site is built: the files of this version, and its name.
declare const VERSIE: string;
declare const BESTANDEN: readonly string[];

interface Wachtend extends Event {
  waitUntil(klaar: Promise<unknown>): void;
}
interface Vraag extends Wachtend {
  readonly request: Request;
  respondWith(antwoord: Promise<Response>): void;
}

const SITE = `trede-site-${VERSIE}`;
const LIJST = 'trede-edities';
const EDITIE = 'trede-editie-';
const EDITIES = '/v1/edities';
const KOP_BEWAARD = 'x-trede-bewaard';
/** Resources kept of one edition; the oldest go first. A reader opens some tens, a map of the country some hundreds of tiles. */
const HOOGSTENS = 800;
/** A server that is silent this long is taken for absent, when there is something kept. */
const GEDULD = 4_000;

const zelf = globalThis as unknown as EventTarget & { clients: { claim(): Promise<void> }; location: Location };

const editieVan = (pad: string): string | null => /^\/v1\/edities\/([^/]+)\//.exec(pad)?.[1] ?? null;

/** A resource of an edition as the pages ask for it; tables to download and documents to read are left to the browser. */
function isBron(vraag: Request, pad: string): boolean {
  const editie = editieVan(pad);
  if (!editie || editie === 'actueel' || /^\/v1\/edities\/[^/]+\/(tabellen|manifest)/.test(pad)) return false;
  return !/text\/(csv|html)/.test(vraag.headers.get('accept') ?? '');
}

async function snoei(kast: Cache): Promise<void> {
  const namen = await kast.keys();
  await Promise.all(namen.slice(0, Math.max(0, namen.length - HOOGSTENS)).map((n) => kast.delete(n)));
}

async function bewaarEerst(vraag: Request, naam: string): Promise<Response> {
  const kast = await caches.open(naam);
  const bewaard = await kast.match(vraag);
  if (bewaard) return bewaard;
  const vers = await fetch(vraag);
  if (vers.ok) {
    await kast.put(vraag, vers.clone());
    if (naam.startsWith(EDITIE)) await snoei(kast);
  }
  return vers;
}

/** The server, or what was kept when it does not answer in time, is down, or cannot be reached. */
async function serverEerst(vraag: Request, naam: string, sleutel: Request | string = vraag, merk = false): Promise<Response> {
  const kast = await caches.open(naam);
  const bewaard = await kast.match(sleutel);
  const vers = fetch(vraag).then(async (a) => {
    if (a.ok) await kast.put(sleutel, a.clone());
    return a;
  });
  if (!bewaard) return vers;
  const oud = (): Response => (merk ? metMoment(bewaard) : bewaard);
  const opgeven = new Promise<null>((r) => setTimeout(() => r(null), GEDULD));
  try {
    const eerste = await Promise.race([vers, opgeven]);
    if (eerste && eerste.status < 500) return eerste;
  } catch {
    return oud();
  }
  vers.catch(() => undefined);
  return oud();
}

function metMoment(antwoord: Response): Response {
  const koppen = new Headers(antwoord.headers);
  koppen.set(KOP_BEWAARD, koppen.get('date') ?? '');
  return new Response(antwoord.body, { status: antwoord.status, headers: koppen });
}

/** An edition that was withdrawn must not live on in what was kept. */
async function vergeetWegge(lijst: Response): Promise<void> {
  const { edities } = (await lijst.json()) as { edities: { id: string }[] };
  const er = new Set(edities.map((e) => EDITIE + e.id));
  const namen = await caches.keys();
  await Promise.all(namen.filter((n) => n.startsWith(EDITIE) && !er.has(n)).map((n) => caches.delete(n)));
}

async function haalEdities(vraag: Request): Promise<Response> {
  const antwoord = await serverEerst(vraag, LIJST, EDITIES, true);
  if (antwoord.ok && !antwoord.headers.has(KOP_BEWAARD)) await vergeetWegge(antwoord.clone()).catch(() => undefined);
  return antwoord;
}

function antwoordOp(vraag: Request): Promise<Response> | null {
  const { origin, pathname } = new URL(vraag.url);
  if (vraag.method !== 'GET' || origin !== zelf.location.origin || pathname === '/sw.js') return null;
  if (pathname === EDITIES) return haalEdities(vraag);
  if (pathname.startsWith('/v1/')) return vraag.mode !== 'navigate' && isBron(vraag, pathname) ? bewaarEerst(vraag, EDITIE + decodeURIComponent(editieVan(pathname) ?? '')) : null;
  if (pathname === '/healthz' || pathname === '/readyz') return null;
  if (vraag.mode === 'navigate') return serverEerst(vraag, SITE, '/');
  return pathname.startsWith('/assets/') ? bewaarEerst(vraag, SITE) : serverEerst(vraag, SITE);
}

zelf.addEventListener('install', (e) => {
  (e as Wachtend).waitUntil(caches.open(SITE).then((kast) => kast.addAll([...BESTANDEN])));
});

zelf.addEventListener('activate', (e) => {
  const ruimOp = async (): Promise<void> => {
    for (const naam of await caches.keys()) if (naam.startsWith('trede-site-') && naam !== SITE) await caches.delete(naam);
    await zelf.clients.claim();
  };
  (e as Wachtend).waitUntil(ruimOp());
});

zelf.addEventListener('fetch', (e) => {
  const antwoord = antwoordOp((e as Vraag).request);
  if (antwoord) (e as Vraag).respondWith(antwoord);
});

/** On a first visit the page was loaded before the worker was there: it tells which addresses it asked, and they are kept after all. */
zelf.addEventListener('message', (e) => {
  const adressen: unknown = (e as MessageEvent).data?.bewaar;
  if (!Array.isArray(adressen)) return;
  const vraag = (a: string): Promise<unknown> => antwoordOp(new Request(a, { headers: { Accept: 'application/json' }, credentials: 'omit' })) ?? Promise.resolve();
  (e as unknown as Wachtend).waitUntil(Promise.allSettled(adressen.filter((a) => typeof a === 'string').map(vraag)));
});
