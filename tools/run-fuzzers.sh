#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Runs every fuzzer of build/fuzz for TREDE_FUZZ_SECONDS (3 by default) on its kept corpus, tests/fuzz/corpus/<name>/. New inputs
# that reach further are collected in build/fuzz/corpus; an input that crashes is left in build/fuzz/crashes and fails the run.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${TREDE_FUZZ_SECONDS:-3}
mkdir -p build/fuzz/crashes
fuzzers=(build/fuzz/bin/fuzz_*)
[ -x "${fuzzers[0]}" ] || { echo "no fuzzers are built: cmake --preset fuzz && ninja -C build/fuzz"; exit 1; }
count=0
for fuzzer in "${fuzzers[@]}"; do
  name=$(basename "$fuzzer"); name=${name#fuzz_}
  found=build/fuzz/corpus/$name
  mkdir -p "$found"
  folders=("$found")
  if [ -d "tests/fuzz/corpus/$name" ]; then folders+=("tests/fuzz/corpus/$name"); fi
  echo "fuzz $name: $seconds s"
  "$fuzzer" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=0 -verbosity=0 \
    -artifact_prefix="build/fuzz/crashes/$name-" "${folders[@]}"
  count=$((count + 1))
done
echo "$count checks: fuzzers without a crash"
