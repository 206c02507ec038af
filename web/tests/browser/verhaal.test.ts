// SPDX-License-Identifier: EUPL-1.2
// Stories: views drawn from the edition, figures as they are published, and text that stays text whatever stands in it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verhaal, VerhaalBeeld, VerhaalBlok, VerhaalStuk, Verhalen, Waarnemingen } from '../../src/lib/api/model';
import { axe, ga, klaar, opzetten, pagina, schuiftOpzij, type Wereld } from './wereld';

let w: Wereld;
let verhaal: Verhaal;
beforeAll(async () => {
  w = await opzetten();
  const eerste = (await w.haal<Verhalen>('verhalen')).verhalen[0];
  if (!eerste) throw new Error('the edition has no story');
  verhaal = await w.haal<Verhaal>(`verhalen/${eerste.id}`);
});
afterAll(async () => {
  await w?.sluit();
});

const beelden = (): VerhaalBeeld[] => verhaal.tekst.nl.filter((b): b is VerhaalBeeld => b.soort === 'beeld');
const cijfersIn = (stukken: VerhaalStuk[]): Extract<VerhaalStuk, { soort: 'cijfer' }>[] => stukken.flatMap((s) => (s.soort === 'cijfer' ? [s] : 'inhoud' in s ? cijfersIn(s.inhoud) : []));
const cijfers = () => verhaal.tekst.nl.flatMap((b: VerhaalBlok) => (b.soort === 'alinea' ? cijfersIn(b.inhoud) : []));

/** What the API publishes at the place of a live figure. */
async function waarde(c: { indicator: string; gebied: string; periode: string | null }): Promise<number> {
  const niveau = (['gemeente', 'wijk', 'buurt'] as const).find((n) => w.gebieden.niveaus[n]?.code.includes(c.gebied));
  if (!niveau) throw new Error(`${c.gebied} is not in the edition`);
  const o = await w.haal<Waarnemingen>(`waarnemingen/${c.indicator}/${niveau}`);
  const punt = c.periode === null ? o.reeks.at(-1) : o.reeks.find((r) => r.periode === c.periode);
  const getal = punt?.waarde[w.gebieden.niveaus[niveau]?.code.indexOf(c.gebied) ?? -1];
  if (getal == null) throw new Error(`${c.indicator} of ${c.gebied} is not published`);
  return getal;
}

