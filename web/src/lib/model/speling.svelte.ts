// SPDX-License-Identifier: EUPL-1.2
// How sure the ranks of the variant on the page are: asked of a worker, first roughly and then finely.
import { untrack } from 'svelte';
import type { Invoer } from './invoer';
import { mijlpalen } from './herhalingen';
import type { Groep } from './ladder';
import type { Speling } from './rekenaar';
import type { Antwoord, Bericht } from './werker';

/** `vraag` gives what is asked now; null = nothing to ask. The answer to an older question is dropped. */
export function speling(
  module: () => WebAssembly.Module | undefined,
  invoer: () => Invoer | null,
  vraag: () => { groepen: Groep[]; eerste: number; herhalingen: number } | null,
): { readonly nu: Speling | null; readonly bezig: boolean } {
  let nu = $state.raw<Speling | null>(null);
  let bezig = $state(false);
  let werker: Worker | null = null;
  let nummer = 0;
  let gevraagd = 0;
  const zeg = (b: Bericht): void => werker?.postMessage(b);

  $effect(() => {
    const m = module();
    const i = invoer();
    nu = null;
    if (!m || !i) return;
    werker = new Worker(new URL('./werker.ts', import.meta.url), { type: 'module' });
    werker.addEventListener('message', (e: MessageEvent<Antwoord>) => {
      if (e.data.nummer !== nummer) return;
      nu = e.data.speling;
      bezig = e.data.speling.herhalingen < gevraagd;
    });
    zeg({ soort: 'invoer', module: m, invoer: i });
    return () => {
      werker?.terminate();
      werker = null;
    };
  });
  $effect(() => {
    const v = vraag();
    void module();
    void invoer();
    nummer += 1;
    if (!v || v.groepen.length === 0 || v.herhalingen <= 0) {
      nu = null;
      bezig = false;
      return;
    }
    untrack(() => {
      bezig = true;
      gevraagd = v.herhalingen;
      zeg({ soort: 'vraag', vraag: { nummer, groepen: v.groepen, eerste: v.eerste, mijlpalen: mijlpalen(v.herhalingen) } });
    });
  });
  return {
    get nu() {
      return nu;
    },
    get bezig() {
      return bezig;
    },
  };
}
