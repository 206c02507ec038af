#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# The browser tests against trede-server with the fictitious town and the invented country (tools/serve-town.sh).
#   tools/test-browser.sh [FILE…]     only these files of web/tests/browser
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/serve-town.sh
echo "testing $url and $country_url"
root=$PWD
cd web
TREDE_URL=$url TREDE_LAND_URL=$country_url TREDE_TOWN=$root/$town TREDE_SERVER=$root/$programs/trede-server npm run --silent test:browser -- "$@"
