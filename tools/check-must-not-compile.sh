#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# The privacy boundary is a compile-time fact: each file of tests/disclose/must_not_compile is refused by the compiler, for the
# reason it names in "// expect: …". With -DTREDE_CONTROL the same file holds the lawful variant, which must compile: so it is the
# forbidden line that is refused and nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."
flags=(-std=c++20 -fsyntax-only -Isrc)
count=0 bad=0
for file in tests/disclose/must_not_compile/*.cpp; do
  expected=$(sed -n 's|^// expect: ||p' "$file")
  [ -n "$expected" ] || { echo "$file names no reason: // expect: …"; bad=1; continue; }
  if ! control=$(g++ "${flags[@]}" -DTREDE_CONTROL "$file" 2>&1); then
    echo "$file: the lawful variant does not compile"; echo "$control" | grep error | head -n 5; bad=1; continue
  fi
  if output=$(LC_ALL=C g++ "${flags[@]}" "$file" 2>&1); then
    echo "$file compiles, and must not"; bad=1; continue
  fi
  if ! grep 'error:' <<<"$output" | grep -qE "$expected"; then
    echo "$file is refused for another reason than /$expected/:"; grep error <<<"$output" | head -n 5; bad=1; continue
  fi
  count=$((count + 1))
done
echo "$count checks: refused by the compiler for the reason named"
[ "$bad" = 0 ] && [ "$count" -gt 0 ]
