// SPDX-License-Identifier: EUPL-1.2
// W5 W6 W10: names that try to be code, an address that does, another site that frames this one, and links that lead out.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { ga, kaartIndicator, klaar, opzetten, pagina, vervals, watSteektUit, type Wereld } from './wereld';

let w: Wereld;
beforeAll(async () => {
  w = await opzetten();
});
afterAll(async () => {
  await w?.sluit();
});

const HTML = '<img src=x onerror="window.gehackt=1"><script>window.gehackt=1</script>';
const FORMULE = '=cmd|"/c calc"!A1';
const OMGEKEERD = 'Noord\u202Ekrap\u202C';
const LANG = 'Buurtmeteennaamdiegeeneindekent'.repeat(10).slice(0, 300);
const NAMEN = [HTML, FORMULE, OMGEKEERD, LANG];

interface Namen {
  code: string[];
  naam: string[];
}

/** The first areas of every level, and the subject of the map, get hostile names; so do the sentences of the signals. */
async function besmet(page: Page, onderwerp: string): Promise<void> {
  await vervals(page, /\/gebieden$/, (x) => {
    const niveaus = Object.entries(x.niveaus as Record<string, Namen>).map(([n, k]) => [n, { ...k, naam: k.naam.map((naam, i) => NAMEN[i] ?? naam) }]);
    return { ...x, niveaus: Object.fromEntries(niveaus) };
  });
  const zin = { nl: HTML + LANG, en: HTML + LANG };
  await vervals(page, /\/indicatoren$/, (x) => ({
    ...x,
    indicatoren: (x.indicatoren as { id: string }[]).map((i) => (i.id === onderwerp ? { ...i, naam: { nl: HTML, en: HTML }, kort: { nl: FORMULE, en: FORMULE }, definitie: zin, lezen: zin } : i)),
  }));
  await vervals(page, /\/signalen$/, (x) => ({ ...x, signalen: (x.signalen as object[]).map((s, n) => (n < 4 ? { ...s, zin } : s)) }));
}

const gehackt = (page: Page): Promise<unknown> => page.evaluate(() => (window as unknown as { gehackt?: unknown }).gehackt ?? document.querySelectorAll('img[onerror], img[src="x"], main script').length);

