// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Waarnemingen } from '../../src/lib/api/model';
import { ga, kaartIndicator, opzetten, pagina, plekkenMetCijfer, type Wereld } from './wereld';

let w: Wereld;
beforeAll(async () => {
  w = await opzetten();
});
afterAll(async () => {
  await w?.sluit();
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
    expect(await page.locator('.kaart').getAttribute('aria-activedescendant')).toBe(`kaart-${gekozen()}`);
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
