#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Times trede's statistics on a made-up country of 14,500 areas and, in the same run, R's packages where they are installed. Prints a table
# of seconds beside the targets.
#     bench/statistics.sh [--areas 14500] [--no-peers] [--simulate] [--markdown] [PART-OF-A-NAME…]
# TREDE_REFERENCE holds a folder statistics with the maker of the country, national_lattice.py; it needs Debian's python3-geopandas and
# python3-scipy. Without them this is skipped (exit 77). BUILD names the build folder (build/bench).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
reference=${TREDE_REFERENCE:-$root/../shared/reference}
maker=$reference/statistics/national_lattice.py
if [ ! -f "$maker" ]; then
  echo "SKIPPED: no test country. Set TREDE_REFERENCE (bench/README.md)." >&2
  exit 77
fi
if ! /usr/bin/python3 -c 'import geopandas, scipy' 2> /dev/null; then
  echo "SKIPPED: the test country needs apt-get install python3-geopandas python3-scipy (bench/README.md)." >&2
  exit 77
fi
build=${BUILD:-$root/build/bench}
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DTREDE_BENCH=ON -DTREDE_TESTS=OFF > /dev/null
cmake --build "$build" --target bench-statistics | tail -n 1 >&2
exec /usr/bin/python3 -B "$root/bench/statistics.py" --maker "$maker" --program "$build/bin/bench-statistics" \
  --countries "$build/countries" --peers "$root/bench/statistics_peer.R" "$@"
