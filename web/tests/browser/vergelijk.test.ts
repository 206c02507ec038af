// SPDX-License-Identifier: EUPL-1.2
// The comparison page: the picture follows the choice, by mouse and by keyboard, in both languages, wide and narrow.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { Indicator, Profielen, Scoring, Vergelijkbaar, Waarnemingen } from '../../src/lib/api/model';
import { paren } from '../../src/lib/keuze';
import { axe, ga, klaar, opzetten, pagina, schuiftOpzij, staatStil, weiger, type Wereld } from './wereld';

let w: Wereld;
let p: Profielen;
beforeAll(async () => {
  w = await opzetten();
  p = await w.haal<Profielen>(`profielen/${w.editie.referentie}`);
});
afterAll(async () => {
  await w?.sluit();
});

const metCijfers = (niveau: 'wijk' | 'buurt', meer: (i: Indicator) => boolean = () => true): Indicator[] =>
  w.indicatoren.filter((i) => i.trede !== null && i.variantVan === null && i.niveaus.includes(niveau) && meer(i) && p.indicatoren.some((pi) => pi.id === i.id && pi.niveaus[niveau]?.waarde.some((v) => v != null)));
const model = (i: Indicator): boolean => i.maat === 'model_aandeel';
const namen = (niveau: 'wijk' | 'buurt'): string[] => w.gebieden.niveaus[niveau]?.naam ?? [];
const codes = (niveau: 'wijk' | 'buurt'): string[] => w.gebieden.niveaus[niveau]?.code ?? [];
const vraag = (page: Page, naam: string): string | null => new URL(page.url()).searchParams.get(naam);
const figuren = (page: Page) => page.locator('figure [data-grafiek] svg[viewBox][role=img]');

/** An indicator with counted figures over several periods per wijk. */
function geteld(): Indicator {
  const i = metCijfers('wijk', (x) => !model(x) && x.perioden.length > 2)[0];
  if (!i) throw new Error('no counted indicator with several periods per wijk');
  return i;
}

