// SPDX-License-Identifier: EUPL-1.2
#pragma once
// SHA-256 (FIPS 180-4), by OpenSSL, as lower-case hex.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace trede {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void update(std::string_view bytes);
  [[nodiscard]] std::string hex();  // ends the computation

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string sha256_hex(std::string_view bytes);

}  // namespace trede
