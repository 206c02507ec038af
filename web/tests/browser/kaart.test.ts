// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Waarnemingen } from '../../src/lib/api/model';
import { licentieWoord } from '../../src/lib/woorden';
import { axe, ga, kaartIndicator, klaar, opBreedte, opzetten, pagina, plekkenMetCijfer, schuiftOpzij, type Wereld } from './wereld';

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
    await expect.poll(() => opties.count()).toBe(vlakken);
    const plek = plekken[Math.floor(plekken.length / 2)];
    await page.locator(`[data-code="${plek?.code}"]`).dispatchEvent('click');
    await expect.poll(() => new URL(page.url()).searchParams.get('gebied')).toBe(plek?.code);
    await expect.poll(() => page.locator('[data-test=kaartje]').innerText()).toContain(plek?.naam ?? '');
    await expect.poll(() => page.locator('tr[aria-current=true]').innerText()).toContain(plek?.naam ?? '');
    await expect.poll(() => page.locator('[data-test=gesproken]').innerText()).toContain(plek?.naam ?? '');
    await expect.poll(() => page.locator(`[data-code="${plek?.code}"]`).getAttribute('aria-selected')).toBe('true');
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('keeps from profile to map and back what is compared with, and the table gives per row the verdict that the heading counts', async () => {
    const i = w.indicatoren.find((x) => x.trede !== null && x.richting !== 'context' && x.variantVan === null && x.niveaus.includes('buurt') && x.maat !== 'model_aandeel');
    if (!i) throw new Error('no indicator');
    const o = await w.haal<Waarnemingen>(`waarnemingen/${i.id}/buurt`);
    const oordelen = o.reeks.at(-1)?.vergelijking.vergelijkbaar?.oordeel ?? [];
    const k = w.gebieden.niveaus.buurt;
    const hier = (k?.code ?? []).flatMap((code, n) => (k?.gemeente[n] === 0 && o.reeks.at(-1)?.waarde[n] != null ? [{ code, oordeel: o.oordelen[oordelen[n] ?? 0] }] : []));
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/gebied/${hier[0]?.code}?met=vergelijkbaar&toon=alle`);
    await page.locator(`main a[href^="/kaart/${i.id}?"]`).first().click();
    await page.waitForURL('**/kaart/**');
    await expect.poll(() => page.locator('.maatstaf select').inputValue()).toBe('vergelijkbaar');
    await page.locator('table.tabel').waitFor();
    await klaar(page);
    const alle = page.locator('#rij').getByRole('button', { name: /^Toon alle/ });
    if (await alle.count()) await alle.click();
    const cellen = page.locator('table.tabel [data-test=oordeel]');
    await expect.poll(() => cellen.count()).toBe(hier.length);
    const ongunstig = hier.filter((x) => x.oordeel === 'ongunstiger').length;
    await expect.poll(async () => (await cellen.allInnerTexts()).filter((x) => x.includes('▲')).length).toBe(ongunstig);
    const beoordeeld = hier.filter((x) => x.oordeel && x.oordeel !== 'geen_oordeel').length;
    await expect.poll(() => page.locator('main h1').innerText()).toMatch(ongunstig ? new RegExp(`in ${ongunstig} van de ${beoordeeld} `) : /nergens duidelijk ongunstiger|in geen van de/);
    await expect.poll(() => page.locator('#rij').innerText()).toContain('tegelijk');
    await page.getByRole('button', { name: /^Oordeel/ }).click();
    if (ongunstig) await expect.poll(() => cellen.first().innerText()).toContain('ongunstiger');
    await page.locator('[data-test=kaartje]').getByRole('link', { name: 'Open het profiel' }).click();
    await page.waitForURL('**/gebied/**');
    await expect.poll(() => new URL(page.url()).searchParams.get('met')).toBe('vergelijkbaar');
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it.each([1280, 768])('is walked with the keyboard: arrows go to a neighbour, Enter opens its profile, back returns, at %i px', async (breedte) => {
    const i = kaartIndicator(w);
    if (!i) throw new Error('no indicator');
    const { page, hond, sluit } = await pagina(w, breedte);
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
    await expect.poll(() => midden(gekozen())).toBeGreaterThan(x0 - 40);
    await expect.poll(() => page.locator('.kaart').getAttribute('aria-activedescendant')).toBe(`kaart-${gekozen()}`);
    await expect.poll(async () => (await page.locator('[data-test=gesproken]').innerText()).length).toBeGreaterThan(10);
    const code = gekozen();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/gebied/${code}*`);
    await page.goBack();
    await page.waitForURL(`**/kaart/${i.id}*`);
    await expect.poll(gekozen).toBe(code);
    await klaar(page);
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
    await expect.poll(() => page.locator('[data-test=kaartje]').innerText()).toContain(getal);
    await expect.poll(() => page.locator('tr[aria-current=true]').innerText()).toContain(getal);
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
    await expect.poll(() => page.locator('input[name=periode]:checked').inputValue()).toBe(i.perioden[0]);
    await expect.poll(() => page.locator('input[name=niveau]:checked').inputValue()).toBe('wijk');
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
    await expect.poll(() => page.locator('table.tabel th[aria-sort=ascending]').count()).toBe(1);
    await expect.poll(async () => ((n) => n.length === 5 && n.join() === [...n].sort((a, b) => a.localeCompare(b, 'nl')).join())((await rijen.locator('.kies').allInnerTexts()).slice(0, 5))).toBe(true);
    await sluit();
  });

  it('refuses the trend of a modelled figure and says why', async () => {
    const i = kaartIndicator(w, true);
    if (!i) throw new Error('the edition has no modelled indicator');
    const { page, sluit } = await pagina(w, 1280);
    const plek = (await plekkenMetCijfer(w, i, 'buurt'))[0];
    await ga(page, w, `/kaart/${i.id}?gebied=${plek?.code}`);
    const tekst = () => page.locator('main').innerText();
    await expect.poll(tekst).toContain('Een modelschatting heeft geen trend');
    await expect.poll(tekst).toContain('Vergelijk deze jaren niet met elkaar');
    await expect.poll(tekst).toMatch(/geschat uit kenmerken/i);
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
      await expect.poll(() => vlak.getAttribute('fill')).toBe('url(#p-geheim)');
      await expect.poll(() => vlak.getAttribute('aria-label')).toContain('geheim');
      await expect.poll(() => page.locator('.stalen').innerText()).toContain('Geheim');
      await expect.poll(() => page.locator('[data-test=kaartje]').innerText()).toContain('geheim');
      await sluit();
      return;
    }
    throw new Error('the edition has no confidential figure per buurt');
  });

  it('gives the map to take along: rows and picture with title, source and edition, patterns with their own colours', async () => {
    const i = kaartIndicator(w);
    if (!i) throw new Error('no indicator');
    const { page, hond, sluit } = await pagina(w, 1280);
    await page.emulateMedia({ colorScheme: 'dark' });
    await ga(page, w, `/kaart/${i.id}`);
    const haal = async (naam: string): Promise<string> => {
      const [bestand] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: naam, exact: true }).first().click()]);
      return readFileSync((await bestand.path()) ?? '', 'utf8');
    };
    const csv = await haal('CSV');
    expect(csv).toContain(w.regel.id);
    expect(csv).toContain(i.naam.nl);
    expect(csv.split('\n').filter((r) => /^BU/.test(r)).length).toBe((w.gebieden.niveaus.buurt?.gemeente ?? []).filter((g) => g === 0).length);
    const svg = await haal('SVG');
    for (const deel of [w.regel.id, i.naam.nl, licentieWoord(i.licentie).nl, ...(w.editie.fictief ? ['verzonnen'] : [])]) expect(svg).toContain(deel);
    for (const [, id] of svg.matchAll(/url\(&quot;#([^&]+)&quot;\)/g)) expect(svg, `${id} is in the file`).toMatch(new RegExp(`<pattern id="${id}"`));
    expect(svg.match(/<pattern[^>]*>.*?<\/pattern>/g)?.every((p) => /fill="(rgb|#)|stroke="rgb/.test(p))).toBe(true);
    expect(svg).toContain('rgb(255, 255, 204)');
    expect(svg, 'nothing hidden on the screen').not.toContain('display');
    await page.emulateMedia({ colorScheme: 'light' });
    const vel = await page.pdf({ format: 'A4', margin: { top: '10mm', bottom: '10mm', left: '12mm', right: '12mm' } });
    expect(vel.toString('latin1').match(/\/Type \/Page\b/g)?.length, 'sheets of A4').toBe(1);
    const [png] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'PNG', exact: true }).first().click()]);
    expect(readFileSync((await png.path()) ?? '').length).toBeGreaterThan(20_000);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});

