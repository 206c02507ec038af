// SPDX-License-Identifier: EUPL-1.2
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { handleiding } from './tools/handleiding';

// Nothing may be inlined as a data: or style attribute: the Content-Security-Policy allows files of this site only.
export default defineConfig({
  plugins: [svelte(), handleiding()],
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  server: { fs: { allow: ['..'] }, proxy: { '/v1': process.env.TREDE_URL ?? 'http://127.0.0.1:8080' } },
});
