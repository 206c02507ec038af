// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/autocorrelation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include <boost/math/distributions/hypergeometric.hpp>

#include "stat/intervals.hpp"

namespace trede::stat {
namespace {

double mean(std::span<const double> x) { return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size()); }

std::vector<double> centred(std::span<const double> x) {
  const double m = mean(x);
  std::vector<double> out(x.begin(), x.end());
  for (double& v : out) v -= m;
  return out;
}

double two_sided(double z) { return std::min(1.0, 2.0 * normal_cdf(-std::abs(z))); }

// Σ_j w_ij x_j
std::vector<double> lag(std::span<const double> x, const Neighbours& w) {
  std::vector<double> out(w.size(), 0.0);
  for (std::size_t i = 0; i < w.size(); ++i)
    for (std::uint32_t k = w.first[i]; k < w.first[i + 1]; ++k) out[i] += w.weight[k] * x[w.index[k]];
  return out;
}

// S0 = ΣΣ w, S1 = ½ ΣΣ (w_ij + w_ji)², S2 = Σ_i (w_i. + w_.i)² of Cliff & Ord.
struct WeightSums {
  double s0 = 0, s1 = 0, s2 = 0;
};
WeightSums weight_sums(const Neighbours& w) {
  WeightSums out;
  std::vector<double> row(w.size(), 0.0), column(w.size(), 0.0);
  for (std::size_t i = 0; i < w.size(); ++i) {
    for (std::uint32_t k = w.first[i]; k < w.first[i + 1]; ++k) {
      const std::uint32_t j = w.index[k];
      row[i] += w.weight[k];
      column[j] += w.weight[k];
      const auto begin = w.index.begin() + w.first[j], end = w.index.begin() + w.first[j + 1];
      const auto back = std::lower_bound(begin, end, static_cast<std::uint32_t>(i));
      const bool mutual = back != end && *back == i;
      const double other = mutual ? w.weight[static_cast<std::size_t>(back - w.index.begin())] : 0.0;
      // Each mutual pair is met twice, a one-way pair once: half of (w_ij + w_ji)², or the whole of w_ij².
      out.s1 += mutual ? (w.weight[k] + other) * (w.weight[k] + other) / 2.0 : w.weight[k] * w.weight[k];
    }
  }
  for (std::size_t i = 0; i < w.size(); ++i) {
    out.s0 += row[i];
    out.s2 += (row[i] + column[i]) * (row[i] + column[i]);
  }
  return out;
}

void finish(GlobalMeasure& m) {
  m.z = (m.value - m.expected) / std::sqrt(m.variance);
  m.p_two = two_sided(m.z);
}

struct Moments {
  double second = 0, kurtosis = 0;  // m2 = Σz²/n, b2 = m4 / m2²
};
Moments moments(const std::vector<double>& z) {
  double m2 = 0.0, m4 = 0.0;
  for (const double v : z) {
    m2 += v * v;
    m4 += v * v * v * v;
  }
  const double n = static_cast<double>(z.size());
  return {m2 / n, (m4 / n) / (m2 / n * m2 / n)};
}

// How many areas the moments are about.
double counted(const Neighbours& w, Islands islands) {
  double n = 0.0;
  for (std::size_t i = 0; i < w.size(); ++i) n += islands == Islands::count || w.count(i) > 0 ? 1.0 : 0.0;
  return n;
}

}  // namespace

GlobalMeasure moran(std::span<const double> values, const Neighbours& w, Islands islands) {
  const std::vector<double> z = centred(values);
  const std::vector<double> l = lag(z, w);
  const WeightSums s = weight_sums(w);
  const Moments m = moments(z);
  const double n = counted(w, islands), squares = static_cast<double>(z.size()) * m.second;
  GlobalMeasure out;
  out.value = n / s.s0 * std::inner_product(z.begin(), z.end(), l.begin(), 0.0) / squares;
  out.expected = -1.0 / (n - 1.0);
  const double s02 = s.s0 * s.s0;
  out.variance =
      (n * ((n * n - 3.0 * n + 3.0) * s.s1 - n * s.s2 + 3.0 * s02) - m.kurtosis * ((n * n - n) * s.s1 - 2.0 * n * s.s2 + 6.0 * s02)) /
          ((n - 1.0) * (n - 2.0) * (n - 3.0) * s02) -
      out.expected * out.expected;
  finish(out);
  return out;
}

GlobalMeasure geary(std::span<const double> values, const Neighbours& w, Islands islands) {
  const std::vector<double> z = centred(values);
  const WeightSums s = weight_sums(w);
  const Moments m = moments(z);
  const double n = counted(w, islands), squares = static_cast<double>(z.size()) * m.second;
  double sum = 0.0;
  for (std::size_t i = 0; i < w.size(); ++i)
    for (std::uint32_t k = w.first[i]; k < w.first[i + 1]; ++k) sum += w.weight[k] * (z[i] - z[w.index[k]]) * (z[i] - z[w.index[k]]);
  GlobalMeasure out;
  out.value = (n - 1.0) * sum / (2.0 * s.s0 * squares);
  out.expected = 1.0;
  const double n2 = n * n, k = m.kurtosis, s02 = s.s0 * s.s0;
  out.variance = ((n - 1.0) * s.s1 * (n2 - 3.0 * n + 3.0 - (n - 1.0) * k) -
                  0.25 * (n - 1.0) * s.s2 * (n2 + 3.0 * n - 6.0 - (n2 - n + 2.0) * k) + s02 * (n2 - 3.0 - (n - 1.0) * (n - 1.0) * k)) /
                 (n * (n - 2.0) * (n - 3.0) * s02);
  finish(out);
  return out;
}

