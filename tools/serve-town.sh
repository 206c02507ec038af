# SPDX-License-Identifier: EUPL-1.2
# Sourced at the root of the repository by what needs a running monitor. Serves an invented country of twelve gemeenten, and two editions of
# the fictitious town: an older one that lacks the newest year of the survey, and the whole one, so that "newer edition" and "new in this
# edition" are about something real. Sets `url`, `country_url`, `town` and `programs`; the servers stop with the script. TREDE_URL (and
# TREDE_LAND_URL) name servers that run already.
source tools/env.sh
town=${TREDE_TOWN:-build/test-town}
country=build/test-country
programs=${TREDE_BIN:-build/release/bin}

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
  "$programs/trede" demo "$town" --no-serve --lang en
  rm -rf "$town/editions"
  cp "$town/monitor.toml" "$town/whole.toml"
  without_newest_survey "$town/whole.toml" > "$town/monitor.toml"
  "$programs/trede" build "$town" --lang en
  mv "$town/whole.toml" "$town/monitor.toml"
  "$programs/trede" build "$town" --lang en
}
make_country() {
  rm -rf "$country"
  python3 -B tests/end_to_end/invented_country.py "$country"
  "$programs/trede" build "$country" --lang en
}
older_than_programs() { [ ! -e "$1/editions/current" ] || [ "$programs/trede" -nt "$1/editions/current" ]; }

servers=()
stop_servers() {
  local one
  for one in "${servers[@]}"; do
    kill "$one" 2>/dev/null || true
    wait "$one" 2>/dev/null || true
  done
}
serve() {  # serve PROJECT NAME: starts a server and leaves its address in $url
  local address=build/test-logs/$2-address
  "$programs/trede-server" --project "$1" --web web/dist --api api --port 0 --log-level warning > "$address" &
  servers+=($!)
  for _ in $(seq 100); do
    [ -s "$address" ] && break
    kill -0 "${servers[-1]}" || { echo "trede-server did not start" >&2; exit 1; }
    sleep 0.1
  done
  url=$(awk 'NR == 1 { print $1 }' "$address")
}

url=${TREDE_URL:-}
country_url=${TREDE_LAND_URL:-}
if [ -z "$url" ]; then
  mkdir -p build/test-logs
  trap stop_servers EXIT
  if older_than_programs "$town" || [ "$(ls "$town/editions" | wc -l)" -lt 3 ]; then make_town; fi
  if older_than_programs "$country"; then make_country; fi
  serve "$country" country
  country_url=${TREDE_LAND_URL:-$url}
  serve "$town" town
fi
