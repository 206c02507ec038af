#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Builds examples/nederland and computes the same figures with pandas, in one run; compares every figure and prints time and memory.
#     bench/nederland.sh [folder of the trede program]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
bin=${1:-$root/build/release/bin}
export TREDE_REAL_DATA=${TREDE_REAL_DATA:-$root/../shared/data}
if [ ! -d "$TREDE_REAL_DATA/kwb2020" ]; then
  echo "SKIPPED: no real data. Set TREDE_REAL_DATA (examples/eindhoven/README.md)." >&2
  exit 77
fi
TREDE_REAL_DATA=$(cd "$TREDE_REAL_DATA" && pwd)
/usr/bin/python3 -c 'import pandas' 2>/dev/null || { echo "bench needs pandas: apt-get install python3-pandas (bench/README.md)" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$root/examples/nederland" "$work/nederland"
rm -rf "$work/nederland/editions"

measured() {  # name, command…: runs and remembers wall seconds, CPU seconds and peak MiB
  local name=$1; shift
  /usr/bin/time -o "$work/$name.time" -f '%e %U %S %M' "$@"
}

measured trede "$bin/trede" build "$work/nederland" --json > "$work/report.json"
measured pandas /usr/bin/python3 "$root/bench/nederland_pandas.py" "$TREDE_REAL_DATA" "$root/catalogue" "$work/pandas.csv.gz"

status=0
/usr/bin/python3 "$root/bench/nederland_pandas.py" --compare "$work/nederland/editions/current/tabellen/waarnemingen.csv.gz" "$work/pandas.csv.gz" || status=1

echo
printf '%-44s %9s %9s %9s\n' "" "wall s" "cpu s" "peak MiB"
for name in trede pandas; do
  read -r wall user system peak < "$work/$name.time"
  case $name in
    trede) what="trede build (the whole edition)" ;;
    pandas) what="pandas (the table of figures only)" ;;
  esac
  printf '%-44s %9.1f %9.1f %9d\n' "$what" "$wall" "$(echo "$user + $system" | bc)" "$((peak / 1024))"
done
echo
/usr/bin/python3 - "$work/report.json" <<'PY'
import json, sys
report = json.loads(open(sys.argv[1]).read().splitlines()[-1])
print("areas", report["areas"], "figures", report["figures"]["published"])
for stage in report["stages"]:
    print(f"  {stage['name']:<42} {stage['seconds']:>9.2f} {'':>9} {stage['peak_mib']:>9.0f}")
PY
du -sh "$(readlink -f "$work/nederland/editions/current")" | sed 's/\t.*/ on disk/'
exit $status
