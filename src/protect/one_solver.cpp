// SPDX-License-Identifier: EUPL-1.2
#include "protect/one_solver.hpp"

#include <coin/CoinHelperFunctions.hpp>

namespace trede::protect {
namespace {

std::mutex& solving() {
  static std::mutex mutex;
  return mutex;
}

}  // namespace

OneSolver::OneSolver() : lock_(solving()) { CoinSeedRandom(1); }

}  // namespace trede::protect
