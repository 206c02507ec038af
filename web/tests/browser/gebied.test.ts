// SPDX-License-Identifier: EUPL-1.2
// The page of an area: "Wat speelt hier?". The areas are chosen from what the edition says of them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ladder, Profielen, Scores } from '../../src/lib/api/model';
import { eenheidTeken } from '../../src/lib/format';
import { axe, ga, klaar, opzetten, pagina, schuiftOpzij, type Wereld } from './wereld';

let w: Wereld;
let p: Profielen;
let buurt: string;
let wijk: string;
beforeAll(async () => {
  w = await opzetten();
  p = await w.haal<Profielen>(`profielen/${w.editie.referentie}`);
  const codes = p.niveaus.buurt?.gebieden ?? [];
  const gevuld = codes.map((code, i) => ({ code, n: p.indicatoren.filter((x) => x.niveaus.buurt?.waarde[i] != null).length }));
  buurt = [...gevuld].sort((a, b) => b.n - a.n || a.code.localeCompare(b.code))[0]?.code ?? '';
  const k = w.gebieden.niveaus.buurt;
  wijk = w.gebieden.niveaus.wijk?.code[k?.wijk[k.code.indexOf(buurt)] ?? 0] ?? '';
});
afterAll(async () => {
  await w?.sluit();
});

const vraag = (url: string, naam: string): string | null => new URL(url).searchParams.get(naam);
/** Indicators of the ladder, without variants: what “all” means on the page. */
const aantal = (): number => w.indicatoren.filter((i) => i.trede !== null && i.variantVan === null).length;

