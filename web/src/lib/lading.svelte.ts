// SPDX-License-Identifier: EUPL-1.2
// Something that is being fetched: loading, there, or failed with a chance to try again.

export interface Lading<T> {
  readonly fase: 'laden' | 'klaar' | 'fout';
  readonly waarde: T | undefined;
  readonly fout: unknown;
  opnieuw(): void;
}

/**
 * Fetches again whenever what `vraag` reads changes; an answer that has been overtaken is dropped. With `houd` the last answer stays
 * while the next one is fetched, so that a page need not fall down and rise again.
 */
export function lading<T>(vraag: () => Promise<T>, { houd = false } = {}): Lading<T> {
  let fase = $state<'laden' | 'klaar' | 'fout'>('laden');
  let waarde = $state.raw<T | undefined>(undefined);
  let fout = $state.raw<unknown>(undefined);
  let poging = $state(0);
  $effect(() => {
    void poging;
    let verlaten = false;
    fase = 'laden';
    if (!houd) waarde = undefined;
    vraag().then(
      (w) => {
        if (verlaten) return;
        waarde = w;
        fase = 'klaar';
      },
      (f: unknown) => {
        if (verlaten) return;
        fout = f;
        fase = 'fout';
      },
    );
    return () => {
      verlaten = true;
    };
  });
  return {
    get fase() {
      return fase;
    },
    get waarde() {
      return waarde;
    },
    get fout() {
      return fout;
    },
    opnieuw() {
      poging += 1;
    },
  };
}
