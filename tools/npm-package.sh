# SPDX-License-Identifier: EUPL-1.2
# Sourced: npm_package NAME VERSION SHA512 FOLDER puts the checked tarball of one package in FOLDER and prints its path.
# The version and the SHA-512 (base64) are exact; no install script of any package is run.
npm_package() {
  local tarball got
  tarball=$(cd "$4" && npm pack --loglevel=error --ignore-scripts "$1@$2" 2>"$4/npm.log" | tail -n 1) || true
  if [ -z "$tarball" ]; then
    sed 's/^/    /' "$4/npm.log" >&2
    echo "The npm registry gave no $1@$2. Check the connection and run this again." >&2
    return 1
  fi
  got=$(openssl dgst -sha512 -binary "$4/$tarball" | base64 -w0)
  if [ "$got" != "$3" ]; then
    echo "$1@$2 has another SHA-512 than the pinned one; nothing was installed." >&2
    return 1
  fi
  echo "$4/$tarball"
}
