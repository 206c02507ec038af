#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Protects and attacks the instances of disclosure control, those at hand and freshly drawn ones, and prints one table.
#     bench/disclosure.sh [--quick] [--seed 1] [--bin folder of the trede program] [--only PATTERN] [--markdown]
# TREDE_REFERENCE holds a folder disclosure with the instances and their generator gen_sdc.py; without it this is skipped (exit 77).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
reference=${TREDE_REFERENCE:-$root/../shared/reference}
if [ ! -f "$reference/disclosure/gen_sdc.py" ]; then
  echo "SKIPPED: no instances. Set TREDE_REFERENCE (bench/README.md)." >&2
  exit 77
fi
exec /usr/bin/python3 -B "$root/bench/disclosure.py" --reference "$reference/disclosure" --bin "$root/build/release/bin" "$@"
