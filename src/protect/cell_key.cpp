// SPDX-License-Identifier: EUPL-1.2
#include "protect/cell_key.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include <fmt/core.h>

#include "base/hash.hpp"
#include "protect/roll_up.hpp"

namespace trede::protect {
namespace {

constexpr double kKeys = 4294967296.0;  // 2³²

// The first 16 hex digits of the keyed hash. HMAC (RFC 2104), so that nothing about the secret follows from a key.
std::uint64_t keyed_hash(std::string_view secret, std::string_view text) {
  const auto bytes_of = [](const std::string& hex) {
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2) bytes.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    return bytes;
  };
  std::string block = secret.size() > 64 ? bytes_of(sha256_hex(secret)) : std::string(secret);
  block.resize(64, '\0');
  std::string inner_pad = block;
  std::string outer_pad = block;
  for (char& c : inner_pad) c = static_cast<char>(c ^ 0x36);
  for (char& c : outer_pad) c = static_cast<char>(c ^ 0x5c);
  Sha256 inner;
  inner.update(inner_pad);
  inner.update(text);
  Sha256 outer;
  outer.update(outer_pad);
  outer.update(bytes_of(inner.hex()));
  return std::stoull(outer.hex().substr(0, 16), nullptr, 16);
}

// Steele, Lea & Flood (2014), splitmix64: the n-th key of a leaf from the leaf's own hash.
std::uint64_t splitmix(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15U;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31);
}

struct Moments {
  double log_sum = 0.0;  // ln Σ exp(λ·d + μ·d²)
  double m1 = 0.0, m2 = 0.0, m3 = 0.0, m4 = 0.0;
};

Moments moments(const std::vector<std::int32_t>& change, double lambda, double mu) {
  double top = -HUGE_VAL;
  for (const std::int32_t d : change) top = std::max(top, lambda * d + mu * d * d);
  double sum = 0.0;
  Moments m;
  for (const std::int32_t d : change) {
    const double p = std::exp(lambda * d + mu * d * d - top);
    const double square = static_cast<double>(d) * d;
    sum += p;
    m.m1 += p * d;
    m.m2 += p * square;
    m.m3 += p * square * d;
    m.m4 += p * square * square;
  }
  m.log_sum = top + std::log(sum);
  m.m1 /= sum;
  m.m2 /= sum;
  m.m3 /= sum;
  m.m4 /= sum;
  return m;
}

// The probabilities with mean 0 and second moment `variance` of greatest entropy: the minimum of the convex dual
// ln Σ exp(λ·d + μ·d²) − μ·V, by Newton's method with halving steps (Jaynes 1957).
std::vector<double> greatest_entropy(const std::vector<std::int32_t>& change, double variance) {
  double lambda = 0.0;
  double mu = 0.0;
  for (int round = 0; round < 200; ++round) {
    const Moments m = moments(change, lambda, mu);
    const double g1 = m.m1;
    const double g2 = m.m2 - variance;
    if (std::abs(g1) < 1e-13 && std::abs(g2) < 1e-12) break;
    const double h11 = m.m2 - m.m1 * m.m1;
    const double h12 = m.m3 - m.m1 * m.m2;
    const double h22 = m.m4 - m.m2 * m.m2;
    const double determinant = h11 * h22 - h12 * h12;
    if (!(determinant > 1e-300)) break;
    const double step1 = (h22 * g1 - h12 * g2) / determinant;
    const double step2 = (h11 * g2 - h12 * g1) / determinant;
    const double before = m.log_sum - mu * variance;
    double size = 1.0;
    for (; size > 1e-9; size /= 2) {
      const double now = moments(change, lambda - size * step1, mu - size * step2).log_sum - (mu - size * step2) * variance;
      if (now <= before + 1e-15) break;
    }
    lambda -= size * step1;
    mu -= size * step2;
  }
  const double log_sum = moments(change, lambda, mu).log_sum;
  std::vector<double> probability;
  for (const std::int32_t d : change) probability.push_back(std::exp(lambda * d + mu * d * d - log_sum));
  return probability;
}

// Two results with mean zero: `low` < 0 < `high`.
void two_points(Perturbation::Row& row, std::int32_t low, std::int32_t high) {
  row.change = {low, high};
  const double width = static_cast<double>(high) - low;
  row.probability = {high / width, -low / width};
}

