// SPDX-License-Identifier: EUPL-1.2
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { execFileSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import { handleiding } from './tools/handleiding.ts';
import { werker } from './tools/werker.ts';

/** The list of what each page loads is for the byte budget, not for readers: it stands beside the site (dist-lijst.json). */
function lijst(): Plugin {
  let map = '';
  return {
    name: 'trede-lijst',
    configResolved: (c) => {
      map = c.build.outDir;
    },
    // Also called when a build fails, without a list: then the reason of the failure must be the last word.
    closeBundle: () => {
      if (existsSync(`${map}/lijst.json`)) renameSync(`${map}/lijst.json`, `${map}-lijst.json`);
    },
  };
}

/** The scoring kernel of the engine; made again only when one of its sources changed. */
function kern(): Plugin {
  return { name: 'trede-kern', buildStart: () => void execFileSync('../tools/build-kernel-wasm.sh', { stdio: 'inherit' }) };
}

// Nothing may be inlined as a data: or style attribute: the Content-Security-Policy allows files of this site only.
export default defineConfig({
  plugins: [kern(), svelte(), handleiding(), lijst(), werker()],
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: { polyfill: false },
    sourcemap: false,
    manifest: 'lijst.json',
  },
  worker: { format: 'es' },
  server: { fs: { allow: ['..'] }, proxy: { '/v1': process.env.TREDE_URL ?? 'http://127.0.0.1:8080' } },
});
