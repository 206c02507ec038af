// SPDX-License-Identifier: EUPL-1.2
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { renameSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import { handleiding } from './tools/handleiding.ts';

/** The list of what each page loads is for the byte budget, not for readers: it stands beside the site (dist-lijst.json). */
function lijst(): Plugin {
  let map = '';
  return {
    name: 'trede-lijst',
    configResolved: (c) => {
      map = c.build.outDir;
    },
    closeBundle: () => renameSync(`${map}/lijst.json`, `${map}-lijst.json`),
  };
}

// Nothing may be inlined as a data: or style attribute: the Content-Security-Policy allows files of this site only.
export default defineConfig({
  plugins: [svelte(), handleiding(), lijst()],
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: { polyfill: false },
    sourcemap: false,
    manifest: 'lijst.json',
  },
  server: { fs: { allow: ['..'] }, proxy: { '/v1': process.env.TREDE_URL ?? 'http://127.0.0.1:8080' } },
});
