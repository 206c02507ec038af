#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Every header of src compiles alone: it includes what it uses.
set -euo pipefail
cd "$(dirname "$0")/.."
flags=(-std=c++20 -fsyntax-only -Wall -Wextra -Isrc -x c++ -DTREDE_VERSION='"check"' -isystem /usr/include/eigen3)
mapfile -t headers < <(find src -name '*.hpp' | LC_ALL=C sort)
printf '%s\0' "${headers[@]}" | xargs -0 -P "$(nproc)" -I{} sh -c '
  header=$1; shift
  echo "#include \"${header#src/}\"" | g++ "$@" - || { echo "$header does not compile alone" >&2; exit 1; }' sh {} "${flags[@]}"
echo "${#headers[@]} checks: headers compile alone"
# The scoring kernel also runs in a web page: it compiles without exceptions, run-time types and the C++ library.
g++ -std=c++20 -fsyntax-only -Wall -Wextra -Isrc -fno-exceptions -fno-rtti -nostdinc++ src/stat/composite/wasm/exports.cpp
if grep -nE '\b(new|throw|malloc|printf)\b *[("]|#include <(vector|string|span|optional|iostream|algorithm|cmath)>' src/stat/composite/kernel*.hpp; then
  echo "the scoring kernel allocates, throws or needs the C++ library" >&2
  exit 1
fi
echo "1 checks: the scoring kernel is bare"
