#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The scoring kernel as WebAssembly: tools/build-kernel-wasm.sh [OUT], default build/kernel.wasm. Made again only when a source changed.
# Needs clang-19, lld-19, wasi-libc and libclang-rt-19-dev-wasm32 (Debian). No C++ library, no exceptions, no imports: the page that loads
# the file gives it nothing but memory.
set -eu
cd "$(dirname "$0")/.."
out=${1:-build/kernel.wasm}
mkdir -p "$(dirname "$out")"
now=$(sha256sum tools/build-kernel-wasm.sh src/stat/philox.hpp src/stat/composite/kernel*.hpp src/stat/composite/wasm/*.cpp | sha256sum | cut -c1-64)
if [ -f "$out" ] && [ "$(cat "$out.sources" 2>/dev/null)" = "$now" ]; then exit 0; fi
command -v clang++-19 > /dev/null || { echo "clang++-19 is not installed: see tools/packages.txt" >&2; exit 1; }
exports=$(sed -n 's/^[a-z0-9_]* \(trede_[a-z_]*\)(.*/-Wl,--export=\1/p' src/stat/composite/wasm/exports.cpp)
clang++-19 --target=wasm32-wasi -std=c++20 -O3 -msimd128 -fno-exceptions -fno-rtti -nostdlib++ -nostdinc++ -ffp-contract=off -mexec-model=reactor \
  -Wall -Wextra -Isrc -I/usr/include/wasm32-wasi $exports \
  -Wl,--export-memory -Wl,--strip-all -o "$out" src/stat/composite/wasm/exports.cpp
echo "$now" > "$out.sources"
printf '%s: %s bytes\n' "$out" "$(wc -c < "$out")"
