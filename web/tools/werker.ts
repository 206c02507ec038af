// SPDX-License-Identifier: EUPL-1.2
// Makes sw.js of werker/sw.ts when the site is built: one small file at the root, with the names of the files of this version in it.
// The drawing of the country and the kernel of the model are large and not for everyone: they are kept when a reader first uses them.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { minify, transformWithOxc, type Plugin } from 'vite';

const BRON = fileURLToPath(new URL('../werker/sw.ts', import.meta.url));
const NIET = /maplibre|\.wasm$|\.woff$|\.map$/i;

export function werker(): Plugin {
  return {
    name: 'trede-werker',
    apply: 'build',
    enforce: 'post',
    buildStart() {
      this.addWatchFile(BRON);
    },
    async generateBundle(_opties, bundel) {
      const delen = Object.values(bundel).filter((d) => d.fileName.startsWith('assets/') && !NIET.test(d.fileName));
      const bestanden = ['/', '/merk.svg', '/thema/thema.css', '/thema/logo.svg', ...delen.map((d) => `/${d.fileName}`).sort()];
      const tekst = readFileSync(BRON, 'utf8');
      const versie = createHash('sha256').update(tekst).update(bestanden.join('\n')).digest('hex').slice(0, 12);
      const { code } = await transformWithOxc(`${tekst.replace(/^declare const .*\n/gm, '')}`, BRON, { target: 'es2022' });
      const kop = `const VERSIE=${JSON.stringify(versie)};const BESTANDEN=${JSON.stringify(bestanden)};\n`;
      const klein = await minify('sw.js', kop + code, { module: false });
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: `// SPDX-License-Identifier: EUPL-1.2\n${klein.code}\n` });
    },
  };
}
