// SPDX-License-Identifier: EUPL-1.2
// Weighs what a reader's first page loads: the entry and everything it imports at once, and per page its own part on top of that, with
// the styles that come with it. The drawing of the country is fetched only where it is needed and has a budget of its own.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const DIST = process.env.TREDE_DIST ?? join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const GRENS = { js: 80_000, css: 20_000, land: 480_000, wasm: 40_000 };

const manifest = JSON.parse(readFileSync(`${DIST}-lijst.json`, 'utf8'));
const gz = (bestand) => gzipSync(readFileSync(join(DIST, bestand)), { level: 9 }).length;

/** A part with all parts that it imports at once. */
function samen(naam, gezien = new Set()) {
  if (gezien.has(naam)) return gezien;
  gezien.add(naam);
  for (const verder of manifest[naam]?.imports ?? []) samen(verder, gezien);
  return gezien;
}
function gewicht(delen) {
  const bestanden = { js: new Set(), css: new Set() };
  for (const naam of delen) {
    const deel = manifest[naam];
    if (!deel) continue;
    if (deel.file.endsWith('.js')) bestanden.js.add(deel.file);
    for (const css of deel.css ?? []) bestanden.css.add(css);
  }
  const som = (lijst) => [...lijst].reduce((n, f) => n + gz(f), 0);
  return { js: som(bestanden.js), css: som(bestanden.css) };
}

const ingang = Object.keys(manifest).find((n) => manifest[n].isEntry);
const basis = samen(ingang);
const paginas = Object.keys(manifest).filter((n) => n.startsWith('src/pages/'));
let goed = paginas.length > 0;
function meld(wat, bytes, grens) {
  const past = bytes <= grens;
  goed &&= past;
  console.log(`${wat}: ${bytes} bytes gzip of at most ${grens}: ${past ? 'fits' : 'TOO HEAVY'}`);
}
const zwaarst = { js: ['', 0], css: ['', 0] };
for (const pagina of paginas) {
  const g = gewicht(samen(pagina, new Set(basis)));
  for (const soort of ['js', 'css']) if (g[soort] > zwaarst[soort][1]) zwaarst[soort] = [pagina, g[soort]];
}
for (const soort of ['js', 'css']) meld(`${soort} (${zwaarst[soort][0].replace(/.*\//, '')})`, zwaarst[soort][1], GRENS[soort]);
const land = readdirSync(join(DIST, 'assets')).filter((f) => /^(landmotor|LandKaart|maplibre-gl).*\.(js|css)$/.test(f)).map((f) => `assets/${f}`);
meld('map of the country', land.reduce((n, f) => n + gz(f), 0), GRENS.land);
goed &&= land.length >= 3;
const wasm = Object.values(manifest).filter((d) => d.file.endsWith('.wasm')).map((d) => d.file);
if (wasm.length) meld('scoring kernel', [...new Set(wasm)].reduce((n, f) => n + gz(f), 0), GRENS.wasm);
process.exit(goed ? 0 : 1);
