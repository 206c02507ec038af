#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# The commands that the pages give do what the pages say.
set -euo pipefail
cd "$(dirname "$0")/.."
python3 tests/repo/run_page.py docs/developing.md add-indicator build/release/bin
