// SPDX-License-Identifier: EUPL-1.2
// The page where a reader weighs: by mouse and by keyboard, at both widths, and that an address, a file and a reload say the same.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ladder, Scores } from '../../src/lib/api/model';
import { axe, bewaar, ga, opzetten, pagina, schuiftOpzij, stilleDoos, vervals, type Wereld } from './wereld';

let w: Wereld;
let ladder: Ladder;
let scores: Scores;
beforeAll(async () => {
  w = await opzetten();
  ladder = await w.haal<Ladder>('ladder');
  scores = await w.haal<Scores>(`scores/${w.editie.gemeenten[0]}`);
});
afterAll(async () => {
  await w?.sluit();
});

const lg = (i: number): { id: string; naam: string } => ({ id: ladder.leefgebieden.at(i)?.id ?? '', naam: ladder.leefgebieden.at(i)?.naam.nl ?? '' });
const schuif = (page: Page, naam: string) => page.getByRole('slider', { name: `Gewicht van ${naam}`, exact: true });
const klaar = (page: Page) => page.locator('#feiten-kop').waitFor();
const weging = (page: Page): string | null => new URL(page.url()).searchParams.get('weging');
/** The table behind the ranking: name, place now, place in the edition, margin. */
async function rij(page: Page): Promise<string[][]> {
  await page.locator('#rij-met-marge-tabel-tab').click();
  await page.locator('#rij-met-marge-tabel tbody tr').first().waitFor();
  const rijen = await page.locator('#rij-met-marge-tabel tbody tr').evaluateAll((trs) => trs.map((tr) => [...tr.children].map((c) => c.textContent?.trim() ?? '')));
  await page.locator('#rij-met-marge-grafiek-tab').click();
  return rijen;
}
const volgorde = (r: string[][]): string => r.map((x) => x[0]).join();

