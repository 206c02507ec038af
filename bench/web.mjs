// SPDX-License-Identifier: EUPL-1.2
// node bench/web.mjs ADDRESS [--runs N]: see web.sh.
//
// Every time is taken inside the page, from the start of the navigation or from the event to the frame after which the result is painted.
// Peers: the same areas as one GeoJSON drawn in the plain way (a path per area, all styled again at each change), and on a canvas.
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';

const vraag = createRequire(new URL('../web/package.json', import.meta.url));
const { chromium } = vraag('playwright-core');
const LANDGROOTTE = 14_500;
const last = () => loadavg().map((x) => x.toFixed(1)).join(' ');
const lastVooraf = last();
const basis = process.argv[2];
const plaats = process.argv.indexOf('--runs');
const RONDES = plaats > 0 ? Number(process.argv[plaats + 1]) : 5;
const land = process.env.TREDE_LAND || null;

const haal = async (adres) => (await fetch(adres)).json();
async function editieVan(adres) {
  const { edities } = await haal(`${adres}/v1/edities`);
  return edities.find((e) => e.actueel) ?? edities[0];
}
async function onderwerpen(adres) {
  const { indicatoren } = await haal(`${adres}/v1/edities/${(await editieVan(adres)).id}/indicatoren`);
  const kan = indicatoren.filter((i) => i.trede !== null && i.niveaus.includes('buurt'));
  return kan.sort((a, b) => b.perioden.length - a.perioden.length).slice(0, 2);
}

const browser = await chromium.launch({ executablePath: process.env.TREDE_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--enable-unsafe-swiftshader', '--disable-background-networking'] });
const nieuw = async (meer = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, serviceWorkers: 'block', reducedMotion: 'reduce', ...meer });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  /** Milliseconds of processor that the page's own thread has used: unlike the clock, not a measure of what else runs. */
  const processor = async () => 1000 * (await cdp.send('Performance.getMetrics')).metrics.find((m) => m.name === 'TaskDuration').value;
  return { context, page, processor };
};

const uitslagen = new Map();
const noteer = (wat, ms, cpu = null) => uitslagen.set(wat, [...(uitslagen.get(wat) ?? []), [ms, cpu]]);
const midden = (lijst) => [...lijst].sort((x, y) => x - y)[Math.floor(lijst.length / 2)];
/** Notes what `doe` says that it took, with the processor's part of it. */
async function meet(wat, { processor }, doe) {
  const voor = await processor();
  const ms = await doe();
  if (ms !== null) noteer(wat, ms, (await processor()) - voor);
}
const getal = (x) => (x >= 100 ? x.toFixed(0) : x.toFixed(1));

/** In the page: milliseconds until `klaar()` holds and a frame with it was painted; from `begin` or from now. */
const WACHT = `window.wachtOp = (klaar, begin) => new Promise((goed, fout) => {
  const van = begin ?? performance.now();
  const kijk = () => {
    if (klaar()) return requestAnimationFrame(() => setTimeout(() => goed(performance.now() - van)));
    if (performance.now() - van > 60000) return fout(new Error('waited for a minute'));
    requestAnimationFrame(kijk);
  };
  kijk();
});`;

