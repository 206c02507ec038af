// SPDX-License-Identifier: EUPL-1.2
// Serves web/dist and the fixture edition for the browser tests, with the security headers of the real server.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const HIER = dirname(fileURLToPath(import.meta.url));
const DIST = join(HIER, '..', '..', 'dist');
const FIXTURES = join(HIER, '..', 'fixtures', '.out');

export const CSP =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

const SOORT = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

function bestandVan(pad) {
  if (pad === '/v1/edities') return join(FIXTURES, 'edities.json');
  const resource = /^\/v1\/edities\/[^/]+\/(.+)$/.exec(pad);
  if (resource) return join(FIXTURES, 'v1', `${normalize(resource[1])}.json`);
  return join(DIST, normalize(pad));
}

/** Starts on a free port; `basis` is its address. */
export function start(poort = 0) {
  const server = createServer((vraag, antwoord) => {
    const pad = decodeURIComponent(new URL(vraag.url ?? '/', 'http://x').pathname);
    const api = pad.startsWith('/v1/');
    let bestand = bestandVan(pad);
    const bestaat = (b) => existsSync(b) && statSync(b).isFile();
    antwoord.setHeader('Content-Security-Policy', CSP);
    antwoord.setHeader('X-Content-Type-Options', 'nosniff');
    antwoord.setHeader('Referrer-Policy', 'no-referrer');
    if (!bestaat(bestand)) {
      if (api || extname(pad)) {
        antwoord.writeHead(404, { 'Content-Type': 'application/problem+json' });
        antwoord.end(JSON.stringify({ status: 404, title: 'Niet gevonden', detail: 'Dit adres bestaat niet in deze editie.' }));
        return;
      }
      bestand = join(DIST, 'index.html');
    }
    antwoord.writeHead(200, {
      'Content-Type': SOORT[extname(bestand)] ?? 'application/octet-stream',
      'Cache-Control': api && pad !== '/v1/edities' ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    createReadStream(bestand).pipe(antwoord);
  });
  return new Promise((klaar) => {
    server.listen(poort, '127.0.0.1', () => {
      const adres = server.address();
      klaar({ basis: `http://127.0.0.1:${adres.port}`, stop: () => new Promise((r) => server.close(r)) });
    });
  });
}


if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { basis } = await start(Number(process.argv[2] ?? 4173));
  console.log(basis);
}