LocalMoran local_moran(std::span<const double> values, const Neighbours& w) {
  const std::vector<double> z = centred(values);
  const std::vector<double> l = lag(z, w);
  const Moments m = moments(z);
  const std::size_t size = z.size();
  const double n = static_cast<double>(size);
  LocalMoran out;
  for (auto* column : {&out.ii, &out.expected, &out.variance, &out.z, &out.p_two, &out.expected_total, &out.variance_total})
    column->assign(size, 0.0);
  out.quadrant.resize(size);
  out.has.resize(size);
  for (std::size_t i = 0; i < size; ++i) {
    out.has[i] = w.count(i) > 0 ? 1 : 0;
    double sum = 0.0, squares = 0.0;
    for (std::uint32_t k = w.first[i]; k < w.first[i + 1]; ++k) {
      sum += w.weight[k];
      squares += w.weight[k] * w.weight[k];
    }
    out.ii[i] = z[i] / m.second * l[i];
    out.expected[i] = -z[i] * z[i] * sum / ((n - 1.0) * m.second);
    out.variance[i] =
        z[i] / m.second * z[i] / m.second * (n / (n - 2.0)) * (squares - sum * sum / (n - 1.0)) * (m.second - z[i] * z[i] / (n - 1.0));
    out.z[i] = out.variance[i] > 0.0 ? (out.ii[i] - out.expected[i]) / std::sqrt(out.variance[i]) : 0.0;
    out.p_two[i] = two_sided(out.z[i]);
    out.expected_total[i] = -sum / (n - 1.0);
    out.variance_total[i] = squares * (n - m.kurtosis) / (n - 1.0) +
                            (sum * sum - squares) * (2.0 * m.kurtosis - n) / ((n - 1.0) * (n - 2.0)) -
                            out.expected_total[i] * out.expected_total[i];
    const bool high = z[i] > 0.0, around = l[i] > 0.0;
    out.quadrant[i] = high ? (around ? Quadrant::high_high : Quadrant::high_low) : (around ? Quadrant::low_high : Quadrant::low_low);
  }
  return out;
}

LocalG local_g(std::span<const double> values, const Neighbours& w, bool star) {
  // Around the mean: the deviate does not change and sums of squares lose no digits.
  const std::vector<double> d = centred(values), l = lag(d, w), raw = lag(values, w);
  const std::size_t size = values.size();
  const double n = static_cast<double>(size);
  const double sum_of_all = std::accumulate(values.begin(), values.end(), 0.0);
  double total = 0.0, squares = 0.0;
  for (const double v : d) {
    total += v;
    squares += v * v;
  }
  LocalG out{std::vector<std::uint8_t>(size, 0), std::vector<double>(size, 0.0), std::vector<double>(size, 0.0),
             std::vector<double>(size, 1.0)};
  for (std::size_t i = 0; i < size; ++i) {
    out.has[i] = w.count(i) > (star ? 1U : 0U) ? 1 : 0;
    double sum = 0.0, weights2 = 0.0;
    for (std::uint32_t k = w.first[i]; k < w.first[i + 1]; ++k) {
      sum += w.weight[k];
      weights2 += w.weight[k] * w.weight[k];
    }
    const double of = star ? sum_of_all : sum_of_all - values[i];
    out.g[i] = of != 0.0 ? raw[i] / of : 0.0;
    // The plain measure leaves the area itself out of mean and spread.
    const double others = star ? n : n - 1.0;
    const double average = (star ? total : total - d[i]) / others;
    const double spread = (star ? squares : squares - d[i] * d[i]) / others - average * average;
    const double variance = spread * (others * weights2 - sum * sum) / (others - 1.0);
    if (!(variance > 0.0)) continue;
    out.z[i] = (l[i] - sum * average) / std::sqrt(variance);
    out.p_two[i] = two_sided(out.z[i]);
  }
  return out;
}

