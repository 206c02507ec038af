# SPDX-License-Identifier: EUPL-1.2
# Sourced by the other scripts: the Node that setup.sh chose on PATH, ccache when it is there, and the number of jobs.
node_home="$PWD/build/deps/node"
if [ -x "$node_home/bin/node" ]; then export PATH="$node_home/bin:$PATH"; fi
if command -v ccache >/dev/null; then
  export CMAKE_CXX_COMPILER_LAUNCHER=ccache
fi
jobs=${TREDE_JOBS:-$(nproc)}

# Node 20.19 or newer on the 20 line, or 22.12 or newer: what Vite 8 asks.
node_is_new_enough() {
  command -v node >/dev/null && command -v npm >/dev/null && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1);'
}
