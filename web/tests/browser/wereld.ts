// SPDX-License-Identifier: EUPL-1.2
// The browser, the server and what the tests know of the edition. They run against a real server:
// TREDE_URL is its address (tools/test-browser.sh starts one with the fictitious town). Nothing here knows the name of an area or an indicator: all of it is asked of the API.
import { AxeBuilder } from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Editie, EditieRegel, Gebieden, Indicator, Indicatoren, Waarnemingen } from '../../src/lib/api/model';

const HIER = dirname(fileURLToPath(import.meta.url));
const VLAGGEN = '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

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

export async function opzetten(): Promise<Wereld> {
  const basis = process.env.TREDE_URL?.replace(/\/$/, '') ?? '';
  if (!basis) throw new Error('TREDE_URL is not set: run tools/test-browser.sh');
  const browser = await chromium.launch({ executablePath: process.env.TREDE_CHROMIUM ?? '/usr/bin/chromium', args: VLAGGEN.split(' ') });
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

/** Everything that must not happen on any page. */
export class Waakhond {
  readonly klachten: string[] = [];

  constructor(
    readonly page: Page,
    basis: string,
  ) {
    page.on('console', (m) => {
      if (m.type() === 'error' || m.type() === 'warning') this.klachten.push(`console ${m.type()}: ${m.text()}`);
    });
    page.on('pageerror', (e) => this.klachten.push(`page error: ${e.message}`));
    page.on('request', (r) => {
      const u = r.url();
      if (!u.startsWith(`${basis}/`) && !u.startsWith('blob:') && !u.startsWith('data:')) this.klachten.push(`request to another origin: ${u}`);
    });
    page.on('response', (r) => {
      if (r.status() >= 400) this.klachten.push(`${r.status()}: ${r.url()}`);
    });
  }
}

export async function pagina(w: Wereld, breedte: number): Promise<{ page: Page; hond: Waakhond; sluit: () => Promise<void> }> {
  const context = await w.browser.newContext({ viewport: { width: breedte, height: 860 }, reducedMotion: 'reduce', acceptDownloads: true });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (e) => console.error(`CSP violation: ${e.violatedDirective} ${e.blockedURI}`));
  });
  const page = await context.newPage();
  return { page, hond: new Waakhond(page, w.basis), sluit: () => context.close() };
}

export async function ga(page: Page, w: Wereld, pad: string): Promise<void> {
  await page.goto(w.basis + pad);
  await page.locator('main h1').first().waitFor();
  await page.waitForLoadState('networkidle');
}

/** Names of the axe rules of WCAG A and AA that a page breaks, with the element; empty when it breaks none. */
export async function axe(page: Page): Promise<string[]> {
  const uitslag = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).setLegacyMode(true).analyze();
  if (uitslag.passes.length < 10) throw new Error('axe checked hardly anything');
  return uitslag.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} ${n.failureSummary ?? ''}`));
}

export const schuiftOpzij = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

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