Perturbation::Row row_of(std::int32_t count, const CellKeyRule& rule) {
  Perturbation::Row row;
  if (count == 0) {
    row.change = {0};
    row.probability = {1.0};
  } else {
    for (std::int32_t d = -std::min(count, rule.max_change); d <= rule.max_change; ++d)
      if (count + d == 0 || count + d > rule.hidden) row.change.push_back(d);
    const auto upper = std::upper_bound(row.change.begin(), row.change.end(), 0);
    const auto lower = std::lower_bound(row.change.begin(), row.change.end(), 0);
    const double least = lower != upper ? 0.0 : -static_cast<double>(*(lower - 1)) * *upper;
    const double most = -static_cast<double>(row.change.front()) * row.change.back();
    if (rule.variance <= least + 1e-9) {
      two_points(row, *(lower - 1), *upper);
    } else if (rule.variance >= most - 1e-9) {
      two_points(row, row.change.front(), row.change.back());
    } else {
      row.probability = greatest_entropy(row.change, rule.variance);
    }
  }
  double sum = 0.0;
  for (std::size_t i = 0; i < row.change.size(); ++i) {
    sum += row.probability[i];
    row.variance += row.probability[i] * row.change[i] * row.change[i];
    row.upto.push_back(static_cast<std::uint64_t>(std::llround(std::min(sum, 1.0) * kKeys)));
  }
  row.upto.back() = static_cast<std::uint64_t>(kKeys);
  return row;
}

}  // namespace

CellKey record_key(std::string_view secret, std::string_view record) {
  return static_cast<CellKey>(keyed_hash(secret, std::string("record\n").append(record)) >> 32);
}

CellKey leaf_key(std::string_view secret, std::string_view leaf, std::int32_t count) {
  if (count <= 0) return 0;
  std::uint64_t state = keyed_hash(secret, std::string("leaf\n").append(leaf));
  CellKey key = 0;
  for (std::int32_t i = 0; i < count; ++i) key += static_cast<CellKey>(splitmix(state) >> 32);
  return key;
}

Checked<Perturbation> Perturbation::make(const CellKeyRule& rule) {
  const double most = rule.max_change * (rule.max_change + 1.0) / 3.0;
  if (rule.max_change < 1 || rule.max_change > 1000 || !(rule.variance > 0.0) || !(rule.variance <= most) || rule.hidden < 0 ||
      rule.hidden >= rule.max_change) {
    return fail(
        Error{.code = "protect.cell_key.rule",
              .failure = Failure::usage,
              .nl = fmt::format("de getallen van de celsleutel gaan niet samen: geef een grootste wijziging D van 1 tot en met 1000, een "
                                "variantie boven 0 en hoogstens D·(D + 1)/3 (nu {:.2f}), en een kleinste aantal van 0 tot onder D",
                                std::max(most, 0.0)),
              .en = fmt::format("the numbers of the cell key do not go together: give a largest change D from 1 to 1000, a variance "
                                "above 0 and at most D·(D + 1)/3 (now {:.2f}), and a hidden count from 0 to below D",
                                std::max(most, 0.0)),
              .where = {}});
  }
  Perturbation table;
  for (std::int32_t count = 0; count <= rule.max_change + rule.hidden + 1; ++count) table.rows_.push_back(row_of(count, rule));
  return table;
}

const Perturbation::Row& Perturbation::row(std::int32_t count) const {
  if (count < 0) throw std::logic_error("a count below zero");
  return rows_[std::min(static_cast<std::size_t>(count), rows_.size() - 1)];
}

std::int32_t Perturbation::apply(std::int32_t count, CellKey key) const {
  const Row& chances = row(count);
  const auto found = std::upper_bound(chances.upto.begin(), chances.upto.end(), static_cast<std::uint64_t>(key));
  return count + chances.change[static_cast<std::size_t>(found - chances.upto.begin())];
}

std::vector<std::int32_t> perturb_table(const Table& table, const Perturbation& perturbation, std::string_view secret) {
  const std::size_t dimensions = table.dimensions.size();
  std::vector<std::vector<std::uint8_t>> leaf;
  leaf.reserve(dimensions);
  for (const Dimension& dimension : table.dimensions) leaf.push_back(leaves_of(dimension));
  std::vector<CellKey> key(table.size(), 0);
  std::string name;
  for (std::size_t cell = 0; cell < table.size(); ++cell) {
    if (table.value[cell] == 0) continue;
    name.clear();
    bool is_leaf = true;
    std::size_t stride = table.size();
    for (std::size_t d = 0; d < dimensions && is_leaf; ++d) {
      stride /= table.dimensions[d].size();
      const std::size_t code = cell / stride % table.dimensions[d].size();
      is_leaf = leaf[d][code] != 0;
      if (d > 0) name += '|';
      name += table.dimensions[d].code[code];
    }
    if (is_leaf) key[cell] = leaf_key(secret, name, table.value[cell]);
  }
  roll_up(table.dimensions, key);
  std::vector<std::int32_t> printed(table.size());
  for (std::size_t cell = 0; cell < table.size(); ++cell) printed[cell] = perturbation.apply(table.value[cell], key[cell]);
  return printed;
}

}  // namespace trede::protect
