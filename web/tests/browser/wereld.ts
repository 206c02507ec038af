// SPDX-License-Identifier: EUPL-1.2
// The browser, the server and what the tests know of the edition. They run against a real server:
// TREDE_URL is its address (tools/test-browser.sh starts one with the fictitious town). Nothing here knows the name of an area or an indicator: all of it is asked of the API.
import { AxeBuilder } from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import type { Editie, EditieRegel, Gebieden, Indicator, Indicatoren, Waarnemingen } from '../../src/lib/api/model';

const HIER = dirname(fileURLToPath(import.meta.url));
const VLAGGEN = '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** The same with WebGL by software, for the map of the country. */
export const WEBGL = VLAGGEN.replace('--disable-gpu', '--use-angle=swiftshader --enable-unsafe-swiftshader');

/** TREDE_SLOWDOWN=4 makes every page four times as slow, as on a poor phone or a busy machine: the tests then say what they wait too short for. */
const TRAAG = Number(process.env.TREDE_SLOWDOWN ?? 1);
/** How long something may take before a test gives up, in ms. Where it comes sooner, nothing is waited for. */
const GEDULD = 60_000;

export interface Wereld {
  basis: string;
  browser: Browser;
  regel: EditieRegel;
  editie: Editie;
  gebieden: Gebieden;
  indicatoren: Indicator[];
  haal<T>(pad: string): Promise<T>;
  sluit(): Promise<void>;
}

export async function opzetten(adres = process.env.TREDE_URL ?? '', vlaggen = VLAGGEN): Promise<Wereld> {
  const basis = adres.replace(/\/$/, '');
  if (!basis) throw new Error('TREDE_URL is not set: run tools/test-browser.sh');
  const browser = await chromium.launch({ executablePath: process.env.TREDE_CHROMIUM ?? '/usr/bin/chromium', args: vlaggen.split(' ') });
  const vraag = async <T>(adres: string): Promise<T> => {
    const a = await fetch(basis + adres);
    if (!a.ok) throw new Error(`${adres}: ${a.status}`);
    return (await a.json()) as T;
  };
  const { edities } = await vraag<{ edities: EditieRegel[] }>('/v1/edities');
  const regel = edities.find((e) => e.actueel) ?? edities[0];
  if (!regel) throw new Error('the server has no edition');
  const haal = <T>(pad: string) => vraag<T>(`/v1/edities/${regel.id}/${pad}`);
  const [editie, gebieden, catalogus] = await Promise.all([haal<Editie>('editie'), haal<Gebieden>('gebieden'), haal<Indicatoren>('indicatoren')]);
  return {
    basis,
    browser,
    regel,
    editie,
    gebieden,
    indicatoren: catalogus.indicatoren,
    haal,
    sluit: () => browser.close(),
  };
}

/** Everything that must not happen on any page: errors and warnings, a CSP violation, another origin, a request that fails. */
export class Waakhond {
  readonly klachten: string[] = [];
  private lopend = 0;
  /** How many questions the page has asked so far. */
  gevraagd = 0;
  private laatste = Date.now();

  constructor(
    readonly page: Page,
    basis: string,
  ) {
    page.on('console', (m) => {
      if (m.text() === GEEN_WERKER) return;
      if (m.type() === 'error' || m.type() === 'warning') this.klachten.push(`console ${m.type()}: ${m.text()}`);
    });
    page.on('pageerror', (e) => this.klachten.push(`page error: ${e.message}`));
    page.on('request', (r) => {
      this.gevraagd += 1;
      this.tel(1);
      const u = r.url();
      if (!u.startsWith(`${basis}/`) && !u.startsWith('blob:') && !u.startsWith('data:')) this.klachten.push(`request to another origin: ${u}`);
    });
    page.on('requestfinished', () => this.tel(-1));
    page.on('requestfailed', (r) => {
      this.tel(-1);
      // A page that is left takes its questions along; that is no failure.
      if (r.failure()?.errorText !== 'net::ERR_ABORTED') this.klachten.push(`failed (${r.failure()?.errorText}): ${r.url()}`);
    });
    page.on('response', (r) => {
      if (r.status() >= 400) this.klachten.push(`${r.status()}: ${r.url()}`);
    });
    HONDEN.set(page, this);
  }

  private tel(stap: number): void {
    this.lopend = Math.max(0, this.lopend + stap);
    this.laatste = Date.now();
  }

  /** No question is under way and none was for a moment. */
  async rust(hoogstens = GEDULD): Promise<void> {
    const tot = Date.now() + hoogstens;
    while (Date.now() < tot) {
      if (this.lopend === 0 && Date.now() - this.laatste >= STIL) return;
      await new Promise((r) => setTimeout(r, 25));
    }
    throw new Error(`still ${this.lopend} requests under way after ${hoogstens} ms: ${this.page.url()}`);
  }
}
/** Said by the browser driver where `pagina` keeps the service worker out. */
const GEEN_WERKER = 'Service Worker registration blocked by Playwright';
const STIL = 120;
const HONDEN = new WeakMap<Page, Waakhond>();

