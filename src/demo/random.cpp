// SPDX-License-Identifier: EUPL-1.2
#include "demo/random.hpp"

namespace trede::demo {
namespace {

std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31U);
}

}  // namespace

Random::Random(std::uint64_t seed, std::string_view stream, std::initializer_list<std::int64_t> keys) : state_(mix(seed + 1)) {
  std::uint64_t name = 0xcbf29ce484222325ULL;  // FNV-1a over the name
  for (const char c : stream) name = (name ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  state_ = mix(state_ ^ name);
  for (const std::int64_t key : keys) state_ = mix(state_ + 0x9e3779b97f4a7c15ULL + static_cast<std::uint64_t>(key));
}

std::uint64_t Random::bits() {
  state_ += 0x9e3779b97f4a7c15ULL;
  return mix(state_);
}

std::int64_t Random::below(std::int64_t n) { return static_cast<std::int64_t>(((bits() >> 33U) * static_cast<std::uint64_t>(n)) >> 31U); }

std::int64_t Random::between(std::int64_t low, std::int64_t high) { return low + below(high - low + 1); }

bool Random::chance(std::int64_t ppm) { return below(1'000'000) < ppm; }

std::int64_t Random::noise(std::int64_t spread) {
  std::int64_t sum = 0;
  for (int i = 0; i < 12; ++i) sum += below(65536);
  return (sum - 6 * 65536 + 6) * spread / 65536;
}

std::int64_t Random::count(std::int64_t milli) {
  if (milli <= 0) return 0;
  if (milli < 16'000) {
    std::int64_t hits = 0;
    for (int i = 0; i < 64; ++i) hits += chance(milli * 1000 / 64) ? 1 : 0;
    return hits;
  }
  const std::int64_t drawn = milli + noise(integer_root(milli * 1000));
  return drawn <= 0 ? 0 : rounded(drawn, 1000);
}

std::int64_t integer_root(std::int64_t n) {
  std::int64_t low = 0;
  std::int64_t high = 3'000'000'000;
  while (low < high) {
    const std::int64_t middle = low + (high - low + 1) / 2;
    if (middle <= n / middle) low = middle;
    else high = middle - 1;
  }
  return low;
}

std::int64_t rounded(std::int64_t n, std::int64_t d) { return n >= 0 ? (n + d / 2) / d : -((-n + d / 2) / d); }

}  // namespace trede::demo