describe('the page of an area', () => {
  it('says in one sentence what stands out, names comparable areas and leads to them in one click', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/gebied/${buurt}`);
    const naam = await page.locator('main h1').innerText();
    await expect.poll(() => page.locator('.inleiding').innerText()).toContain(naam);
    const links = page.locator('[data-test=vergelijkbaren] a');
    await expect.poll(() => links.count()).toBeGreaterThan(3);
    const ander = await links.first().innerText();
    await links.first().click();
    await expect.poll(() => page.locator('main h1').innerText()).toBe(ander);
    await page.goBack();
    await expect.poll(() => page.locator('main h1').innerText()).toBe(naam);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('shows the most important rows, all of them or only the certain ones, and the address keeps the choice', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/gebied/${buurt}`);
    const rijen = page.locator('.spt tr.sp');
    const eerst = await rijen.count();
    expect(eerst).toBeGreaterThan(8);
    expect(eerst).toBeLessThan(aantal());
    await page.locator('input[name=toon][value=alle]').check({ force: true });
    await expect.poll(() => rijen.count()).toBe(aantal());
    await expect.poll(() => vraag(page.url(), 'toon')).toBe('alle');
    await page.reload();
    await expect.poll(() => rijen.count()).toBe(aantal());
    await page.locator('input[name=toon][value=zeker]').check({ force: true });
    await expect.poll(() => vraag(page.url(), 'toon')).toBe('zeker');
    const oordelen = page.locator('.spt td.oo');
    await expect.poll(async () => (await oordelen.allInnerTexts()).filter((x) => /niet|geen|–/.test(x))).toEqual([]);
    expect(await oordelen.count()).toBeLessThan(aantal());
    await page.goBack();
    await expect.poll(() => rijen.count()).toBe(aantal());
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('compares with what the reader chooses: the values and verdicts are those of the edition', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    const i = p.niveaus.buurt?.gebieden.indexOf(buurt) ?? -1;
    const pi = p.indicatoren.find((x) => w.indicatoren.find((y) => y.id === x.id)?.trede != null && x.niveaus.buurt?.waarde[i] != null && (x.niveaus.buurt.vergelijking.wijk?.oordeel[i] ?? 0) > 0);
    const ind = w.indicatoren.find((x) => x.id === pi?.id);
    const ref = pi?.niveaus.buurt?.vergelijking.wijk?.referentie?.[i];
    if (!pi || !ind || ref == null) throw new Error('no figure that is compared with its wijk');
    await ga(page, w, `/gebied/${buurt}?toon=alle`);
    await page.locator('.maatstaf select').selectOption('wijk');
    await expect.poll(() => vraag(page.url(), 'met')).toBe('wijk');
    const rij = page.locator('tr.sp', { has: page.locator(`a[href*="/kaart/${ind.id}?"]`) });
    const getal = new Intl.NumberFormat('nl-NL', { minimumFractionDigits: ind.decimalen, maximumFractionDigits: ind.decimalen }).format(ref);
    await expect.poll(() => rij.locator('.ref').innerText()).toContain(getal);
    const woord = { gunstiger: /gunstiger/, ongunstiger: /ongunstiger/, vergelijkbaar: /niet duidelijk anders/, geen_oordeel: /geen oordeel/, hoger: /hoger/, lager: /lager/ } as Record<string, RegExp>;
    await expect.poll(() => rij.locator('.oo').innerText()).toMatch(woord[p.oordelen[pi.niveaus.buurt?.vergelijking.wijk?.oordeel[i] ?? 0] ?? ''] ?? /$^/);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it.each([1280, 768])('opens the indicators of a cell, and the address keeps the choice, at %i px', async (breedte) => {
    const { page, hond, sluit } = await pagina(w, breedte);
    await ga(page, w, `/gebied/${buurt}`);
    const vakken = page.locator('#ladder .lm button');
    await expect.poll(() => vakken.count()).toBeGreaterThan(8);
    await vakken.first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => vraag(page.url(), 'vak')).not.toBeNull();
    await expect.poll(() => vakken.first().getAttribute('aria-pressed')).toBe('true');
    const [trede, leefgebied] = (vraag(page.url(), 'vak') ?? '').split('.');
    await expect.poll(() => page.locator('.spt tr.sp').count()).toBe(w.indicatoren.filter((i) => i.trede === trede && i.leefgebied === leefgebied && i.variantVan === null).length);
    await page.reload();
    await page.locator('.lm button[aria-pressed=true]').waitFor();
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('offers the course that was judged unfavourable first, and refuses it for an estimate with the reason', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    const kandidaat = p.indicatoren.flatMap((x) => {
      const k = x.niveaus.buurt;
      if (w.indicatoren.find((y) => y.id === x.id)?.trede == null) return [];
      return (k?.richting?.oordeel ?? []).flatMap((o, i) => (p.oordelen[o] === 'ongunstiger' && ['stijgend', 'dalend'].includes(p.verlopen[k?.richting?.richting?.[i] ?? 0] ?? '') ? [{ id: x.id, i }] : []));
    })[0];
    const model = w.indicatoren.find((i) => i.maat === 'model_aandeel' && i.niveaus.includes('buurt') && i.variantVan === null && i.trede !== null);
    if (!kandidaat || !model) throw new Error('no unfavourable course or no modelled indicator');
    await ga(page, w, `/gebied/${p.niveaus.buurt?.gebieden[kandidaat.i]}`);
    const blokken = page.locator('[data-test=verloop]');
    await blokken.first().locator('svg[role=img]').waitFor();
    const eerste = await page.locator('#verloop-0').inputValue();
    const judged = p.indicatoren.find((x) => x.id === eerste)?.niveaus.buurt?.richting?.oordeel?.[kandidaat.i] ?? 0;
    expect(p.oordelen[judged]).toBe('ongunstiger');
    await page.locator('#verloop-1').selectOption(model.id);
    await expect.poll(() => vraag(page.url(), 'verloop')).toContain(model.id);
    await expect.poll(() => blokken.nth(1).innerText()).toContain(p.indicatoren.find((x) => x.id === model.id)?.niveaus.buurt?.richting?.uitleg?.nl ?? 'Een modelschatting heeft geen trend');
    await expect.poll(() => blokken.nth(1).locator('svg[role=img]').count()).toBe(0);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('says the true reason of every empty place of a wijk, and leaves no cell of the surroundings blank', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/gebied/${wijk}`);
    const rijen = page.locator('[data-test=niet] .rij');
    await rijen.first().waitFor();
    const grof = w.indicatoren.filter((i) => i.trede !== null && i.variantVan === null && i.bron !== null && i.fijnsteNiveau === 'gemeente');
    const zin = { open: 'De bron geeft dit cijfer niet per wijk.', gemeentelijk: 'De catalogus van indicatoren staat dit cijfer niet per wijk toe.' } as Record<string, string>;
    for (const toegang of new Set(grof.map((i) => i.toegang))) {
      const namen = grof.filter((i) => i.toegang === toegang).map((i) => i.naam.nl);
      const rij = rijen.filter({ hasText: zin[toegang] ?? toegang });
      await expect.poll(() => rij.count(), { message: toegang }).toBe(1);
      const lijst = await rij.locator('li').evaluateAll((li) => li.map((x) => x.textContent ?? ''));
      if (lijst.length) expect([...lijst].sort()).toEqual([...namen].sort());
    }
    const cellen = await page.locator('[data-test=omgeving] td').evaluateAll((td) => td.map((x) => (x.textContent ?? '').trim()));
    expect(cellen.length).toBeGreaterThan(0);
    expect(cellen.filter((x) => x === '')).toEqual([]);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('walks the caterpillar with the keys, and gives places only with their play', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/gebied/${buurt}?taal=en`);
    const rups = page.locator('[data-test=rups]');
    await rups.focus();
    const eerst = await rups.getAttribute('aria-valuetext');
    await page.keyboard.press('End');
    await expect.poll(() => rups.evaluate((r) => r.getAttribute('aria-valuenow') === r.getAttribute('aria-valuemax'))).toBe(true);
    const eind = await rups.getAttribute('aria-valuetext');
    const gekozen = await page.locator('#rups-kies').inputValue();
    const eenheid = eenheidTeken(w.indicatoren.find((x) => x.id === gekozen)?.eenheid ?? '', 'en');
    expect(eind).toContain(eenheid);
    await expect.poll(() => rups.locator('text').first().textContent()).toBe(eenheid);
    await page.keyboard.press('Home');
    await expect.poll(() => rups.getAttribute('aria-valuenow')).toBe('1');
    expect(new Set([eerst, eind, await rups.getAttribute('aria-valuetext')]).size).toBeGreaterThan(1);
    const s = await w.haal<Scores>(`scores/${w.editie.referentie}`);
    const i = p.niveaus.buurt?.gebieden.indexOf(buurt) ?? -1;
    const g = s.groepen.find((x) => x.soort === 'trede' && x.niveaus.buurt?.rang?.[i] != null)?.niveaus.buurt;
    if (!g) throw new Error('the area has no ranked score');
    await expect.poll(() => page.locator('[data-test=plaatsen]').textContent()).toContain(`place ${g.rangVan?.[i]} to ${g.rangTot?.[i]} of ${g.gerangschikt?.[i]}`);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('leads from a wijk to its buurten, each a dot on every strip that has a score', async () => {
    const { page, sluit } = await pagina(w, 1280);
    await ga(page, w, `/gebied/${wijk}`);
    const plaats = w.gebieden.niveaus.wijk?.code.indexOf(wijk);
    const leden = (w.gebieden.niveaus.buurt?.wijk ?? []).flatMap((x, i) => (x === plaats ? [i] : []));
    const links = page.locator('table.delen tbody a');
    await expect.poll(() => links.count()).toBe(leden.length);
    const ladder = await w.haal<Ladder>('ladder');
    const cellen = p.ladder.cellen.filter((c) => c.trede === ladder.treden[0]?.id);
    const scores = cellen.reduce((n, c) => n + leden.filter((i) => c.niveaus.buurt?.score[i] != null).length, 0);
    await expect.poll(() => page.locator('#delen svg circle').count()).toBe(scores);
    const naam = await links.first().innerText();
    await links.first().click();
    await expect.poll(() => page.locator('main h1').innerText()).toBe(naam);
    await sluit();
  });

  it('says what cannot be said, with a way out for each reason', async () => {
    const { page, sluit } = await pagina(w, 1280);
    await ga(page, w, `/gebied/${buurt}`);
    const i = p.niveaus.buurt?.gebieden.indexOf(buurt) ?? -1;
    const zonder = aantal() - p.indicatoren.filter((x) => w.indicatoren.some((y) => y.id === x.id && y.trede !== null && y.variantVan === null) && x.niveaus.buurt?.waarde[i] != null).length;
    const rijen = page.locator('[data-test=niet] .rij');
    const genoemd = (await rijen.locator('.wat').allInnerTexts()).slice(0, -1).reduce((n, x) => n + x.split(/, | en nog \d+/).filter(Boolean).length + (Number(/ en nog (\d+)/.exec(x)?.[1] ?? 0)), 0);
    expect(genoemd).toBeGreaterThanOrEqual(zonder);
    for (const r of await rijen.all()) expect((await r.locator('.soort').innerText()).length).toBeGreaterThan(3);
    await expect.poll(() => page.locator('[data-test=duidingen]').innerText()).toContain('nog geen');
    await sluit();
  });
});

describe('on a phone', () => {
  it('folds its sections under headings that say the gist; keys and links open them', async () => {
    const { page, hond, sluit } = await pagina(w, 320);
    await ga(page, w, `/gebied/${buurt}`);
    const knop = page.locator('#verloop h2 button');
    await knop.waitFor();
    await expect.poll(() => knop.getAttribute('aria-expanded')).toBe('false');
    await expect.poll(() => page.locator('#verloop-inhoud').isVisible()).toBe(false);
    await knop.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => knop.getAttribute('aria-expanded')).toBe('true');
    await page.locator('[data-test=verloop] svg[role=img]').first().waitFor();
    await page.locator('nav a[href="#niet"]').click();
    await page.locator('[data-test=niet]').waitFor();
    await page.locator('#ladder .lm button').first().click();
    await page.locator('.spt tr.sp').first().waitFor();
    const dicht = page.locator('main section h2 button[aria-expanded=false]');
    for (let n = await dicht.count(); n > 0; n -= 1) {
      await dicht.first().click();
      await expect.poll(() => dicht.count()).toBe(n - 1);
    }
    await klaar(page);
    await expect.poll(() => schuiftOpzij(page)).toBe(false);
    expect(await axe(page)).toEqual([]);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});

describe('on paper', () => {
  it('is exactly two A4, nothing cut off, with edition, period, uncertainty, sources and what it is not for', async () => {
    const { page, sluit } = await pagina(w, 1280);
    const onbewoond = w.gebieden.niveaus.buurt?.code.find((_, i) => w.gebieden.niveaus.buurt?.leeg[i]);
    for (const code of [buurt, wijk, w.editie.referentie, onbewoond ?? buurt]) {
      await ga(page, w, `/gebied/${code}`);
      await page.locator('[data-test=afdruk]').waitFor({ state: 'attached' });
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page[^s]/g)?.length, code).toBe(2);
      const maten = [...pdf.matchAll(/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)].map((m) => [Math.round(Number(m[1])), Math.round(Number(m[2]))]);
      expect(maten, code).toEqual([[595, 842], [595, 842]]);
      await page.emulateMedia({ media: 'print' });
      const over = () => page.locator('.blad').evaluateAll((bladen) => bladen.map((b) => (b.lastElementChild?.getBoundingClientRect().bottom ?? 0) - b.getBoundingClientRect().bottom));
      await expect.poll(async () => Math.max(...(await over())), { message: code }).toBeLessThanOrEqual(1);
      const tekst = await page.locator('[data-test=afdruk]').innerText();
      for (const woord of [w.editie.id, w.editie.naam, 'Marge', 'Cijfers over', 'Wel en niet gebruiken voor', 'Bronnen', 'blad 2 van 2']) expect(tekst, code).toContain(woord);
      await page.emulateMedia({ media: null });
    }
    await sluit();
  });
});
