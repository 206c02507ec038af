// SPDX-License-Identifier: EUPL-1.2
import { defineConfig } from 'vitest/config';

// One browser, one file after the other: the tests share two processor cores with the server.
export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
