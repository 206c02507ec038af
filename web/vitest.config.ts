// SPDX-License-Identifier: EUPL-1.2
import { defineConfig } from 'vitest/config';
import { handleiding } from './tools/handleiding.ts';

export default defineConfig({ plugins: [handleiding()], test: { include: ['tests/unit/**/*.test.ts'] } });
