// SPDX-License-Identifier: EUPL-1.2
// node beelden.mjs ADDRESS DOCS: every page in Dutch at two widths, as WebP, and a page that shows them with the question each answers.
// Areas and subjects are taken from the edition: the area that is in the strongest signal, the subject with the most years per buurt.
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [, , basis, docs] = process.argv;
if (!basis || !docs) throw new Error('usage: node beelden.mjs ADDRESS DOCS');
const MAP = join(docs, 'pictures', 'pages');
const BREEDTES = [1280, 320];
const HOOGSTE = { 1280: 2600, 320: 3200 };
const MAX_BYTES = 4_000_000;

const haal = async (pad) => {
  const a = await fetch(basis + pad);
  if (!a.ok) throw new Error(`${pad}: ${a.status}`);
  return a.json();
};
const { edities } = await haal('/v1/edities');
const editie = edities.find((e) => e.actueel) ?? edities[0];
const bron = (pad) => haal(`/v1/edities/${editie.id}/${pad}`);
const [{ indicatoren }, { signalen }, gebieden, verhalen] = await Promise.all([bron('indicatoren'), bron('signalen'), bron('gebieden'), bron('verhalen').catch(() => null)]);
const ladder = indicatoren.filter((i) => i.trede !== null && i.niveaus.includes('buurt') && i.maat !== 'model_aandeel' && i.richting === 'hoger_ongunstig');
const onderwerp = ladder.reduce((a, b) => (b.perioden.length > a.perioden.length ? b : a)).id;
const buurten = new Set(gebieden.niveaus.buurt.code);
const buurt = signalen.flatMap((s) => s.gebieden).find((c) => buurten.has(c)) ?? gebieden.niveaus.buurt.code[0];
const verhaal = verhalen?.verhalen?.[0]?.id;

const PAGINAS = [
  ['overzicht', 'Overzicht', '/', 'How does the municipality stand, and where should I look?'],
  ['ladder', 'Ladder', '/ladder', 'On which trede, in which leefgebied?'],
  ['kaart', 'Kaart', `/kaart/${onderwerp}?gebied=${buurt}`, 'Where?'],
  ['gebied', 'Gebied', `/gebied/${buurt}`, 'What is going on here?'],
  ['vergelijk', 'Vergelijk', '/vergelijk', 'How do areas relate to each other?'],
  ['signalen', 'Signalen', '/signalen', 'What asks for attention now?'],
  ['model', 'Model', '/model', 'What do we take vulnerability to be?'],
  ['verhaal', 'Verhaal', verhaal ? `/verhaal/${verhaal}` : '/verhaal', 'What do the figures say together?'],
  ['bronnen', 'Bronnen', '/bronnen', 'Where does this figure come from?'],
  ['herkomst', 'Bron', `/bronnen/${onderwerp}?gebied=${buurt}`, 'Which file, which column, which steps?'],
  ['privacy', 'Privacy', '/privacy', 'Is this allowed? What was withheld, and how was that attacked?'],
  ['methode', 'Methode', '/methode', 'Is it right? Every formula with its source.'],
  ['toegankelijkheid', 'Toegankelijkheid', '/toegankelijkheid', 'Can everyone use it?'],
  ['over', 'Over', '/over', 'What is this edition, and what is it not for?'],
];

/** The first sight of two pages, for the README and the page about the ladder. */
const EERSTE = { kaart: 980, ladder: 1100 };

async function neem(page, pad, breedte, bestand, hoogste) {
  await page.goto(basis + pad);
  await page.locator('main h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  const hoogte = await page.evaluate(() => document.documentElement.scrollHeight);
  const cdp = await page.context().newCDPSession(page);
  const clip = { x: 0, y: 0, width: breedte, height: Math.min(hoogte, hoogste), scale: 1 };
  const { data } = await cdp.send('Page.captureScreenshot', { format: 'webp', quality: 62, captureBeyondViewport: true, clip });
  writeFileSync(bestand, Buffer.from(data, 'base64'));
}

const browser = await chromium.launch({ executablePath: process.env.TREDE_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
rmSync(MAP, { recursive: true, force: true });
mkdirSync(MAP, { recursive: true });
try {
  for (const breedte of BREEDTES) {
    const context = await browser.newContext({ viewport: { width: breedte, height: 860 }, reducedMotion: 'reduce', colorScheme: 'light', serviceWorkers: 'block' });
    const page = await context.newPage();
    for (const [naam, , pad] of PAGINAS) await neem(page, pad, breedte, join(MAP, `${naam}-${breedte}.webp`), HOOGSTE[breedte]);
    if (breedte === 1280) for (const [naam, , pad] of PAGINAS) if (EERSTE[naam]) await neem(page, pad, breedte, join(docs, 'pictures', `${naam}.webp`), EERSTE[naam]);
    await context.close();
  }
} finally {
  await browser.close();
}
const som = readdirSync(MAP).reduce((n, f) => n + statSync(join(MAP, f)).size, 0);
const beeld = (naam, titel, breedte) => `![${titel}, ${breedte} pixels wide](pictures/pages/${naam}-${breedte}.webp)`;
const delen = PAGINAS.map(([naam, titel, , vraag]) => `## ${titel}\n\n${vraag}\n\n| wide | phone |\n|---|---|\n| ${beeld(naam, titel, 1280)} | ${beeld(naam, titel, 320)} |\n`);
writeFileSync(
  join(docs, 'pages.md'),
  `<!-- SPDX-License-Identifier: EUPL-1.2 -->
# The pages in pictures

Made by \`tools/screenshots.sh\` from the fictitious town: no real place and no real people. Long pages are cut at the bottom. Every page is there in
Dutch and English, for a wide screen, a tablet and a phone, light and dark; these are the Dutch ones, light.

${delen.join('\n')}`,
);
console.log(`${PAGINAS.length * BREEDTES.length} pictures, ${som} bytes of at most ${MAX_BYTES}`);
process.exit(som <= MAX_BYTES ? 0 : 1);
