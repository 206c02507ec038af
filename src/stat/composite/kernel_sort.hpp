// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Order for the scoring kernel, with the caller's memory only: doubles as keys that sort as whole numbers, a stable radix sort of keys with
// their places, and the k-th smallest key. See kernel.hpp for the rules of the kernel.

#include <stddef.h>
#include <stdint.h>
#include <string.h>

namespace trede::stat::composite {

// A whole number that sorts as the double does; −0 and 0 are the same key.
inline uint64_t key_of(double x) {
  uint64_t bits = 0;
  const double value = x == 0.0 ? 0.0 : x;
  memcpy(&bits, &value, sizeof bits);
  return (bits >> 63) != 0 ? ~bits : bits | (uint64_t{1} << 63);
}
inline double value_of(uint64_t key) {
  const uint64_t bits = (key >> 63) != 0 ? key & ~(uint64_t{1} << 63) : ~key;
  double x = 0.0;
  memcpy(&x, &bits, sizeof x);
  return x;
}

// Sorts n keys with their places; `key2` and `place2` are work space of the same size. Stable.
inline void sort_by_key(uint64_t* key, uint32_t* place, uint64_t* key2, uint32_t* place2, size_t n) {
  if (n <= 48) {
    for (size_t i = 1; i < n; ++i) {
      const uint64_t k = key[i];
      const uint32_t p = place[i];
      size_t j = i;
      for (; j > 0 && key[j - 1] > k; --j) {
        key[j] = key[j - 1];
        place[j] = place[j - 1];
      }
      key[j] = k;
      place[j] = p;
    }
    return;
  }
  uint32_t counts[8][256] = {};
  for (size_t i = 0; i < n; ++i)
    for (size_t digit = 0; digit < 8; ++digit) ++counts[digit][(key[i] >> (8 * digit)) & 0xFF];
  uint64_t *from = key, *to = key2;
  uint32_t *place_from = place, *place_to = place2;
  for (size_t digit = 0; digit < 8; ++digit) {
    uint32_t* const count = counts[digit];
    if (count[(from[0] >> (8 * digit)) & 0xFF] == n) continue;  // all the same
    uint32_t begin = 0;
    for (size_t v = 0; v < 256; ++v) {
      const uint32_t here = count[v];
      count[v] = begin;
      begin += here;
    }
    for (size_t i = 0; i < n; ++i) {
      const uint32_t at = count[(from[i] >> (8 * digit)) & 0xFF]++;
      to[at] = from[i];
      place_to[at] = place_from[i];
    }
    uint64_t* const swap = from;
    from = to;
    to = swap;
    uint32_t* const place_swap = place_from;
    place_from = place_to;
    place_to = place_swap;
  }
  if (from == key) return;
  memcpy(key, from, n * sizeof *key);
  memcpy(place, place_from, n * sizeof *place);
}

// The k-th smallest of n keys (k from 0); the keys are put in another order. Afterwards none before place k is larger.
inline uint64_t select_key(uint64_t* key, size_t n, size_t k) {
  size_t low = 0, high = n - 1;
  while (low < high) {
    const uint64_t a = key[low], b = key[low + (high - low) / 2], c = key[high];
    const uint64_t pivot = a < b ? (b < c ? b : (a < c ? c : a)) : (a < c ? a : (b < c ? c : b));
    size_t i = low, j = high;
    while (key[i] < pivot) ++i;
    while (key[j] > pivot) --j;
    while (i < j) {
      const uint64_t swap = key[i];
      key[i] = key[j];
      key[j] = swap;
      do ++i;
      while (key[i] < pivot);
      do --j;
      while (key[j] > pivot);
    }
    // [low, j] ≤ pivot ≤ [j + 1, high]
    if (k <= j) high = j;
    else low = j + 1;
  }
  return key[k];
}

// The median of n > 0 keys, as a value; with an even number the middle of the two.
inline double median_of_keys(uint64_t* key, size_t n) {
  const size_t half = n / 2;
  const double upper = value_of(select_key(key, n, half));
  if (n % 2 == 1) return upper;
  uint64_t below = key[0];
  for (size_t i = 1; i < half; ++i)
    if (key[i] > below) below = key[i];
  return (upper + value_of(below)) / 2.0;
}

}  // namespace trede::stat::composite
