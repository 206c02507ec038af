// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/synthetic.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/tools/minima.hpp>

namespace trede::stat {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

struct Link {
  Scale scale;

  [[nodiscard]] bool inside(double y) const {
    return std::isfinite(y) && (scale == Scale::identity || (y > 0.0 && (scale == Scale::log || y < 1.0)));
  }
  [[nodiscard]] double to(double y) const {
    if (scale == Scale::identity) return y;
    return scale == Scale::log ? std::log(y) : std::log(y / (1.0 - y));
  }
  [[nodiscard]] double back(double g) const {
    if (scale == Scale::identity) return g;
    return scale == Scale::log ? std::exp(g) : 1.0 / (1.0 + std::exp(-g));
  }
  // dy/dg at y.
  [[nodiscard]] double slope(double y) const {
    if (scale == Scale::identity) return 1.0;
    return scale == Scale::log ? y : y * (1.0 - y);
  }
};

// The wijken with a figure that can be used, by position in the input.
struct Wijken {
  std::vector<std::uint8_t> use;
  std::vector<double> persons, concentration, target, variance;  // N, c, g(y), ψ on the scale
  Matrix mean;                                                   // x̄, with 1 first
  std::vector<Eigen::Index> row;                                 // of those in use
};

Matrix rows_of(const SyntheticInput& in) {
  const auto count = static_cast<Eigen::Index>(in.persons.size()), columns = static_cast<Eigen::Index>(in.covariates) + 1;
  Matrix x(count, columns);
  for (Eigen::Index b = 0; b < count; ++b) {
    x(b, 0) = 1.0;
    for (Eigen::Index k = 1; k < columns; ++k)
      x(b, k) = in.covariate[static_cast<std::size_t>(b) * in.covariates + static_cast<std::size_t>(k) - 1];
  }
  return x;
}

Wijken wijken_of(const SyntheticInput& in, const Matrix& x, const Link& link) {
  const std::size_t count = in.wijk_value.size();
  Wijken w{std::vector<std::uint8_t>(count, 0),
           std::vector<double>(count, 0.0),
           std::vector<double>(count, 0.0),
           std::vector<double>(count, 0.0),
           std::vector<double>(count, 0.0),
           Matrix::Zero(static_cast<Eigen::Index>(count), x.cols()),
           {}};
  for (std::size_t b = 0; b < in.persons.size(); ++b) {
    if (in.wijk[b] == kNoWijk) continue;
    const std::size_t at = in.wijk[b];
    w.persons[at] += in.persons[b];
    w.concentration[at] += in.persons[b] * in.persons[b];
    w.mean.row(static_cast<Eigen::Index>(at)) += in.persons[b] * x.row(static_cast<Eigen::Index>(b));
  }
  for (std::size_t at = 0; at < count; ++at) {
    if (w.persons[at] <= 0.0 || !link.inside(in.wijk_value[at])) continue;
    w.use[at] = 1;
    w.mean.row(static_cast<Eigen::Index>(at)) /= w.persons[at];
    w.concentration[at] /= w.persons[at] * w.persons[at];
    w.target[at] = link.to(in.wijk_value[at]);
    const double slope = link.slope(in.wijk_value[at]);
    w.variance[at] = in.wijk_variance[at] / (slope * slope);
    w.row.push_back(static_cast<Eigen::Index>(at));
  }
  return w;
}

// Weighted least squares over the wijken at one σ².
struct Regression {
  Vector beta;
  Matrix covariance;
  double restricted = 0;  // residual log-likelihood, up to a constant
  bool sound = false;
};

Regression regress(const Wijken& w, double variance) {
  const Eigen::Index k = w.mean.cols();
  Matrix xx = Matrix::Zero(k, k);
  Vector xy = Vector::Zero(k);
  double yy = 0.0, logs = 0.0;
  for (const Eigen::Index at : w.row) {
    const auto i = static_cast<std::size_t>(at);
    const double own = variance * w.concentration[i] + w.variance[i];
    const Vector x = w.mean.row(at).transpose();
    xx += x * x.transpose() / own;
    xy += x * (w.target[i] / own);
    yy += w.target[i] * w.target[i] / own;
    logs += std::log(own);
  }
  const Eigen::LDLT<Matrix> solve(xx);
  const Vector pivots = solve.vectorD();
  Regression out;
  out.sound = solve.info() == Eigen::Success && pivots.minCoeff() > 1e-10 * pivots.maxCoeff();
  if (!out.sound) return out;
  out.beta = solve.solve(xy);
  out.covariance = solve.solve(Matrix::Identity(k, k));
  double squares = 0.0;
  for (const Eigen::Index at : w.row) {
    const auto i = static_cast<std::size_t>(at);
    const double rest = w.target[i] - w.mean.row(at).dot(out.beta);
    squares += rest * rest / (variance * w.concentration[i] + w.variance[i]);
  }
  out.restricted = -0.5 * (logs + pivots.array().log().sum() + squares);
  return out;
}

// Li & Lahiri (2010): the residual likelihood times σ², which has its top above zero.
double residual_variance(const Wijken& w) {
  double mean = 0.0, spread = 0.0;
  const auto count = static_cast<double>(w.row.size());
  for (const Eigen::Index at : w.row) mean += w.target[static_cast<std::size_t>(at)] / count;
  for (const Eigen::Index at : w.row) {
    const double rest = w.target[static_cast<std::size_t>(at)] - mean;
    spread += rest * rest / count / w.concentration[static_cast<std::size_t>(at)];
  }
  const double middle = std::log(std::max(spread, 1e-12));
  const auto against = [&](double log_variance) { return -(log_variance + regress(w, std::exp(log_variance)).restricted); };
  return std::exp(boost::math::tools::brent_find_minima(against, middle - 16.0, middle + 3.0, 40).first);
}

// Columns in one unit, so that pivots can be compared: x becomes (x − centre) / size.
struct Standard {
  Vector centre, size;
};

Standard standardise(Matrix& x, const SyntheticInput& in) {
  Standard s{Vector::Zero(x.cols()), Vector::Ones(x.cols())};
  double persons = 0.0;
  for (const double n : in.persons) persons += n;
  if (persons <= 0.0) return s;
  for (Eigen::Index k = 1; k < x.cols(); ++k) {
    double square = 0.0;
    for (Eigen::Index b = 0; b < x.rows(); ++b) s.centre[k] += in.persons[static_cast<std::size_t>(b)] * x(b, k) / persons;
    x.col(k).array() -= s.centre[k];
    for (Eigen::Index b = 0; b < x.rows(); ++b) square += in.persons[static_cast<std::size_t>(b)] * x(b, k) * x(b, k) / persons;
    if (square > 0.0) s.size[k] = std::sqrt(square);
    x.col(k) /= s.size[k];
  }
  return s;
}

// δ with Σ n g⁻¹(fit + δ) / Σ n = target: Newton's method, kept between bounds. The left side rises with δ, so there is one.
double shift(std::span<const double> fit, std::span<const double> persons, double target, const Link& link) {
  const double wanted = link.to(target);
  double low = wanted - *std::max_element(fit.begin(), fit.end()), high = wanted - *std::min_element(fit.begin(), fit.end());
  double at = 0.5 * (low + high), total = 0.0;
  for (const double n : persons) total += n;
  for (int step = 0; step < 100; ++step) {
    double mean = 0.0, slope = 0.0;
    for (std::size_t b = 0; b < fit.size(); ++b) {
      const double y = link.back(fit[b] + at);
      mean += persons[b] * y / total;
      slope += persons[b] * link.slope(y) / total;
    }
    (mean < target ? low : high) = at;
    double next = at + (target - mean) / slope;
    if (!(next >= low && next <= high)) next = 0.5 * (low + high);
    if (std::abs(next - at) <= 1e-15 * std::max(1.0, std::abs(at))) return next;
    at = next;
  }
  return at;
}

// x_b'β + δ_w for every buurt of a wijk in use; the buurten of a wijk in their own order.
std::vector<double> spread_out(const SyntheticInput& in, const Wijken& w, const Matrix& x, const Vector& beta, const Link& link) {
  std::vector<double> out(in.persons.size(), 0.0);
  std::vector<std::vector<std::size_t>> members(in.wijk_value.size());
  for (std::size_t b = 0; b < out.size(); ++b)
    if (in.wijk[b] != kNoWijk && w.use[in.wijk[b]] != 0 && in.persons[b] > 0.0) members[in.wijk[b]].push_back(b);
  for (std::size_t at = 0; at < members.size(); ++at) {
    std::vector<double> fit, persons;
    for (const std::size_t b : members[at]) {
      fit.push_back(x.row(static_cast<Eigen::Index>(b)).dot(beta));
      persons.push_back(in.persons[b]);
    }
    if (fit.empty()) continue;
    const double delta = shift(fit, persons, in.wijk_value[at], link);
    for (std::size_t k = 0; k < fit.size(); ++k) out[members[at][k]] = fit[k] + delta;
  }
  return out;
}

// What does not depend on σ², and the factor of σ² itself.
struct Parts {
  double sampling_and_model = 0, factor = 0;
};
Parts parts(const SyntheticInput& in, const Wijken& w, const Matrix& x, const Matrix& covariance, std::size_t b) {
  const std::size_t at = in.wijk[b];
  const Vector off = (x.row(static_cast<Eigen::Index>(b)) - w.mean.row(static_cast<Eigen::Index>(at))).transpose();
  const double factor = 1.0 - 2.0 * in.persons[b] / w.persons[at] + w.concentration[at];
  return {w.variance[at] + off.dot(covariance * off), std::max(0.0, factor)};
}

// σ² by moments, from buurten with a figure of their own: Σ(r² − known parts) / Σ factor. Nothing with fewer than kFewestKnown.
std::optional<double> known_variance(const SyntheticInput& in, const Wijken& w, const Matrix& x, const Matrix& covariance,
                                     std::span<const double> fit, const Link& link, std::size_t& count) {
  double squares = 0.0, factors = 0.0;
  count = 0;
  for (std::size_t b = 0; b < in.known.size(); ++b) {
    const auto& own = in.known[b];
    if (!own || in.wijk[b] == kNoWijk || w.use[in.wijk[b]] == 0 || in.persons[b] <= 0.0 || !link.inside(own->value)) continue;
    const Parts p = parts(in, w, x, covariance, b);
    if (p.factor < 1e-9) continue;
    const double rest = link.to(own->value) - fit[b], slope = link.slope(own->value);
    squares += rest * rest - p.sampling_and_model - own->variance / (slope * slope);
    factors += p.factor;
    ++count;
  }
  if (count < kFewestKnown) {
    count = 0;
    return std::nullopt;
  }
  return std::max(0.0, squares / factors);
}

double explained_share(const Wijken& w, const Vector& beta) {
  double persons = 0.0, mean = 0.0, around_mean = 0.0, around_model = 0.0;
  for (const Eigen::Index at : w.row) {
    const auto i = static_cast<std::size_t>(at);
    persons += w.persons[i];
    mean += w.persons[i] * w.target[i];
  }
  mean /= persons;
  for (const Eigen::Index at : w.row) {
    const auto i = static_cast<std::size_t>(at);
    const double model = w.target[i] - w.mean.row(at).dot(beta);
    around_mean += w.persons[i] * (w.target[i] - mean) * (w.target[i] - mean);
    around_model += w.persons[i] * model * model;
  }
  return around_mean > 0.0 ? 1.0 - around_model / around_mean : 0.0;
}

void coefficients(SyntheticFit& out, const Regression& r, const Standard& s) {
  const Eigen::Index k = r.beta.size();
  Matrix back = Matrix::Zero(k, k);  // β in the covariates' own unit = back · β
  back(0, 0) = 1.0;
  for (Eigen::Index j = 1; j < k; ++j) {
    back(j, j) = 1.0 / s.size[j];
    back(0, j) = -s.centre[j] / s.size[j];
  }
  const Vector beta = back * r.beta;
  const Matrix covariance = back * r.covariance * back.transpose();
  for (Eigen::Index j = 0; j < k; ++j) {
    out.coefficient.push_back(beta[j]);
    out.standard_error.push_back(std::sqrt(covariance(j, j)));
  }
}

}  // namespace