async function eersteLading() {
  const { context, page } = await nieuw();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  const soort = new Map();
  const bytes = { js: 0, css: 0, letters: 0, cijfers: 0, overig: 0 };
  cdp.on('Network.responseReceived', (e) => soort.set(e.requestId, e.response.url));
  cdp.on('Network.loadingFinished', (e) => {
    const url = soort.get(e.requestId) ?? '';
    const naar = url.includes('/v1/') ? 'cijfers' : url.endsWith('.js') ? 'js' : url.endsWith('.css') ? 'css' : /woff2?$/.test(url) ? 'letters' : 'overig';
    bytes[naar] += e.encodedDataLength;
  });
  await page.goto(`${basis}/`);
  await page.locator('main h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  await context.close();
  return bytes;
}

/** The map of a subject with nothing in the cache: until all areas have their colour. */
async function kaart(onderwerp) {
  const blad = await nieuw();
  const { page } = blad;
  await page.addInitScript(WACHT);
  await page.goto(`${basis}/kaart/${onderwerp.id}`, { waitUntil: 'commit' });
  noteer('municipal map drawn, from an empty cache', await page.evaluate(() => wachtOp(() => document.querySelectorAll('.kaart [role=option]').length > 5, 0)), await blad.processor());
  await page.waitForLoadState('networkidle');
  return blad;
}

/** Follows a link inside the site, until `klaar` (text of a function in the page, given what `vooraf` saw) holds. */
function volg(page, adres, vooraf, klaar) {
  return page.evaluate(
    ([adres, vooraf, klaar]) => {
      const [zie, gereed] = [new Function(`return (${vooraf})()`), new Function('oud', `return (${klaar})(oud)`)];
      const a = document.createElement('a');
      a.href = adres;
      document.body.append(a);
      const oud = zie();
      const begin = performance.now();
      a.click();
      a.remove();
      return wachtOp(() => gereed(oud), begin);
    },
    [adres, String(vooraf), String(klaar)],
  );
}

async function wissels(blad, [eerste, tweede]) {
  const { context, page } = blad;
  // Once each way first: what is measured is the switch, not the fetching.
  const naar = (id) =>
    volg(page, `/kaart/${id}`, () => document.querySelector('main h1').textContent, (oud) => document.querySelector('main h1')?.textContent !== oud && document.querySelectorAll('.kaart [role=option]').length > 5);
  await naar(tweede.id);
  await page.waitForLoadState('networkidle');
  await meet('another subject, figures at hand', blad, () => naar(eerste.id));
  await page.waitForLoadState('networkidle');
  await meet('another year', blad, () => page.evaluate(() => {
    const keuzes = [...document.querySelectorAll('input[name=periode]')];
    const anders = keuzes.find((k) => !k.checked);
    if (!anders) return null;
    const merk = () => [...document.querySelectorAll('.kaart [role=option]')].map((v) => v.getAttribute('fill') + v.getAttribute('class')).join();
    const oud = merk();
    const begin = performance.now();
    anders.click();
    return wachtOp(() => merk() !== oud, begin);
  }));
  await context.close();
}

async function model() {
  const { context, page, processor } = await nieuw();
  await page.goto(`${basis}/model`);
  await page.locator('main input[type=range]').first().waitFor();
  await page.waitForLoadState('networkidle');
  const schuif = page.locator('main input[type=range]').first();
  await schuif.focus();
  await page.evaluate(() => performance.clearMeasures('trede:model'));
  const voor = await processor();
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press(i < 4 ? 'ArrowRight' : 'ArrowLeft');
    await page.waitForTimeout(120);
  }
  const tijden = await page.evaluate(() => performance.getEntriesByName('trede:model').map((m) => m.duration));
  const cpu = ((await processor()) - voor) / tijden.length;
  for (const ms of tijden) noteer('one step of a slider on /model, until painted', ms, cpu);
  await context.close();
}

/** A page from an empty cache until `klaar`, then the same choice there and back, of which the way back is measured. */
async function paginaMetWissel(pad, naam, klaar, wissel) {
  const blad = await nieuw();
  const { context, page } = blad;
  await page.addInitScript(WACHT);
  await page.goto(`${basis}${pad}`, { waitUntil: 'commit' });
  noteer(`${naam} drawn, from an empty cache`, await page.evaluate((klaar) => wachtOp(new Function(`return (${klaar})()`), 0), String(klaar)), await blad.processor());
  await page.waitForLoadState('networkidle');
  for (const [wat, stap] of wissel) {
    const doe = () => page.evaluate(
      ([stap, klaar]) => {
        const begin = performance.now();
        const anders = new Function(`return (${stap})()`)();
        const gereed = new Function(`return (${klaar})()`);
        return wachtOp(() => anders() && gereed(), begin);
      },
      [String(stap), String(klaar)],
    );
    if (wat) await meet(wat, blad, doe);
    else await doe();
  }
  await context.close();
}

const ladder = () =>
  paginaMetWissel('/ladder', 'ladder with its maps', () => document.querySelectorAll('.lad .lg svg[role=img], section.matrix table td').length > 3, [
    ['', () => (document.querySelector('input[name=toon][value=oordeel]').click(), () => document.querySelector('section.matrix table') !== null)],
    ['ladder: from verdicts back to maps', () => (document.querySelector('input[name=toon][value=kaartjes]').click(), () => document.querySelectorAll('.lad .lg svg[role=img]').length > 3)],
  ]);

