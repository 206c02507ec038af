// SPDX-License-Identifier: EUPL-1.2
#pragma once
// While one is alive, no other thread solves an integer program, and the solver starts from the same state every time.
//
// The branch and bound of Cbc draws from one generator for the whole process. Programs that are solved at the same time, or after others,
// would draw other numbers and could end in another solution of the same cost: what is published would depend on the number of threads.

#include <mutex>

namespace trede::protect {

class OneSolver {
 public:
  OneSolver();

 private:
  std::lock_guard<std::mutex> lock_;
};

}  // namespace trede::protect
