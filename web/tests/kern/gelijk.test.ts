// SPDX-License-Identifier: EUPL-1.2
// The same numbers through kernel.wasm and through `trede stat`: equal to the last bit, but for `log` and `exp`, which two C libraries may
// round differently.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Kern } from '../../src/lib/model/kern';
import { draai, kern, lees, schrijf, tijdelijk, type Kolommen } from './motor';
import { getallen } from './verzonnen';
import { writeFileSync } from 'node:fs';

const N = 61;
let k: Kern;
const { map, weg } = tijdelijk();
beforeAll(async () => {
  k = await kern();
});
afterAll(weg);

const toeval = getallen(20_260_101);
/** Skewed numbers above 0 with equal ones and gaps among them. */
const kolom = (): number[] => Array.from({ length: N }, () => (toeval() < 0.1 ? NaN : toeval() < 0.15 ? 4 : 1 + 40 * toeval() ** 3));
const waarden: Kolommen = { a: kolom(), b: kolom(), c: kolom(), d: kolom() };
const namen = Object.keys(waarden);
const has = (rij: readonly number[]): number[] => rij.map((x) => (Number.isNaN(x) ? 0 : 1));
const vol = (rij: readonly number[]): number[] => rij.map((x) => (Number.isNaN(x) ? 0 : x));
const STRUCTUUR = { eerste: [0, 2, 4, 6], kind: [0, 1, 2, 3, 4, 5], gewicht: [1, 2, 1, 0.5, 3, 1], model: [0, 1, 0, 0, 0, 0] };
const opbouw = 'indicator,group,weight,direction,modelled\na,een,1,1,0\nb,een,2,-1,1\nc,twee,1,1,0\nd,twee,0.5,1,0\neen,alles,3,,\ntwee,alles,1,,\nalles,,,,\n';
const TEKEN = [1, -1, 1, 1];
const DEKKING = 0.5;
const MODELAANDEEL = 0.4;

const werk = () => ({ key: k.neem(16 * N), order: k.neem(8 * N), rank: k.neem(4 * N) });
function normaliseer(methode: number, teken: number, a: number, b: number, waarde: number, er: number, uit: number, uitHas: number, w = werk()): void {
  k.doe.trede_normalise(methode, teken, a, b, waarde, er, N, w.key, w.order, w.rank, uit, uitHas);
}
const uitlezen = (uit: number, uitHas: number): number[] => Array.from(k.f64(uit, N), (x, i) => (k.u8(uitHas, N)[i] ? x : NaN));