const tapijt = () => {
  const sorteer = (naar) => `() => {
    const rij = () => document.querySelector('table[role=grid] tbody th')?.textContent;
    const keuze = document.querySelector('#volgorde');
    const oud = rij();
    keuze.value = '${naar}';
    keuze.dispatchEvent(new Event('change', { bubbles: true }));
    return () => rij() !== oud;
  }`;
  return paginaMetWissel('/vergelijk?niveau=buurt', 'rug of all buurten and indicators', () => document.querySelectorAll('table[role=grid] td[role=gridcell]').length > 500, [
    ['', sorteer('naam')],
    ['rug in another order', sorteer('ongunstiger')],
  ]);
};

/** The page weighs one gemeente at a time; this is the kernel alone, for as many areas as the country has. */
async function kernVanHetLand() {
  const { build } = await import(vraag.resolve('vite'));
  const uit = await build({ configFile: false, logLevel: 'error', build: { write: false, lib: { entry: new URL('./web-kern.ts', import.meta.url).pathname, formats: ['es'], fileName: 'kern' } } });
  const { context, page } = await nieuw({ bypassCSP: true });
  const wasm = page.waitForResponse((r) => r.url().endsWith('.wasm'));
  await page.goto(`${basis}/model`);
  const adres = (await wasm).url();
  await page.addScriptTag({ type: 'module', content: [uit].flat()[0].output[0].code.replace(/export\s*\{\s*(\w+) as stappen\s*\};?/, 'window.stappen = $1;') });
  await page.waitForFunction(() => 'stappen' in window);
  for (const ms of await page.evaluate(([adres, n]) => window.stappen(adres, n, 24), [adres, LANDGROOTTE])) noteer(`kernel alone: one step over ${LANDGROOTTE} areas × 75 indicators`, ms);
  await context.close();
}

async function hetLand() {
  const [een, ander] = await onderwerpen(land);
  const blad = await nieuw();
  const { context, page } = blad;
  await page.addInitScript(WACHT);
  await page.goto(`${land}/kaart/${een.id}`, { waitUntil: 'commit' });
  noteer('map of the country coloured, from an empty cache', await page.evaluate(() => wachtOp(() => document.querySelector('[data-test=landkaart]')?.dataset.fase === 'gekleurd', 0)), await blad.processor());
  await page.waitForLoadState('networkidle');
  const keren = () => performance.getEntriesByName('landkaart-gekleurd').length;
  const naar = (ind, niveau) => volg(page, `/kaart/${ind.id}?niveau=${niveau}`, keren, (oud) => performance.getEntriesByName('landkaart-gekleurd').length > oud);
  // Everything once first: what is measured is the switch, not the fetching.
  for (const stap of [[ander, 'gemeente'], [een, 'buurt'], [ander, 'buurt'], [ander, 'gemeente']]) await naar(...stap);
  await meet('country: another subject, all gemeenten', blad, () => naar(een, 'gemeente'));
  await meet('country: another level, from gemeenten to buurten', blad, () => naar(een, 'buurt'));
  await page.waitForTimeout(500);
  await page.evaluate(() => performance.clearMeasures('landkaart'));
  await meet('country: another subject, all buurten', blad, () => naar(ander, 'buurt'));
  noteer('country: of which telling the buurten their colour', await page.evaluate(() => performance.getEntriesByName('landkaart').at(-1).duration));
  await context.close();
}

