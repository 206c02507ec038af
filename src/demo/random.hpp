// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Reproducible chance in integers. The generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
// generators", OOPSLA 2014), written out because the distributions of the standard library differ between libraries.
//
// A stream is named by a word and numbers, so what one table draws never depends on what another table drew before it.

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace trede::demo {

class Random {
 public:
  Random(std::uint64_t seed, std::string_view stream, std::initializer_list<std::int64_t> keys = {});

  std::uint64_t bits();
  // 0 … n-1; n > 0.
  std::int64_t below(std::int64_t n);
  // low … high, both included.
  std::int64_t between(std::int64_t low, std::int64_t high);
  // True with probability ppm / 1,000,000.
  bool chance(std::int64_t ppm);
  // Bell-shaped around 0 with standard deviation close to `spread` (sum of twelve uniforms).
  std::int64_t noise(std::int64_t spread);
  // A count with expectation `milli` / 1000, close to Poisson: 64 binomial trials when small, else rounded normal.
  std::int64_t count(std::int64_t milli);

 private:
  std::uint64_t state_;
};

// Largest r with r * r <= n; n >= 0.
std::int64_t integer_root(std::int64_t n);
// Quotient rounded half away from zero; d > 0.
std::int64_t rounded(std::int64_t n, std::int64_t d);

}  // namespace trede::demo
