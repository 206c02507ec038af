// SPDX-License-Identifier: EUPL-1.2
// After a first visit the reader can go on without a network; what is kept is public, and goes when the server takes it back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { axe, ga, kaartIndicator, klaar, opzetten, oudereEditie, pagina, schuiftOpzij, type Wereld } from './wereld';

let w: Wereld;
beforeAll(async () => {
  w = await opzetten();
});
afterAll(async () => {
  await w?.sluit();
});

const bewaard = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const uit: string[] = [];
    for (const naam of await caches.keys()) for (const v of await (await caches.open(naam)).keys()) uit.push(`${naam} ${new URL(v.url).pathname}`);
    return uit;
  });

/** The worker runs and has kept what the page asked. */
async function metWerker(page: Page, resource: string): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await expect.poll(() => bewaard(page)).toContain(`trede-editie-${w.regel.id} /v1/edities/${w.regel.id}/${resource}`);
  await expect.poll(() => bewaard(page)).toContain('trede-edities /v1/edities');
}

describe('W4 W9: without a network', () => {
  it('shows what was opened before and says so, with the tables; what was not opened is told apart', async () => {
    const i = kaartIndicator(w);
    if (!i) throw new Error('no indicator');
    const { page, hond, sluit } = await pagina(w, 768, { werker: true });
    await ga(page, w, `/kaart/${i.id}`);
    await metWerker(page, `waarnemingen/${i.id}/buurt`);
    expect(hond.klachten).toEqual([]);

    await page.context().setOffline(true);
    await expect.poll(() => page.locator('[data-test=verbinding]').innerText()).toContain('U bent offline');
    await page.reload();
    await klaar(page);
    const strook = () => page.locator('[data-test=verbinding]').innerText();
    await expect.poll(strook).toContain('U bent offline');
    await expect.poll(strook).toContain(`editie ${w.regel.volgnummer}`);
    await expect.poll(strook).toMatch(/\d{1,2}\s\w+\s\d{4}/);
    await expect.poll(() => page.locator('.kaart [role=option]').count()).toBeGreaterThan(10);
    await expect.poll(() => page.locator('table.tabel tbody tr').count()).toBeGreaterThan(10);
    expect(await axe(page)).toEqual([]);
    await expect.poll(() => schuiftOpzij(page)).toBe(false);

    const ander = w.indicatoren.find((x) => x.id !== i.id && x.niveaus.includes('buurt'));
    await page.goto(`${w.basis}/kaart/${ander?.id}?taal=en`);
    await page.locator('[data-test=fout]').first().waitFor();
    await expect.poll(() => page.locator('main').innerText()).toContain('You have not opened this on this device before');

    await page.context().setOffline(false);
    await expect.poll(() => page.locator('[data-test=fout]').count()).toBe(0);
    await klaar(page);
    await expect.poll(() => page.locator('.kaart [role=option]').count()).toBeGreaterThan(5);
    await expect.poll(() => page.locator('[data-test=verbinding]').innerText()).toBe('');
    await sluit();
  });

  it('keeps files of the site and public resources of this edition, no cookie and nothing about the reader', async () => {
    const { page, sluit } = await pagina(w, 768, { werker: true });
    await ga(page, w, '/');
    await metWerker(page, 'gebieden');
    const namen = await bewaard(page);
    const van = [w.regel.id, (await oudereEditie(w)).id].map((id) => `trede-editie-${id} /v1/edities/${id}/[^ ]+`);
    const mag = new RegExp(`^(${['trede-site-[0-9a-f]{12} /(assets/[^ ]+|thema/[^ ]+|merk\\.svg)?', 'trede-edities /v1/edities', ...van].join('|')})$`);
    for (const n of namen) expect(n).toMatch(mag);
    expect(await page.context().cookies()).toEqual([]);
    const over = await page.evaluate(async () => ({ lokaal: localStorage.length, sessie: sessionStorage.length, databanken: (await indexedDB.databases()).length }));
    expect(over).toEqual({ lokaal: 0, sessie: 0, databanken: 0 });
    await sluit();
  });

  it('drops an edition that was withdrawn, and everything when the site no longer has a worker', async () => {
    const { page, sluit } = await pagina(w, 768, { werker: true });
    await ga(page, w, '/over');
    await metWerker(page, 'gebieden');
    await page.evaluate(async () => {
      const kast = await caches.open('trede-editie-teruggetrokken-2020-000000000000');
      await kast.put('/v1/edities/teruggetrokken-2020-000000000000/gebieden', new Response('{}'));
    });
    await page.reload();
    await klaar(page);
    await expect.poll(() => bewaard(page)).not.toContainEqual(expect.stringContaining('teruggetrokken'));

    await page.context().route('**/sw.js', (r) => r.fulfill({ status: 404, body: '' }));
    await page.evaluate(async () => {
      for (const r of await navigator.serviceWorker.getRegistrations()) await r.unregister();
    });
    await page.reload();
    await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([]);
    await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    await sluit();
  });
});

describe('W9: where the browser allows no storage', () => {
  it('works all the same', async () => {
    const { page, hond, sluit } = await pagina(w, 768);
    await page.addInitScript(() => {
      const weiger = () => {
        throw new DOMException('no storage here', 'SecurityError');
      };
      for (const naam of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'] as const) Object.defineProperty(window, naam, { get: weiger });
      Object.defineProperty(navigator, 'serviceWorker', { get: () => ((document.documentElement.dataset.gevraagd = 'ja'), weiger()) });
    });
    await ga(page, w, '/ladder');
    // The page has asked for what it may not have, and goes on.
    await page.locator('html[data-gevraagd]').waitFor();
    await hond.rust();
    expect(await page.locator('main h1').count()).toBe(1);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});
