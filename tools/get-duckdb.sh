#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Puts libduckdb and duckdb.h in build/deps/duckdb, from two packages of the npm registry, by exact version and SHA-512.
# No install script of any package is run. Does nothing when they are there already, or when DUCKDB_ROOT names a folder with both.
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/npm-package.sh
dest=build/deps/duckdb
lib_version=1.5.6-r.1
header_version=1.4.4
if [ -n "${DUCKDB_ROOT:-}" ]; then echo "  DuckDB from DUCKDB_ROOT"; exit 0; fi
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) platform=linux-x64 lib=libduckdb.so
    lib_sha=IXcrZJE6kEqM0Z4wwdVnGBHX/frOS33VPNAwDXQ/Q+Fs84b058Qe94chrCCIcNJlG8Y3UHIUU4eBeCQxW5mN1Q== ;;
  *) echo "get-duckdb: no pinned DuckDB for $(uname -s) $(uname -m); set DUCKDB_ROOT to a folder with duckdb.h and libduckdb" >&2; exit 1 ;;
esac
header_sha=hEJJ5hyVF0VLj3dmOLpsWrQR0b3d4Ykqtygm6iUXjHJDDnSqg/USKxcb5qvNrOhFYPgktayU6dXCtgPqcmmpog==
stamp="$lib_version $header_version $platform"
if [ "$(cat "$dest/stamp" 2>/dev/null)" = "$stamp" ]; then exit 0; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "  DuckDB $lib_version: fetching the library and the header (24 MB)"
lib_tar=$(npm_package "@duckdb/node-bindings-$platform" "$lib_version" "$lib_sha" "$work")
header_tar=$(npm_package duckdb "$header_version" "$header_sha" "$work")
mkdir -p "$dest/include" "$dest/lib"
tar -xzf "$lib_tar" -C "$work" "package/$lib" package/LICENSE
mv "$work/package/$lib" "$dest/lib/$lib"
mv "$work/package/LICENSE" "$dest/LICENSE"
tar -xzf "$header_tar" -C "$work" package/src/duckdb/src/include/duckdb.h
mv "$work/package/src/duckdb/src/include/duckdb.h" "$dest/include/duckdb.h"
echo "$stamp" > "$dest/stamp"
