#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Every test, step after step. A failed step does not stop the others; the last line counts the steps.
#   tools/test.sh [--only PATTERN]     only the steps whose name matches the pattern
#   TREDE_FUZZ_SECONDS=60 tools/test.sh   fuzz each parser longer than the usual few seconds
#   TREDE_PROPERTY_SECONDS=3600 tools/test.sh --only property   an hour of random tables against protect and audit
set -uo pipefail
cd "$(dirname "$0")/.."
source tools/env.sh
only=${2:-}
if [ "${1:-}" != --only ]; then only=; fi
export ASAN_OPTIONS=strict_string_checks=1:detect_stack_use_after_return=1:check_initialization_order=1
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export TSAN_OPTIONS=halt_on_error=1
mkdir -p build/test-logs
passed=0 failed=0
failures=()

# step NAME COMMAND…: runs it with its output in a log; shows the log's end when it fails.
step() {
  begin "$@"
  finish
}
# begin NAME COMMAND…: the same, without waiting for its end; `finish` waits for all that was begun and reports them in that order.
# For steps that keep one processor core busy most of the time.
begun=()
begin() {
  local name=$1 log
  shift
  if [ -n "$only" ] && ! [[ $name =~ $only ]]; then return; fi
  log="build/test-logs/${name//[^a-z0-9]/-}.log"
  rm -f "$log.end"
  (seconds=$SECONDS; code=0; "$@" > "$log" 2>&1 || code=$?; echo "$code $((SECONDS - seconds))" > "$log.end") &
  begun+=("$! $log $name")
}
finish() {
  local one pid log name code seconds
  for one in ${begun[@]+"${begun[@]}"}; do
    read -r pid log name <<< "$one"
    printf '%-52s' "$name"
    wait "$pid"
    code=killed seconds=0
    if [ -f "$log.end" ]; then read -r code seconds < "$log.end"; fi
    if [ "$code" = 0 ]; then
      passed=$((passed + 1))
      printf 'ok     %4d s  %s\n' "$seconds" "$(summary "$log")"
    else
      failed=$((failed + 1))
      failures+=("$name ($log)")
      printf 'FAILED %4d s\n' "$seconds"
      tail -n 60 "$log" | sed 's/^/    /'
    fi
  done
  begun=()
}

# One line of a log that says how much was tested.
summary() {
  grep -aoE '[0-9]+% tests passed.*|Tests +[0-9]+ passed.*|^Ran [0-9]+ tests|^[0-9]+ checks?.*' "$1" | tail -n 1 | sed 's/\x1b\[[0-9;]*m//g'
}

configure_and_build() { # preset, further CMake arguments --, targets
  local preset=$1 arguments=()
  shift
  while [ "$1" != -- ]; do arguments+=("$1"); shift; done
  shift
  cmake --preset "$preset" "${arguments[@]}" && ninja -C "build/$preset" -j "$jobs" "$@"
}
# The rooms' own tests; the end-to-end tests run on the release programs.
run_ctest() { ctest --test-dir "build/$1" --exclude-regex '^end_to_end_' --output-on-failure --no-tests=error --timeout 1500 -j "$jobs"; }
# One end-to-end test; 77 means that there is no real data here, which is said and is no failure.
end_to_end() {
  local code=0
  TREDE_BIN="$PWD/build/release/bin" python3 -B "tests/${2:-end_to_end}/$1.py" || code=$?
  if [ "$code" = 77 ]; then echo "0 checks: SKIPPED, no real data here (set TREDE_REAL_DATA)"; return 0; fi
  return "$code"
}
# Random tables and linked tables through protect and audit; the base is in the log, and TREDE_PROPERTY_BASE repeats a run.
properties() {
  build/release/bin/trede-properties --seconds "${TREDE_PROPERTY_SECONDS:-40}" --base "${TREDE_PROPERTY_BASE:-$(date +%s)}" \
    --cases tests/properties/cases --out build/property-failures
}
in_web() { (cd web && npm run --silent "$@"); }
# The kernel of the page Model and the engine give the same numbers, and a weighting saved there builds into what it showed.
beside_engine() { TREDE_BIN="$PWD/build/release/bin" in_web test:kern; }
build_fuzzers() {
  cmake --preset fuzz && ninja -C build/fuzz -j "$jobs" $(ninja -C build/fuzz -t targets all | sed -n 's/^\(fuzz_[a-z0-9_]*\): .*/\1/p')
}

step "repository: includes, licences, docs" tools/check-repo.sh
step "repository: the checks notice what they should" python3 -B tests/repo/gates_test.py
step "release build: engine and web app" tools/build.sh
step "headers compile alone" tools/check-headers.sh
step "boundary: what must not compile" tools/check-must-not-compile.sh
step "web: types and markup" in_web check
step "web: unit tests" in_web test
step "web: byte budget" in_web budget
step "web: the scoring kernel beside the engine" beside_engine
step "build with address and undefined sanitizers" configure_and_build asan -- all
step "unit and room tests under the sanitizers" run_ctest asan
for pair in "crash faults" "add_indicator demo" "signals eindhoven" "stories country" "nederland" "safe_table"; do
  for name in $pair; do begin "end to end: ${name//_/ }" end_to_end "$name"; done
  finish
done
begin "statistics: every method against known-good numbers" end_to_end statistics reference
begin "statistics: worked examples of docs/methods" end_to_end worked_examples reference
finish
for name in threats demo_town; do begin "threats: ${name//_/ }" end_to_end "$name" threats; done
finish
step "build of serve with the thread sanitizer" configure_and_build tsan -- test_serve
step "property: build" ninja -C build/release -j "$jobs" trede-properties
begin "a town built under the sanitizers" build/asan/bin/trede demo build/asan/demo --no-serve
begin "serve under the thread sanitizer" build/tsan/bin/test_serve
begin "property: random tables, protected and attacked" properties
finish
step "build of the fuzzers" build_fuzzers
step "fuzzers, a few seconds each" tools/run-fuzzers.sh
step "commands of the README and of developing.md" tools/check-commands.sh
step "browser: every page of the served town" tools/test-browser.sh

echo
if [ "$failed" -gt 0 ]; then printf 'failed: %s\n' "${failures[@]}"; fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
