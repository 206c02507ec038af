// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/exact.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/parallel.hpp"
#include "stat/spatial/fourier.hpp"

namespace trede::stat {
namespace {

constexpr unsigned kMostBits = 17;        // of the length of the transforms
constexpr double kMostLoss = 1e3;         // how much Newton's identities may enlarge rounding errors of 1e-16
constexpr std::size_t kFrequencies = 64;  // of one piece of parallel work

// Values as they are when they have at most six decimals and fit; else on a grid over their range.
std::vector<std::uint32_t> whole_numbers(std::span<const double> values, std::uint64_t most) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  double scale = 1.0;
  for (int decimals = 0; decimals <= 6; ++decimals, scale *= 10.0) {
    const double first = *low * scale;
    if ((*high - *low) * scale > 0x1.0p40 || std::abs(first) > 0x1.0p40) break;
    std::vector<std::uint64_t> out;
    for (const double v : values) {
      const double scaled = v * scale;
      if (std::abs(scaled - std::round(scaled)) > 1e-9 * std::max(1.0, std::abs(scaled))) break;
      out.push_back(static_cast<std::uint64_t>(std::llround(scaled) - std::llround(first)));
    }
    if (out.size() < values.size()) continue;
    std::uint64_t common = 0;
    for (const std::uint64_t v : out) common = std::gcd(common, v);
    if (common == 0 || *std::max_element(out.begin(), out.end()) / common > most) break;
    std::vector<std::uint32_t> fitting;
    for (const std::uint64_t v : out) fitting.push_back(static_cast<std::uint32_t>(v / common));
    return fitting;
  }
  const double range = *high - *low;
  std::vector<std::uint32_t> out;
  for (const double v : values)
    out.push_back(range > 0.0 ? static_cast<std::uint32_t>(std::llround((v - *low) / range * static_cast<double>(most))) : 0U);
  return out;
}

// Chances of sums of k = 0 … K values drawn without replacement from all n.
struct Tails {
  std::vector<std::vector<double>> at_least, at_most;  // by k, by sum

  [[nodiscard]] double upper(std::size_t k, std::int64_t sum) const {
    if (sum <= 0) return 1.0;
    const auto& tail = at_least[k];
    return static_cast<std::size_t>(sum) < tail.size() ? tail[static_cast<std::size_t>(sum)] : 0.0;
  }
  [[nodiscard]] double lower(std::size_t k, std::int64_t sum) const {
    if (sum < 0) return 0.0;
    const auto& tail = at_most[k];
    return static_cast<std::size_t>(sum) < tail.size() ? tail[static_cast<std::size_t>(sum)] : 1.0;
  }
};

// e(k) = E(k)/C(n, k) from the power sums p(j) = P(j)/n by Newton: k E(k) = Σ_j (−1)^(j−1) E(k−j) P(j).
class Newton {
 public:
  Newton(std::size_t n, std::size_t most) : weight_(most + 1), most_(most) {
    const auto size = static_cast<double>(n);
    for (std::size_t k = 1; k <= most; ++k) {
      // n C(n, k−j) / (k C(n, k)), which falls by (k − j)/(n − k + j + 1) from j to j + 1
      double w = size / (size - static_cast<double>(k) + 1.0), sum = 0.0;
      for (std::size_t j = 1; j <= k; ++j) {
        weight_[k].push_back(j % 2 == 1 ? w : -w);
        sum += w;
        w *= static_cast<double>(k - j) / (size - static_cast<double>(k) + static_cast<double>(j) + 1.0);
      }
      loss_ *= sum;
    }
  }
  [[nodiscard]] double loss() const { return loss_; }
  void operator()(const std::vector<Complex>& power, std::vector<Complex>& e) const {  // power[j − 1]
    e[0] = {1.0, 0.0};
    for (std::size_t k = 1; k <= most_; ++k) {
      Complex sum{};
      for (std::size_t j = 1; j <= k; ++j) sum = sum + weight_[k][j - 1] * (e[k - j] * power[j - 1]);
      e[k] = sum;
    }
  }

