// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Work over indices on a few threads. The result of item i must not depend on the others: then the outcome is the same for any
// number of threads.

#include <cstddef>
#include <functional>

namespace trede {

// Calls work(i) once for every i in [0, count), on at most `threads` threads (0 = as many as the machine has). The first exception is
// rethrown after all threads have stopped.
void parallel_for(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

unsigned default_threads();

}  // namespace trede
