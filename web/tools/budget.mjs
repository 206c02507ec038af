// SPDX-License-Identifier: EUPL-1.2
// Weighs what a reader's first page loads (the entry and everything it imports at once) and the heaviest page on top of it.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const DIST = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const GRENS = { js: 80_000, css: 20_000 };

const gz = (bestand) => gzipSync(readFileSync(join(DIST, bestand)), { level: 9 }).length;
const html = readFileSync(join(DIST, 'index.html'), 'utf8');
const eerste = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((m) => m[1]);
const los = readdirSync(join(DIST, 'assets')).map((f) => `assets/${f}`).filter((f) => !eerste.includes(f));

/** A page chunk with the shared chunks it imports that the entry has not loaded yet. */
function metInvoer(bestand, gezien = new Set()) {
  if (gezien.has(bestand) || eerste.includes(bestand)) return gezien;
  gezien.add(bestand);
  for (const m of readFileSync(join(DIST, bestand), 'utf8').matchAll(/from\s*"\.\/([^"]+\.js)"/g)) metInvoer(`assets/${m[1]}`, gezien);
  return gezien;
}

const som = (lijst, soort) => lijst.filter((f) => f.endsWith(`.${soort}`)).reduce((n, f) => n + gz(f), 0);
const paginas = los.filter((f) => f.endsWith('.js')).map((f) => som([...metInvoer(f)], 'js'));
const zwaarste = Math.max(0, ...paginas);
const uitslag = {
  js: som(eerste, 'js') + zwaarste,
  css: som(eerste, 'css') + som(los, 'css'),
};
let goed = eerste.length > 0;
for (const soort of ['js', 'css']) {
  const past = uitslag[soort] <= GRENS[soort];
  goed &&= past;
  console.log(`${soort}: ${uitslag[soort]} bytes gzip of at most ${GRENS[soort]}: ${past ? 'fits' : 'TOO HEAVY'}`);
}
process.exit(goed ? 0 : 1);
