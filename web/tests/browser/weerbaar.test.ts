// SPDX-License-Identifier: EUPL-1.2
// W4: the server is slow, busy, half there or wrong. The reader is told what is the matter, and everything else keeps working.
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Bronnen } from '../../src/lib/api/model';
import { axe, ga, kaartIndicator, klaar, opzetten, oudereEditie, pagina, plekkenMetCijfer, vervals, weiger, type Waakhond, type Wereld } from './wereld';

let w: Wereld;
let page: Page;
let hond: Waakhond;
let sluit: () => Promise<void>;
beforeAll(async () => {
  w = await opzetten();
});
afterAll(async () => {
  await w?.sluit();
});
beforeEach(async () => {
  ({ page, hond, sluit } = await pagina(w, 768));
});
afterEach(() => sluit());

const fouten = () => page.locator('[data-test=fout]');
const indicator = () => {
  const i = kaartIndicator(w);
  if (!i) throw new Error('no indicator');
  return i;
};
const wijk = () => w.gebieden.niveaus.wijk?.code[0] ?? '';

describe('W4: the server does not answer as it should', () => {
  it('no connection: says so, keeps the address, and a click on the button is enough', async () => {
    await page.route('**/v1/**', (r) => r.abort());
    await page.goto(`${w.basis}/kaart/${indicator().id}?niveau=wijk`);
    await fouten().first().waitFor();
    await expect.poll(() => page.locator('main').innerText()).toContain('geen verbinding');
    await page.unroute('**/v1/**');
    await page.getByRole('button', { name: 'Probeer opnieuw' }).click();
    await expect.poll(() => page.locator('input[name=niveau]:checked').inputValue()).toBe('wijk');
  });

  it('back on a network that carries nothing yet: asks again by itself a moment later', async () => {
    let geweigerd = 0;
    await page.route('**/v1/**', (r) => ((geweigerd += 1), r.abort()));
    await page.goto(`${w.basis}/over`);
    await fouten().first().waitFor();
    const voor = geweigerd;
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect.poll(() => geweigerd).toBeGreaterThan(voor);
    await page.unroute('**/v1/**');
    await fouten().first().waitFor({ state: 'detached' });
    await page.locator('[data-test=licenties]').waitFor();
  });

  it('busy (503): asks for a minute, not for a new address', async () => {
    await weiger(page, /^\/v1\//, 503);
    await page.goto(`${w.basis}/?taal=en`);
    await fouten().first().waitFor();
    await expect.poll(() => page.locator('main').innerText()).toContain('busy or is being updated');
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('very slow: after some seconds calmly says so, and waiting can be ended and begun again', async () => {
    const i = indicator();
    await page.route(`**/waarnemingen/${i.id}/**`, () => undefined);
    await page.goto(`${w.basis}/kaart/${i.id}`);
    const stop = page.getByRole('button', { name: 'Stop met wachten' });
    await stop.waitFor();
    await expect.poll(() => page.locator('main').innerText()).toContain('Dit duurt langer dan normaal');
    expect(await axe(page)).toEqual([]);
    await stop.click();
    await fouten().first().waitFor();
    await page.unroute(`**/waarnemingen/${i.id}/**`);
    await expect.poll(() => page.locator('main').innerText()).toContain('niet langer wachten');
    await page.getByRole('button', { name: 'Probeer opnieuw' }).first().click();
    await expect.poll(() => page.locator('.kaart [role=option]').count()).toBeGreaterThan(5);
  });

  it('half an answer: no crash, and the message names what could not be read', async () => {
    await page.route('**/profielen/**', (r) => r.fulfill({ contentType: 'application/json', body: '{"gemeente":"GM0000","niveaus":{"bu' }));
    await page.goto(`${w.basis}/gebied/${wijk()}`);
    await fouten().first().waitFor();
    await expect.poll(() => fouten().first().innerText()).toContain('de cijfers per gebied');
    await fouten().first().locator('summary').click();
    await expect.poll(() => fouten().first().innerText()).toContain(`/v1/edities/${w.regel.id}/profielen/`);
    await expect.poll(() => page.locator('main h1').innerText()).toBe(w.gebieden.niveaus.wijk?.naam[0]);
  });

  it.each([
    ['indicatoren', /\/indicatoren$/, '/', 'indicatoren'],
    ['columns of another length', /\/gebieden$/, '/', 'niveaus.'],
  ])('the wrong shape (%s): a sentence that names the member', async (naam, past, pad, lid) => {
    await vervals(page, past, (x) => {
      if (naam === 'indicatoren') return { label: x.label };
      const niveaus = x.niveaus as Record<string, { naam: string[] }>;
      return { ...x, niveaus: { ...niveaus, gemeente: { ...niveaus.gemeente, naam: [] } } };
    });
    await page.goto(w.basis + pad);
    await fouten().first().waitFor();
    await fouten().first().locator('summary').click();
    await expect.poll(() => fouten().first().innerText()).toContain(lid);
    expect(hond.klachten).toEqual([]);
  });

  it('something nobody foresaw while drawing: that page says so, the menu and the next page work', async () => {
    await vervals(page, /\/profielen\//, (x) => ({ ...x, indicatoren: [{ id: 'x' }], ladder: { cellen: [{}] } }));
    await page.goto(`${w.basis}/gebied/${wijk()}`);
    await fouten().first().waitFor();
    await expect.poll(() => fouten().first().innerText()).toContain('ging iets mis in deze website');
    await page.getByRole('navigation').getByRole('link', { name: 'Bronnen' }).click();
    await page.waitForURL('**/bronnen*');
    await klaar(page);
    await expect.poll(() => fouten().count()).toBe(0);
    await expect.poll(() => page.locator('main h1').count()).toBe(1);
  });
});

describe('W4: an edition of which a part is missing', () => {
  it('without signals, scores and comparable areas the page of an area keeps its figures', async () => {
    await weiger(page, /\/(signalen|scores\/|scoring|vergelijkbaar)/, 404);
    await ga(page, w, `/gebied/${wijk()}`);
    await expect.poll(() => fouten().count()).toBeGreaterThan(0);
    await expect.poll(async () => (await fouten().allInnerTexts()).filter((tekst) => !/^[^\n]+\n[\s\S]*(Deze editie heeft dit niet|rest van de pagina)/.test(tekst))).toEqual([]);
    await expect.poll(() => page.locator('.lm').count()).toBeGreaterThan(0);
    await expect.poll(() => page.locator('#indicatoren tbody tr').count()).toBeGreaterThan(5);
  });

  it('without a map the table has every figure, and the page says that there is no map', async () => {
    await weiger(page, /\/kaarten\//, 404);
    await ga(page, w, `/kaart/${indicator().id}`);
    await expect.poll(() => page.locator('.kaart [role=option]').count()).toBe(0);
    await expect.poll(() => page.locator('main').innerText()).toMatch(/geen (kaart|grenzen)/);
    await expect.poll(() => page.locator('table.tabel tbody tr').count()).toBeGreaterThan(10);
  });

  it('without signals the overview keeps map and ladder, and the page of the signals says what is the matter', async () => {
    await weiger(page, /\/signalen$/, 500);
    await ga(page, w, '/');
    await expect.poll(() => page.locator('.lm').count()).toBe(1);
    await expect.poll(() => page.locator('.kaart [role=option]').count()).toBeGreaterThan(10);
    await expect.poll(() => fouten().first().innerText()).toContain('De rest van de pagina kunt u gewoon gebruiken');
    await ga(page, w, '/signalen');
    await expect.poll(() => page.locator('main h1').count()).toBe(1);
    await expect.poll(() => fouten().count()).toBe(1);
  });

  it('without the list of sources an estimate that only its source tells of still has no trend, and its file calls it one', async () => {
    const { bronnen } = await w.haal<Bronnen>('bronnen');
    const i = w.indicatoren.find((x) => x.maat !== 'model_aandeel' && x.perioden.length > 2 && x.niveaus.includes('buurt') && bronnen.some((b) => b.id === x.bron && b.model));
    if (!i) throw new Error('no indicator that is an estimate by its source alone');
    const plek = (await plekkenMetCijfer(w, i, 'buurt'))[0];
    await weiger(page, /\/bronnen$/, 500);
    await ga(page, w, `/kaart/${i.id}?niveau=buurt&gebied=${plek?.code}`);
    await page.locator('main .nota', { hasText: 'Geen trend' }).waitFor();
    await expect.poll(() => page.locator(`[id="${i.id}-${plek?.code}-grafiek"]`).count()).toBe(0);
    const [b] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).first().click()]);
    expect(readFileSync((await b.path()) ?? '', 'utf8')).toMatch(/^# Modelschatting: geschat met een model/m);
  });

  it('without the profiles the overview says so and the map of a subject still works', async () => {
    await weiger(page, /\/profielen\//, 404);
    await ga(page, w, '/');
    await expect.poll(() => fouten().count()).toBeGreaterThan(0);
    await ga(page, w, `/kaart/${indicator().id}`);
    await expect.poll(() => page.locator('.kaart [role=option]').count()).toBeGreaterThan(10);
  });
});

describe('W7: an address of another time', () => {
  it('an edition that is not here: which one is, and area and subject go along', async () => {
    const i = indicator();
    const plek = (await plekkenMetCijfer(w, i, 'buurt'))[0];
    await ga(page, w, `/kaart/${i.id}?gebied=${plek?.code}&editie=weg-2019-0123456789ab`);
    await expect.poll(() => page.locator('main h1').innerText()).toBe('Deze editie is er niet');
    await expect.poll(() => page.locator('main').innerText()).toContain(`editie ${w.regel.volgnummer} van`);
    expect(hond.klachten).toEqual([]);
    await page.getByRole('link', { name: 'Bekijk de nieuwste editie' }).press('Enter');
    await page.waitForURL((u) => !u.searchParams.has('editie'));
    await klaar(page);
    await expect.poll(() => new URL(page.url()).searchParams.get('gebied')).toBe(plek?.code);
    await expect.poll(() => page.locator('main h1').innerText()).not.toContain('editie');
  });

  it('an older edition: it is shown as such on every page, with the newer one a click away', async () => {
    const oud = await oudereEditie(w);
    await page.setViewportSize({ width: 1280, height: 860 });
    await ga(page, w, `/bronnen?editie=${oud.id}`);
    await expect.poll(() => page.locator('body').innerText()).toContain(`Editie ${oud.volgnummer}`);
    await page.getByRole('link', { name: 'Ladder', exact: true }).first().click();
    await page.waitForURL('**/ladder?editie=*');
    await page.getByRole('link', { name: 'Er is een nieuwere editie' }).click();
    await expect.poll(() => page.locator('body').innerText()).toContain(`Editie ${w.regel.volgnummer}`);
    await expect.poll(() => new URL(page.url()).pathname).toBe('/ladder');
    expect(hond.klachten).toEqual([]);
  });

  it('a code of an earlier division: what the place is called now, with a link', async () => {
    const k = w.gebieden.niveaus.buurt;
    const nu = new Set(Object.values(w.gebieden.niveaus).flatMap((n) => n?.code ?? []));
    const paar = (k?.voorheen ?? []).flatMap((oud, n) => oud.filter((c) => !nu.has(c)).map((c) => ({ oud: c, naam: k?.naam[n] ?? '', code: k?.code[n] ?? '' })))[0];
    if (!paar) throw new Error('no buurt of this edition has an earlier code that is free');
    await ga(page, w, `/gebied/${paar.oud}`);
    await expect.poll(() => page.locator('main h1').innerText()).toBe('Dit gebied heeft een nieuwe code');
    await page.locator('main').getByRole('link', { name: paar.naam, exact: true }).first().click();
    await page.waitForURL(`**/gebied/${paar.code}`);
    expect(hond.klachten).toEqual([]);
  });

  it.each([
    ['/kaart/bestaat-niet', 'Dit onderwerp kennen we niet'],
    ['/gebied/BU00000000', 'Dit gebied kennen we niet'],
    ['/bronnen/bestaat-niet', 'Dit onderwerp kennen we niet'],
    ['/gebied/%20', 'Dit gebied kennen we niet'],
  ])('an unknown address %s gets a helpful page', async (pad, kop) => {
    await ga(page, w, pad);
    await expect.poll(() => page.locator('main h1').innerText()).toBe(kop);
    await expect.poll(() => page.locator('main a').count()).toBeGreaterThan(0);
    expect(hond.klachten).toEqual([]);
  });

  it('an address with a broken % code gets a page in both languages that leads to the monitor', async () => {
    const antwoord = await page.goto(`${w.basis}/gebied/%zz`);
    expect(antwoord?.status()).toBe(400);
    await page.getByRole('heading', { name: 'Dit adres klopt niet' }).waitFor();
    await expect.poll(() => page.locator('p[lang=en]').innerText()).toContain('This address is not right');
    await page.getByRole('link', { name: 'de monitor', exact: true }).click();
    await page.waitForURL(`${w.basis}/`);
    await page.locator('header').first().waitFor();
  });
});
