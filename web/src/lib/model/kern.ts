// SPDX-License-Identifier: EUPL-1.2
// The scoring kernel of the engine, compiled to WebAssembly: the same code that built the edition. This file only shares out its memory.

import { ApiFout } from '../api/client';

type Plek = number;

interface Uitvoer {
  memory: WebAssembly.Memory;
  _initialize?(): void;
  trede_free_memory(): Plek;
  trede_normalise(methode: number, teken: number, a: number, b: number, waarde: Plek, has: Plek, n: number, key: Plek, order: Plek, rank: Plek, uit: Plek, uitHas: Plek): number;
  trede_scale(methode: number, teken: number, a: number, b: number, tegen: number, waarde: Plek, has: Plek, n: number, key: Plek, order: Plek, uit: Plek): number;
  trede_compose(indicatoren: number, groepen: number, n: number, waarde: Plek, has: Plek, eerste: Plek, kind: Plek, gewicht: Plek, model: Plek, gemiddelde: number, dekking: number, modelaandeel: number): number;
  trede_unknown(indicatoren: number, groepen: number, n: number, deel: Plek, bestaat: Plek, eerste: Plek, kind: Plek, gewicht: Plek): number;
  trede_rank(score: Plek, has: Plek, n: number, key: Plek, order: Plek, rank: Plek): number;
  trede_normal_steps(rand: Plek): void;
  trede_uniform(zaad: number, herhaling: number, item: number, aantal: number, uit: Plek): void;
  trede_random(zaad: number, herhaling: number, eerste: number, n: number, aantal: number, uit: Plek): void;
  trede_item_random(zaad: number, herhaling: number, item: number, aantal: number, uit: Plek): void;
  trede_reference_item(): number;
  trede_widths(n: number, heeftMarge: Plek, midden: Plek, onder: Plek, boven: Plek, schaal: Plek, lineair: number, omlaag: Plek, omhoog: Plek): void;
  trede_draw(n: number, has: Plek, midden: Plek, omlaag: Plek, omhoog: Plek, referentie: number, schaal: Plek, gesorteerd: Plek, aantalGesorteerd: number, geheim: Plek, aantalGeheim: number, getoond: Plek, aantalGetoond: number, normaal: Plek, toeval: Plek, voorReferentie: number, werk: Plek, uit: Plek, uitHas: Plek): void;
  trede_draw_between(n: number, waarde: Plek, has: Plek, onder: Plek, boven: Plek, heeftMarge: Plek, normaal: Plek, toeval: Plek, uit: Plek, uitHas: Plek): void;
  trede_draw_weights(zaad: number, herhaling: number, groep: number, gewicht: Plek, varieert: Plek, aantal: number, ruis: number, uit: Plek): void;
  trede_replicate(indicatoren: number, groepen: number, n: number, waarde: Plek, has: Plek, eerste: Plek, kind: Plek, gewicht: Plek, model: Plek, gemiddelde: number, modelaandeel: number, bestaat: Plek, getrokken: Plek): number;
  trede_ranges(getrokken: Plek, herhalingen: number, n: number, score: Plek, has: Plek, eerste: number, key: Plek, order: Plek, rank: Plek, werk: Plek, een: Plek, onder: Plek, boven: Plek, rangVan: Plek, rangTot: Plek, inEerste: Plek): void;
}

const BLAD = 65_536;

export class Kern {
  private top: Plek;

  readonly doe: Uitvoer;

  constructor(module: WebAssembly.Module) {
    this.doe = new WebAssembly.Instance(module, {}).exports as unknown as Uitvoer;
    this.doe._initialize?.();
    this.top = this.doe.trede_free_memory();
  }

  /** Where the next piece would lie; give it to `terug` to let go of everything taken since. */
  get merk(): Plek {
    return this.top;
  }
  terug(merk: Plek): void {
    this.top = merk;
  }

  /** Takes bytes; what lies in them is not cleared. */
  neem(bytes: number): Plek {
    const plek = Math.ceil(this.top / 16) * 16;
    this.top = plek + bytes;
    const tekort = this.top - this.doe.memory.buffer.byteLength;
    if (tekort > 0) this.doe.memory.grow(Math.ceil(tekort / BLAD));
    return plek;
  }

  // Views are made anew each time: memory that grows leaves old ones empty.
  f64 = (plek: Plek, n: number): Float64Array => new Float64Array(this.doe.memory.buffer, plek, n);
  f32 = (plek: Plek, n: number): Float32Array => new Float32Array(this.doe.memory.buffer, plek, n);
  u32 = (plek: Plek, n: number): Uint32Array => new Uint32Array(this.doe.memory.buffer, plek, n);
  u8 = (plek: Plek, n: number): Uint8Array => new Uint8Array(this.doe.memory.buffer, plek, n);

  legF64(rij: ArrayLike<number>): Plek {
    const plek = this.neem(rij.length * 8);
    this.f64(plek, rij.length).set(rij);
    return plek;
  }
  legU32(rij: ArrayLike<number>): Plek {
    const plek = this.neem(rij.length * 4);
    this.u32(plek, rij.length).set(rij);
    return plek;
  }
  legU8(rij: ArrayLike<number>): Plek {
    const plek = this.neem(rij.length);
    this.u8(plek, rij.length).set(rij);
    return plek;
  }
}

/** The compiled kernel; one module serves any number of kernels, also in a worker. */
export async function haalKern(adres: string): Promise<WebAssembly.Module> {
  let antwoord: Response;
  try {
    antwoord = await fetch(adres, { credentials: 'omit' });
  } catch {
    throw new ApiFout('netwerk', adres);
  }
  if (!antwoord.ok) throw new ApiFout(antwoord.status === 404 ? 'niet_gevonden' : 'server', adres);
  try {
    return await WebAssembly.compile(await antwoord.arrayBuffer());
  } catch {
    throw new ApiFout('vorm', adres);
  }
}

/** The words of `scoring` as the kernel numbers them. */
export const SCHAAL: Record<string, number> = { z: 0, 'robust-z': 1, 'min-max': 2 };
export const GEMIDDELDE: Record<string, number> = { arithmetic: 0, geometric: 1, harmonic: 2 };
/** min-max and percentile run from 1 to 100, so that every mean is defined. */
export const SCHAAL_LAAG = 1;
export const SCHAAL_HOOG = 100;
