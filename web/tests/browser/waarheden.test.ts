// SPDX-License-Identifier: EUPL-1.2
// What was planted in the fictitious town can be found by a newcomer: from the first page, in at most three clicks each. The truth comes
// from waarheid.json, which the generator writes beside the town and which is no source of the edition.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ga, klaar, opzetten, pagina, type Wereld } from './wereld';

interface Waarheid {
  cluster: { buurten: string[] };
  stijging: { wijk: string; vanaf: number };
  instelling: { buurt: string; indicator: string };
  gespleten_wijk: { wijk: string; goed: string[]; slecht: string[] };
  grenswijzigingen: { lijst: { soort: string; van: string[]; naar: string[] }[] };
  bijzonder: { onbewoond: string[] };
}

const stad = process.env.TREDE_TOWN ?? '';
const bestand = join(stad, 'waarheid.json');
const kan = stad !== '' && existsSync(bestand);
if (!kan) console.warn('SKIPPED: the planted truths. TREDE_TOWN is not the folder of a fictitious town; run tools/test-browser.sh');

const MEESTE_KLIKKEN = 3;

/** A reader who counts clicks. */
class Nieuwkomer {
  klikken = 0;
  constructor(readonly page: Page) {}
  async klik(wat: Locator): Promise<void> {
    this.klikken += 1;
    expect(this.klikken, 'clicks from the first page').toBeLessThanOrEqual(MEESTE_KLIKKEN);
    await wat.click();
    await klaar(this.page);
  }
  tekst = (): Promise<string> => this.page.locator('main').innerText();
}

describe.skipIf(!kan)('a newcomer finds from the first page', () => {
  let w: Wereld;
  let waar: Waarheid;
  beforeAll(async () => {
    w = await opzetten();
    waar = JSON.parse(readFileSync(bestand, 'utf8')) as Waarheid;
  });
  afterAll(async () => {
    await w?.sluit();
  });

  const naam = (code: string): string => {
    for (const niveau of ['buurt', 'wijk'] as const) {
      const k = w.gebieden.niveaus[niveau];
      const i = k?.code.indexOf(code) ?? -1;
      if (k && i >= 0) return k.naam[i] ?? code;
    }
    return code;
  };
  async function begin(): Promise<{ lezer: Nieuwkomer; page: Page; af: () => Promise<void> }> {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, '/');
    return {
      lezer: new Nieuwkomer(page),
      page,
      af: async () => {
        expect(hond.klachten).toEqual([]);
        await sluit();
      },
    };
  }
  /** The sentence on the first page that names all of these. */
  const zinMet = (page: Page, ...woorden: (string | RegExp)[]): Locator =>
    woorden.reduce<Locator>((l, woord) => l.filter({ hasText: woord }), page.locator('[data-test="signaallijst"] a'));

  it('the cluster of buurten side by side, with the buurten that are in it', async () => {
    const { lezer, page, af } = await begin();
    const buurten = waar.cluster.buurten.map(naam);
    await lezer.klik(zinMet(page, buurten[0] ?? '', buurten[1] ?? '').first());
    const gezien = await page.locator('article.open').innerText();
    expect(buurten.filter((b) => gezien.includes(b)).length, gezien).toBeGreaterThanOrEqual(buurten.length - 1);
    await af();
  });

  it('the rise of reports in one wijk, from its first year, with the series', async () => {
    const { lezer, page, af } = await begin();
    await lezer.klik(zinMet(page, naam(waar.stijging.wijk), String(waar.stijging.vanaf)).first());
    const open = page.locator('article.open');
    await open.getByRole('img').first().waitFor();
    await expect.poll(() => open.innerText()).toContain(naam(waar.stijging.wijk));
    await af();
  });

  it('the wijk whose average hides two halves, and both halves by name', async () => {
    const { lezer, page, af } = await begin();
    await lezer.klik(zinMet(page, naam(waar.gespleten_wijk.wijk), naam(waar.gespleten_wijk.goed[0] ?? '')).first());
    const gezien = await page.locator('article.open h3').innerText();
    for (const code of [...waar.gespleten_wijk.goed, ...waar.gespleten_wijk.slecht]) expect(gezien).toContain(naam(code));
    await af();
  });

  it('that a count made by one institution is not shown per buurt, and why', async () => {
    const { lezer, page, af } = await begin();
    const ind = w.indicatoren.find((i) => i.id === waar.instelling.indicator);
    await lezer.klik(page.locator(`[data-vak="${ind?.trede}.${ind?.leefgebied}"]`).first());
    await lezer.klik(page.locator('#indicatoren').getByRole('link', { name: ind?.naam.nl ?? '' }).first());
    await lezer.klik(page.locator('label').filter({ hasText: /^buurt$/ }));
    await expect.poll(lezer.tekst).toContain('Per buurt tonen we dit cijfer niet');
    await expect.poll(lezer.tekst).toContain(ind?.publicatie?.uitleg?.nl ?? 'a reason');
    await af();
  });

  it('a buurt by the name it had before it was renamed or merged', async () => {
    const k = w.gebieden.niveaus.buurt;
    const anders = waar.grenswijzigingen.lijst.find((g) => g.soort === 'hernoemd')?.naar[0] ?? '';
    const i = k?.code.indexOf(anders) ?? -1;
    const oud = (k as { vroegereNamen?: string[][] } | undefined)?.vroegereNamen?.[i]?.[0] ?? '';
    expect(oud, 'the earlier name of a renamed buurt').not.toBe('');
    const { lezer, page, af } = await begin();
    await page.getByRole('combobox', { name: /Zoek/ }).fill(oud);
    await lezer.klik(page.getByRole('option', { name: new RegExp(`${naam(anders)}.*${oud}`) }));
    await expect.poll(() => page.locator('main h1').innerText()).toBe(naam(anders));
    await expect.poll(() => page.locator('[data-test="vroeger"]').innerText()).toContain(oud);
    await af();
  });

  it('that nobody lives in an empty buurt, instead of a blank', async () => {
    const { lezer, page, af } = await begin();
    const leeg = waar.bijzonder.onbewoond.find((c) => w.gebieden.niveaus.buurt?.code.includes(c)) ?? '';
    await lezer.klik(page.locator(`main .kaart [data-code="${leeg}"]`));
    await lezer.klik(page.locator('[data-test="kaartje"] a'));
    await expect.poll(() => page.locator('main h1').innerText()).toBe(naam(leeg));
    await expect.poll(() => lezer.tekst()).toContain('Hier woont niemand');
    await af();
  });
});