describe('the picture follows the choice', () => {
  it('from the rug with the mouse: a name and two headings, then back and forward, in Dutch at 1280 px', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, '/vergelijk');
    await expect.poll(() => page.locator('h1').innerText()).not.toBe('');
    expect(await axe(page)).toEqual([]);
    await expect.poll(() => page.locator('table[role=grid] tbody tr').count()).toBe(p.niveaus.wijk?.gebieden.length);
    const kop = page.locator('table[role=grid] thead button').first();
    await kop.click();
    await expect.poll(() => vraag(page, 'indicatoren')).not.toBeNull();
    await expect.poll(() => page.locator('h2').first().innerText()).toContain('op een rij');
    await figuren(page).first().waitFor();
    await page.locator('table[role=grid] thead button').nth(1).click();
    await expect.poll(() => vraag(page, 'indicatoren')?.split(',').length).toBe(2);
    await page.locator('[data-test=samenhang]').waitFor();
    await expect.poll(() => page.locator('[data-test=samenhang]').innerText()).toContain('Samenhang zegt niet waarom');
    await page.locator('table[role=grid] tbody th button').first().click();
    await expect.poll(() => vraag(page, 'gebieden')).not.toBeNull();
    await expect.poll(() => page.locator('tr.gekozen').count()).toBe(1);
    await page.goBack();
    await expect.poll(() => vraag(page, 'gebieden')).toBeNull();
    await page.reload();
    await page.locator('[data-test=samenhang]').waitFor();
    await page.getByRole('button', { name: 'Wis uw keuze' }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('');
    await expect.poll(() => figuren(page).count()).toBe(0);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('from the rug with the keyboard: one stop, arrows over cells and headings, Enter and space choose, in English, at 768 px', async () => {
    const { page, hond, sluit } = await pagina(w, 768);
    await ga(page, w, '/vergelijk?taal=en');
    await expect.poll(() => page.locator('table[role=grid] [tabindex="0"]').count()).toBe(1);
    await page.locator('table[role=grid] [tabindex="0"]').focus();
    const eerst = await staatStil(() => page.locator('[data-test=cel]').innerText());
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.locator('[data-test=cel]').innerText()).not.toBe(eerst);
    await expect.poll(() => page.locator('[data-test=cel]').innerText()).not.toContain('Point at a cell');
    await page.locator('#leefgebied').selectOption({ index: 1 });
    await expect.poll(() => page.locator('[data-test=cel]').innerText()).toContain('Point at a cell');
    await page.locator('#leefgebied').selectOption('');
    await expect.poll(() => vraag(page, 'leefgebied')).toBeNull();
    await page.locator('table[role=grid] [tabindex="0"]').focus();
    await expect.poll(() => page.locator('table[role=grid] [tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('thead') !== null)).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(() => vraag(page, 'indicatoren')).not.toBeNull();
    await page.locator('h2', { hasText: 'in a row' }).or(page.locator('h2', { hasText: 'by name' })).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await expect.poll(() => vraag(page, 'gebieden')).not.toBeNull();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('gridcell');
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('from the list with the keyboard: search, tick, a full list says why, and a chosen one is taken away', async () => {
    const { page, hond, sluit } = await pagina(w, 1280);
    const alle = codes('buurt');
    await ga(page, w, `/vergelijk?niveau=buurt&gebieden=${alle.slice(0, 11).join(',')}`);
    await expect.poll(() => page.locator('table[role=grid]').count()).toBe(0);
    await page.locator('#kies-gebied-knop').press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('kies-gebied-zoek');
    const doel = namen('buurt')[20] ?? '';
    await page.keyboard.type(doel.slice(0, 6));
    await expect.poll(() => page.locator('#kies-gebied-zoek').inputValue()).toBe(doel.slice(0, 6));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await expect.poll(() => vraag(page, 'gebieden')?.split(',').length).toBe(12);
    await expect.poll(() => page.locator('#kies-gebied-paneel [role=status]').innerText()).toContain('U koos er 12');
    await page.locator('#kies-gebied-zoek').fill('');
    await expect.poll(() => page.locator('#kies-gebied-paneel input[type=checkbox]:disabled').count()).toBe(alle.length - 12);
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('kies-gebied-knop');
    await page.getByRole('button', { name: `Haal ${namen('buurt')[0]} weg` }).click();
    await expect.poll(() => vraag(page, 'gebieden')?.split(',').length).toBe(11);
    await page.locator('label', { hasText: 'wijk' }).locator('input[name=niveau]').check({ force: true });
    await expect.poll(() => vraag(page, 'niveau')).toBe('wijk');
    const wijken = new Set(vraag(page, 'gebieden')?.split(','));
    expect([...wijken].every((c) => codes('wijk').includes(c))).toBe(true);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});

describe('every picture', () => {
  const beelden = async (): Promise<[string, string, RegExp][]> => {
    const g = geteld();
    const ander = metCijfers('wijk', (i) => !model(i) && i.id !== g.id && !i.paren.some((x) => x.met === g.id))[0];
    const modellen = metCijfers('wijk', model).slice(0, 2);
    const drie = codes('wijk').slice(0, 3).join(',');
    const alle = paren(w.indicatoren, 'wijk');
    const uit: [string, string, RegExp][] = [
      ['row', `indicatoren=${g.id}`, /op een rij/],
      ['course', `indicatoren=${g.id}&gebieden=${drie}`, /door de jaren/],
      ['scatter', `indicatoren=${g.id},${ander?.id}`, /tegen/],
      ['profiles', `gebieden=${drie}`, /Profielen naast elkaar/],
      ['panels', `indicatoren=${g.id},${ander?.id},${modellen[0]?.id}&gebieden=${drie}`, /3 indicatoren naast elkaar/],
    ];
    for (const soort of ['beleving', 'bereik'] as const) {
      const paar = alle.find((x) => x.soort === soort);
      if (paar) uit.push([soort, `indicatoren=${paar.een.id},${paar.ander.id}`, soort === 'beleving' ? /geregistreerd/ : /bereikt/]);
    }
    return uit;
  };

  it.each([[1280, false], [320, false], [1280, true]])('at %i px, dark %s: breaks no rule, does not scroll sideways, and has a table and a sentence', async (breedte, donker) => {
    const { page, hond, sluit } = await pagina(w, breedte);
    if (donker) await page.emulateMedia({ colorScheme: 'dark' });
    // In the dark only colours differ: the pictures that have them all are enough.
    const alle = (await beelden()).filter(([naam]) => !donker || naam === 'row' || naam === 'profiles' || naam === 'beleving');
    for (const [naam, q, kop] of alle) {
      await ga(page, w, `/vergelijk?${q}`);
      await page.locator('h2', { hasText: kop }).first().waitFor();
      expect(await axe(page), `${naam} at ${breedte}`).toEqual([]);
      await expect.poll(() => schuiftOpzij(page), { message: `${naam} scrolls sideways at ${breedte}` }).toBe(false);
      await expect.poll(() => figuren(page).evaluateAll((els) => els.map((e) => e.getAttribute('aria-label') ?? '').filter((zin) => zin.length <= 30)), { message: naam }).toEqual([]);
      const tab = page.locator('figure').first().getByRole('tab', { name: 'Tabel' });
      await tab.click();
      await expect.poll(() => page.locator('figure').first().locator('[role=tabpanel] table.t tbody tr').count(), { message: naam }).toBeGreaterThan(0);
    }
    expect(hond.klachten).toEqual([]);
    await sluit();
  }, 400_000);

  it('shows the same figures in chart, table and edition: the row of an indicator', async () => {
    const g = geteld();
    const { page, sluit } = await pagina(w, 1280);
    await ga(page, w, `/vergelijk?indicatoren=${g.id}`);
    await figuren(page).first().waitFor();
    const kolom = p.indicatoren.find((x) => x.id === g.id)?.niveaus.wijk;
    const n = kolom?.waarde.filter((v) => v != null).length ?? 0;
    await expect.poll(() => figuren(page).first().locator('circle').count()).toBe(n);
    const laatste = (await w.haal<Waarnemingen>(`waarnemingen/${g.id}/wijk`)).reeks.at(-1);
    const trechter = laatste?.trechter;
    await expect.poll(() => page.locator('h2', { hasText: 'verder weg' }).count()).toBe(trechter ? 1 : 0);
    if (trechter) {
      const buiten = trechter.plaats.filter((x) => x != null && x !== 0).length;
      await expect.poll(() => figuren(page).nth(1).locator('path.buiten').count()).toBe(buiten);
    }
    await sluit();
  });
});

describe('what may not be read from a picture', () => {
  it('a modelled figure has no line over the years and no place in an order, and says why', async () => {
    const m = metCijfers('wijk', (i) => model(i) && i.perioden.length > 1)[0];
    if (!m) throw new Error('no modelled indicator with several periods');
    const { page, sluit } = await pagina(w, 1280);
    await ga(page, w, `/vergelijk?indicatoren=${m.id}&gebieden=${codes('wijk').slice(0, 2).join(',')}`);
    await expect.poll(() => page.locator('[data-test=geen-verloop]').innerText()).toMatch(/model/i);
    await expect.poll(() => page.locator('h2').first().innerText()).toContain('op naam');
    const lijst = await figuren(page).first().locator('text.naam').allInnerTexts();
    expect(lijst.length).toBeGreaterThan(2);
    await sluit();
  });

  it('two figures that say nearly the same, or are both modelled, come with a warning', async () => {
    const { page, sluit } = await pagina(w, 1280);
    const overlap = (await w.haal<Scoring>('scoring')).overlap;
    const niveau = overlap.niveau === 'wijk' ? 'wijk' : 'buurt';
    const paar = overlap.paren.find((x) => [x.een, x.ander].every((id) => metCijfers(niveau).some((i) => i.id === id)));
    if (paar) {
      await ga(page, w, `/vergelijk?niveau=${niveau}&indicatoren=${paar.een},${paar.ander}`);
      await expect.poll(() => page.locator('[data-test=overlap]').innerText()).toContain('bijna hetzelfde');
    }
    const [a, b] = metCijfers('wijk', (i) => model(i) && i.paren.length === 0);
    await ga(page, w, `/vergelijk?indicatoren=${a?.id},${b?.id}`);
    await expect.poll(() => page.locator('[data-test=model]').innerText()).toContain('allebei');
    await sluit();
  });
});

describe('what could not be fetched', () => {
  it('is named where it is missing, and the rest stands', async () => {
    const { page, sluit } = await pagina(w, 1280);
    await weiger(page, /\/waarnemingen\//, 500);
    await ga(page, w, `/vergelijk?indicatoren=${geteld().id}`);
    await page.getByText('De trechter kon niet worden opgehaald').waitFor();
    await expect.poll(() => figuren(page).count()).toBe(1);
    await page.unrouteAll();
    const antwoord = page.waitForResponse((r) => r.url().includes('/waarnemingen/') && r.ok());
    await page.getByRole('button', { name: 'Probeer opnieuw' }).click();
    await antwoord;
    await klaar(page);
    await expect.poll(() => page.getByText('De trechter kon niet worden opgehaald').count()).toBe(0);
    await sluit();
  });
});

describe('comparing with what is like it', () => {
  it('sets an area beside its comparable ones in one click, and says who they are', async () => {
    const lijkt = await w.haal<Vergelijkbaar>('vergelijkbaar');
    const i = lijkt.niveaus.buurt.findIndex((x) => x.length > 2);
    const { page, sluit } = await pagina(w, 1280);
    await ga(page, w, `/vergelijk?gebieden=${codes('buurt')[i]}&met=vergelijkbaar`);
    await page.getByRole('link', { name: 'Wie zijn dat?' }).click();
    await expect.poll(() => page.locator('#vergelijkbaar li').count()).toBe(lijkt.niveaus.buurt[i]?.length);
    await page.getByRole('button', { name: 'naast de vergelijkbare buurten' }).click();
    const verwacht = [i, ...(lijkt.niveaus.buurt[i] ?? []).slice(0, 11)].map((k) => codes('buurt')[k]);
    await expect.poll(() => vraag(page, 'gebieden')?.split(',')).toEqual(verwacht);
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('kies-gebied-knop'); // a key still held removes nothing
    await sluit();
  });

  it('a wrong or coarse choice leads on: unknown names are named, and a level without figures offers the other', async () => {
    const alleenWijk = metCijfers('wijk', (i) => !i.niveaus.includes('buurt'))[0];
    if (!alleenWijk) throw new Error('every indicator has figures per buurt');
    const { page, sluit } = await pagina(w, 320);
    await ga(page, w, `/vergelijk?niveau=buurt&indicatoren=${alleenWijk.id}&gebieden=bestaat-niet`);
    await expect.poll(() => page.locator('main').innerText()).toContain('bestaat-niet');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('link', { name: 'Toon per wijk' }).click();
    await expect.poll(() => vraag(page, 'niveau')).toBe('wijk');
    await figuren(page).first().waitFor();
    await sluit();
  });
});

describe('the rug on a phone and of many buurten', () => {
  it('is a list of areas with counts, opened one at a time', async () => {
    const { page, hond, sluit } = await pagina(w, 320);
    await ga(page, w, '/vergelijk?niveau=buurt');
    await expect.poll(() => page.locator('table[role=grid]').count()).toBe(0);
    const rij = page.locator('ul.lijst > li').first();
    await rij.locator('summary').click();
    await expect.poll(() => rij.locator('.regel').count()).toBeGreaterThan(5);
    await rij.locator('input[type=checkbox]').check();
    await expect.poll(() => vraag(page, 'gebieden')?.split(',').length).toBe(1);
    await expect.poll(() => schuiftOpzij(page)).toBe(false);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('of all buurten takes another order at once, and alike together is the same every time', async () => {
    const { page, sluit } = await pagina(w, 1280);
    await ga(page, w, '/vergelijk?niveau=buurt');
    const orde = () => page.locator('table[role=grid] tbody th .wie').allInnerTexts();
    // Time of the page's own thread, so that what else the machine does is not counted. The ceiling leaves room for a slow machine.
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    const bezig = async (): Promise<number> => {
      const { metrics } = await cdp.send('Performance.getMetrics');
      return ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'].reduce((som, naam) => som + 1000 * (metrics.find((m) => m.name === naam)?.value ?? 0), 0);
    };
    const sorteer = async (naar: string): Promise<number> => {
      const voor = await bezig();
      await page.locator('#volgorde').selectOption(naar);
      await page.evaluate(() => void document.body.offsetHeight);
      return (await bezig()) - voor;
    };
    const begin = await orde();
    const tijden = [];
    for (const naar of ['naam', 'ongunstiger', 'naam', 'ongunstiger', 'naam']) tijden.push(await sorteer(naar));
    console.log(`rug of ${begin.length} rows: order in ${tijden.map((x) => x.toFixed(0)).join(', ')} ms`);
    expect([...tijden].sort((a, b) => a - b)[2]).toBeLessThan(1_000);
    const opNaam = [...begin].sort((a, b) => a.localeCompare(b, 'nl'));
    await expect.poll(orde).toEqual(opNaam);
    await sorteer('gelijkend');
    await expect.poll(orde).not.toEqual(opNaam);
    const een = (await staatStil(async () => (await orde()).join('|'))).split('|');
    await sorteer('naam');
    await expect.poll(orde).toEqual(opNaam);
    await sorteer('gelijkend');
    await expect.poll(orde).toEqual(een);
    const haal = async (soort: string): Promise<string> => {
      const [bewaard] = await Promise.all([page.waitForEvent('download'), page.locator('figure button', { hasText: soort }).click()]);
      return Buffer.concat((await (await bewaard.createReadStream()).toArray()) as Buffer[]).toString('utf8');
    };
    const tekst = await haal('CSV');
    expect(tekst).toMatch(/^# /);
    expect(tekst.split('\n').length).toBeGreaterThan(begin.length * 20);
    // The table on the page becomes a drawing with every name, its legend, and what it is.
    const svg = await haal('SVG');
    for (const naam of begin.map((n) => n.replaceAll('&', '&amp;'))) expect(svg).toContain(`>${naam}</text>`);
    expect(svg).toContain(w.editie.id);
    expect(svg).toContain('>niet duidelijk anders</text>');
    await sluit();
  });
});
