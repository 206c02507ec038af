#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# The checks on the repository itself; every one runs, and the first that fails decides the exit code.
set -uo pipefail
cd "$(dirname "$0")/.."
status=0 count=0
check() { count=$((count + 1)); "$@" || { status=1; echo "FAILED: $*"; }; }
licences() { # quiet when all is well
  local output
  output=$(reuse lint 2>&1) || { grep -v '^$' <<<"$output" | tail -n 40; return 1; }
  echo "licences: $(grep -oE 'license information: [0-9]+ / [0-9]+' <<<"$output")"
}
formatting() {
  git ls-files -z -- 'src/*.cpp' 'src/*.hpp' 'tests/*.cpp' 'tests/*.hpp' | xargs -0 clang-format-14 --dry-run -Werror 2>&1 | grep -E '^[^ ]+: error' | head -n 20
  [ "${PIPESTATUS[1]}" = 0 ]
}
check formatting
check python3 tools/check-includes.py
check python3 tools/check-text.py
check licences
check python3 tools/check-publiccode.py
check python3 tools/check-docs.py
[ "$status" = 0 ] && echo "$count checks of the repository"
exit "$status"
