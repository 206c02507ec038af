// SPDX-License-Identifier: EUPL-1.2
// The scoring kernel for a web page, built by tools/build-kernel-wasm.sh (not part of the libraries). The page lays columns of numbers in
// one stretch of memory that it asks for once, and calls these functions with places in it; nothing is allocated afterwards.

#include "stat/composite/kernel.hpp"

namespace kernel = trede::stat::composite;

namespace {

constexpr size_t kMostColumns = 512, kMostChildren = 4096;
kernel::MutableColumn columns[kMostColumns];
kernel::Column view[kMostColumns];
kernel::Group groups[kMostColumns];

}  // namespace

extern "C" {

extern unsigned char __heap_base;

// The first free byte of memory; the page grows the memory as it needs and shares it out itself.
uint32_t trede_free_memory() { return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(&__heap_base)); }

// A column on a scale. method and a, b: kernel.hpp; key: 2n × 8 bytes, order: 2n × 4, rank: n × 4 of work space. 1 = there is a scale.
int32_t trede_normalise(uint32_t method, double sign, double a, double b, const double* value, const uint8_t* has, uint32_t n,
                        uint64_t* key, uint32_t* order, uint32_t* rank, double* out_value, uint8_t* out_has) {
  const kernel::Normalise how{.method = static_cast<kernel::Normalisation>(method), .sign = sign, .a = a, .b = b, .fewest = 1};
  return kernel::normalise(how, {value, has}, n, {key, order}, rank, {out_value, out_has}) ? 1 : 0;
}

// All levels. Column c has its values at value + c·n and its presence at has + c·n: first the indicators, then room for the groups. Group g
// has children child[first[g]] … child[first[g + 1] − 1], each with its weight and modelled. 0 = too many columns or children.
int32_t trede_compose(uint32_t indicators, uint32_t group_count, uint32_t n, double* value, uint8_t* has, const uint32_t* first,
                      const uint32_t* child, const double* weight, const uint8_t* modelled, uint32_t mean, double coverage,
                      double modelled_share) {
  const size_t all = size_t{indicators} + group_count;
  if (all > kMostColumns || first[group_count] > kMostChildren) return 0;
  for (size_t c = 0; c < all; ++c) columns[c] = {value + c * n, has + c * n};
  for (size_t g = 0; g < group_count; ++g)
    groups[g] = {.child = child + first[g], .weight = weight + first[g], .modelled = modelled + first[g], .count = first[g + 1] - first[g]};
  kernel::compose(groups, group_count, columns, view, indicators, n,
                  {.how = static_cast<kernel::Aggregation>(mean), .minimum_coverage = coverage, .modelled_share = modelled_share});
  return 1;
}

// Ranks from the highest score; 0 where there is none. Returns how many there are.
uint32_t trede_rank(const double* score, const uint8_t* has, uint32_t n, uint64_t* key, uint32_t* order, uint32_t* rank) {
  return static_cast<uint32_t>(kernel::ranks_from_lowest({score, has}, n, -1.0, {key, order}, rank));
}
}