/** The same areas drawn in the plain way, in the same browser: GeoJSON paths made anew, and a canvas. */
async function gewoon() {
  const { context, page } = await nieuw({ bypassCSP: true });
  const e = await editieVan(basis);
  const [onderwerp] = await onderwerpen(basis);
  await page.goto(`${basis}/v1/openapi.json`);
  const tijden = await page.evaluate(
    async ([id, indeling, onderwerp]) => {
      const begin = performance.now();
      const [kaart, cijfers] = await Promise.all([`kaarten/${indeling}`, `waarnemingen/${onderwerp}/buurt`].map(async (p) => (await fetch(`/v1/edities/${id}/${p}`)).json()));
      const { scale, translate } = kaart.transform;
      const bogen = kaart.arcs.map((boog) => {
        let x = 0, y = 0;
        return boog.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
      });
      const ring = (delen) => delen.flatMap((k) => (k < 0 ? [...bogen[~k]].reverse() : bogen[k]));
      const vormen = kaart.objects.buurt.geometries.map((g) => (g.type === 'Polygon' ? [g.arcs] : g.arcs).flat().map(ring));
      const [x0, y0, x1, y1] = kaart.bbox;
      const s = Math.min(620 / (x1 - x0), 620 / (y1 - y0));
      const punt = ([x, y]) => [(x - x0) * s, (y1 - y) * s];
      const waarden = cijfers.reeks.at(-1).waarde;
      const top = Math.max(...waarden.filter((w) => w !== null));
      const kleur = (w, n) => (w == null ? '#eee' : `hsl(210 60% ${90 - (n * 60 * w) / top}%)`);
      const NS = 'http://www.w3.org/2000/svg';
      const svg = document.createElementNS(NS, 'svg');
      svg.setAttribute('viewBox', '0 0 620 620');
      document.body.replaceChildren(svg);
      const paden = vormen.map((ringen, i) => {
        const p = document.createElementNS(NS, 'path');
        p.setAttribute('d', ringen.map((r) => `M${r.map((q) => punt(q).map((c) => c.toFixed(2)).join(',')).join('L')}Z`).join(''));
        p.setAttribute('fill', kleur(waarden[i], 1));
        svg.append(p);
        return p;
      });
      const klaar = () => new Promise((goed) => requestAnimationFrame(() => setTimeout(() => goed(performance.now()))));
      const svgEerste = (await klaar()) - begin;
      let van = performance.now();
      paden.forEach((p, i) => p.setAttribute('fill', kleur(waarden[i], 0.5)));
      const svgWissel = (await klaar()) - van;
      const doek = document.createElement('canvas');
      doek.width = doek.height = 620;
      document.body.replaceChildren(doek);
      const pen = doek.getContext('2d');
      van = performance.now();
      vormen.forEach((ringen, i) => {
        pen.beginPath();
        for (const r of ringen) r.forEach((q, k) => pen[k ? 'lineTo' : 'moveTo'](...punt(q)));
        pen.fillStyle = kleur(waarden[i], 1);
        pen.fill();
        pen.stroke();
      });
      const canvas = (await klaar()) - van;
      return { svgEerste, svgWissel, canvas };
    },
    [e.id, e.indeling, onderwerp.id],
  );
  noteer('peer: bare GeoJSON paths in SVG, fetched and drawn, no page around it', tijden.svgEerste);
  noteer('peer: every path another colour', tijden.svgWissel);
  noteer('peer: all areas on a canvas', tijden.canvas);
  await context.close();
}

try {
  const b = await eersteLading();
  const som = Object.values(b).reduce((x, y) => x + y, 0);
  console.log(`first load of the overview, bytes over the wire: ${som} (js ${b.js}, css ${b.css}, letters ${b.letters}, figures ${b.cijfers}, other ${b.overig})\n`);
  const twee = await onderwerpen(basis);
  await kernVanHetLand();
  for (let r = 0; r < RONDES; r++) {
    await wissels(await kaart(twee[0]), twee);
    await gewoon();
    await ladder();
    await tapijt();
    await model();
    if (land) await hetLand();
  }
  console.log(`${cpus().length} cores; load averages before ${lastVooraf} and after ${last()}: what else runs is part of these times\n`);
  console.log('| milliseconds | min | median | max | processor of the page | measured |\n|---|---:|---:|---:|---:|---:|');
  for (const [wat, lijst] of uitslagen) {
    const ms = lijst.map(([x]) => x);
    const cpu = lijst.flatMap(([, x]) => (x === null ? [] : [x]));
    console.log(`| ${wat} | ${getal(Math.min(...ms))} | ${getal(midden(ms))} | ${getal(Math.max(...ms))} | ${cpu.length ? getal(midden(cpu)) : ''} | ${lijst.length} |`);
  }
  if (!land) console.log('\nTREDE_LAND_URL is not set: the map of the country was not measured.');
} finally {
  await browser.close();
}
