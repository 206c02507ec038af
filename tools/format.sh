#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# clang-format over all C++ of the project.
set -euo pipefail
cd "$(dirname "$0")/.."
git ls-files -z -- 'src/*.cpp' 'src/*.hpp' 'tests/*.cpp' 'tests/*.hpp' | xargs -0 clang-format-14 -i
