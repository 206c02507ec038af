#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Counts a register of five million rows with trede's ingest and with bare DuckDB (read_csv and the same SQL), in turn, and prints both.
#     bench/register.sh [rows] [threads]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
rows=${1:-5000000}
threads=${2:-2}
build=$root/build/bench
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DTREDE_BENCH=ON -DTREDE_TESTS=OFF > /dev/null
cmake --build "$build" --target bench-register | tail -n 1
program=$build/bin/bench-register
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" generate "$work/register.csv" "$rows"
echo "$rows rows, $(du -m "$work/register.csv" | cut -f1) MB, $threads threads"
measured() {  # mode: the best of three runs, with its counts
  local best="" sum=""
  for _ in 1 2 3; do
    /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$program" "$1" "$work/register.csv" "$threads" > "$work/$1.sum"
    read -r wall user system peak < "$work/time"
    if [ -z "$best" ] || [ "$(echo "$wall < ${best%% *}" | bc)" = 1 ]; then best="$wall $user $system $peak"; fi
  done
  sum=$(cat "$work/$1.sum")
  read -r wall user system peak <<< "$best"
  printf '%-8s %8.2f s wall %8.2f s cpu %8d MiB peak   counts add up to %s\n' "$1" "$wall" "$(echo "$user + $system" | bc)" "$((peak / 1024))" "$sum"
  echo "$wall" > "$work/$1.wall"
}
measured bare
measured trede
cmp -s "$work/bare.sum" "$work/trede.sum" || { echo "the counts differ" >&2; exit 1; }
echo "trede / bare: $(echo "scale=2; $(cat "$work/trede.wall") / $(cat "$work/bare.wall")" | bc)"
