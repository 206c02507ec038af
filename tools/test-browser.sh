#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# The browser tests against trede-server with the edition of the fictitious town, both from the release build.
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/env.sh
town=build/test-town
if [ ! -e "$town/editions/current" ] || [ build/release/bin/trede -nt "$town/editions/current" ]; then
  build/release/bin/trede demo "$town" --no-serve --lang en
fi
address=build/test-logs/server-address
mkdir -p build/test-logs
build/release/bin/trede-server --project "$town" --web web/dist --api api --port 0 --log-level warning > "$address" &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true' EXIT
for _ in $(seq 100); do
  [ -s "$address" ] && break
  kill -0 "$server" || { echo "trede-server did not start" >&2; exit 1; }
  sleep 0.1
done
url=$(awk 'NR == 1 { print $1 }' "$address")
echo "testing $url"
cd web
TREDE_URL=$url TREDE_TOWN="$PWD/../$town" npm run --silent test:browser
