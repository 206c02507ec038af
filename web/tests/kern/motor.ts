// SPDX-License-Identifier: EUPL-1.2
// The engine and the kernel, as the tests that hold them beside each other use them.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kern } from '../../src/lib/model/kern';

const WORTEL = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

function trede(): string {
  const gegeven = process.env.TREDE_BIN;
  const gevonden = gegeven
    ? [join(gegeven, 'trede')]
    : readdirSync(join(WORTEL, 'build'))
        .map((map) => join(WORTEL, 'build', map, 'bin', 'trede'))
        .filter((p) => existsSync(p))
        .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  const pad = gevonden[0];
  if (!pad || !existsSync(pad)) throw new Error('trede is not built: build it first or set TREDE_BIN');
  return pad;
}

export const draai = (...args: string[]): string => execFileSync(trede(), args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] });

export function kern(): Promise<Kern> {
  execFileSync(join(WORTEL, 'tools', 'build-kernel-wasm.sh'));
  return WebAssembly.compile(readFileSync(join(WORTEL, 'build', 'kernel.wasm'))).then((m) => new Kern(m));
}

export function tijdelijk(): { map: string; weg(): void } {
  const map = mkdtempSync(join(tmpdir(), 'trede-kern-'));
  return { map, weg: () => rmSync(map, { recursive: true, force: true }) };
}

export type Kolommen = Record<string, readonly number[]>;
/** NaN is written as an empty cell. */
export function schrijf(pad: string, kolommen: Kolommen): void {
  const namen = Object.keys(kolommen);
  const n = kolommen[namen[0] ?? '']?.length ?? 0;
  const rijen = Array.from({ length: n }, (_, i) => [`u${i}`, ...namen.map((k) => kolommen[k]?.[i] ?? NaN).map((x) => (Number.isNaN(x) ? '' : String(x)))].join(','));
  writeFileSync(pad, `${[['id', ...namen].join(','), ...rijen].join('\n')}\n`);
}
export function lees(csv: string): Record<string, number[]> {
  const [kop = '', ...rijen] = csv.trimEnd().split('\n');
  return Object.fromEntries(kop.split(',').map((naam, k) => [naam, rijen.map((r) => { const t = r.split(',')[k] ?? ''; return t === '' ? NaN : Number(t); })]));
}