LocalGeary local_geary(std::span<const double> values, const Neighbours& w) {
  const std::vector<double> d = centred(values);
  const std::size_t size = d.size();
  const double n = static_cast<double>(size);
  double square = 0.0;
  for (const double v : d) square += v * v;
  const double deviation = std::sqrt(square / (n - 1.0));
  std::vector<double> z(d);
  for (double& v : z) v /= deviation;
  std::array<double, 5> power{};  // Σ z, Σ z², … Σ z⁴ at 1 … 4
  for (const double v : z) {
    power[1] += v;
    power[2] += v * v;
    power[3] += v * v * v;
    power[4] += v * v * v * v;
  }
  LocalGeary out;
  for (auto* column : {&out.ci, &out.expected, &out.variance, &out.z}) column->assign(size, 0.0);
  out.p_two.assign(size, 1.0);
  out.has.resize(size);
  for (std::size_t i = 0; i < size; ++i) {
    out.has[i] = w.count(i) > 0 ? 1 : 0;
    double sum = 0.0, weights2 = 0.0;
    for (std::uint32_t k = w.first[i]; k < w.first[i + 1]; ++k) {
      const double gap = z[i] - z[w.index[k]];
      out.ci[i] += w.weight[k] * gap * gap;
      sum += w.weight[k];
      weights2 += w.weight[k] * w.weight[k];
    }
    // The squared gaps with all others (the gap with itself is 0): their mean, and their spread from the fourth powers.
    const double v = z[i], others = n - 1.0;
    const double mean2 = (n * v * v - 2.0 * v * power[1] + power[2]) / others;
    const double mean4 = (n * v * v * v * v - 4.0 * v * v * v * power[1] + 6.0 * v * v * power[2] - 4.0 * v * power[3] + power[4]) / others;
    out.expected[i] = sum * mean2;
    out.variance[i] = (mean4 - mean2 * mean2) * (others * weights2 - sum * sum) / (others - 1.0);
    if (!(out.variance[i] > 0.0)) continue;
    out.z[i] = (out.ci[i] - out.expected[i]) / std::sqrt(out.variance[i]);
    out.p_two[i] = two_sided(out.z[i]);
  }
  return out;
}

GlobalMeasure join_count(std::span<const std::uint8_t> marked, const Neighbours& w) {
  const WeightSums s = weight_sums(w);
  const double n = static_cast<double>(marked.size());
  double k = 0.0, joins = 0.0;
  for (std::size_t i = 0; i < marked.size(); ++i) {
    if (marked[i] == 0) continue;
    k += 1.0;
    for (std::uint32_t e = w.first[i]; e < w.first[i + 1]; ++e)
      if (marked[w.index[e]] != 0) joins += w.weight[e];
  }
  const double two = k * (k - 1.0) / (n * (n - 1.0));
  const double three = two * (k - 2.0) / (n - 2.0);
  const double four = three * (k - 3.0) / (n - 3.0);
  GlobalMeasure out;
  out.value = joins / 2.0;
  out.expected = s.s0 * two / 2.0;
  out.variance = (s.s1 * two + (s.s2 - 2.0 * s.s1) * three + (s.s0 * s.s0 + s.s1 - s.s2) * four) / 4.0 - out.expected * out.expected;
  finish(out);
  return out;
}

LocalJoins local_join_count(std::span<const std::uint8_t> marked, const Neighbours& w) {
  const auto all = static_cast<unsigned>(std::count_if(marked.begin(), marked.end(), [](std::uint8_t m) { return m != 0; }));
  LocalJoins out{std::vector<std::uint32_t>(marked.size(), 0), std::vector<double>(marked.size(), 1.0)};
  // The chance depends on the numbers of neighbours and joins alone, and a map has few different ones.
  std::map<std::pair<unsigned, unsigned>, double> chances;
  for (std::size_t i = 0; i < marked.size(); ++i) {
    if (marked[i] == 0) continue;
    for (std::uint32_t e = w.first[i]; e < w.first[i + 1]; ++e) out.joins[i] += marked[w.index[e]] != 0 ? 1U : 0U;
    if (out.joins[i] == 0) continue;
    // So many joins are certain when fewer areas than that could be without: the neighbours and the marks together exceed the others.
    const auto others = static_cast<unsigned>(marked.size()) - 1U, near = static_cast<unsigned>(w.count(i));
    if (out.joins[i] + others <= all - 1U + near) continue;
    const auto [at, fresh] = chances.try_emplace({near, out.joins[i]}, 1.0);
    if (fresh) {
      const boost::math::hypergeometric_distribution<> dealt(all - 1U, near, others);
      at->second = boost::math::cdf(boost::math::complement(dealt, out.joins[i] - 1U));
    }
    out.p[i] = at->second;
  }
  return out;
}

std::vector<double> rate_deviates(std::span<const double> events, std::span<const double> persons) {
  double x = 0.0, n = 0.0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    x += events[i];
    n += persons[i];
  }
  const double b = x / n;
  double spread = 0.0;
  for (std::size_t i = 0; i < events.size(); ++i) spread += persons[i] * (events[i] / persons[i] - b) * (events[i] / persons[i] - b);
  const double a = spread / n - b / (n / static_cast<double>(events.size()));
  std::vector<double> out(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    const double own = b / persons[i];
    out[i] = (events[i] / persons[i] - b) / std::sqrt(a + own > 0.0 ? a + own : own);
  }
  return out;
}

std::vector<double> false_discovery(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] != p[b] ? p[a] < p[b] : a < b; });
  std::vector<double> q(p.size());
  double least = 1.0;
  for (std::size_t rank = order.size(); rank > 0; --rank) {
    least = std::min(least, p[order[rank - 1]] * static_cast<double>(order.size()) / static_cast<double>(rank));
    q[order[rank - 1]] = least;
  }
  return q;
}

}  // namespace trede::stat