export interface Instelling {
  donker?: boolean;
  /** Height of the window; 860 when not given. */
  hoogte?: number;
  /** Let the service worker in (off, so that stubs see every question and no page knows what an earlier one fetched). */
  werker?: boolean;
  beweging?: boolean;
}

export async function pagina(w: Wereld, breedte: number, hoe: Instelling = {}): Promise<{ page: Page; hond: Waakhond; sluit: () => Promise<void> }> {
  const context = await w.browser.newContext({
    viewport: { width: breedte, height: hoe.hoogte ?? 860 },
    reducedMotion: hoe.beweging ? 'no-preference' : 'reduce',
    colorScheme: hoe.donker ? 'dark' : 'light',
    serviceWorkers: hoe.werker ? 'allow' : 'block',
    acceptDownloads: true,
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (e) => console.error(`CSP violation: ${e.violatedDirective} ${e.blockedURI}`));
  });
  context.setDefaultTimeout(GEDULD);
  const page = await context.newPage();
  // Not with a service worker: a second debugging session takes away what the first says of the network when the page is loaded again.
  if (TRAAG > 1 && !hoe.werker) await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: TRAAG });
  return { page, hond: new Waakhond(page, w.basis), sluit: () => context.close() };
}

/** The page has had its turn: what it was busy with is done, and a frame was drawn. */
const opAdem = (page: Page): Promise<void> => page.evaluate(() => new Promise<void>((r) => requestAnimationFrame(() => setTimeout(r))));

/**
 * The page is drawn: a heading, nothing under way, nothing that says it is busy. Also after a click or a key whose effect comes later: only when
 * the page had its turn and asked nothing more is it done. A slow page is silent too while it thinks.
 */
export async function klaar(page: Page): Promise<void> {
  const hond = HONDEN.get(page);
  for (let gevraagd = -1; gevraagd !== (hond?.gevraagd ?? 0); ) {
    await opAdem(page);
    await page.locator('main h1').first().waitFor();
    await hond?.rust();
    await page.waitForFunction(() => !document.querySelector('main [aria-busy=true]'));
    gevraagd = hond?.gevraagd ?? 0;
    await opAdem(page);
  }
}

/** Asks until the answer stays the same for a moment, and gives it. */
export async function staatStil<T>(vraag: () => Promise<T>, hoogstens = GEDULD): Promise<T> {
  const tot = Date.now() + hoogstens;
  let was = await vraag();
  for (let gelijk = 0; gelijk < 4; ) {
    if (Date.now() > tot) throw new Error(`it goes on changing after ${hoogstens} ms: ${String(was)}`);
    await new Promise((r) => setTimeout(r, 50));
    const nu = await vraag();
    gelijk = nu === was ? gelijk + 1 : 0;
    was = nu;
  }
  return was;
}

/** Where something stands, once it no longer moves: for who points at it with the mouse. */
export async function stilleDoos(plek: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const doos = await staatStil(async () => JSON.stringify(await plek.boundingBox()));
  if (doos === 'null') throw new Error(`not on the page: ${plek.toString()}`);
  return JSON.parse(doos) as { x: number; y: number; width: number; height: number };
}

/** Another width of the window; the page has had its turn to follow. */
export async function opBreedte(page: Page, breedte: number, hoogte = 860): Promise<void> {
  await page.setViewportSize({ width: breedte, height: hoogte });
  await page.waitForFunction((b) => window.innerWidth === b, breedte);
  await klaar(page);
}

export async function ga(page: Page, w: Wereld, pad: string): Promise<void> {
  await page.goto(w.basis + pad);
  await klaar(page);
}

/** WCAG 2.2 A and AA, and of what axe advises: one heading of the first level, one main part, a working link past the menu. */
const REGELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const RAAD = ['page-has-heading-one', 'landmark-one-main', 'skip-link', 'empty-heading'];

/** Names of the rules that a page breaks, with the element; empty when it breaks none. */
export async function axe(page: Page): Promise<string[]> {
  const regels = Object.fromEntries(RAAD.map((id) => [id, { enabled: true }]));
  const uitslag = await new AxeBuilder({ page }).options({ runOnly: { type: 'tag', values: REGELS }, rules: regels }).setLegacyMode(true).analyze();
  if (uitslag.passes.length < 10) throw new Error('axe checked hardly anything');
  return uitslag.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} ${n.failureSummary ?? ''}`));
}

/** The widest element is named, so that the one who broke it knows where to look. */
export const schuiftOpzij = async (page: Page): Promise<boolean> => (await watSteektUit(page)) !== null;

/** What makes the page scroll sideways, or null. */
export const watSteektUit = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    if (document.documentElement.scrollWidth <= window.innerWidth) return null;
    const scheef = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1);
    return scheef.slice(0, 4).map((e) => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''}`).join(' > ') || 'something';
  });

