// SPDX-License-Identifier: EUPL-1.2
// A municipality's own theme at run time, from a real folder, served by a trede-server of its own (TREDE_SERVER is the program).
import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axe, ga, opzetten, pagina, type Wereld } from './wereld';

const WEB = fileURLToPath(new URL('../..', import.meta.url));
const LICHT = { hex: '#004699', rgb: 'rgb(0, 70, 153)' };
const DONKER = { hex: '#9cc4ff', rgb: 'rgb(156, 196, 255)' };

let w: Wereld;
let map = '';
let server: ChildProcess | undefined;

function schrijfThema(): void {
  mkdirSync(join(map, 'thema'));
  symlinkSync(join(process.env.TREDE_TOWN ?? '', 'editions'), join(map, 'editions'));
  copyFileSync(join(WEB, 'node_modules/@fontsource/source-serif-4/files/source-serif-4-latin-400-normal.woff2'), join(map, 'thema/gemeente-400.woff2'));
  writeFileSync(join(map, 'thema/logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40" viewBox="0 0 80 40"><path d="M0 0h80v40H0z" fill="#004699"/></svg>');
  writeFileSync(
    join(map, 'thema/thema.css'),
    `@font-face { font-family: 'Gemeente'; src: url('gemeente-400.woff2') format('woff2'); }
:root { --basis-color-accent-1-color-default: ${LICHT.hex}; --basis-text-font-family-default: 'Gemeente', serif; --trede-logo-block-size: 40px; }
@media (prefers-color-scheme: dark) { :root { --basis-color-accent-1-color-default: ${DONKER.hex}; } }\n`,
  );
}

/** The address of the server, which it prints first. */
const gestart = (proces: ChildProcess): Promise<string> =>
  new Promise((klaar, mis) => {
    proces.stdout?.on('data', (tekst: Buffer) => klaar(String(tekst).split(/\s/)[0] ?? ''));
    proces.on('exit', (code) => mis(new Error(`trede-server stopped with ${code}`)));
  });

beforeAll(async () => {
  if (!process.env.TREDE_TOWN || !process.env.TREDE_SERVER) throw new Error('TREDE_TOWN or TREDE_SERVER is not set: run tools/test-browser.sh');
  map = mkdtempSync(join(tmpdir(), 'trede-thema-'));
  schrijfThema();
  server = spawn(process.env.TREDE_SERVER, ['--project', map, '--web', join(WEB, 'dist'), '--api', join(WEB, '../api'), '--port', '0', '--log-level', 'error'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  w = { ...(await opzetten()), basis: await gestart(server) };
});
afterAll(async () => {
  server?.removeAllListeners('exit');
  server?.kill();
  await w?.sluit();
  if (map) rmSync(map, { recursive: true });
});

it('gives the site the accent, the mark and the typeface of the municipality, also on a dark screen', async () => {
  const { page, hond, sluit } = await pagina(w, 1280);
  await ga(page, w, '/over');
  const lijn = () => page.locator('main a').first().evaluate((a) => getComputedStyle(a).textDecorationColor);
  await expect.poll(() => lijn()).toBe(LICHT.rgb);
  const logo = page.locator('header img');
  await expect.poll(() => logo.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth)).toBe(80);
  await expect.poll(async () => (await logo.boundingBox())?.height).toBe(40);
  await expect.poll(() => page.evaluate(() => document.fonts.check("17px 'Gemeente'") && getComputedStyle(document.body).fontFamily)).toContain('Gemeente');
  const ladder = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--trede-ladder-3'));
  expect(ladder.trim()).toBe('#b35806');
  expect(await axe(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => lijn()).toBe(DONKER.rgb);
  expect(await axe(page)).toEqual([]);
  expect(hond.klachten).toEqual([]);
  await sluit();
});
