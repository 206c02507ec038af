#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# What a reader waits for and loads, in Chromium without a screen, several runs each, beside peers in the same run. Nothing here fails
# because a machine is slow; the byte budgets are tested by `npm run budget`.
#   bench/web.sh [--runs 5]     TREDE_URL names a server that runs already; TREDE_LAND_URL one with several gemeenten
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/serve-town.sh
TREDE_LAND=$country_url node bench/web.mjs "$url" "$@"
