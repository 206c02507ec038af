#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Installs what is missing to build trede (or, with "test", also to test it) on Debian 12 or Ubuntu. Quick when nothing is missing.
#   tools/setup.sh [build|test]
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-build}
say() { echo "setup $1/3  $2"; }

lists=(tools/packages.txt)
if [ "$what" = test ]; then lists+=(tools/packages-test.txt); fi

# The packages of the lists that dpkg does not have installed.
missing_packages() {
  local wanted installed
  wanted=$(cat "${lists[@]}" | sed 's/#.*//; s/[[:space:]]//g; /^$/d' | sort -u)
  installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null | sed -n 's/^ii  *//p' | sort -u)
  comm -23 <(echo "$wanted") <(echo "$installed")
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else
    echo "These need root: $*" >&2
    echo "Run this as root, install sudo, or ask an administrator to install the packages of ${lists[*]}." >&2
    exit 1
  fi
}

apt_updated=no
apt_install() {
  mkdir -p build
  if [ "$apt_updated" = no ]; then
    echo "  apt-get update"
    as_root apt-get update -qq > build/apt.log 2>&1 || { tail -n 20 build/apt.log >&2; exit 1; }
    apt_updated=yes
  fi
  echo "  apt-get install ${*}" | fold -s -w 120 | sed '2,$s/^/    /'
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" > build/apt.log 2>&1 \
    || { tail -n 20 build/apt.log >&2; echo "apt-get could not install the packages; the whole log is in build/apt.log" >&2; exit 1; }
}

if ! command -v dpkg-query >/dev/null; then
  say 1 "no dpkg here: install the equivalents of ${lists[*]} yourself"
else
  missing=$(missing_packages | tr '\n' ' ')
  if [ -n "$missing" ]; then
    say 1 "system packages: $(wc -w <<<"$missing") missing"
    # shellcheck disable=SC2086  # the names are separate words
    apt_install $missing
  else
    say 1 "system packages: all there"
  fi
fi

source tools/env.sh
if node_is_new_enough; then
  say 2 "Node $(node --version): new enough"
else
  say 2 "Node: absent or older than 20.19"
  command -v npm >/dev/null || apt_install nodejs npm
  tools/get-node.sh
  source tools/env.sh
  node_is_new_enough || { echo "Node $(node --version) does not run as it should" >&2; exit 1; }
fi

say 3 "DuckDB"
tools/get-duckdb.sh
