// SPDX-License-Identifier: EUPL-1.2
import { defineConfig } from 'vitest/config';

// At most two files at a time, each with a browser of its own: they share two processor cores with the server.
export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // How long a condition may take to come true, on a slow machine too; where it does, nothing is waited for.
    expect: { poll: { timeout: 45_000 } },
  },
});