describe('a story', () => {
  it('is reached from the menu with the keyboard, and draws every view from the edition with its caption, source and address', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, '/');
    await page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('link', { name: 'Verhalen' }).press('Enter');
    await page.getByRole('link', { name: verhaal.titel.nl }).press('Enter');
    await page.locator('[data-test=verhaal] h1').waitFor();
    await expect.poll(() => page.locator('h1').innerText()).toBe(verhaal.titel.nl);
    await klaar(page);
    const figuren = page.locator('[data-test=beeld]');
    await expect.poll(() => figuren.count()).toBe(beelden().length);
    for (const [n, b] of beelden().entries()) {
      const f = figuren.nth(n);
      await expect.poll(() => f.getAttribute('data-beeld')).toBe(b.beeld);
      await expect.poll(() => f.locator('figcaption').last().innerText()).toContain(b.bijschrift);
      await f.locator('.tekening svg[viewBox], .tekening table').first().waitFor();
      const link = new URL((await f.getByRole('link', { name: 'Open deze weergave' }).getAttribute('href')) ?? '', w.basis);
      expect(link.pathname).toBe(b.pad);
      expect(Object.fromEntries(link.searchParams)).toEqual(b.vraag);
    }
    expect(await axe(page)).toEqual([]);
    const kaart = beelden().find((b) => b.beeld === 'kaart' && b.vraag.gebied);
    const doos = page.locator('[data-beeld=kaart] [role=listbox]').first();
    const eerst = await doos.getAttribute('aria-activedescendant');
    expect(eerst?.endsWith(kaart?.vraag.gebied ?? '?')).toBe(true);
    await doos.press('ArrowDown');
    await expect.poll(() => doos.getAttribute('aria-activedescendant')).not.toBe(eerst);
    expect(new URL(page.url()).search).toBe('');
    await page.locator('[data-beeld=kaart]').first().getByRole('link', { name: 'Open deze weergave' }).press('Enter');
    await page.waitForURL(`**${kaart?.pad}?**`);
    await page.locator('.kaart [aria-selected=true]').waitFor({ state: 'attached' });
    await expect.poll(() => page.locator('.kaart [aria-selected=true]').getAttribute('data-code')).toBe(kaart?.vraag.gebied);
    await page.goBack();
    await page.locator('[data-test=verhaal] h1').waitFor();
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it.each([['nl', 320], ['en', 320], ['en', 768]] as const)('shows live figures as they are published, and fits in dark (%s, %i px)', async (taal, breedte) => {
    const { page, hond, sluit } = await pagina(w, breedte);
    await page.emulateMedia({ colorScheme: 'dark' });
    await ga(page, w, `/verhaal/${verhaal.id}?taal=${taal}`);
    const getoond = page.locator('[data-test=cijfer]');
    await expect.poll(() => getoond.count()).toBeGreaterThan(0);
    for (const [n, c] of cijfers().entries()) {
      const ind = w.indicatoren.find((i) => i.id === c.indicator);
      const tekst = async () => (await getoond.nth(n).locator('a').first().innerText()).replaceAll('\u00a0', ' ');
      const getal = (await waarde(c)).toLocaleString(taal === 'nl' ? 'nl-NL' : 'en-GB', { minimumFractionDigits: ind?.decimalen ?? 0, maximumFractionDigits: ind?.decimalen ?? 0 });
      await expect.poll(tekst).toContain(getal);
      await expect.poll(() => getoond.nth(n).getAttribute('data-cijfer')).toBe(`${c.indicator}/${c.gebied}`);
    }
    await expect.poll(() => schuiftOpzij(page)).toBe(false);
    if (taal === 'nl') expect(await axe(page)).toEqual([]);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('that was not translated is given in Dutch, with a note, and is marked as Dutch', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await page.route('**/verhalen/*', (r) => r.fulfill({ json: { ...verhaal, titel: { nl: verhaal.titel.nl, en: verhaal.titel.nl }, talen: ['nl'], tekst: { nl: verhaal.tekst.nl, en: null } } }));
    await ga(page, w, `/verhaal/${verhaal.id}?taal=en`);
    await expect.poll(() => page.locator('[data-test=alleen-nederlands]').innerText()).toContain('not been translated');
    await expect.poll(() => page.locator('h1').getAttribute('lang')).toBe('nl');
    await expect.poll(() => page.locator('[data-test=beeld]').first().getAttribute('lang')).toBe('en');
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('that does not exist, or of which a view cannot be drawn, says so in its place', async () => {
    const { page, sluit } = await pagina(w, 320);
    await ga(page, w, '/verhaal/bestaat-niet');
    await expect.poll(() => page.locator('h1').innerText()).toContain('Dit verhaal is er niet');
    const stuk = { soort: 'beeld' as const, bijschrift: 'Weg', vraag: { signaal: 'bestaat-niet' }, beeld: 'signaal' as const, pad: '/signalen' };
    const geen = { soort: 'alinea' as const, inhoud: [{ soort: 'cijfer' as const, indicator: cijfers()[0]?.indicator ?? '', gebied: cijfers()[0]?.gebied ?? '', periode: '1900' }] };
    await page.route('**/verhalen/*', (r) => r.fulfill({ json: { ...verhaal, tekst: { nl: [geen, stuk], en: null } } }));
    await page.route('**/profielen/*', (r) => r.abort());
    await ga(page, w, `/verhaal/${verhaal.id}`);
    await expect.poll(() => page.locator('[data-test=cijfer]').innerText()).toContain('Er is geen cijfer van 1900');
    await page.locator('[data-test=beeld] [role=alert]').waitFor();
    await page.unroute('**/profielen/*');
    await page.getByRole('button', { name: 'Probeer opnieuw' }).click();
    await page.getByText('Dit signaal staat niet in deze editie').waitFor();
    await sluit();
  });

  it('with hostile text stays text: no script, no address that is not what it says, no word that pushes the page aside', async () => {
    const lang = 'w'.repeat(400);
    const kwaad = '<script>window.geraakt=1</script><img src=x onerror="window.geraakt=1">';
    const tekst = (t: string): VerhaalStuk => ({ soort: 'tekst', tekst: t });
    const blokken: VerhaalBlok[] = [
      { soort: 'kop', niveau: 2, inhoud: [tekst(kwaad)] },
      { soort: 'alinea', inhoud: [tekst(`${kwaad} ${lang}`), { soort: 'extern', adres: 'javascript:window.geraakt=1', inhoud: [tekst('klik een')] }, { soort: 'link', pad: '//elders.example/x', vraag: {}, inhoud: [tekst('klik twee')] }, { soort: 'extern', adres: 'https://elders.example/', inhoud: [tekst('klik drie')] }] },
      { soort: 'citaat', blokken: [{ soort: 'alinea', inhoud: [tekst(lang)] }] },
      { soort: 'beeld', beeld: 'kaart', pad: '/kaart/%3Cscript%3E', vraag: { gebied: kwaad }, bijschrift: `${kwaad}${lang}` },
    ];
    const { page, hond, sluit } = await pagina(w, 320);
    await page.route('**/verhalen/*', (r) => r.fulfill({ json: { ...verhaal, titel: { nl: kwaad + lang, en: kwaad }, tekst: { nl: blokken, en: null } } }));
    await ga(page, w, `/verhaal/${verhaal.id}`);
    await expect.poll(() => page.locator('h1').innerText()).toContain('<script>');
    expect(await page.evaluate(() => 'geraakt' in window)).toBe(false);
    expect(await page.locator('[data-test=verhaal] script, [data-test=verhaal] img').count()).toBe(0);
    expect(await page.locator('a[href^="javascript:"], a[href^="//"]').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'klik een' }).count() + (await page.getByRole('link', { name: 'klik twee' }).count())).toBe(0);
    await expect.poll(() => page.getByRole('link', { name: /klik drie/ }).getAttribute('rel')).toBe('noreferrer');
    await expect.poll(() => schuiftOpzij(page)).toBe(false);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});

describe('the page with stories', () => {
  it('lists them, and without any says what a story is and how one is made', async () => {
    const { page, hond, sluit } = await pagina(w, 320);
    await ga(page, w, '/verhaal');
    await page.locator('[data-test=verhalen]').waitFor();
    await expect.poll(() => page.locator('[data-test=verhalen] li').count()).toBe(w.editie.verhalen);
    expect(await axe(page)).toEqual([]);
    await page.route('**/editie', (r) => r.fulfill({ json: { ...w.editie, verhalen: undefined } }));
    await ga(page, w, '/verhaal?taal=en');
    await expect.poll(() => page.locator('h1').innerText()).toBe('There are no stories yet');
    await expect.poll(() => page.locator('[data-test=zelf] pre').innerText()).toContain('cijfer:');
    await expect.poll(() => page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Stories', includeHidden: true }).count()).toBe(0);
    await expect.poll(() => schuiftOpzij(page)).toBe(false);
    expect(await axe(page)).toEqual([]);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});