const laatste = (rij: readonly string[]): string => rij.at(-1) ?? '';

describe('two maps and one choice', () => {
  it('lays another year beside the map; mouse and arrow keys choose on both, the figures of both stand below', async () => {
    const i = kaartIndicator(w);
    if (!i) throw new Error('no indicator');
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/kaart/${i.id}`);
    await page.locator('#naast').selectOption(i.perioden[0] ?? '');
    await expect.poll(() => new URL(page.url()).searchParams.get('naast')).toBe(i.perioden[0]);
    const kaarten = page.locator('[data-test=paar] [role=listbox]');
    await expect.poll(() => kaarten.count()).toBe(2);
    const plek = (await plekkenMetCijfer(w, i, 'buurt'))[3];
    await page.locator(`#naast-${plek?.code}`).dispatchEvent('click');
    for (const k of ['kaart', 'naast']) await expect.poll(() => page.locator(`#${k}-${plek?.code}`).getAttribute('aria-selected')).toBe('true');
    await expect.poll(() => page.locator('.keus').innerText()).toContain(plek?.naam);
    await expect.poll(() => page.locator('.keus tbody tr').first().locator('td').count()).toBe(2);
    await page.locator(`#kaart-${plek?.code}`).dispatchEvent('pointermove', { pointerType: 'mouse', bubbles: true });
    await expect.poll(() => page.locator('[data-kaart=naast] path.wijs').count()).toBe(1);
    await kaarten.nth(1).focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => new URL(page.url()).searchParams.get('gebied')).not.toBe(plek?.code);
    await expect.poll(() => page.locator('[data-kaart=naast] [data-test=gesproken]').innerText()).toContain(laatste(i.perioden));
    expect(await axe(page)).toEqual([]);
    await page.reload();
    await expect.poll(() => kaarten.count()).toBe(2);
    await opBreedte(page, 320);
    await expect.poll(() => schuiftOpzij(page)).toBe(false);
    const onderElkaar = () => kaarten.evaluateAll(([boven, onder]) => (onder?.getBoundingClientRect().top ?? 0) - (boven?.getBoundingClientRect().bottom ?? 0));
    await expect.poll(onderElkaar).toBeGreaterThan(0);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('shows who is comparable and fades the others, in English too', async () => {
    const i = kaartIndicator(w);
    if (!i) throw new Error('no indicator');
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/kaart/${i.id}?naast=vergelijkbaar&taal=en`);
    await expect.poll(() => page.locator('[data-test=niet-naast]').innerText()).toContain('First choose');
    const v = await w.haal<{ niveaus: { buurt: number[][] } }>('vergelijkbaar');
    const k = w.gebieden.niveaus.buurt;
    const n = v.niveaus.buurt.findIndex((rij, j) => rij.length > 0 && k?.gemeente[j] === 0);
    await ga(page, w, `/kaart/${i.id}?naast=vergelijkbaar&taal=en&gebied=${k?.code[n]}`);
    const ander = v.niveaus.buurt[n]?.find((j) => k?.gemeente[j] === 0) ?? -1;
    await page.locator('[data-test=paar]').waitFor();
    await expect.poll(() => page.locator(`#naast-${k?.code[ander]}`).getAttribute('aria-label')).toContain(`Comparable with ${k?.naam[n]}`);
    await expect.poll(() => page.locator('.keus a').allInnerTexts()).toContain(k?.naam[ander]);
    await expect.poll(() => page.locator('[data-kaart=naast] .vaag').count()).toBe(1);
    await expect.poll(() => page.locator('[data-kaart=kaart] .vaag').count()).toBe(0);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });

  it('refuses years that cannot be compared, with the reason, and another subject says that its classes are its own', async () => {
    const model = kaartIndicator(w, true);
    const i = kaartIndicator(w, false);
    if (!model || !i) throw new Error('no modelled indicator');
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/kaart/${model.id}?naast=${model.perioden[0]}`);
    await expect.poll(() => page.locator('[data-test=niet-naast]').innerText()).toContain('Een modelschatting heeft geen trend');
    await expect.poll(() => page.locator('.kaart').count()).toBe(1);
    await page.getByRole('button', { name: 'Toon één kaart' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.has('naast')).toBe(false);
    await ga(page, w, `/kaart/${i.id}?naast=${model.id}`);
    await expect.poll(() => page.locator('[data-test=paar] [role=listbox]').count()).toBe(2);
    await expect.poll(() => page.locator('.keus').innerText()).toContain('eigen klassen');
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});

describe('a map for each year', () => {
  it('draws at most twelve periods in the same classes, and a click opens that year', async () => {
    const i = kaartIndicator(w);
    if (!i) throw new Error('no indicator');
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/kaart/${i.id}`);
    await page.locator('#naast').selectOption('alle');
    const jaren = page.locator('[data-test=jaren] li');
    await expect.poll(() => jaren.count()).toBe(Math.min(12, i.perioden.length));
    await expect.poll(() => jaren.locator('svg').first().getAttribute('aria-label')).toMatch(/\d+ van de \d+ buurten met een cijfer/);
    expect(await axe(page)).toEqual([]);
    await opBreedte(page, 320);
    await expect.poll(() => schuiftOpzij(page)).toBe(false);
    await opBreedte(page, 1280);
    await jaren.first().locator('a').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('periode')).toBe(i.perioden.slice(-12)[0]);
    await expect.poll(() => page.locator('.kaart').count()).toBe(1);
    await page.goBack();
    await expect.poll(() => jaren.count()).toBe(Math.min(12, i.perioden.length));
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});

describe('other figures than the published ones', () => {
  it('are shown only when asked for, and say what they are on the map, in the key, the table, the card and aloud', async () => {
    let gevonden: { id: string; code: string; naam: string } | null = null;
    for (const i of w.indicatoren.filter((x) => x.niveaus.includes('buurt'))) {
      const o = await w.haal<Waarnemingen>(`waarnemingen/${i.id}/buurt`);
      const punt = o.reeks.at(-1);
      const plek = o.schatting?.periode === punt?.periode ? (o.schatting?.waarde.findIndex((x, n) => x != null && punt?.waarde[n] == null && w.gebieden.niveaus.buurt?.gemeente[n] === 0) ?? -1) : -1;
      if (plek < 0) continue;
      gevonden = { id: i.id, code: w.gebieden.niveaus.buurt?.code[plek] ?? '', naam: w.gebieden.niveaus.buurt?.naam[plek] ?? '' };
      break;
    }
    if (!gevonden) throw new Error('the edition has no estimates');
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/kaart/${gevonden.id}?gebied=${gevonden.code}`);
    const vlak = page.locator(`#kaart-${gevonden.code}`);
    await expect.poll(() => vlak.getAttribute('aria-label')).not.toContain('model');
    await page.locator('#cijfer').selectOption('schatting');
    await expect.poll(() => new URL(page.url()).searchParams.get('cijfer')).toBe('schatting');
    await expect.poll(() => vlak.getAttribute('aria-label')).toContain('geschat met een model');
    await expect.poll(() => page.locator('[data-test=anders]').innerText()).toContain('geschat met model');
    await expect.poll(() => page.locator('[data-test=kaartje]').innerText()).toContain('geschat met model');
    await expect.poll(() => page.locator('tr[aria-current=true]').innerText()).toContain('geschat met model');
    await expect.poll(() => page.locator('.stalen').innerText()).toContain('Geschat met model');
    await expect.poll(() => page.locator('[data-kaart] path[fill^="url(#p-modelschatting"]').count()).toBeGreaterThan(0);
    expect(await axe(page)).toEqual([]);
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});

describe('changing subject', () => {
  it('keeps the page in place while the next figures are on their way', async () => {
    const i = kaartIndicator(w);
    const ander = w.indicatoren.find((x) => x.id !== i?.id && x.trede !== null && x.niveaus.includes('buurt'));
    if (!i || !ander) throw new Error('no two indicators');
    const { page, hond, sluit } = await pagina(w, 1280);
    await ga(page, w, `/kaart/${i.id}`);
    let laat: () => void = () => undefined;
    const wacht = new Promise<void>((r) => (laat = r));
    await page.route(`**/waarnemingen/${ander.id}/**`, async (r) => {
      await wacht;
      await r.continue();
    });
    await page.locator('#onderwerp').selectOption(ander.id);
    await expect.poll(() => page.locator('.vlakte').getAttribute('aria-busy')).toBe('true');
    await expect.poll(() => page.locator('.kaart').getAttribute('aria-label')).toContain(i.naam.nl);
    laat();
    await expect.poll(() => page.locator('.kaart').getAttribute('aria-label')).toContain(ander.naam.nl);
    await expect.poll(() => page.locator('.vlakte').getAttribute('aria-busy')).toBe('false');
    expect(hond.klachten).toEqual([]);
    await sluit();
  });
});
