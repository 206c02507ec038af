// SPDX-License-Identifier: EUPL-1.2
// The reading pages, the header and the footer: what a reader comes to check, by mouse and by keyboard, in both languages.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EigenGebieden } from '../../src/lib/api/model';
import { axe, ga, klaar, opBreedte, opzetten, pagina, schuiftOpzij, type Wereld } from './wereld';

let w: Wereld;
beforeAll(async () => {
  w = await opzetten();
});
afterAll(async () => {
  await w?.sluit();
});

/** Nothing on the page breaks WCAG, sticks out sideways or complains. */
async function heel(page: Page, klachten: string[]): Promise<void> {
  await klaar(page);
  expect(await axe(page)).toEqual([]);
  await expect.poll(() => schuiftOpzij(page)).toBe(false);
  expect(klachten).toEqual([]);
}

describe('the header', () => {
  it('keeps its menu on one line beside a long name, and the search field wide enough to use', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await page.route('**/editie', async (r) => {
      const antwoord = await r.fetch();
      await r.fulfill({ response: antwoord, json: { ...(await antwoord.json()), naam: 'Gemeente Bergen op Zoom en Halsteren', verhalen: 1 } });
    });
    await ga(page, w, '/bronnen');
    for (const breedte of [1280, 1200]) {
      await opBreedte(page, breedte);
      const vakken = await page.locator('#hoofdmenu a').evaluateAll((links) => links.map((a) => a.getBoundingClientRect()).map((v) => ({ boven: v.top, rechts: v.right })));
      expect(vakken.length).toBeGreaterThan(6);
      expect(new Set(vakken.map((v) => Math.round(v.boven))).size).toBe(1);
      const zoek = await page.locator('header [role=search]').boundingBox();
      expect(zoek?.width).toBeGreaterThan(120);
      expect(zoek?.x).toBeGreaterThan(Math.max(...vakken.map((v) => v.rechts)));
      await expect.poll(() => schuiftOpzij(page)).toBe(false);
    }
    await expect.poll(() => page.locator('#hoofdmenu [aria-current=page]').allInnerTexts()).toEqual(['Bronnen']);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('finds an area by a name with a typing error, with the keyboard, and says why a postcode finds nothing', async () => {
    const { page, hond, sluit } = await pagina(w, 320);
    await ga(page, w, '/over');
    const lang = Math.max(...(w.gebieden.niveaus.buurt?.naam ?? []).map((n) => (/^[a-z]+$/i.test(n) ? n.length : 0)));
    const plek = (w.gebieden.niveaus.buurt?.naam ?? []).findIndex((n) => n.length === lang && /^[a-z]+$/i.test(n));
    const naam = w.gebieden.niveaus.buurt?.naam[plek] ?? '';
    const veld = page.getByRole('combobox');
    await veld.fill('5611 AB');
    await page.locator('.niets').getByText('postcode').waitFor();
    await veld.fill(naam.slice(0, 3) + naam.slice(4));
    await page.getByRole('option').filter({ hasText: naam }).filter({ hasText: 'lijkt erop' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await expect.poll(() => schuiftOpzij(page)).toBe(false);
    await veld.press('ArrowDown');
    await veld.press('Enter');
    await page.waitForURL('**/gebied/**');
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('folds into a menu on a phone: Enter opens it, Escape closes it and gives the focus back', async () => {
    const { page, hond, sluit } = await pagina(w, 320);
    await ga(page, w, '/over');
    const knop = page.getByRole('button', { name: 'Menu' });
    await knop.press('Enter');
    const ladder = page.locator('#hoofdmenu').getByRole('link', { name: 'Ladder' });
    await ladder.focus();
    await expect.poll(() => knop.getAttribute('aria-expanded')).toBe('true');
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => ladder.isVisible()).toBe(false);
    await expect.poll(() => knop.evaluate((k) => k === document.activeElement)).toBe(true);
    await expect.poll(() => knop.getAttribute('aria-expanded')).toBe('false');
    await knop.click();
    await ladder.click();
    await page.waitForURL('**/ladder');
    await expect.poll(() => ladder.isVisible()).toBe(false);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('begins with a link to the content', async () => {
    const { page, sluit } = await pagina(w, 1280);
    await ga(page, w, '/over');
    await page.keyboard.press('Tab');
    const over = page.getByRole('link', { name: 'Naar de inhoud' });
    await expect.poll(() => over.evaluate((a) => a === document.activeElement && a.getBoundingClientRect().top >= 0)).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('inhoud');
    await sluit();
  });
});

describe('the page about accessibility', () => {
  it.each([
    ['nl', 1280, 'Toegankelijkheid', 'EN 301 549'],
    ['nl', 768, 'Toegankelijkheid', 'EN 301 549'],
    ['en', 320, 'Accessibility', 'EN 301 549'],
  ])('is reached from the footer with the keyboard and names norm, tests and limits (%s, %i px)', async (taal, breedte, naam, norm) => {
    const { page, hond, sluit } = await pagina(w, breedte);
    await ga(page, w, taal === 'en' ? '/over?taal=en' : '/over');
    await page.getByRole('contentinfo').getByRole('link', { name: naam }).press('Enter');
    await page.waitForURL('**/toegankelijkheid**');
    await expect.poll(() => page.title()).toContain(naam);
    await klaar(page);
    const tekst = await page.locator('main').innerText();
    expect(tekst).toContain(norm);
    expect(tekst).toContain('WCAG 2.2');
    await expect.poll(() => page.locator('[data-test=getest] dt').count()).toBeGreaterThan(4);
    await expect.poll(() => page.locator('[data-test=melden] p').count()).toBeGreaterThan(0);
    expect(tekst).not.toMatch(/@|mailto/);
    await heel(page, hond.klachten);
    await sluit();
  });
});

describe('the catalogue', () => {
  const hoofd = () => w.indicatoren.filter((i) => i.variantVan === null);

  it.each([1280, 768])('shows a cell of the ladder, opens a subject with the keyboard and leads to its figures, at %i px', async (breedte) => {
    const { page, hond, sluit } = await pagina(w, breedte);
    await ga(page, w, '/bronnen');
    const i = hoofd().find((x) => x.trede !== null && x.niveaus.length > 0);
    if (!i) throw new Error('no indicator of the ladder has figures');
    const cel = hoofd().filter((x) => x.trede === i.trede && x.leefgebied === i.leefgebied);
    await expect.poll(() => page.locator('[data-test=groep][open]').count()).toBe(0);
    await page.locator(`table a[href*="leefgebied=${i.leefgebied}"][href*="trede=${i.trede}"]`).click();
    await expect.poll(() => page.locator('[data-test=groep] > details').count()).toBe(cel.length);
    await expect.poll(() => new URL(page.url()).searchParams.get('trede')).toBe(i.trede);
    // The list takes the focus a moment later.
    await expect.poll(() => page.evaluate(() => document.activeElement?.querySelector('[data-test=groep]') !== null)).toBe(true);
    const rij = page.locator('[data-test=groep] > details', { has: page.getByText(i.naam.nl, { exact: true }) });
    await rij.locator('summary').press('Enter');
    await rij.getByText(i.definitie.nl).waitFor();
    expect(await axe(page)).toEqual([]);
    await rij.getByRole('link', { name: 'Volg een cijfer terug' }).press('Enter');
    await page.waitForURL(`**/bronnen/${i.id}`);
    await page.locator('[data-test=weg]').waitFor();
    await page.goBack();
    await expect.poll(() => page.locator('[data-test=groep] > details').count()).toBe(cel.length);
    await heel(page, hond.klachten);
    await sluit();
  });

  it('is filtered by its address and searched by the words of a definition', async () => {
    const { page, hond, sluit } = await pagina(w, 320);
    const toegang = hoofd()[0]?.toegang ?? 'open';
    await ga(page, w, `/bronnen?toegang=${toegang}&trede=2&taal=en`);
    await expect.poll(() => page.locator('[data-test=groep] > details').count()).toBe(hoofd().filter((i) => i.toegang === toegang && i.trede === '2').length);
    await page.getByRole('link', { name: 'Show all' }).click();
    await page.getByRole('searchbox').fill('zzzz geen enkel onderwerp');
    await page.getByText('No subject fits this choice.').waitFor();
    await klaar(page);
    expect(await axe(page)).toEqual([]);
    const gezocht = hoofd().find((i) => i.trede !== null);
    await page.getByRole('searchbox').fill(gezocht?.definitie.en ?? '');
    await page.getByText(gezocht?.naam.en ?? '', { exact: true }).first().waitFor();
    await heel(page, hond.klachten);
    await sluit();
  });
});

describe('own areas', () => {
  it('stand on the page about the edition with their buurten and a figure or a reason', async () => {
    const eigen = await w.haal<EigenGebieden>('eigen-gebieden');
    const { page, hond, sluit } = await pagina(w, 320);
    await ga(page, w, '/over');
    const blok = page.locator('[data-test=eigen-gebieden]');
    await expect.poll(() => blok.count()).toBe(eigen.gebieden.length > 0 ? 1 : 0);
    for (const [n, g] of eigen.gebieden.entries()) {
      await expect.poll(() => blok.innerText()).toContain(g.naam.nl);
      await blok.locator('details').nth(n).locator('summary').press('Enter');
      const tabel = blok.locator('table').nth(n);
      await expect.poll(() => tabel.locator('tbody tr').count()).toBe(new Set(eigen.reeksen.map((r) => r.indicator)).size);
      await expect.poll(async () => (await tabel.locator('tbody tr').allInnerTexts()).filter((rij) => !/\d|geheim|groter gebied|geen gegevens/.test(rij))).toEqual([]);
    }
    await heel(page, hond.klachten);
    await sluit();
  });
});

describe('the page about the edition', () => {
  it.each([1280, 768])('says what to use it for, under which licences, and how to refer to it with an address that keeps working, at %i px', async (breedte) => {
    const { page, hond, sluit } = await pagina(w, breedte);
    await ga(page, w, '/over?taal=en');
    await expect.poll(() => page.locator('[data-test=gebruik] li').count()).toBeGreaterThan(5);
    await expect.poll(() => page.locator('[data-test=licenties]').innerText()).toContain('EUPL-1.2');
    const zin = page.locator('[data-test=verwijzen]');
    await expect.poll(() => zin.innerText()).toContain(w.regel.id);
    await heel(page, hond.klachten);
    await zin.getByRole('link').press('Enter');
    await page.waitForURL(`**/?editie=${w.regel.id}**`);
    await page.locator('main h1').waitFor();
    await sluit();
  });
});

describe('the privacy report', () => {
  it.each([1280, 768, 320])('says what was left out, by which rules, and what the attack gave, at %i px', async (breedte) => {
    const { page, hond, sluit } = await pagina(w, breedte);
    await ga(page, w, '/bronnen');
    await page.getByRole('contentinfo').getByRole('link', { name: 'Privacyrapport' }).press('Enter');
    await page.waitForURL('**/privacy');
    await expect.poll(() => page.locator('[data-test=aanval]').innerText()).toContain('Dat lukte bij geen enkel cijfer');
    const regels = page.locator('[data-test=regels] details');
    await expect.poll(() => regels.count()).toBeGreaterThan(0);
    await regels.first().locator('summary').press('Enter');
    await expect.poll(() => regels.first().locator('table').innerText()).toContain('Kleinste aantal dat we tonen');
    for (const document of ['privacy/rapport', 'privacy/dpia-bijlage'])
      await expect.poll(() => page.locator(`[data-test=documenten] a[href$="${document}"]`).count()).toBe(1);
    await heel(page, hond.klachten);
    await sluit();
  });

  it('names subjects and sources, not their ids', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, '/privacy?taal=en');
    await page.locator('details').evaluateAll((alle) => alle.forEach((d) => d.setAttribute('open', '')));
    await klaar(page);
    const woorden = new Set((await page.locator('main').innerText()).split(/[\s,.:;]+/));
    expect(w.indicatoren.map((i) => i.id).filter((id) => woorden.has(id))).toEqual([]);
    await heel(page, hond.klachten);
    await sluit();
  });
});

describe('the method pages', () => {
  it.each([1280, 768])('stand under the question they answer; a subject has its parts, formulas and examples, at %i px', async (breedte) => {
    const { page, hond, sluit } = await pagina(w, breedte);
    await ga(page, w, '/methode');
    await expect.poll(() => page.locator('[data-test=vraag] h2').count()).toBeGreaterThan(3);
    expect(await axe(page)).toEqual([]);
    await page.locator('[data-test=vraag] dt a').first().press('Enter');
    await page.locator('article.tekst').waitFor();
    await expect.poll(() => page.locator('article .formule').count()).toBeGreaterThan(0);
    await expect.poll(() => page.locator('article .voorbeeld').count()).toBeGreaterThan(0);
    const deel = page.locator('aside nav a[href^="#"]').last();
    const doel = page.locator(`article ${await deel.getAttribute('href')}`);
    await deel.press('Enter');
    await expect.poll(() => doel.evaluate((h) => Math.abs(h.getBoundingClientRect().top) < window.innerHeight)).toBe(true);
    const nl = await page.locator('main h1').innerText();
    await page.getByRole('link', { name: 'English' }).click();
    await expect.poll(() => page.locator('main h1').innerText()).not.toBe(nl);
    await heel(page, hond.klachten);
    await sluit();
  });
});

describe('in other colours', () => {
  it('every reading page takes over the colours of the operating system', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    for (const pad of ['/bronnen', '/over', '/privacy', '/methode/intervals', '/toegankelijkheid']) {
      await ga(page, w, pad);
      const bekleed = await page.locator('h1, main a, main summary').evaluateAll((alle) => alle.filter((e) => getComputedStyle(e).forcedColorAdjust === 'none').length);
      expect(bekleed, `${pad} keeps its own text colours`).toBe(0);
    }
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('prints on white, without menu, search field or buttons', async () => {
    const { page, sluit } = await pagina(w, 1280);
    await ga(page, w, '/privacy');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect.poll(() => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe('rgb(255, 255, 255)');
    for (const weg of ['#hoofdmenu', 'header [role=search]', '.menu']) await expect.poll(() => page.locator(weg).isVisible()).toBe(false);
    await expect.poll(() => page.locator('[data-test=aanval] table').isVisible()).toBe(true);
    await sluit();
  });
});