 private:
  std::vector<std::vector<double>> weight_;
  std::size_t most_;
  double loss_ = 1.0;
};

Tails tails_of(const std::vector<std::uint32_t>& g, std::size_t most, const Newton& newton, unsigned threads) {
  const std::uint64_t largest = *std::max_element(g.begin(), g.end());
  unsigned bits = 4;
  while ((std::uint64_t{1} << bits) <= largest * most) ++bits;
  const Fourier fourier(bits);
  const std::size_t length = fourier.size(), half = length / 2;
  std::vector<Complex> histogram(length);
  for (const std::uint32_t v : g) histogram[v].re += 1.0 / static_cast<double>(g.size());
  fourier.forward(histogram);
  // By k, for the frequencies 0 … L/2; the others are their conjugates, since the chances are real.
  std::vector<std::vector<Complex>> spectrum(most + 1, std::vector<Complex>(half + 1));
  parallel_for((half + kFrequencies) / kFrequencies, threads, [&](std::size_t block) {
    std::vector<Complex> power(most), e(most + 1);
    for (std::size_t f = block * kFrequencies; f < std::min(half + 1, (block + 1) * kFrequencies); ++f) {
      for (std::size_t j = 1; j <= most; ++j) power[j - 1] = histogram[(j * f) & (length - 1)];
      newton(power, e);
      for (std::size_t k = 0; k <= most; ++k) spectrum[k][f] = e[k];
    }
  });
  Tails out;
  out.at_least.resize(most + 1);
  out.at_most.resize(most + 1);
  // Two at a time: one as the real and one as the imaginary part.
  parallel_for((most + 2) / 2, threads, [&](std::size_t pair) {
    const std::size_t a = 2 * pair, b = std::min(a + 1, most);
    std::vector<Complex> both(length);
    for (std::size_t f = 0; f <= half; ++f) {
      const Complex x = spectrum[a][f], y = spectrum[b][f];
      both[f] = {x.re - y.im, x.im + y.re};
      if (f > 0 && f < half) both[length - f] = {x.re + y.im, y.re - x.im};
    }
    fourier.backward(both);
    for (const std::size_t k : {a, b}) {
      const std::size_t sums = static_cast<std::size_t>(largest) * k + 1;
      std::vector<double> chance(sums);
      for (std::size_t s = 0; s < sums; ++s) chance[s] = std::max(0.0, (k == a ? both[s].re : both[s].im) / static_cast<double>(length));
      out.at_most[k].resize(sums);
      std::partial_sum(chance.begin(), chance.end(), out.at_most[k].begin());
      std::partial_sum(chance.rbegin(), chance.rend(), chance.rbegin());
      out.at_least[k] = std::move(chance);
      if (a == b) break;
    }
  });
  return out;
}

double two_sided(double upper, double lower) { return std::clamp(2.0 * std::min(upper, lower), kSmallestP, 1.0); }

// The two tails of the sum of k values of the areas other than one with value g: C(n, k − c) / C(n − 1, k) times (−1)^c, from c = 0 on.
double p_without(const Tails& tails, double n, std::size_t k, std::int64_t sum, std::int64_t g) {
  double ways = n / (n - static_cast<double>(k)), upper = 0.0, lower = 0.0;
  for (std::size_t c = 0; c <= k; ++c) {
    const std::int64_t rest = sum - static_cast<std::int64_t>(c) * g;
    upper += ways * tails.upper(k - c, rest);
    lower += ways * tails.lower(k - c, rest);
    ways *= -static_cast<double>(k - c) / (n - static_cast<double>(k) + static_cast<double>(c) + 1.0);
  }
  return two_sided(upper, lower);
}

std::optional<std::vector<double>> exact(std::span<const double> values, const Neighbours& w, bool with_self, unsigned threads) {
  const std::size_t n = values.size();
  std::size_t most = 0;
  for (std::size_t i = 0; i < n; ++i) most = std::max(most, w.count(i));
  std::vector<double> out(n, 1.0);
  if (most == 0) return out;
  if (most > kMostNeighbours) return std::nullopt;
  const Newton newton(n, most);
  if (!(newton.loss() < kMostLoss)) return std::nullopt;
  const std::vector<std::uint32_t> g = whole_numbers(values, ((std::uint64_t{1} << kMostBits) - 1) / most);
  const Tails tails = tails_of(g, most, newton, threads);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t k = w.count(i);
    if (k == 0) continue;
    std::int64_t sum = 0;
    for (std::uint32_t e = w.first[i]; e < w.first[i + 1]; ++e) sum += g[w.index[e]];
    out[i] = with_self ? two_sided(tails.upper(k, sum), tails.lower(k, sum)) : p_without(tails, static_cast<double>(n), k, sum, g[i]);
  }
  return out;
}

}  // namespace

std::optional<std::vector<double>> exact_lag(std::span<const double> values, const Neighbours& w, unsigned threads) {
  return exact(values, w, false, threads);
}
std::optional<std::vector<double>> exact_sum(std::span<const double> values, const Neighbours& with_self, unsigned threads) {
  return exact(values, with_self, true, threads);
}

}  // namespace trede::stat
