// SPDX-License-Identifier: EUPL-1.2
// The replications beside the page: a slider that moves never waits for them. A newer question stops the one that is being answered.
import type { Invoer } from './invoer';
import { Kern } from './kern';
import type { Groep } from './ladder';
import { Rekenaar, type Speling } from './rekenaar';

export interface Vraag {
  nummer: number;
  groepen: Groep[];
  eerste: number;
  /** After how many replications an answer is given; the last one ends it. */
  mijlpalen: number[];
}
export type Bericht = { soort: 'invoer'; module: WebAssembly.Module; invoer: Invoer } | { soort: 'vraag'; vraag: Vraag };
export interface Antwoord {
  nummer: number;
  speling: Speling;
}

const PER_KEER = 10;
/** Between a rough answer and a finer one: while a slider moves the rough one is enough, and the processor is for the page. */
const RUST_MS = 200;
let rekenaar: Rekenaar | null = null;
let laatste = 0;

const pauze = (ms: number): Promise<void> => new Promise((klaar) => setTimeout(klaar, ms));

async function antwoordOp(v: Vraag): Promise<void> {
  if (!rekenaar) return;
  const herhaling = rekenaar.herhaal(v.groepen, v.mijlpalen.at(-1) ?? 0, v.eerste);
  let gedaan = 0;
  for (const mijlpaal of v.mijlpalen) {
    while (gedaan < mijlpaal) {
      const tot = Math.min(mijlpaal, gedaan + PER_KEER);
      for (; gedaan < tot; gedaan += 1) herhaling.stap();
      await pauze(0);
      if (laatste !== v.nummer) return;
    }
    const antwoord: Antwoord = { nummer: v.nummer, speling: herhaling.klaar() };
    self.postMessage(antwoord);
    if (gedaan < (v.mijlpalen.at(-1) ?? 0)) await pauze(RUST_MS);
    if (laatste !== v.nummer) return;
  }
}

self.addEventListener('message', (e: MessageEvent<Bericht>) => {
  const b = e.data;
  if (b.soort === 'invoer') {
    laatste = 0;
    rekenaar = new Rekenaar(new Kern(b.module), b.invoer);
  } else {
    laatste = b.vraag.nummer;
    void antwoordOp(b.vraag);
  }
});
