// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What one visitor may ask of the server: sizes in bytes, times on the steady clock. Tests pass shorter times.

#include <chrono>
#include <cstddef>

namespace trede::serve {

struct Limits {
  std::size_t max_head = std::size_t{16} << 10;   // request line and fields together
  std::size_t max_target = std::size_t{8} << 10;  // the address in the request line
  std::size_t max_fields = 100;
  std::size_t max_connections = 2000;                 // the next one gets 503 and is closed
  std::size_t max_rendered = std::size_t{256} << 20;  // bytes of CSV being sent at one moment, over all connections

  std::chrono::milliseconds head{10'000};           // first byte of a request to its last
  std::chrono::milliseconds idle{30'000};           // between two requests
  std::chrono::milliseconds write{60'000};          // one block of an answer
  std::chrono::milliseconds response{15 * 60'000};  // a whole answer
  std::chrono::milliseconds linger{2'000};          // reading on after a refusal, so that the answer arrives
  std::chrono::milliseconds drain{9'000};           // from the request to stop until connections are cut
};

}  // namespace trede::serve