describe('the page Model', () => {
  it('starts with the weighting of the edition and its own order', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, '/model');
    await klaar(page);
    expect(weging(page)).toBeNull();
    const k = scores.groepen.find((g) => g.soort === 'trede' && g.trede === ladder.treden[0]?.id)?.niveaus.buurt;
    const metRang = (k?.rang ?? []).filter((r) => r != null).length;
    await expect.poll(() => rij(page)).toHaveLength(metRang);
    const r = await rij(page);
    expect(r.every((x) => x[1] === x[2])).toBe(true);
    const namen = new Map(w.gebieden.niveaus.buurt?.naam.map((naam, i) => [naam, k?.rang?.[i]]));
    const anders = r.filter((x) => Math.abs((namen.get(x[0] ?? '') ?? NaN) - Number(x[1])) > 1);
    expect(anders, 'areas that stand more than one place from where the edition has them').toEqual([]);
    await expect.poll(async () => (await rij(page)).every((x) => x[3] !== '–')).toBe(true);
    await expect.poll(() => page.locator('.lg').count()).toBe(ladder.leefgebieden.length);
    expect(await axe(page)).toEqual([]);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('follows a slider that is dragged: order, facts and address; back and reload bring the same', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, '/model');
    await klaar(page);
    const eerst = volgorde(await rij(page));
    const { id, naam } = lg(0);
    const s = schuif(page, naam);
    await s.scrollIntoViewIfNeeded();
    const doos = await stilleDoos(s);
    await page.mouse.move(doos.x + 11 + (doos.width - 22) / 3, doos.y + doos.height / 2);
    await page.mouse.down();
    await page.mouse.move(doos.x + doos.width - 2, doos.y + doos.height / 2, { steps: 6 });
    await expect.poll(() => s.inputValue()).toBe('3');
    await expect.poll(() => page.locator('.legenda').count()).toBe(1);
    expect(weging(page), 'while dragging nothing is written').toBeNull();
    await page.mouse.up();
    await expect.poll(() => weging(page)).toBe(`1 ${id}*3`);
    await expect.poll(() => page.locator('[data-test=gesproken-model]').innerText()).toMatch(/\d+ van de eerste \d+/);
    const dan = await rij(page);
    expect(volgorde(dan)).not.toBe(eerst);
    expect(dan.some((x) => x[1] !== x[2])).toBe(true);
    await expect.poll(() => page.locator('#feiten-kop').innerText()).toContain('Wat verandert');
    await expect.poll(() => page.locator('.kaart .omlijnd').count()).toBeGreaterThan(0);
    await page.reload();
    await klaar(page);
    await expect.poll(() => s.inputValue()).toBe('3');
    await expect.poll(async () => volgorde(await rij(page))).toBe(volgorde(dan));
    await page.goBack();
    await expect.poll(() => s.inputValue()).toBe('1');
    await expect.poll(async () => volgorde(await rij(page))).toBe(eerst);
    const ms = await page.evaluate(() => performance.getEntriesByName('trede:model').map((m) => m.duration));
    expect(Array.isArray(ms)).toBe(true);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('works with the keyboard alone: arrows on a slider, an unfolded leefgebied, a switch, another place on the ladder, at 768 px', async () => {
    const { page, hond, sluit } = await pagina(w, 768);
    await ga(page, w, '/model?taal=en');
    await klaar(page);
    const { id } = lg(1);
    const en = ladder.leefgebieden[1]?.naam.en ?? '';
    const s = page.getByRole('slider', { name: `Weight of ${en}`, exact: true });
    await s.focus();
    for (let i = 0; i < 4; i += 1) await page.keyboard.press('ArrowRight');
    await expect.poll(() => weging(page)).toBe(`1 ${id}*2`);
    await expect.poll(() => s.getAttribute('aria-valuetext')).toBe('2.00 times');
    await page.locator(`[aria-controls="lg-${id}"]`).focus();
    await page.keyboard.press('Enter');
    const vakje = page.locator(`#lg-${id} input[type=checkbox]:enabled`).first();
    await vakje.waitFor();
    await vakje.press('Space');
    await expect.poll(() => weging(page)).toMatch(/\*0/);
    expect(await axe(page)).toEqual([]);
    const plek = page.locator(`#lg-${id} select`).nth(1);
    const nu = await plek.inputValue();
    const naar = await plek.locator('option').evaluateAll((o, nu) => o.map((x) => (x as HTMLOptionElement).value).find((v) => v !== nu) ?? '', nu);
    await plek.selectOption(naar);
    await expect.poll(() => weging(page)).toContain(`.${naar.replace(' ', '.')}`);
    await page.getByRole('button', { name: 'Reset' }).press('Enter');
    await expect.poll(() => weging(page)).toBeNull();
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('saves a weighting as a file, and opens it again with the same address', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    const adres = `1 ${lg(0).id}*1.5 ${lg(2).id}*0`;
    await ga(page, w, `/model?weging=${encodeURIComponent(adres)}`);
    await klaar(page);
    const wacht = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Bewaar als bestand' }).click();
    const pad = join(bewaar('x'), '..', 'weging.toml');
    await (await wacht).saveAs(pad);
    const tekst = readFileSync(pad, 'utf8');
    expect(tekst).toContain(`weights = { "${lg(0).id < lg(2).id ? lg(0).id : lg(2).id}" =`);
    expect(tekst).toContain('schema = 1');
    await page.getByRole('button', { name: 'Herstel' }).click();
    await expect.poll(() => weging(page)).toBeNull();
    await page.locator('input[type=file]').setInputFiles(pad);
    await expect.poll(() => weging(page)).toBe(adres.split(' ').sort().join(' '));
    writeFileSync(pad, 'dit is geen weging');
    await page.locator('input[type=file]').setInputFiles(pad);
    await expect.poll(() => page.locator('.melding').innerText()).toContain('geen weging');
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('adds up the treden only when asked, and says what such a number is not; an unknown part of a link is told', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/model?weging=${encodeURIComponent('1 bestaat-niet*2')}`);
    await klaar(page);
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('bestaat-niet*2');
    await page.locator('input[name=trede][value=alle]').check({ force: true });
    await expect.poll(() => new URL(page.url()).searchParams.get('trede')).toBe('alle');
    await expect.poll(() => page.locator('.nota').allInnerTexts()).toContainEqual(expect.stringContaining('geen aantal en geen ernst'));
    const treden = page.getByRole('slider', { name: /^Gewicht van trede/ });
    await expect.poll(() => treden.count()).toBe(ladder.treden.length);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('ends its replications when there are few, and says so when the edition has none', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    let herhalingen = 20;
    await vervals(page, /\/scoring$/, (s) => ({ ...s, herhalingen, instellingen: { ...(s.instellingen as object), gewichtsruis: 0.4 } }));
    await ga(page, w, '/model');
    await expect.poll(() => page.locator('.sleutel').innerText()).toMatch(/90\s% van 20 herhalingen$/);
    await expect.poll(() => page.locator('.gevolg figcaption').innerText()).toMatch(/hoogstens 40\s%/);
    herhalingen = 0;
    await page.reload();
    await expect.poll(() => page.locator('.band').innerText()).toContain('geen herhalingen');
    await expect.poll(() => page.locator('.gevolg').innerText()).toContain('zonder marge');
    await expect.poll(() => page.locator('[data-test=rekent]').count()).toBe(0);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('fits a phone: one column, controls to touch, and the effect in sight while a slider moves', async () => {
    const { page, hond, sluit } = await pagina(w, 320);
    await ga(page, w, `/model?weging=${encodeURIComponent(`1 ${lg(0).id}*3`)}&leefgebied=${lg(0).id}`);
    await klaar(page);
    await expect.poll(() => schuiftOpzij(page)).toBe(false);
    const s = schuif(page, lg(3).naam);
    await s.scrollIntoViewIfNeeded();
    const doos = await stilleDoos(s);
    const strook = await stilleDoos(page.locator('.blad + .strook'));
    expect(doos.height).toBeGreaterThanOrEqual(32);
    expect(strook.y + strook.height).toBeLessThanOrEqual(861);
    expect(strook.height).toBeGreaterThan(20);
    expect(await axe(page)).toEqual([]);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});
