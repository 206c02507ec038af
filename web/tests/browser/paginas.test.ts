// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Waarnemingen } from '../../src/lib/api/model';
import { axe, bewaar, ga, kaartIndicator, opzetten, pagina, plekkenMetCijfer, schuiftOpzij, type Wereld } from './wereld';

let w: Wereld;
beforeAll(async () => {
  w = await opzetten();
});
afterAll(async () => {
  await w?.sluit();
});

const BREEDTES = [1280, 768, 320];

async function adressen(): Promise<[string, string][]> {
  const i = kaartIndicator(w);
  if (!i) throw new Error('the edition has no indicator with figures per buurt');
  const plek = (await plekkenMetCijfer(w, i, 'buurt'))[0];
  const wijk = w.gebieden.niveaus.wijk?.code[0];
  const zonder = w.indicatoren.find((x) => x.niveaus.length === 0);
  const alleenGemeente = w.indicatoren.find((x) => x.niveaus.length === 1 && x.niveaus[0] === 'gemeente');
  return [
    ['overzicht', '/'],
    ['kaart', `/kaart/${i.id}?gebied=${plek?.code}`],
    ['kaart-engels', `/kaart/${i.id}?niveau=wijk&taal=en`],
    ['gebied-buurt', `/gebied/${plek?.code}`],
    ['gebied-wijk', `/gebied/${wijk}`],
    ['gebied-gemeente', `/gebied/${w.editie.referentie}`],
    ['ladder', '/ladder'],
    ['ladder-gebied', `/ladder?gebied=${wijk}`],
    ['bronnen', '/bronnen'],
    ['herkomst', `/bronnen/${i.id}?gebied=${plek?.code}&periode=${i.perioden[0]}`],
    ['over', '/over'],
    ['privacy', '/privacy'],
    ['methode', '/methode'],
    ['methode-onderwerp', '/methode/intervals'],
    ['vergelijk', '/vergelijk'],
    ['vergelijk-buurt', '/vergelijk?niveau=buurt&leefgebied=inkomen_financien&taal=en'],
    ['signalen', '/signalen'],
    ['signalen-soort', '/signalen?soort=gespleten_wijk&taal=en'],
    ...(zonder ? ([['kaart-zonder', `/kaart/${zonder.id}`], ['bron-zonder', `/bronnen/${zonder.id}`]] as [string, string][]) : []),
    ...(alleenGemeente ? ([['kaart-gemeente', `/kaart/${alleenGemeente.id}`]] as [string, string][]) : []),
  ];
}

describe.each(BREEDTES)('every page at %i px', (breedte) => {
  it('breaks no rule of WCAG A or AA, asks nothing of others, and does not scroll sideways', async () => {
    const { page, hond, sluit } = await pagina(w, breedte);
    for (const [naam, pad] of await adressen()) {
      await ga(page, w, pad);
      if (process.env.TREDE_SHOTS) await page.screenshot({ path: bewaar(`${naam}-${breedte}`), fullPage: true });
      expect(await axe(page), `${naam} at ${breedte}`).toEqual([]);
      expect(await schuiftOpzij(page), `${naam} scrolls sideways at ${breedte}`).toBe(false);
      const kop = await page.locator('body').innerText();
      expect(kop, naam).toMatch(/Editi(e|on) \d+/);
      expect(/alle cijfers zijn verzonnen|all figures are invented/.test(kop), `${naam}: the fictitious label`).toBe(w.editie.fictief);
    }
    expect(hond.klachten).toEqual([]);
    await sluit();
  }, 240_000);
});

