// SPDX-License-Identifier: EUPL-1.2
import { defineConfig } from 'vitest/config';

// The scoring kernel of the page beside the engine: needs build/kernel.wasm and the built trede (TREDE_BIN, or the newest of build/*/bin).
export default defineConfig({ test: { include: ['tests/kern/**/*.test.ts'], fileParallelism: false, testTimeout: 600_000, hookTimeout: 600_000 } });
