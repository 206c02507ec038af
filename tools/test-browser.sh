#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# The browser tests against trede-server with two editions of the fictitious town, all from the release build: an older one that lacks
# the newest year of the survey, and the whole one, so that "newer edition" and "new in this edition" are about something real.
#   tools/test-browser.sh [FILE…]     only these files of web/tests/browser
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/env.sh
town=build/test-town
trede=build/release/bin/trede

# monitor.toml without the survey of the newest year: one [[source.file]] less.
without_newest_survey() {
  local newest
  newest=$(ls "$town"/sources/enquete/*.csv | sort | tail -n 1)
  awk -v file="${newest##*/}" '
    function flush() { if (index(block, file) == 0) printf "%s", block; block = "" }
    /^\[/ { flush() }
    { block = block $0 "\n" }
    END { flush() }' "$1"
}
make_town() {
  rm -rf "$town"
  "$trede" demo "$town" --no-serve --lang en
  rm -rf "$town/editions"
  cp "$town/monitor.toml" "$town/whole.toml"
  without_newest_survey "$town/whole.toml" > "$town/monitor.toml"
  "$trede" build "$town" --lang en
  mv "$town/whole.toml" "$town/monitor.toml"
  "$trede" build "$town" --lang en
}
if [ ! -e "$town/editions/current" ] || [ "$trede" -nt "$town/editions/current" ] || [ "$(ls "$town/editions" | wc -l)" -lt 3 ]; then
  make_town
fi
# An invented country of twelve gemeenten, for the map of the whole.
country=build/test-country
if [ ! -e "$country/editions/current" ] || [ "$trede" -nt "$country/editions/current" ]; then
  rm -rf "$country"
  python3 -B tests/end_to_end/invented_country.py "$country"
  "$trede" build "$country" --lang en
fi

mkdir -p build/test-logs
servers=()
trap 'for one in "${servers[@]}"; do kill "$one" 2>/dev/null; wait "$one" 2>/dev/null || true; done' EXIT
serve() {  # serve PROJECT NAME: starts a server and leaves its address in $url
  local address=build/test-logs/$2-address
  build/release/bin/trede-server --project "$1" --web web/dist --api api --port 0 --log-level warning > "$address" &
  servers+=($!)
  for _ in $(seq 100); do
    [ -s "$address" ] && break
    kill -0 "${servers[-1]}" || { echo "trede-server did not start" >&2; exit 1; }
    sleep 0.1
  done
  url=$(awk 'NR == 1 { print $1 }' "$address")
  echo "testing $url ($1)"
}
serve "$country" country
country_url=$url
serve "$town" server
cd web
TREDE_URL=$url TREDE_LAND_URL=$country_url TREDE_TOWN=$OLDPWD/$town TREDE_SERVER=$OLDPWD/build/release/bin/trede-server npm run --silent test:browser -- "$@"
