// SPDX-License-Identifier: EUPL-1.2
// What a reader sees of disclosure control: coarser levels, years together.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Indicator, Waarnemingen } from '../../src/lib/api/model';
import { axe, ga, opzetten, pagina, schuiftOpzij, type Wereld } from './wereld';

let w: Wereld;
beforeAll(async () => {
  w = await opzetten();
});
afterAll(async () => {
  await w?.sluit();
});

const perWijk = (): Indicator => {
  const gevonden = w.indicatoren.find((i) => i.publicatie?.niveau === 'wijk' && !i.publicatie.geen && i.niveaus.includes('wijk'));
  if (!gevonden) throw new Error('the edition has no indicator that is shown per wijk');
  return gevonden;
};

/** A buurt whose wijk has a figure in the last period. */
async function buurtMetWijkcijfer(i: Indicator): Promise<string> {
  const o = await w.haal<Waarnemingen>(`waarnemingen/${i.id}/wijk`);
  const k = w.gebieden.niveaus.buurt;
  const n = k?.wijk.findIndex((wijk) => o.reeks.at(-1)?.waarde[wijk] != null) ?? -1;
  const code = k?.code[n];
  if (!code) throw new Error('no wijk has a figure');
  return code;
}

describe('an indicator that is shown per wijk', () => {
  it('opens at the wijken, and says at the buurten why they are empty, with the wijken one click away', async () => {
    const i = perWijk();
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/kaart/${i.id}`);
    await expect.poll(() => page.locator('input[name=niveau]:checked').inputValue()).toBe('wijk');
    await expect.poll(() => page.locator('[data-test=grover]').count()).toBe(0);
    await page.locator('input[name=niveau][value=buurt]').check({ force: true });
    const uitleg = page.locator('[data-test=grover]');
    await uitleg.waitFor();
    if (i.publicatie?.uitleg) await expect.poll(() => uitleg.innerText()).toContain(i.publicatie.uitleg.nl);
    const vlak = page.locator('.kaart [role=option]').first();
    await expect.poll(() => vlak.getAttribute('fill')).toBe('url(#p-niveau)');
    await expect.poll(() => vlak.getAttribute('aria-label')).toContain('groter gebied');
    await expect.poll(() => page.locator('table.tabel').count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Toon de wijken' }).press('Enter');
    await expect.poll(() => page.locator('input[name=niveau]:checked').inputValue()).toBe('wijk');
    await expect.poll(() => page.locator('table.tabel').count()).toBe(1);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it.each([1280, 320])('gives a buurt the figure of its wijk, marked as such, at %i px', async (breedte) => {
    const i = perWijk();
    const code = await buurtMetWijkcijfer(i);
    const { page, hond, sluit } = await pagina(w, breedte);
    await ga(page, w, `/gebied/${code}?taal=en&toon=alle#indicatoren`);
    const cel = page.locator('tr', { has: page.locator(`a[href^="/kaart/${i.id}"]`) }).locator('[data-test=van-wijk]');
    await expect.poll(() => cel.innerText()).toContain('figure of the wijk');
    await expect.poll(() => page.locator('main').innerText()).toContain('No figure per buurt');
    expect(await axe(page)).toEqual([]);
    await expect.poll(() => schuiftOpzij(page)).toBe(false);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});

describe('from the profile of a buurt', () => {
  it('every link to an indicator leads to a map, a figure or a reason, and asks for nothing that the edition does not have', async () => {
    const code = await buurtMetWijkcijfer(perWijk());
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/gebied/${code}?toon=alle`);
    const links = await page.locator('main a[href^="/kaart/"]').evaluateAll((a) => [...new Set(a.map((x) => x.getAttribute('href') ?? ''))]);
    const naar = new Map(links.map((l) => [decodeURIComponent(l.split(/[/?]/)[2] ?? ''), l]));
    const metCijfer = w.indicatoren.filter((i) => i.trede !== null && i.variantVan === null && i.niveaus.length > 0);
    expect(metCijfer.filter((i) => !naar.has(i.id)).map((i) => i.id)).toEqual([]);
    expect(metCijfer.some((i) => i.publicatie?.niveau === 'gemeente')).toBe(true);
    const stil: string[] = [];
    for (const [id, adres] of naar) {
      const naam = w.indicatoren.find((i) => i.id === id)?.naam.nl ?? '';
      // One page goes from link to link, as a click does: what it asks of the server is what counts here.
      await page.evaluate((href) => {
        const a = document.createElement('a');
        a.href = href;
        document.body.append(a);
        a.click();
        a.remove();
      }, adres);
      const ziet = await page
        .waitForFunction((n) => {
          const h1 = document.querySelector('main h1')?.textContent ?? '';
          return h1.startsWith(n) && !document.querySelector('main [aria-busy=true]') && document.querySelector('main .kaart [role=option], main .groot b, main [data-test=grover]') !== null;
        }, naam, { timeout: 30_000 })
        .catch(() => null);
      if (!ziet) stil.push(adres);
    }
    expect(stil).toEqual([]);
    expect(hond.klachten).toEqual([]);
    // What is shown for the whole gemeente only: the figure is one click away.
    const grof = w.indicatoren.find((i) => i.publicatie?.niveau === 'gemeente' && !i.publicatie.geen && i.niveaus.includes('gemeente'));
    await ga(page, w, `/kaart/${grof?.id}?gebied=${code}&niveau=buurt`);
    await page.getByRole('button', { name: 'Toon het cijfer van de hele gemeente' }).press('Enter');
    await page.locator('main .groot b').waitFor();
    expect(hond.klachten).toEqual([]);
    await sluit();
  }, 400_000);
});

describe('years that were taken together', () => {
  it('are named as such in the choice of periods, the sentence and the trend', async () => {
    const i = w.indicatoren.find((x) => (x.publicatie?.jaren ?? 1) > 1 && x.niveaus.length > 0);
    if (!i) throw new Error('the edition has no figure over several years together');
    const laatste = i.perioden.at(-1) ?? '';
    expect(laatste).toMatch(/^\d{4}-\d{4}$/);
    const { page, hond, sluit } = await pagina(w, 320);
    await ga(page, w, `/kaart/${i.id}`);
    const getoond = laatste.replace('-', '–');
    const tekst = () => page.locator('main').innerText();
    await expect.poll(tekst).toContain(`${getoond} (`);
    await expect.poll(tekst).toMatch(/jaar samen/);
    await expect.poll(() => page.locator('input[name=periode]:checked').inputValue()).toBe(laatste);
    await expect.poll(() => schuiftOpzij(page)).toBe(false);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});