describe('W5: names and sentences that try to be code', () => {
  it.each([1280, 320])('stay text on every page, and break no page, at %i px', async (breedte) => {
    const i = kaartIndicator(w);
    if (!i) throw new Error('no indicator');
    const { page, hond, sluit } = await pagina(w, breedte);
    await besmet(page, i.id);
    const buurt = w.gebieden.niveaus.buurt?.code ?? [];
    const mis: string[] = [];
    for (const pad of ['/', `/kaart/${i.id}?gebied=${buurt[0]}`, `/gebied/${buurt[3]}`, `/gebied/${buurt[0]}`, '/signalen', '/vergelijk?niveau=buurt', `/bronnen/${i.id}?gebied=${buurt[1]}`]) {
      await ga(page, w, pad);
      if ((await gehackt(page)) !== 0) mis.push(`${pad}: code ran or became an element`);
      const uit = await watSteektUit(page);
      if (uit) mis.push(`${pad} scrolls sideways: ${uit}`);
    }
    await ga(page, w, `/gebied/${buurt[0]}`);
    await expect.poll(() => page.locator('main h1').innerText()).toContain('<img src=x');
    await expect.poll(() => page.title()).toContain('<img src=x');
    const zoek = page.getByRole('combobox').first();
    await zoek.fill('img');
    await page.locator('[role=listbox] [role=option]').first().waitFor();
    if ((await gehackt(page)) !== 0) mis.push('search: code ran');
    expect(mis).toEqual([]);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('a spreadsheet that opens the CSV finds no formula in it', async () => {
    const i = kaartIndicator(w);
    if (!i) throw new Error('no indicator');
    const { page, sluit } = await pagina(w, 1280);
    await besmet(page, i.id);
    await ga(page, w, `/kaart/${i.id}`);
    const [bestand] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).first().click()]);
    const tekst = readFileSync((await bestand.path()) ?? '', 'utf8');
    const rijen = tekst.split('\n').filter((r) => !r.startsWith('#'));
    expect(tekst).toContain("'=cmd|");
    for (const cel of rijen.flatMap((r) => r.split(';'))) expect(cel.replace(/^"/, '')).not.toMatch(/^[=@\t]|^[+-](?![\d.])/);
    await sluit();
  });

  it.each(['/kaart/%3Cimg%20src=x%20onerror=window.gehackt=1%3E', '/gebied/%3Cscript%3Ewindow.gehackt=1%3C%2Fscript%3E', '/?editie=%3Cimg%20src=x%20onerror=window.gehackt=1%3E', '/ladder#%3Cimg%20src=x%3E', '/?gebied=__proto__&taal=constructor'])('an address %s is text', async (pad) => {
    const { page, hond, sluit } = await pagina(w, 320);
    await page.goto(w.basis + pad);
    // A page of this site, or the server's own refusal without a heading.
    await page.waitForFunction(() => (document.querySelector('main h1') ?? (document.getElementById('app') ? null : document.body))?.textContent);
    await hond.rust();
    expect(await gehackt(page)).toBe(0);
    await expect.poll(() => watSteektUit(page)).toBeNull();
    expect(hond.klachten.filter((k) => !/404|400/.test(k))).toEqual([]);
    await sluit();
  });
});

describe('W6 W10: this site and others', () => {
  it('sends a policy that forbids what is not its own, and does not let itself be framed elsewhere', async () => {
    const kop = (await fetch(`${w.basis}/`)).headers;
    const csp = kop.get('content-security-policy') ?? '';
    for (const regel of ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "connect-src 'self'", "frame-ancestors 'self'"]) expect(csp).toContain(regel);
    expect(csp).not.toContain('unsafe-inline');
    expect(kop.get('referrer-policy')).toBe('no-referrer');
    expect(kop.get('cross-origin-opener-policy')).toBe('same-origin');

    const { page, sluit } = await pagina(w, 768);
    const vreemd = w.basis.replace('127.0.0.1', 'localhost');
    await page.route(`${vreemd}/lokaas`, (r) => r.fulfill({ contentType: 'text/html', body: `<iframe src="${w.basis}/" width="600" height="400"></iframe>` }));
    await page.goto(`${vreemd}/lokaas`);
    const kader = () => page.frames().find((f) => f !== page.mainFrame());
    await expect.poll(() => kader()?.url()).toContain('chrome-error');
    expect(await kader()?.locator('main').count()).toBe(0);
    await sluit();
  });

  it('a link that leads out tells the other site nothing, and cannot reach back', async () => {
    const { page, sluit } = await pagina(w, 1280);
    await ga(page, w, '/bronnen');
    const uit = await page.evaluate(() => [...document.querySelectorAll<HTMLAnchorElement>('a[href^="http"]')].filter((a) => a.origin !== location.origin).map((a) => ({ href: a.href, doel: a.target, rel: a.rel })));
    for (const a of uit) if (a.doel === '_blank') expect(a.rel).toMatch(/noopener|noreferrer/);
    await page.route('https://elders.voorbeeld.nl/**', (r) => r.fulfill({ contentType: 'text/html', body: '<title>elders</title>' }));
    const vraag = page.waitForRequest('https://elders.voorbeeld.nl/**');
    await page.evaluate(() => {
      const a = document.createElement('a');
      a.href = 'https://elders.voorbeeld.nl/x';
      document.body.append(a);
      a.click();
    });
    expect((await vraag).headers().referer).toBeUndefined();
    await page.waitForURL('https://elders.voorbeeld.nl/**');
    expect(await page.evaluate(() => window.opener)).toBeNull();
    await sluit();
  });

  it('asks nothing of another origin on a whole tour, and runs no inline code', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, '/');
    for (const naam of await page.getByRole('navigation').first().getByRole('link').allInnerTexts()) {
      const link = page.getByRole('navigation').first().getByRole('link', { name: naam, exact: true });
      const naar = (await link.getAttribute('href')) ?? '';
      await link.click();
      await page.waitForURL((u) => u.pathname === naar);
      await klaar(page);
    }
    const binnen = await page.evaluate(() => document.querySelectorAll('script:not([src]), [onclick], [style*="url("]').length);
    expect(binnen).toBe(0);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});
