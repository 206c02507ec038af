// SPDX-License-Identifier: EUPL-1.2
// The page of the ladder: "Op welke trede, in welk leefgebied?".
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ladder, Profielen } from '../../src/lib/api/model';
import { axe, ga, klaar, opzetten, pagina, schuiftOpzij, type Wereld } from './wereld';

let w: Wereld;
let ladder: Ladder;
let p: Profielen;
beforeAll(async () => {
  w = await opzetten();
  [ladder, p] = await Promise.all([w.haal<Ladder>('ladder'), w.haal<Profielen>(`profielen/${w.editie.referentie}`)]);
});
afterAll(async () => {
  await w?.sluit();
});

const inVak = (trede: string, leefgebied: string) => w.indicatoren.filter((i) => i.trede === trede && i.leefgebied === leefgebied && i.variantVan === null);

describe('the ladder of a gemeente', () => {
  it('has a map for every cell with scores, and says why there is none in the others', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, '/ladder');
    const cellen = page.locator('.lad .lg > td');
    await expect.poll(() => cellen.count()).toBe(ladder.treden.length * ladder.leefgebieden.length);
    const metScore = p.ladder.cellen.filter((c) => c.toepassing && (['buurt', 'wijk'] as const).some((n) => c.niveaus[n]?.score.some((s) => s != null))).length;
    await expect.poll(() => page.locator('.lad .lg svg[role=img]').count()).toBe(metScore);
    const nvt = ladder.leefgebieden.reduce((n, l) => n + ladder.treden.length - l.treden.length, 0);
    await expect.poll(() => cellen.filter({ hasText: 'n.v.t.' }).count()).toBe(nvt);
    await expect.poll(async () => (await cellen.allInnerTexts()).filter((tekst) => tekst.trim().length <= 3)).toEqual([]);
    expect(await axe(page)).toEqual([]);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('opens the indicators of a cell with the keyboard, tells why a cell does not apply, and keeps both in the address, at 768 px', async () => {
    const { page, hond, sluit } = await pagina(w, 768);
    await ga(page, w, '/ladder');
    const l = ladder.leefgebieden.find((x) => inVak(x.treden[0] ?? '', x.id).length > 1);
    if (!l) throw new Error('no cell with more than one indicator');
    const knop = page.locator('.lad tr.lg', { has: page.locator(`th a[href*="leefgebied=${l.id}"]`) }).locator('button').first();
    await knop.focus();
    await page.keyboard.press('Enter');
    const paneel = page.locator('[data-test=vakindicatoren]');
    await paneel.waitFor();
    await expect.poll(() => knop.getAttribute('aria-expanded')).toBe('true');
    await expect.poll(() => paneel.locator('li').count()).toBe(inVak(l.treden[0] ?? '', l.id).length);
    await page.reload();
    await paneel.waitFor();
    await klaar(page);
    await page.keyboard.press('Escape');
    const zonder = ladder.leefgebieden.find((x) => x.nietVanToepassing);
    if (!zonder?.nietVanToepassing) throw new Error('every cell applies');
    await page.locator('.lad tr.lg', { has: page.locator(`th a[href*="leefgebied=${zonder.id}"]`) }).getByRole('button', { name: /waarom/ }).first().click();
    await expect.poll(() => paneel.innerText()).toContain(zonder.nietVanToepassing.nl);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('switches to words and back, draws its maps again, and shows any area as words', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, '/ladder?taal=en');
    await page.locator('input[name=toon][value=oordeel]').check({ force: true });
    await expect.poll(() => new URL(page.url()).searchParams.get('toon')).toBe('oordeel');
    await expect.poll(() => page.locator('.lm td').count()).toBe(ladder.treden.length * ladder.leefgebieden.length);
    // The best of a few. The ceiling only tells that it hangs; bench/web measures against the target.
    const ms = await page.evaluate(async () => {
      const druk = (w: string) => document.querySelector<HTMLInputElement>(`input[name=toon][value=${w}]`)?.click();
      const keren: number[] = [];
      for (let k = 0; k < 5; k += 1) {
        const begin = performance.now();
        druk('kaartjes');
        while (document.querySelectorAll('.lad svg[role=img] path').length === 0) await new Promise((r) => requestAnimationFrame(r));
        await new Promise((r) => requestAnimationFrame(() => setTimeout(r)));
        keren.push(performance.now() - begin);
        druk('oordeel');
        while (document.querySelectorAll('.lad svg[role=img] path').length > 0) await new Promise((r) => requestAnimationFrame(r));
      }
      druk('kaartjes');
      return Math.min(...keren);
    });
    console.log(`the maps of all cells after ${ms.toFixed(0)} ms`);
    expect(ms).toBeLessThan(5_000);
    const wijk = w.gebieden.niveaus.wijk?.code[0] ?? '';
    await page.locator('#ladder-gebied').selectOption(wijk);
    await expect.poll(() => page.locator('main h1').innerText()).toContain(w.gebieden.niveaus.wijk?.naam[0] ?? '');
    await page.locator('.lm button').first().click();
    await page.waitForURL(`**/gebied/${wijk}*`);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('is a table of words on a phone, with the maps on request, and never scrolls sideways', async () => {
    const { page, hond, sluit } = await pagina(w, 320);
    await ga(page, w, '/ladder');
    await expect.poll(() => page.locator('.lm td').count()).toBe(ladder.treden.length * ladder.leefgebieden.length);
    await expect.poll(() => schuiftOpzij(page)).toBe(false);
    await page.locator('input[name=toon][value=kaartjes]').check({ force: true });
    await page.locator('.lad svg[role=img]').first().waitFor();
    await expect.poll(() => schuiftOpzij(page)).toBe(false);
    expect(await axe(page)).toEqual([]);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});
