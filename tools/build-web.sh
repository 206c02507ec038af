#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Builds the web app into web/dist. npm runs only when package-lock.json changed; the build only when a source changed.
#   tools/build-web.sh [--packages-only]
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/env.sh
cd web
mkdir -p ../build/stamps

lock=$(sha256sum package-lock.json package.json | sha256sum | cut -c1-64)
if [ "$(cat node_modules/.trede-lock 2>/dev/null)" != "$lock" ]; then
  echo "  web: fetching the packages of package-lock.json"
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  echo "$lock" > node_modules/.trede-lock
fi
if [ "${1:-}" = --packages-only ]; then exit 0; fi

../tools/build-kernel-wasm.sh
sources=$({ find src public index.html vite.config.ts svelte.config.js tsconfig.json -type f; echo package-lock.json; } | LC_ALL=C sort | xargs -d '\n' sha256sum | cat - ../build/kernel.wasm.sources | sha256sum | cut -c1-64)
if [ -f dist/index.html ] && [ "$(cat ../build/stamps/web 2>/dev/null)" = "$sources" ]; then
  echo "  web: up to date"
  exit 0
fi
echo "  web: building"
npm run --silent build -- --logLevel warn
echo "$sources" > ../build/stamps/web