describe('the map page', () => {
  it('is walked with the mouse: the choice reaches card, table and address', async () => {
    const i = kaartIndicator(w);
    if (!i) throw new Error('no indicator');
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/kaart/${i.id}`);
    const plekken = await plekkenMetCijfer(w, i, 'buurt');
    const opties = page.locator('.kaart [role=option]');
    const vlakken = (w.gebieden.niveaus.buurt?.gemeente ?? []).filter((g) => g === 0).length;
    if (!w.editie.kaart) throw new Error('this test needs an edition with a map');
    expect(await opties.count()).toBe(vlakken);
    const plek = plekken[Math.floor(plekken.length / 2)];
    await page.locator(`[data-code="${plek?.code}"]`).dispatchEvent('click');
    await expect.poll(() => new URL(page.url()).searchParams.get('gebied')).toBe(plek?.code);
    expect(await page.locator('[data-test=kaartje]').innerText()).toContain(plek?.naam ?? '');
    expect(await page.locator('tr[aria-current=true]').innerText()).toContain(plek?.naam ?? '');
    expect(await page.locator('[data-test=gesproken]').innerText()).toContain(plek?.naam ?? '');
    expect(await page.locator(`[data-code="${plek?.code}"]`).getAttribute('aria-selected')).toBe('true');
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('is walked with the keyboard: arrows go to a neighbour, Enter opens its profile, back returns', async () => {
    const i = kaartIndicator(w);
    if (!i) throw new Error('no indicator');
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/kaart/${i.id}`);
    await page.locator('.kaart').focus();
    const gekozen = () => new URL(page.url()).searchParams.get('gebied');
    await page.keyboard.press('ArrowRight');
    await expect.poll(gekozen).not.toBeNull();
    const eerste = gekozen();
    const midden = (code: string | null) =>
      page.evaluate((c) => {
        const b = (document.querySelector(`[data-code="${c}"]`) as SVGGraphicsElement).getBBox();
        return b.x + b.width / 2;
      }, code);
    const x0 = await midden(eerste);
    await page.keyboard.press('ArrowRight');
    await expect.poll(gekozen).not.toBe(eerste);
    expect(await midden(gekozen())).toBeGreaterThan(x0 - 40);
    expect(await page.locator('.kaart').getAttribute('aria-activedescendant')).toBe(`vlak-${gekozen()}`);
    expect((await page.locator('[data-test=gesproken]').innerText()).length).toBeGreaterThan(10);
    const code = gekozen();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/gebied/${code}*`);
    await page.goBack();
    await page.waitForURL(`**/kaart/${i.id}*`);
    expect(gekozen()).toBe(code);
    await page.locator('.kaart').focus();
    await page.keyboard.press('Escape');
    await expect.poll(gekozen).toBeNull();
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('shows the published value, unit and what is counted, and the same in the table', async () => {
    const i = kaartIndicator(w);
    if (!i) throw new Error('no indicator');
    const { page, sluit } = await pagina(w, 1280);
    const plek = (await plekkenMetCijfer(w, i, 'buurt')).at(-1);
    await ga(page, w, `/kaart/${i.id}?gebied=${plek?.code}&taal=en`);
    const getal = new Intl.NumberFormat('en-GB', { minimumFractionDigits: i.decimalen, maximumFractionDigits: i.decimalen }).format(plek?.waarde ?? NaN);
    expect(await page.locator('[data-test=kaartje]').innerText()).toContain(getal);
    expect(await page.locator('tr[aria-current=true]').innerText()).toContain(getal);
    await sluit();
  });

  it('changes year and level in the address, and a reload shows the same', async () => {
    const i = kaartIndicator(w);
    if (!i || i.perioden.length < 2 || !i.niveaus.includes('wijk')) throw new Error('no indicator with years and wijken');
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/kaart/${i.id}`);
    await page.locator(`input[name=periode][value="${i.perioden[0]}"]`).check({ force: true });
    await expect.poll(() => new URL(page.url()).searchParams.get('periode')).toBe(i.perioden[0]);
    await page.locator('input[name=niveau][value=wijk]').check({ force: true });
    await expect.poll(() => new URL(page.url()).searchParams.get('niveau')).toBe('wijk');
    const wijken = (w.gebieden.niveaus.wijk?.gemeente ?? []).filter((g) => g === 0).length;
    await expect.poll(() => page.locator('.kaart [role=option]').count()).toBe(wijken);
    await page.reload();
    await page.locator('.kaart [role=option]').first().waitFor({ state: 'attached' });
    expect(await page.locator('input[name=periode]:checked').inputValue()).toBe(i.perioden[0]);
    expect(await page.locator('input[name=niveau]:checked').inputValue()).toBe('wijk');
    await page.goBack();
    await expect.poll(() => page.locator('input[name=niveau]:checked').inputValue()).toBe('buurt');
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('sorts the table and never renders a whole country at once', async () => {
    const i = kaartIndicator(w);
    if (!i) throw new Error('no indicator');
    const { page, sluit } = await pagina(w, 1280);
    await ga(page, w, `/kaart/${i.id}`);
    const rijen = page.locator('table.tabel tbody tr');
    expect(await rijen.count()).toBeLessThanOrEqual(125);
    await page.locator('table.tabel thead button').first().click();
    const namen = (await rijen.locator('.kies').allInnerTexts()).slice(0, 5);
    expect(namen).toEqual([...namen].sort((a, b) => a.localeCompare(b, 'nl')));
    expect(await page.locator('table.tabel th[aria-sort=ascending]').count()).toBe(1);
    await sluit();
  });

  it('refuses the trend of a modelled figure and says why', async () => {
    const i = kaartIndicator(w, true);
    if (!i) throw new Error('the edition has no modelled indicator');
    const { page, sluit } = await pagina(w, 1280);
    const plek = (await plekkenMetCijfer(w, i, 'buurt'))[0];
    await ga(page, w, `/kaart/${i.id}?gebied=${plek?.code}`);
    const tekst = await page.locator('main').innerText();
    expect(tekst).toContain('Een modelschatting heeft geen trend');
    expect(tekst).toContain('Vergelijk deze jaren niet met elkaar');
    expect(tekst.toLowerCase()).toContain('geschat uit kenmerken');
    await sluit();
  });

  it('names every kind of emptiness that is on the map', async () => {
    for (const i of w.indicatoren.filter((x) => x.niveaus.includes('buurt')).slice(0, 12)) {
      const o = await w.haal<Waarnemingen>(`waarnemingen/${i.id}/buurt`);
      const laatste = o.reeks.at(-1);
      const geheim = laatste?.reden.findIndex((r, n) => ['geheim', 'onderdrukt', 'te_weinig'].includes(o.redenen[r] ?? '') && laatste.waarde[n] == null && w.gebieden.niveaus.buurt?.gemeente[n] === 0) ?? -1;
      if (geheim < 0) continue;
      const { page, sluit } = await pagina(w, 1280);
      const code = w.gebieden.niveaus.buurt?.code[geheim];
      await ga(page, w, `/kaart/${i.id}?gebied=${code}`);
      const vlak = page.locator(`[data-code="${code}"]`);
      expect(await vlak.getAttribute('fill')).toBe('url(#p-geheim)');
      expect(await vlak.getAttribute('aria-label')).toContain('geheim');
      expect(await page.locator('.stalen').innerText()).toContain('Geheim');
      expect(await page.locator('[data-test=kaartje]').innerText()).toContain('geheim');
      await sluit();
      return;
    }
    throw new Error('the edition has no confidential figure per buurt');
  });

  it('gives the rows as a CSV with its source above it', async () => {
    const i = kaartIndicator(w);
    if (!i) throw new Error('no indicator');
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/kaart/${i.id}`);
    const [bestand] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
    const tekst = readFileSync((await bestand.path()) ?? '', 'utf8');
    expect(tekst).toContain(w.regel.id);
    expect(tekst.split('\n').filter((r) => /^BU/.test(r)).length).toBe((w.gebieden.niveaus.buurt?.gemeente ?? []).filter((g) => g === 0).length);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});

describe('the page of an area', () => {
  it('opens the indicators of a cell, and the address keeps the choice', async () => {
    const i = kaartIndicator(w);
    if (!i) throw new Error('no indicator');
    const { page, hond, sluit } = await pagina(w, 1280);
    const plek = (await plekkenMetCijfer(w, i, 'buurt'))[0];
    await ga(page, w, `/gebied/${plek?.code}`);
    const vakken = page.locator('.lm button');
    expect(await vakken.count()).toBeGreaterThan(8);
    await vakken.first().click();
    await expect.poll(() => new URL(page.url()).searchParams.get('vak')).not.toBeNull();
    expect(await vakken.first().getAttribute('aria-pressed')).toBe('true');
    await page.reload();
    await page.locator('.lm button[aria-pressed=true]').waitFor();
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('leads from a wijk to its buurten', async () => {
    const { page, sluit } = await pagina(w, 1280);
    const wijk = w.gebieden.niveaus.wijk?.code[0];
    await ga(page, w, `/gebied/${wijk}`);
    const leden = (w.gebieden.niveaus.buurt?.wijk ?? []).filter((x) => x === 0).length;
    const links = page.locator('table.delen tbody a');
    expect(await links.count()).toBe(leden);
    const naam = await links.first().innerText();
    await links.first().click();
    await expect.poll(() => page.locator('main h1').innerText()).toBe(naam);
    await sluit();
  });
});

describe('the way of a figure', () => {
  it('goes from the value on the screen back to file, hash, table and columns', async () => {
    const i = kaartIndicator(w);
    if (!i) throw new Error('no indicator');
    const o = await w.haal<Waarnemingen>(`waarnemingen/${i.id}/buurt`);
    const h = o.reeks[0]?.herkomst;
    const plek = (await plekkenMetCijfer(w, i, 'buurt'))[0];
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/bronnen/${i.id}?gebied=${plek?.code}&periode=${o.reeks[0]?.periode}`);
    const weg = page.locator('[data-test=weg]');
    expect(await weg.locator('[data-test=sha256]').innerText()).toBe(h?.sha256);
    expect(await weg.locator('[data-test=bestand]').innerText()).toBe(h?.bestand);
    const tekst = await weg.innerText();
    for (const k of h?.kolommen ?? []) expect(tekst).toContain(k);
    for (const s of h?.stappen ?? []) expect(tekst).toContain(s.nl);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('lets the catalogue be filtered by the address', async () => {
    const { page, sluit } = await pagina(w, 1280);
    const open = w.indicatoren.find((i) => i.variantVan === null)?.toegang ?? 'open';
    const aantal = w.indicatoren.filter((i) => i.variantVan === null && i.toegang === open && i.trede === '2').length;
    await ga(page, w, `/bronnen?toegang=${open}&trede=2`);
    expect(await page.locator('.groep li').count()).toBe(aantal);
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
    expect(await page.locator('main h1').innerText()).toBe(kop);
    expect(await axe(page)).toEqual([]);
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
    expect(await page.locator('main').innerText()).toContain('geen verbinding');
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
    await page.locator('#zoek-lijst li').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/gebied/**');
    expect(await page.locator('main h1').innerText()).toContain(naam);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('switches language and stays on the page', async () => {
    const { page, sluit } = await pagina(w, 1280);
    await ga(page, w, '/over');
    await page.getByRole('link', { name: 'English' }).click();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
    expect(new URL(page.url()).searchParams.get('taal')).toBe('en');
    await page.getByRole('link', { name: 'Sources' }).first().click();
    await page.waitForURL('**/bronnen?taal=en');
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