/** Where Tab leads from the top of a page, at most `n` steps: names of the elements and what is wrong with a step. */
export async function tabVolgorde(page: Page, n: number): Promise<{ stappen: string[]; mis: string[] }> {
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    window.scrollTo(0, 0);
  });
  const stappen: string[] = [];
  const mis: string[] = [];
  for (let i = 0; i < n; i++) {
    await page.keyboard.press('Tab');
    const stap = await page.evaluate(() => {
      const el = document.activeElement as HTMLElement | null;
      if (!el || el === document.body) return null;
      const merk = window as unknown as { trede_vorig?: Element };
      const vorig = merk.trede_vorig;
      merk.trede_vorig = el;
      const s = getComputedStyle(el);
      const vak = el.getBoundingClientRect();
      const naam = `${el.tagName.toLowerCase()}${el.id ? `#${el.id}` : ''} ${(el.getAttribute('aria-label') ?? el.textContent ?? '').trim().slice(0, 40)}`;
      const fout: string[] = [];
      if (el.tabIndex > 0) fout.push('has a tabindex above 0');
      if (vorig?.isConnected && vorig !== el && !(vorig.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING)) fout.push('comes before the one focused earlier');
      const zichtbaar = (x: Element): boolean => getComputedStyle(x).outlineStyle !== 'none' && parseFloat(getComputedStyle(x).outlineWidth) > 0;
      const label = 'labels' in el ? [...((el as HTMLInputElement).labels ?? [])] : [];
      const broer = el.nextElementSibling;
      if (!zichtbaar(el) && s.boxShadow === 'none' && ![...label, ...(broer ? [broer] : []), ...(el.parentElement ? [el.parentElement] : []), ...el.querySelectorAll('*')].some(zichtbaar)) fout.push('shows no focus');
      if (vak.width === 0 || vak.height === 0) fout.push('has no size');
      else if (vak.bottom < 0 || vak.top > window.innerHeight) fout.push('stays out of sight');
      return { naam, fout };
    });
    // Past the last one the browser starts again at the first.
    if (!stap || (i > 0 && stap.naam === stappen[0])) break;
    stappen.push(stap.naam);
    for (const f of stap.fout) mis.push(`${stap.naam} ${f}`);
  }
  return { stappen, mis };
}

/** One more edition than the current one, older; the address then has `?editie=`. */
export async function oudereEditie(w: Wereld): Promise<EditieRegel> {
  const { edities } = (await (await fetch(`${w.basis}/v1/edities`)).json()) as { edities: EditieRegel[] };
  const oud = edities.find((e) => e.volgnummer < w.regel.volgnummer);
  if (!oud) throw new Error('the server has one edition: run tools/test-browser.sh');
  return oud;
}

type Antwoord = (inhoud: Record<string, unknown>) => unknown;

/** The page gets the real answer of the API with something changed, for every address of the edition that fits. */
export async function vervals(page: Page, past: RegExp, verander: Antwoord): Promise<void> {
  await page.route(
    (u) => u.pathname.startsWith('/v1/') && past.test(u.pathname),
    async (route) => {
      const antwoord = await route.fetch();
      await route.fulfill({ response: antwoord, json: verander((await antwoord.json()) as Record<string, unknown>) });
    },
  );
}

/** Every address that fits answers with this status, as the server would. */
export async function weiger(page: Page, past: RegExp, status: number): Promise<void> {
  await page.route(
    (u) => u.pathname.startsWith('/v1/') && past.test(u.pathname),
    (route) => route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify({ status, title: 'x', detail: 'Dit is er niet.' }) }),
  );
}

/** An indicator of the ladder with figures per buurt, with more than one period when there is such a one. */
export function kaartIndicator(w: Wereld, model: boolean | null = null): Indicator | undefined {
  const kan = w.indicatoren.filter((i) => i.trede !== null && i.niveaus.includes('buurt') && (model === null || (i.maat === 'model_aandeel') === model));
  return kan.find((i) => i.perioden.length > 2 && i.niveaus.includes('wijk')) ?? kan[0];
}

export interface Plek {
  code: string;
  naam: string;
  waarde: number;
}

/** Areas of the first gemeente with a figure in the last period, in the order of the edition. */
export async function plekkenMetCijfer(w: Wereld, i: Indicator, niveau: 'buurt' | 'wijk'): Promise<Plek[]> {
  const o = await w.haal<Waarnemingen>(`waarnemingen/${i.id}/${niveau}`);
  const k = w.gebieden.niveaus[niveau];
  const g = Math.max(0, w.gebieden.niveaus.gemeente.code.indexOf(w.editie.referentie));
  return (k?.code ?? []).flatMap((code, n) => {
    const waarde = o.reeks.at(-1)?.waarde[n];
    return waarde == null || k?.gemeente[n] !== g ? [] : [{ code, naam: k.naam[n] ?? code, waarde }];
  });
}

export function bewaar(naam: string): string {
  const map = join(HIER, '.out');
  mkdirSync(map, { recursive: true });
  return join(map, `${naam}.png`);
}
