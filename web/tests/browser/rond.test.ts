// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Waarnemingen } from '../../src/lib/api/model';
import { axe, ga, kaartIndicator, klaar, opzetten, pagina, plekkenMetCijfer, type Wereld } from './wereld';

let w: Wereld;
beforeAll(async () => {
  w = await opzetten();
});
afterAll(async () => {
  await w?.sluit();
});

describe('the way of a figure', () => {
  it.each([1280, 768])('goes from the value on the screen back to file, hash, table and columns, at %i px', async (breedte) => {
    const i = kaartIndicator(w);
    if (!i) throw new Error('no indicator');
    const o = await w.haal<Waarnemingen>(`waarnemingen/${i.id}/buurt`);
    const h = o.reeks[0]?.herkomst;
    const plek = (await plekkenMetCijfer(w, i, 'buurt'))[0];
    const { page, hond, sluit } = await pagina(w, breedte);
    await ga(page, w, `/bronnen/${i.id}?gebied=${plek?.code}&periode=${o.reeks[0]?.periode}`);
    const weg = page.locator('[data-test=weg]');
    await expect.poll(() => weg.locator('[data-test=sha256]').innerText()).toBe(h?.sha256);
    await expect.poll(() => weg.locator('[data-test=bestand]').innerText()).toBe(h?.bestand);
    const tekst = await weg.innerText();
    for (const k of h?.kolommen ?? []) expect(tekst).toContain(k);
    for (const s of h?.stappen ?? []) expect(tekst).toContain(s.nl);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});

describe('a wrong address gets a helpful answer', () => {
  it.each([
    ['/kaart/bestaat-niet', 'Dit onderwerp kennen we niet'],
    ['/gebied/BU00000000', 'Dit gebied kennen we niet'],
    ['/bronnen/bestaat-niet', 'Dit onderwerp kennen we niet'],
    ['/?editie=bestaat-niet', 'Deze editie is er niet'],
  ])('%s', async (pad, kop) => {
    const { page, hond, sluit } = await pagina(w, 768);
    await ga(page, w, pad);
    await expect.poll(() => page.locator('main h1').innerText()).toBe(kop);
    expect(await axe(page)).toEqual([]);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('an area, a gemeente or a period that the edition does not have is named, with the rest of the page below it; small letters are no reason', async () => {
    const i = kaartIndicator(w);
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/kaart/${i?.id}?gebied=BU00000000&gemeente=GM0000&periode=1899`);
    const nota = page.locator('[data-test=adres-nota]');
    await nota.waitFor();
    await expect.poll(() => nota.innerText()).toMatch(/BU00000000, GM0000, 1899/);
    await nota.getByRole('link').click();
    await nota.waitFor({ state: 'detached' });
    await expect.poll(() => new URL(page.url()).search).toBe('');
    const code = w.gebieden.niveaus.wijk?.code[0] ?? '';
    await ga(page, w, `/gebied/${code.toLowerCase()}`);
    await expect.poll(() => page.locator('main h1').innerText()).toContain(w.gebieden.niveaus.wijk?.naam[0]);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('a page that does not exist, reached inside the site, points to the overview', async () => {
    const { page, hond, sluit } = await pagina(w, 768);
    await ga(page, w, '/over');
    await page.evaluate(() => {
      history.pushState(null, '', '/nergens');
      window.dispatchEvent(new PopStateEvent('popstate'));
    });
    await expect.poll(() => page.locator('main h1').innerText()).toBe('Deze pagina bestaat niet');
    await page.getByRole('link', { name: 'overzicht', exact: true }).click();
    await expect.poll(() => page.locator('.lm').count()).toBeGreaterThan(0);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('says so when the server does not answer, and tries again', async () => {
    const { page, sluit } = await pagina(w, 768);
    await page.route('**/v1/**', (r) => r.abort());
    await page.goto(`${w.basis}/`);
    await page.locator('main h1').waitFor();
    await expect.poll(() => page.locator('main').innerText()).toContain('geen verbinding');
    await page.unroute('**/v1/**');
    await page.getByRole('button', { name: 'Probeer opnieuw' }).click();
    await expect.poll(() => page.locator('.lm').count()).toBeGreaterThan(0);
    await sluit();
  });
});

describe('around the pages', () => {
  it('finds an area by typing, chooses it with the keyboard', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, '/');
    const naam = w.gebieden.niveaus.wijk?.naam[0] ?? '';
    await page.getByRole('combobox', { name: /Zoek/ }).fill(naam);
    await page.locator('#zoek-voorop-lijst li', { hasText: naam }).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/gebied/**');
    await expect.poll(() => page.locator('main h1').innerText()).toContain(naam);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('switches language and stays on the page', async () => {
    const { page, sluit } = await pagina(w, 1280);
    await ga(page, w, '/over');
    await page.getByRole('link', { name: 'English' }).click();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
    await expect.poll(() => new URL(page.url()).searchParams.get('taal')).toBe('en');
    await page.getByRole('link', { name: 'Sources' }).first().click();
    await page.waitForURL('**/bronnen?taal=en');
    await sluit();
  });

  it('the map of a subject is left for every page of the menu, and back brings it again', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    const onderwerp = `/kaart/${kaartIndicator(w)?.id}`;
    await ga(page, w, onderwerp);
    const kop = await page.title();
    const delen = await page.locator('header nav a').evaluateAll((l) => l.map((a) => a.getAttribute('href') ?? ''));
    for (const deel of delen.filter((d) => !d.startsWith('/kaart'))) {
      await page.locator(`header nav a[href="${deel}"]`).click();
      await expect.poll(() => page.title(), { message: deel }).not.toBe(kop);
      await klaar(page);
      // A page on its way out must not take the address along.
      expect(new URL(page.url()).pathname).toBe(deel);
      await page.goBack();
      await expect.poll(() => page.title()).toBe(kop);
      await klaar(page);
    }
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('sets no cookie and stores nothing', async () => {
    const { page, sluit } = await pagina(w, 1280);
    await ga(page, w, '/');
    expect(await page.context().cookies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    await sluit();
  });
});