tl::expected<SyntheticFit, NoSynthetic> synthetic(const SyntheticInput& input) {
  const Link link{input.scale};
  Matrix x = rows_of(input);
  const Standard standard = standardise(x, input);
  const Wijken w = wijken_of(input, x, link);
  SyntheticFit out;
  out.wijken = w.row.size();
  if (out.wijken < input.covariates + 1 + kFewestSpare) return tl::unexpected(NoSynthetic::too_few_wijken);
  if (!regress(w, 1.0).sound) return tl::unexpected(NoSynthetic::collinear);
  double variance = residual_variance(w);
  Regression fit = regress(w, variance);
  if (!fit.sound) return tl::unexpected(NoSynthetic::collinear);
  const std::vector<double> centre = spread_out(input, w, x, fit.beta, link);
  if (const auto known = known_variance(input, w, x, fit.covariance, centre, link, out.known)) variance = *known;
  out.residual_sd = std::sqrt(variance);
  out.explained = explained_share(w, fit.beta);
  coefficients(out, fit, standard);
  const double freedom = static_cast<double>(out.known > 0 ? out.known : out.wijken - input.covariates - 1);
  const double t = boost::math::quantile(boost::math::students_t(freedom), 0.5 + input.level / 2.0);
  out.buurt.resize(input.persons.size());
  for (std::size_t b = 0; b < out.buurt.size(); ++b) {
    if (input.wijk[b] == kNoWijk || w.use[input.wijk[b]] == 0 || input.persons[b] <= 0.0) continue;
    const Parts p = parts(input, w, x, fit.covariance, b);
    const double reach = t * std::sqrt(p.sampling_and_model + variance * p.factor);
    out.buurt[b] = SyntheticEstimate{link.back(centre[b]), link.back(centre[b] - reach), link.back(centre[b] + reach)};
  }
  return out;
}

}  // namespace trede::stat
