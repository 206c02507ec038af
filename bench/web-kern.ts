// SPDX-License-Identifier: EUPL-1.2
// What web.mjs runs in the browser: steps of a slider in the page's own scoring kernel, over an invented table of any size.
import { Kern } from '../web/src/lib/model/kern';
import { Rekenaar } from '../web/src/lib/model/rekenaar';
import { groepen, invoer } from '../web/tests/kern/verzonnen';

/** Milliseconds of each step: groups made, all scores, all ranks. */
export async function stappen(adres: string, n: number, keer: number): Promise<number[]> {
  const module = await WebAssembly.compile(await (await fetch(adres)).arrayBuffer());
  const inv = invoer(n);
  const rekenaar = new Rekenaar(new Kern(module), inv);
  return Array.from({ length: keer }, (_, i) => {
    const begin = performance.now();
    const uitslag = rekenaar.scoor(groepen(inv, (i % 12) / 4));
    const ms = performance.now() - begin;
    if (uitslag.gerangschikt !== n) throw new Error(`${uitslag.gerangschikt} of ${n} areas have a rank`);
    return ms;
  });
}
