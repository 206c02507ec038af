// SPDX-License-Identifier: EUPL-1.2
// The map of a whole country, in an edition of several gemeenten (TREDE_LAND_URL), with WebGL by software. What the map shows is read
// from its pixels and laid beside the figures of the API.
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CijferNiveau, Indicator, Tegels, Waarnemingen } from '../../src/lib/api/model';
import { rdNaarLonLat } from '../../src/lib/kaart/rd';
import { klasse, kleurVanKlasse } from '../../src/lib/klassen';
import { axe, ga, opzetten, pagina, schuiftOpzij, stilleDoos, WEBGL, type Wereld } from './wereld';

const adres = process.env.TREDE_LAND_URL ?? '';
if (!adres) console.warn('\n*** SKIPPED: the map of the country. Set TREDE_LAND_URL to a server with an edition of several gemeenten (tools/test-browser.sh makes one). ***\n');

describe.skipIf(!adres)('the map of the country', () => {
  let w: Wereld;
  let ind: Indicator;
  beforeAll(async () => {
    w = await opzetten(adres, WEBGL);
    const i = w.indicatoren.find((x) => x.trede !== null && (['gemeente', 'wijk', 'buurt'] as const).every((n) => x.niveaus.includes(n)));
    if (!i) throw new Error('no indicator at every level');
    ind = i;
  });
  afterAll(async () => {
    await w?.sluit();
  });

  const kaart = (page: Page): Locator => page.locator('[data-test=landkaart]');
  const gekleurd = async (page: Page, niveau: CijferNiveau): Promise<void> => {
    await page.locator(`[data-test=landkaart][data-fase=gekleurd][data-niveau=${niveau}]`).waitFor({ timeout: 90_000 });
  };
  const gekozen = (page: Page): string | null => new URL(page.url()).searchParams.get('gebied');

  /** The colours of the map, read from a picture of it. */
  async function kleuren(page: Page, punten: [number, number][] | null): Promise<string[]> {
    // Names lie over the colours.
    await page.locator('[data-test=landnamen]').evaluate((n: SVGElement) => n.style.setProperty('visibility', 'hidden'));
    const beeld = (await kaart(page).screenshot()).toString('base64');
    await page.locator('[data-test=landnamen]').evaluate((n: SVGElement) => n.style.removeProperty('visibility'));
    return page.evaluate(
      async ({ beeld, punten }) => {
        const plaat = new Image();
        plaat.src = `data:image/png;base64,${beeld}`;
        await plaat.decode();
        const doek = document.createElement('canvas');
        [doek.width, doek.height] = [plaat.width, plaat.height];
        const pen = doek.getContext('2d');
        if (!pen) throw new Error('no canvas');
        pen.drawImage(plaat, 0, 0);
        const d = pen.getImageData(0, 0, doek.width, doek.height).data;
        const op = (i: number): string => `${d[i]},${d[i + 1]},${d[i + 2]}`;
        if (punten) return punten.map(([x, y]) => op(4 * (Math.round(y) * doek.width + Math.round(x))));
        const telling = new Map<string, number>();
        for (let i = 0; i < d.length; i += 4) telling.set(op(i), (telling.get(op(i)) ?? 0) + 1);
        return [...telling].filter(([, n]) => n > 200).map(([k]) => k);
      },
      { beeld, punten },
    );
  }

  const token = (page: Page, naam: string): Promise<string> =>
    page.evaluate((n) => {
      const hex = getComputedStyle(document.documentElement).getPropertyValue(n).trim().replace('#', '');
      const vol = hex.length === 3 ? [...hex].map((c) => c + c).join('') : hex;
      return [0, 2, 4].map((i) => parseInt(vol.slice(i, i + 2), 16)).join(',');
    }, naam);

  /** Where an area's centre lies in the picture, when the whole country is shown: a Web Mercator fit into the room around it. */
  async function plaatsen(page: Page, niveau: 'gemeente' | 'buurt'): Promise<[number, number][]> {
    const { bbox } = await w.haal<Tegels>(`kaarten/${w.editie.indeling}/tegels`);
    const [west, zuid, oost, noord] = bbox as [number, number, number, number];
    const doos = await stilleDoos(kaart(page));
    const merc = (lat: number): number => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * (180 / Math.PI);
    const ruimte = { links: 14, rechts: 60, boven: 14, onder: 14 };
    const [b, h] = [doos.width - 2 - ruimte.links - ruimte.rechts, doos.height - 2 - ruimte.boven - ruimte.onder];
    const schaal = Math.min(b / (oost - west), h / (merc(noord) - merc(zuid)));
    const midden: [number, number] = [1 + ruimte.links + b / 2, 1 + ruimte.boven + h / 2];
    const k = w.gebieden.niveaus[niveau];
    return (k?.code ?? []).map((_, i) => {
      const [lon, lat] = rdNaarLonLat(k?.x?.[i] ?? 0, k?.y?.[i] ?? 0);
      return [midden[0] + (lon - (west + oost) / 2) * schaal, midden[1] - (merc(lat) - (merc(zuid) + merc(noord)) / 2) * schaal];
    });
  }

  it('colours every gemeente with the class of its own figure, also after another indicator and in the dark', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    const ander = w.indicatoren.find((x) => x.id !== ind.id && x.niveaus.includes('gemeente') && x.trede !== null) ?? ind;
    for (const i of [ind, ander]) {
      await ga(page, w, `/kaart/${i.id}?niveau=gemeente`);
      await gekleurd(page, 'gemeente');
      const o = await w.haal<Waarnemingen>(`waarnemingen/${i.id}/gemeente`);
      const plekken = await plaatsen(page, 'gemeente');
      const gezien = await kleuren(page, plekken);
      const klassen = await Promise.all([1, 2, 3, 4, 5].map((k) => token(page, `--trede-map-${k}`)));
      const gelijk = gezien.filter((kleur, n) => {
        const waarde = o.reeks.at(-1)?.waarde[n];
        return waarde == null || kleur === klassen[kleurVanKlasse(klasse(waarde, o.klassen), o.klassen.length + 1) - 1];
      });
      expect(plekken.length).toBeGreaterThan(5);
      // Dots and hatches of estimates and uncertain figures may lie under a centre.
      expect(gelijk.length).toBeGreaterThan(0.7 * plekken.length);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(async () => (await kleuren(page, null)).includes(await token(page, '--basis-color-default-bg-document'))).toBe(true);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('draws each kind of emptiness and mark that the legend names', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    const metGeheim = w.indicatoren.filter((x) => x.trede !== null && x.niveaus.includes('buurt'));
    let nagekeken = 0;
    for (const i of metGeheim) {
      const o = await w.haal<Waarnemingen>(`waarnemingen/${i.id}/buurt`);
      const punt = o.reeks.at(-1);
      const leeg = (punt?.waarde ?? []).flatMap((x, n) => (x == null && o.redenen[punt?.reden[n] ?? 0] === 'geheim' ? [n] : []));
      if (!punt || leeg.length === 0) continue;
      await ga(page, w, `/kaart/${i.id}?niveau=buurt`);
      await gekleurd(page, 'buurt');
      const plekken = await plaatsen(page, 'buurt');
      const [grond, streep] = [await token(page, '--trede-empty-ground'), await token(page, '--trede-empty-hatch')];
      for (const n of leeg.slice(0, 6)) {
        const [x, y] = plekken[n] as [number, number];
        const rond = await kleuren(page, [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((d) => [x + d, y]));
        const soort = (a: string, b: string): boolean => a.split(',').every((v, k) => Math.abs(Number(v) - Number(b.split(',')[k])) < 12);
        expect(rond.some((kleur) => soort(kleur, grond))).toBe(true);
        expect(rond.some((kleur) => soort(kleur, streep))).toBe(true);
        nagekeken += 1;
      }
      break;
    }
    expect(nagekeken).toBeGreaterThan(0);
    await expect.poll(() => page.locator('.stalen li').count()).toBeGreaterThan(0);
    expect(await page.locator('table.tabel tbody tr').count()).toBeLessThan(150);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('is walked with the mouse: the choice reaches address, table, card and spoken text', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/kaart/${ind.id}?niveau=gemeente`);
    await gekleurd(page, 'gemeente');
    const plekken = await plaatsen(page, 'gemeente');
    await kaart(page).evaluate((k) => k.scrollIntoView({ block: 'center' }));
    const doos = await stilleDoos(kaart(page));
    const n = Math.floor(plekken.length / 2);
    const [x, y] = plekken[n] as [number, number];
    const gemeente = w.gebieden.niveaus.gemeente;
    await page.mouse.move(doos.x + x, doos.y + y);
    await expect.poll(() => page.locator('[data-test=landkaart] .kaarttip').innerText()).toContain(gemeente.naam[n]);
    await page.mouse.click(doos.x + x, doos.y + y);
    await expect.poll(() => gekozen(page)).toBe(gemeente.code[n]);
    await expect.poll(() => page.locator('tr[aria-current=true]').innerText()).toContain(gemeente.naam[n]);
    await expect.poll(() => page.locator('[data-test=gesproken]').innerText()).toContain(gemeente.naam[n]);
    await expect.poll(async () => (await kleuren(page, null)).includes(await token(page, '--basis-color-accent-1-color-default'))).toBe(true);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'SVG', exact: true }).click()]);
    const los = readFileSync(await download.path(), 'utf8');
    expect(los).toContain('href="data:image/png;base64,');
    expect(los.length).toBeGreaterThan(10_000);
    await page.locator('#gemeente').selectOption(gemeente.code[n] as string);
    await page.locator('.kaart [role=option]').first().waitFor();
    await kaart(page).waitFor({ state: 'detached' });
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('is walked with the keyboard: arrows go to a neighbour that way, Escape lets go, Enter opens the profile, at 768 px', async () => {
    const { page, hond, sluit } = await pagina(w, 768);
    await ga(page, w, `/kaart/${ind.id}?niveau=wijk`);
    await gekleurd(page, 'wijk');
    const lijst = page.locator('[data-test=landkaart] [role=listbox]');
    await lijst.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => gekozen(page)).not.toBeNull();
    const k = w.gebieden.niveaus.wijk;
    const x = (): number => k?.x?.[k.code.indexOf(gekozen(page) ?? '')] ?? NaN;
    const [eerste, x0] = [gekozen(page), x()];
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => gekozen(page)).not.toBe(eerste);
    await expect.poll(x).toBeGreaterThan(x0);
    const optie = page.locator('[data-test=landkaart] [role=option]');
    await expect.poll(() => optie.getAttribute('aria-selected')).toBe('true');
    await expect.poll(() => optie.getAttribute('aria-setsize')).toBe(String(k?.code.length));
    await expect.poll(async () => (await lijst.getAttribute('aria-activedescendant')) === (await optie.getAttribute('id'))).toBe(true);
    await expect.poll(async () => (await page.locator('[data-test=gesproken]').innerText()).length).toBeGreaterThan(10);
    await page.keyboard.press('Escape');
    await expect.poll(() => gekozen(page)).toBeNull();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => gekozen(page)).not.toBeNull();
    const code = gekozen(page);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/gebied/${code}*`);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('puts another subject beside it: one choice, one view and one address for the two maps', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/kaart/${ind.id}?niveau=wijk`);
    await gekleurd(page, 'wijk');
    const ander = w.indicatoren.find((x) => x.id !== ind.id && x.niveaus.includes('wijk') && x.trede !== null);
    if (!ander) throw new Error('no second subject');
    await page.locator('#naast').selectOption(ander.id);
    const twee = page.locator('[data-test=paar] [data-test=landkaart][data-fase=gekleurd]');
    await expect.poll(() => twee.count(), { timeout: 90_000 }).toBe(2);
    /** Where the names stand, so where the view lies. */
    const plekken = async (n: number): Promise<Map<string, number>> =>
      new Map(await twee.nth(n).locator('[data-test=landnamen] text').evaluateAll((t) => t.map((x): [string, number] => [x.textContent ?? '', Number(x.firstElementChild?.getAttribute('x'))])));
    const gelijk = (a: Map<string, number>, b: Map<string, number>): boolean => [...a].some(([k]) => b.has(k)) && [...a].every(([k, x]) => Math.abs(x - (b.get(k) ?? x)) < 5);
    await expect.poll(async () => (await plekken(1)).size).toBeGreaterThan(2);
    const eerst = await plekken(1);
    await twee.nth(0).getByRole('button', { name: 'Dichterbij' }).click();
    await expect.poll(async () => gelijk(eerst, await plekken(1))).toBe(false);
    await expect.poll(async () => gelijk(await plekken(0), await plekken(1))).toBe(true);
    await expect.poll(() => new URL(page.url()).searchParams.get('zicht')).not.toBeNull();
    await twee.nth(1).getByRole('listbox').focus();
    await page.keyboard.press('Home');
    await expect.poll(() => gekozen(page)).not.toBeNull();
    const naam = w.gebieden.niveaus.wijk?.naam[w.gebieden.niveaus.wijk.code.indexOf(gekozen(page) ?? '')] ?? '?';
    await expect.poll(() => page.locator('.keus table').innerText()).toContain(naam);
    for (const n of [0, 1]) await expect.poll(() => twee.nth(n).getByRole('option').getAttribute('aria-selected')).toBe('true');
    await page.locator('#naast').selectOption('vergelijkbaar');
    await expect.poll(() => page.locator('.keus').innerText()).toMatch(/vergelijkbaar|kenmerken/);
    expect(await axe(page)).toEqual([]);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('follows the zoom from gemeente to wijk, keeps the view in the address and shows it again', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    const midden = rdNaarLonLat(...(['x', 'y'] as const).map((as) => w.gebieden.niveaus.gemeente[as]?.[0] ?? 0) as [number, number]);
    await ga(page, w, `/kaart/${ind.id}?zicht=7.6/${midden[1].toFixed(4)}/${midden[0].toFixed(4)}`);
    await gekleurd(page, 'gemeente');
    await page.getByRole('button', { name: 'Dichterbij' }).click();
    await gekleurd(page, 'wijk');
    await expect.poll(() => Number(new URL(page.url()).searchParams.get('zicht')?.split('/')[0])).toBeCloseTo(8.6, 1);
    await page.reload();
    await gekleurd(page, 'wijk');
    await expect.poll(() => Number(new URL(page.url()).searchParams.get('zicht')?.split('/')[0])).toBeCloseTo(8.6, 1);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('says so without WebGL, and the table still has every figure', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await page.addInitScript(() => {
      const echt = HTMLCanvasElement.prototype.getContext as (soort: string, ...rest: unknown[]) => unknown;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, soort: string, ...rest: unknown[]) {
        return soort.startsWith('webgl') ? null : echt.call(this, soort, ...rest);
      } as typeof HTMLCanvasElement.prototype.getContext;
    });
    await ga(page, w, `/kaart/${ind.id}?niveau=gemeente`);
    await page.locator('[data-test=geen-webgl]').waitFor();
    await expect.poll(() => page.locator('table.tabel tbody tr').count()).toBeGreaterThan(5);
    expect(await axe(page)).toEqual([]);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('has no accessibility violation, fits in 320 pixels, and speaks English', async () => {
    const { page, hond, sluit } = await pagina(w, 320);
    await ga(page, w, `/kaart/${ind.id}?taal=en`);
    await gekleurd(page, 'gemeente');
    await expect.poll(() => schuiftOpzij(page)).toBe(false);
    expect(await axe(page)).toEqual([]);
    await expect.poll(() => page.getByRole('button', { name: 'Show the whole country' }).count()).toBe(1);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});
