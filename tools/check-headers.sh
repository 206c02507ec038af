#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Every header of src compiles alone: it includes what it uses.
set -euo pipefail
cd "$(dirname "$0")/.."
flags=(-std=c++20 -fsyntax-only -Wall -Wextra -Isrc -x c++ -DTREDE_VERSION='"check"')
mapfile -t headers < <(find src -name '*.hpp' | LC_ALL=C sort)
printf '%s\0' "${headers[@]}" | xargs -0 -P "$(nproc)" -I{} sh -c '
  header=$1; shift
  echo "#include \"${header#src/}\"" | g++ "$@" - || { echo "$header does not compile alone" >&2; exit 1; }' sh {} "${flags[@]}"
echo "${#headers[@]} checks: headers compile alone"
