// SPDX-License-Identifier: EUPL-1.2
// Something that is being fetched: loading, there, or failed with a chance to try again.
import { NOG_EENS } from './verbinding.svelte';

export interface Lading<T> {
  readonly fase: 'laden' | 'klaar' | 'fout';
  readonly waarde: T | undefined;
  readonly fout: unknown;
  /** A question is under way. Without `houd` the same as `fase === 'laden'`. */
  readonly bezig: boolean;
  opnieuw(): void;
}

export interface LadingOpties {
  /**
   * Keep what is there until the next answer comes, instead of an empty page in between: `fase` stays `klaar` and `bezig` says that a
   * question is under way. The old value then stands beside the new address for a moment, so whoever uses this takes what belongs to a
   * value (period, level, name) from the value and not from the address. When the question fails the old value goes.
   */
  houd?: boolean;
}

/** Fetches again whenever what `vraag` reads changes; an answer that has been overtaken is dropped. */
export function lading<T>(vraag: () => Promise<T>, opties: LadingOpties = {}): Lading<T> {
  let fase = $state<'laden' | 'klaar' | 'fout'>('laden');
  let waarde = $state.raw<T | undefined>(undefined);
  let fout = $state.raw<unknown>(undefined);
  let bezig = $state(true);
  let poging = $state(0);
  let heeft = false;
  /** Waits before asking again by itself, when the first question after coming back on the network was too soon. */
  let straks: number[] = [];
  const opnieuw = (): void => {
    poging += 1;
  };
  const terug = (): void => {
    straks = [...NOG_EENS];
    opnieuw();
  };
  $effect(() => {
    void poging;
    let verlaten = false;
    let wekker: ReturnType<typeof setTimeout> | undefined;
    bezig = true;
    if (!(opties.houd && heeft)) {
      fase = 'laden';
      waarde = undefined;
    }
    const mislukt = (f: unknown) => {
      if (verlaten) return;
      heeft = false;
      waarde = undefined;
      fout = f;
      fase = 'fout';
      bezig = false;
      window.addEventListener('online', terug, { once: true });
      const na = straks.shift();
      if (na !== undefined) wekker = setTimeout(opnieuw, na);
    };
    let antwoord: Promise<T>;
    try {
      antwoord = vraag();
    } catch (f) {
      antwoord = Promise.reject(f);
    }
    antwoord.then((w) => {
      if (verlaten) return;
      heeft = true;
      straks = [];
      waarde = w;
      fout = undefined;
      fase = 'klaar';
      bezig = false;
    }, mislukt);
    return () => {
      verlaten = true;
      clearTimeout(wekker);
      window.removeEventListener('online', terug);
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
    get bezig() {
      return bezig;
    },
    opnieuw,
  };
}
