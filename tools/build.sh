#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# The release build: build/release/bin/trede, build/release/bin/trede-server and the web app.
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/env.sh
seconds=$SECONDS
if [ ! -f build/release/build.ninja ]; then
  echo "  engine: configuring"
  cmake --preset release -DTREDE_TESTS=OFF > build/configure.log 2>&1 || { cat build/configure.log >&2; exit 1; }
fi
echo "  engine: building with $jobs jobs"
# Says how far it is every few seconds on a terminal, at every tenth of the way elsewhere.
if [ -t 1 ]; then
  ninja -C build/release -j "$jobs"
else
  ninja -C build/release -j "$jobs" > build/build.log 2>&1 || { grep -vE '^\[[0-9]+/[0-9]+\] (Building|Linking|Re-)' build/build.log | tail -n 80 >&2; exit 1; }
fi
tools/build-web.sh
echo "  built in $((SECONDS - seconds)) s: build/release/bin/trede, build/release/bin/trede-server"
