#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Every page of the fictitious town in Dutch, 1280 and 320 px wide, as docs/pictures/pages/*.webp, and docs/pages.md that shows them.
# TREDE_URL names a server that runs already; without it the release build serves the town.
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/serve-town.sh
node web/tools/beelden.mjs "$url" docs
