// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The scoring kernel: columns of numbers to one scale, columns to group scores, group scores to ranks. The same code runs in the build, in
// `trede stat` and, compiled to WebAssembly, in the page where a reader moves the weights.
//
// Shape: a column is n values with a byte per value that says whether it is there. Groups are lists of columns; a group's children must be
// finished before it, so groups are computed in order.
// Invariants: no allocation, no exception, no I/O and no C++ library: every buffer is the caller's and only C headers are used. A value
// that is not there is never read into a result, and never replaced by a mean.
// Errors: functions that cannot give an answer return false and leave "not there" in the result.
// Sources: Nardo et al. (2008), Handbook on constructing composite indicators, OECD, steps 5 and 6 (normalisation, aggregation); Rousseeuw
// & Croux (1993) for the robust scale; the names and scales of Becker et al. (2022), COINr, JOSS 7(78).

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "stat/composite/kernel_sort.hpp"

namespace trede::stat::composite {

struct Column {
  const double* value = nullptr;
  const uint8_t* has = nullptr;  // null = all are there
};
struct MutableColumn {
  double* value = nullptr;
  uint8_t* has = nullptr;
};
inline bool there(const Column& column, size_t i) { return column.has == nullptr || column.has[i] != 0; }

// --- normalisation -------------------------------------------------------------------------------------------------------------------

enum class Normalisation : uint8_t {
  z_score,          // a + b·(x − mean)/sd, sd with n − 1
  robust_z,         // a + b·(x − median)/(1.4826·MAD)
  min_max,          // from a (lowest) to b (highest)
  rank,             // 1 = lowest; equal values share the lowest rank
  percentile_rank,  // (rank − 1)/(n − 1)
  borda,            // rank − 1
  scaled,           // 100·(x − a)/(b − a)
  distance_to_max,  // 1 − (max − x)/(max − min)
  fraction_of_max,  // x/max
};

struct Normalise {
  Normalisation method = Normalisation::z_score;
  double sign = 1.0;  // −1 turns the column round first: higher always means the same
  double a = 0.0, b = 1.0;
  size_t fewest = 1;  // below this many values there is no scale
};

// A linear scale: y = base + factor·(sign·x − centre)/spread.
struct Scale {
  double sign = 1.0, centre = 0.0, spread = 1.0, factor = 1.0, base = 0.0;
  [[nodiscard]] double operator()(double x) const { return base + factor * (sign * x - centre) / spread; }
};

inline bool is_rank(Normalisation method) {
  return method == Normalisation::rank || method == Normalisation::percentile_rank || method == Normalisation::borda;
}

inline constexpr double kMadToSd = 1.4826;  // makes the median absolute deviation of a normal distribution its standard deviation

// Work space for n values.
struct Scratch {
  uint64_t* key = nullptr;    // 2n
  uint32_t* order = nullptr;  // 2n
};

// Median, and 1.4826 × the median absolute deviation from it.
inline bool robust_centre_and_scale(const Column& column, size_t n, Scratch scratch, double& centre, double& scale) {
  size_t count = 0;
  for (size_t i = 0; i < n; ++i)
    if (there(column, i)) scratch.key[count++] = key_of(column.value[i]);
  if (count == 0) return false;
  centre = median_of_keys(scratch.key, count);
  count = 0;
  for (size_t i = 0; i < n; ++i)
    if (there(column, i)) scratch.key[count++] = key_of(fabs(column.value[i] - centre));
  scale = kMadToSd * median_of_keys(scratch.key, count);
  return true;
}

struct Moments {
  size_t count = 0;
  double mean = 0.0, m2 = 0.0;  // m2: sum of squared deviations
  double least = 0.0, most = 0.0;
};
// `squares`: also m2, which takes a second walk.
inline Moments moments(const Column& column, size_t n, bool squares = true) {
  Moments out;
  double sum = 0.0;
  for (size_t i = 0; i < n; ++i) {
    if (!there(column, i)) continue;
    const double x = column.value[i];
    if (out.count == 0 || x < out.least) out.least = x;
    if (out.count == 0 || x > out.most) out.most = x;
    ++out.count;
    sum += x;
  }
  if (out.count == 0) return out;
  out.mean = sum / static_cast<double>(out.count);
  for (size_t i = 0; squares && i < n; ++i)
    if (there(column, i)) out.m2 += (column.value[i] - out.mean) * (column.value[i] - out.mean);
  return out;
}

// The scale of a linear method; false for rank methods, and where there is no spread (or no maximum above 0) to divide by.
inline bool find_scale(const Normalise& how, const Column& column, size_t n, Scratch scratch, Scale& out) {
  if (is_rank(how.method)) return false;
  const Moments m = moments(column, n, how.method == Normalisation::z_score);
  if (m.count < how.fewest || m.count == 0) return false;
  const double low = how.sign < 0.0 ? -m.most : m.least, high = how.sign < 0.0 ? -m.least : m.most;
  out = {.sign = how.sign};
  switch (how.method) {
    case Normalisation::z_score:
      if (m.count < 2) return false;
      out.centre = how.sign * m.mean;
      out.spread = sqrt(m.m2 / static_cast<double>(m.count - 1));
      out.factor = how.b;
      out.base = how.a;
      break;
    case Normalisation::robust_z: {
      double centre = 0.0;
      if (!robust_centre_and_scale(column, n, scratch, centre, out.spread)) return false;
      out.centre = how.sign * centre;
      out.factor = how.b;
      out.base = how.a;
      break;
    }
    case Normalisation::min_max:
      out.centre = low;
      out.spread = high - low;
      out.factor = how.b - how.a;
      out.base = how.a;
      break;
    case Normalisation::distance_to_max:
      out.centre = low;
      out.spread = high - low;
      break;
    case Normalisation::scaled:
      out.centre = how.a;
      out.spread = how.b - how.a;
      out.factor = 100.0;
      break;
    case Normalisation::fraction_of_max: out.spread = high; break;
    default: return false;
  }
  return out.spread > 0.0 || (how.method == Normalisation::scaled && out.spread != 0.0);
}

// Ranks from the lowest; equal values share the lowest rank. `out` is 0 where there is no value. Returns the number of values.
inline size_t ranks_from_lowest(const Column& column, size_t n, double sign, Scratch scratch, uint32_t* out) {
  size_t count = 0;
  for (size_t i = 0; i < n; ++i) {
    out[i] = 0;
    if (!there(column, i)) continue;
    scratch.key[count] = key_of(sign * column.value[i]);
    scratch.order[count++] = static_cast<uint32_t>(i);
  }
  sort_by_key(scratch.key, scratch.order, scratch.key + n, scratch.order + n, count);
  uint32_t rank = 0;
  for (size_t k = 0; k < count; ++k) {
    if (k == 0 || scratch.key[k] != scratch.key[k - 1]) rank = static_cast<uint32_t>(k + 1);
    out[scratch.order[k]] = rank;
  }
  return count;
}

// One column on its new scale. `rank` is n numbers of work space, needed for the rank methods only.
inline bool normalise(const Normalise& how, const Column& column, size_t n, Scratch scratch, uint32_t* rank, MutableColumn out) {
  if (is_rank(how.method)) {
    const size_t count = ranks_from_lowest(column, n, how.sign, scratch, rank);
    const bool good = count >= how.fewest && count > 0 && !(how.method == Normalisation::percentile_rank && count < 2);
    const double below = how.method == Normalisation::rank ? 0.0 : 1.0;
    const double divide = how.method == Normalisation::percentile_rank ? static_cast<double>(count) - 1.0 : 1.0;
    for (size_t i = 0; i < n; ++i) {
      out.has[i] = good && rank[i] > 0 ? 1 : 0;
      out.value[i] = out.has[i] ? (static_cast<double>(rank[i]) - below) / divide : 0.0;
    }
    return good;
  }
  Scale scale;
  const bool good = find_scale(how, column, n, scratch, scale);
  for (size_t i = 0; i < n; ++i) {
    out.has[i] = good && there(column, i) ? 1 : 0;
    out.value[i] = out.has[i] ? scale(column.value[i]) : 0.0;
  }
  return good;
}

// --- aggregation ---------------------------------------------------------------------------------------------------------------------

enum class Aggregation : uint8_t {
  arithmetic,  // Σ w·y / Σ w
  geometric,   // exp(Σ w·ln y / Σ w), y > 0
  harmonic,    // Σ w / Σ (w/y), y > 0
};

struct Group {
  const uint32_t* child = nullptr;  // columns
  const double* weight = nullptr;
  const uint8_t* modelled = nullptr;  // null = none is
  size_t count = 0;
};

struct Aggregate {
  Aggregation how = Aggregation::arithmetic;
  double minimum_coverage = 0.0;  // of the weight of all children, the least part that must be there
  double modelled_share = 1.0;    // the joint weight of modelled children is at most this part, as soon as there are others
};

struct GroupResult {
  MutableColumn score;
  uint8_t* only_modelled = nullptr;  // null = not asked
  uint16_t* count = nullptr;         // children that are there; null = not asked
};

inline constexpr size_t kBlock = 128;  // areas at once: the sums stay in the nearest memory

// Scores of one group for the areas [first, last).
inline void aggregate(const Group& group, const Column* columns, size_t first, size_t last, const Aggregate& rule, const GroupResult& out) {
  double all = 0.0;
  for (size_t k = 0; k < group.count; ++k) all += group.weight[k];
  for (size_t begin = first; begin < last; begin += kBlock) {
    const size_t size = last - begin < kBlock ? last - begin : kBlock;
    double sum[2][kBlock], weight[2][kBlock];
    uint16_t count[kBlock];
    uint8_t refused[kBlock];
    for (size_t i = 0; i < size; ++i) {
      sum[0][i] = sum[1][i] = weight[0][i] = weight[1][i] = 0.0;
      count[i] = 0;
      refused[i] = 0;
    }
    for (size_t k = 0; k < group.count; ++k) {
      const Column& column = columns[group.child[k]];
      const double w = group.weight[k];
      const size_t kind = group.modelled != nullptr && group.modelled[k] != 0 ? 1 : 0;
      for (size_t i = 0; i < size; ++i) {
        const bool has = there(column, begin + i);
        const double y = has ? column.value[begin + i] : 1.0;
        double term = y;
        if (rule.how != Aggregation::arithmetic) {
          if (!(y > 0.0)) refused[i] = 1;
          term = !(y > 0.0) ? 0.0 : rule.how == Aggregation::geometric ? log(y) : 1.0 / y;
        }
        const double here = has ? w : 0.0;
        sum[kind][i] += here * term;
        weight[kind][i] += here;
        count[i] = static_cast<uint16_t>(count[i] + (has ? 1 : 0));
      }
    }
    for (size_t i = 0; i < size; ++i) {
      const double own = weight[0][i], model = weight[1][i];
      const bool good = own + model > 0.0 && own + model >= rule.minimum_coverage * all && refused[i] == 0;
      // Modelled children together: model·f / (own + model·f) = share at most.
      double f = 1.0;
      if (own > 0.0 && model > 0.0 && model > rule.modelled_share * (own + model))
        f = rule.modelled_share * own / ((1.0 - rule.modelled_share) * model);
      const double w = own + f * model, s = sum[0][i] + f * sum[1][i];
      double y = 0.0;
      if (good) y = rule.how == Aggregation::arithmetic ? s / w : rule.how == Aggregation::geometric ? exp(s / w) : w / s;
      out.score.value[begin + i] = y;
      out.score.has[begin + i] = good ? 1 : 0;
      if (out.only_modelled != nullptr) out.only_modelled[begin + i] = good && !(own > 0.0) ? 1 : 0;
      if (out.count != nullptr) out.count[begin + i] = count[i];
    }
  }
}

// All groups, in order, for all n areas: `columns` holds the indicators and then room for the groups, so that group g is column
// indicators + g; its children have lower numbers.
inline void compose(const Group* groups, size_t group_count, MutableColumn* columns, Column* view, size_t indicators, size_t n,
                    const Aggregate& rule) {
  for (size_t c = 0; c < indicators + group_count; ++c) view[c] = {columns[c].value, columns[c].has};
  // Block by block through all levels: what one level leaves is still near when the next needs it.
  for (size_t begin = 0; begin < n; begin += kBlock) {
    const size_t end = n - begin < kBlock ? n : begin + kBlock;
    for (size_t g = 0; g < group_count; ++g) aggregate(groups[g], view, begin, end, rule, {.score = columns[indicators + g]});
  }
}

}  // namespace trede::stat::composite
