// SPDX-License-Identifier: EUPL-1.2
// The first page and the signals: the story of a reader with ten minutes, by mouse and by keyboard, in two languages.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Signalen } from '../../src/lib/api/model';
import { axe, ga, klaar, opzetten, pagina, schuiftOpzij, type Wereld } from './wereld';

let w: Wereld;
let signalen: Signalen;
beforeAll(async () => {
  w = await opzetten();
  signalen = await w.haal<Signalen>('signalen');
});
afterAll(async () => {
  await w?.sluit();
});

describe('the first page', () => {
  it.each([1280, 768])('leads by mouse from a buurt on the map to its profile, and back to the same choice, at %i px', async (breedte) => {
    const { page, hond, sluit } = await pagina(w, breedte);
    await ga(page, w, '/');
    await expect.poll(() => page.locator('main h1').innerText()).toMatch(/^In (\d+|geen enkele) van de \d+/);
    const vlak = page.locator('main .kaart [role="option"]').nth(3);
    await vlak.click();
    const code = (await vlak.getAttribute('data-code')) ?? '';
    await expect.poll(() => new URL(page.url()).searchParams.get('gebied')).toBe(code);
    await page.locator('[data-test="kaartje"] a').click();
    await page.waitForURL(`**/gebied/${code}*`);
    await page.goBack();
    await page.locator('[data-test="kaartje"]').waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('gebied')).toBe(code);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('is walked with the keyboard: search in front, map, ladder and signals can be reached and used', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, '/?taal=en');
    await page.locator('main').focus();
    const gezien = new Set<string>();
    for (let i = 0; i < 90 && !gezien.has('signaal'); i += 1) {
      await page.keyboard.press('Tab');
      gezien.add(
        await page.evaluate(() => {
          const e = document.activeElement;
          if (!e || getComputedStyle(e).outlineStyle === 'none') return 'no visible focus';
          if (e.closest('[role="search"]')) return 'zoek';
          if (e.getAttribute('role') === 'listbox') return 'kaart';
          if (e.hasAttribute('data-vak')) return 'ladder';
          return e.closest('[data-test="signaallijst"]') ? 'signaal' : 'anders';
        }),
      );
    }
    expect([...gezien].filter((x) => x !== 'anders').sort()).toEqual(['kaart', 'ladder', 'signaal', 'zoek']);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/signalen?*');
    await page.locator('article.open').waitFor();
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('says what is new against the edition before, or that there is none', async () => {
    const { page, sluit } = await pagina(w, 768);
    await ga(page, w, '/');
    const blok = page.locator('[data-test="nieuw"]');
    await blok.locator('li, p.top').first().waitFor();
    const { edities } = (await (await fetch(`${w.basis}/v1/edities`)).json()) as { edities: { volgnummer: number }[] };
    const vorige = edities.some((e) => e.volgnummer < w.editie.volgnummer);
    await expect.poll(async () => /Er is geen eerdere om mee te vergelijken/.test(await blok.innerText())).toBe(!vorige);
    if (vorige) await expect.poll(() => blok.locator('li').count()).toBeGreaterThan(0);
    await sluit();
  });
});

describe('the signals', () => {
  it.each([1280, 768])('are filtered by kind and strength in the address, and a reload shows the same, at %i px', async (breedte) => {
    const { page, hond, sluit } = await pagina(w, breedte);
    await ga(page, w, '/signalen');
    const telling = new Map<string, number>();
    for (const s of signalen.signalen) telling.set(s.soort, (telling.get(s.soort) ?? 0) + 1);
    const [soort, n] = [...telling].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
    await page.getByRole('link', { name: new RegExp(`${signalen.soorten.find((x) => x.id === soort)?.naam.nl} +${n}$`) }).click();
    await page.waitForURL(`**soort=${soort}*`);
    const toon = Math.min(n, 12);
    await expect.poll(() => page.locator('[data-test="signalen"] article').count()).toBe(toon);
    await page.reload();
    await page.locator('[data-test="signalen"] article').first().waitFor();
    await expect.poll(() => page.locator('[data-test="signalen"] article').count()).toBe(toon);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('open with the keyboard to evidence, room for interpretation, what they are not for and the figures behind them', async () => {
    const { page, hond, sluit } = await pagina(w, 320);
    await ga(page, w, '/signalen?taal=en');
    const eerste = page.locator('[data-test="signalen"] article').first();
    await eerste.getByRole('button').focus();
    await page.keyboard.press('Enter');
    await eerste.locator('h4').first().waitFor();
    await klaar(page);
    const tekst = await eerste.innerText();
    for (const kop of ['Why this is a signal', 'Interpretation', 'Not to be used for', 'The figures behind it']) expect(tekst).toContain(kop);
    expect(tekst).toContain(signalen.signalen[0]?.nietVoor.en ?? 'a reservation');
    expect(await axe(page)).toEqual([]);
    await expect.poll(() => schuiftOpzij(page)).toBe(false);
    await expect.poll(() => eerste.locator('a[href^="mailto:"]').count()).toBe(1);
    const link = await eerste.getByRole('link', { name: 'Link to this signal' }).getAttribute('href');
    expect(link).toContain(`editie=${w.editie.id}`);
    await eerste.locator('a[href*="/bronnen/"]').first().click();
    await page.waitForURL('**/bronnen/**');
    await page.goBack();
    await page.locator('article.open').waitFor();
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('are filtered by leefgebied and area, each option telling what it gives; codes in small letters are no reason, and more signals get the focus', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    const artikelen = page.locator('[data-test="signalen"] article');
    const stand = (): Promise<string> => page.locator('p.stand').innerText();
    await ga(page, w, '/signalen');
    await artikelen.first().getByRole('button').click();
    await page.locator('article.open').waitFor();
    const eerst = await artikelen.count();
    expect(eerst).toBeLessThan(signalen.signalen.length);
    await page.getByRole('button', { name: /^Toon nog \d+ signalen$/ }).click();
    await expect.poll(() => page.evaluate(() => [...document.querySelectorAll('[data-test="signalen"] article')].findIndex((a) => a.contains(document.activeElement)))).toBe(eerst);
    /** The first option that leaves something out, and how many it promises. */
    const optie = async (naam: string): Promise<{ waarde: string; n: number }> => {
      const alle = await page.locator(`select[name=${naam}] option`).evaluateAll((o) => o.map((x) => ({ waarde: (x as HTMLOptionElement).value, n: Number(/\((\d+)\)$/.exec(x.textContent.trim())?.[1] ?? 0) })));
      return alle.find((x) => x.n > 0) ?? { waarde: '', n: 0 };
    };
    let gebied = '';
    for (const naam of ['leefgebied', 'gebied']) {
      const { waarde, n } = await optie(naam);
      expect(n, `an option of ${naam} with its number`).toBeGreaterThan(0);
      await page.locator(`select[name=${naam}]`).selectOption(waarde);
      await page.waitForURL(`**${naam}=${waarde}*`);
      await expect.poll(stand).toMatch(new RegExp(`^${n} van `));
      await expect.poll(() => artikelen.count()).toBe(Math.min(n, 12));
      gebied = waarde;
    }
    await ga(page, w, `/signalen?gebied=${gebied.toLowerCase()}&gemeente=${w.editie.referentie.toLowerCase()}`);
    await expect.poll(() => page.locator('select[name=gebied]').inputValue()).toBe(gebied);
    await expect.poll(stand).not.toMatch(new RegExp(`^${signalen.signalen.length} van `));
    await expect.poll(() => page.locator('[data-test=adres-nota]').count()).toBe(0);
    await ga(page, w, '/');
    const code = (await page.locator('main .kaart [role="option"]').nth(3).getAttribute('data-code')) ?? '';
    await ga(page, w, `/?gebied=${code.toLowerCase()}`);
    await page.locator(`[data-test="kaartje"] a[href*="/gebied/${code}"]`).waitFor();
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('that leave nothing with a choice say so, with a way out', async () => {
    const { page, sluit } = await pagina(w, 1280);
    await ga(page, w, '/signalen?soort=bestaat-niet');
    const leeg = page.locator('[data-test="signalen"] .leeg');
    await expect.poll(() => leeg.innerText()).toContain('geen signalen');
    await leeg.getByRole('link').click();
    await page.locator('[data-test="signalen"] article').first().waitFor();
    await sluit();
  });
});