describe('the kernel of the page beside the engine', () => {
  it.each([
    ['z-score', 0, 0, 1],
    ['robust-z', 1, 0, 1],
    ['min-max', 2, 0, 100],
    ['rank', 3, 0, 1],
    ['percentile-rank', 4, 0, 1],
    ['borda', 5, 0, 1],
    ['distance-to-max', 7, 0, 1],
    ['fraction-of-max', 8, 0, 1],
  ] as const)('puts columns on the scale %s', (woord, methode, a, b) => {
    schrijf(join(map, 'a.csv'), waarden);
    const motor = lees(draai('stat', 'normalise', '--in', join(map, 'a.csv'), '--set', `normalisation=${woord}`));
    for (const naam of namen) {
      const rij = waarden[naam] ?? [];
      const uit = k.neem(8 * N);
      const uitHas = k.neem(N);
      normaliseer(methode, 1, a, b, k.legF64(vol(rij)), k.legU8(has(rij)), uit, uitHas);
      expect(uitlezen(uit, uitHas)).toEqual(motor[naam]);
    }
  });

  it.each([
    ['arithmetic', 0, 0],
    ['geometric', 1, 1e-12],
    ['harmonic', 2, 0],
  ] as const)('takes the %s mean of groups, with coverage, modelled figures and ranks', (woord, gemiddelde, speling) => {
    schrijf(join(map, 'b.csv'), waarden);
    writeFileSync(join(map, 's.csv'), opbouw);
    const motor = lees(draai('stat', 'aggregate', '--in', join(map, 'b.csv'), '--with', join(map, 's.csv'), '--set', `aggregation=${woord}`, '--set', `coverage=${DEKKING}`, '--set', `modelled-share=${MODELAANDEEL}`));
    const waarde = k.neem(8 * N * 7);
    const er = k.neem(N * 7);
    // "As it is" is the scale from 0 to 100 in `trede stat aggregate`.
    namen.forEach((naam, c) => normaliseer(6, 1, 0, 100, k.legF64(vol(waarden[naam] ?? [])), k.legU8(has(waarden[naam] ?? [])), waarde + 8 * N * c, er + N * c));
    expect(k.doe.trede_compose(4, 3, N, waarde, er, k.legU32(STRUCTUUR.eerste), k.legU32(STRUCTUUR.kind), k.legF64(STRUCTUUR.gewicht), k.legU8(STRUCTUUR.model), gemiddelde, DEKKING, MODELAANDEEL)).toBe(1);
    ['een', 'twee', 'alles'].forEach((groep, g) => {
      const ons = uitlezen(waarde + 8 * N * (4 + g), er + N * (4 + g));
      ons.forEach((x, i) => {
        const hun = motor[groep]?.[i] ?? NaN;
        if (speling === 0 || Number.isNaN(hun)) expect(x).toBe(hun);
        else expect(Math.abs(x / hun - 1)).toBeLessThan(speling);
      });
      expect(ons.filter((x) => Number.isNaN(x)).length).toBeLessThan(N / 2);
    });
    const w = werk();
    k.doe.trede_rank(waarde + 8 * N * 6, er + N * 6, N, w.key, w.order, w.rank);
    expect(Array.from(k.u32(w.rank, N), (r) => (r === 0 ? NaN : r))).toEqual(motor.rank);
  });

  it('draws figures and weights as rank-uncertainty does, replication by replication', () => {
    const R = 200;
    const ZAAD = 7;
    const RUIS = 0.25;
    const TOP = 10;
    const DESIGN = 0xf0000000;
    const onder = namen.map((naam) => (waarden[naam] ?? []).map((x) => (Number.isNaN(x) ? (toeval() < 0.5 ? 1 : NaN) : x * (0.7 + 0.2 * toeval()))));
    const boven = namen.map((naam, c) => (waarden[naam] ?? []).map((x, i) => (Number.isNaN(onder[c]?.[i] ?? NaN) ? NaN : Number.isNaN(x) ? 30 : x * (1.1 + 0.3 * toeval()))));
    schrijf(join(map, 'c.csv'), Object.fromEntries(namen.flatMap((naam, c) => [[naam, waarden[naam] ?? []], [`${naam}_lower`, onder[c] ?? []], [`${naam}_upper`, boven[c] ?? []]])));
    writeFileSync(join(map, 's.csv'), opbouw);
    const motor = lees(draai('stat', 'rank-uncertainty', '--in', join(map, 'c.csv'), '--with', join(map, 's.csv'), '--set', 'normalisation=min-max', '--set', 'low=0', '--set', 'high=100', '--set', `coverage=${DEKKING}`, '--set', `modelled-share=${MODELAANDEEL}`, '--set', `replications=${R}`, '--set', `seed=${ZAAD}`, '--set', `noise=${RUIS}`, '--set', `top=${TOP}`));
    const normaal = k.neem(8 * 4097);
    k.doe.trede_normal_steps(normaal);
    const w = werk();
    const design = k.neem(40);
    const random = k.neem(4 * N * 4);
    const waarde = k.neem(8 * N * 7);
    const er = k.neem(N * 7);
    const trek = k.neem(8 * N);
    const trekHas = k.neem(N);
    const gewicht = k.neem(8 * 6);
    const basis = k.legF64(STRUCTUUR.gewicht);
    const eerste = k.legU32(STRUCTUUR.eerste);
    const kind = k.legU32(STRUCTUUR.kind);
    const model = k.legU8(STRUCTUUR.model);
    const invoer = namen.map((naam, c) => ({ waarde: k.legF64(vol(waarden[naam] ?? [])), has: k.legU8(has(waarden[naam] ?? [])), onder: k.legF64(vol(onder[c] ?? [])), boven: k.legF64(vol(boven[c] ?? [])), marge: k.legU8(has(onder[c] ?? [])) }));
    const rangen: number[][] = Array.from({ length: N }, () => []);
    for (let r = 0; r < R; r += 1) {
      k.doe.trede_uniform(ZAAD, r, DESIGN, 5, design);
      const u = k.f64(design, 5);
      const sleutel = (x: number | undefined): number => Math.floor((x ?? 0) * 4_294_967_296);
      const [figuren, gewichten] = [sleutel(u[0]), sleutel(u[4])];
      k.doe.trede_random(ZAAD, figuren, 0, N, 4, random);
      invoer.forEach((v, c) => {
        k.doe.trede_draw_between(N, v.waarde, v.has, v.onder, v.boven, v.marge, normaal, random + 4 * N * c, trek, trekHas);
        normaliseer(2, TEKEN[c] ?? 1, 0, 100, trek, trekHas, waarde + 8 * N * c, er + N * c, w);
      });
      for (let g = 0; g < 3; g += 1) k.doe.trede_draw_weights(ZAAD, gewichten, g, basis + 16 * g, 0, 2, RUIS, gewicht + 16 * g);
      k.doe.trede_compose(4, 3, N, waarde, er, eerste, kind, gewicht, model, 0, DEKKING, MODELAANDEEL);
      k.doe.trede_rank(waarde + 8 * N * 6, er + N * 6, N, w.key, w.order, w.rank);
      k.u32(w.rank, N).forEach((rang, i) => {
        if (rang > 0) rangen[i]?.push(rang);
      });
    }
    const kwantiel = (rij: number[], p: number): number => {
      const plek = p * (rij.length - 1);
      const laag = Math.floor(plek);
      const [x, y] = [rij[laag] ?? 0, rij[Math.min(laag + 1, rij.length - 1)] ?? 0];
      return x + (plek - laag) * (y - x);
    };
    let vergeleken = 0;
    rangen.forEach((rij, i) => {
      if (Number.isNaN(motor.rank?.[i] ?? NaN)) return;
      vergeleken += 1;
      const gesorteerd = [...rij].sort((x, y) => x - y);
      expect(rij.reduce((s, x) => s + x, 0) / rij.length).toBe(motor.mean?.[i]);
      expect(kwantiel(gesorteerd, 0.5)).toBe(motor.median?.[i]);
      expect(kwantiel(gesorteerd, 0.05)).toBeCloseTo(motor.q5?.[i] ?? NaN, 12);
      expect(kwantiel(gesorteerd, 0.95)).toBeCloseTo(motor.q95?.[i] ?? NaN, 12);
      expect(rij.filter((x) => x <= TOP).length / rij.length).toBe(motor.in_top?.[i]);
    });
    expect(vergeleken).toBeGreaterThan(N / 2);
  });
});
