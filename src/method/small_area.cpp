// SPDX-License-Identifier: EUPL-1.2
// Figures of small areas: empirical Bayes and probability maps. Fay–Herriot stands in fay_herriot.cpp, BYM2 in bym2.cpp.
#include <cmath>

#include "method/common.hpp"
#include "stat/distributions.hpp"
#include "stat/small_area/gamma_regression.hpp"
#include "stat/small_area/smoothing.hpp"

namespace trede::method {
namespace {

struct Input {
  std::vector<double> x, n;
  stat::Smoother smoother = stat::Smoother::marshall;
  stat::Certainty certainty = stat::Certainty::full;
  double z = 0, settled = 0;
  std::vector<std::string> covariates;
};

bool is_share(stat::Smoother s) { return s == stat::Smoother::binomial || s == stat::Smoother::beta_binomial; }

Checked<Input> input_of(const Call& call) {
  const auto x = call.table.numbers("x", 0.0), n = call.table.numbers("n", 0.0);
  Errors errors = problems(x, n);
  Input in;
  in.z = taken(level_of(call), errors, 0.0);
  in.settled = taken(call.number("precision", 1e-14, 0.1), errors, 1e-5);
  const std::string how =
      taken(call.word("method", {"marshall", "gamma", "clayton-kaldor", "lognormal", "binomial", "beta-binomial"}), errors, std::string());
  if (taken(call.word("interval", {"full", "plugin"}), errors, std::string()) == "plugin") in.certainty = stat::Certainty::plugin;
  in.covariates = names_of(call.settings.at("covariates"));
  if (!in.covariates.empty() && how != "gamma")
    errors.add({"stat.setting",
                Failure::usage,
                "--set covariates: alleen method=gamma kent kenmerken. Geef ook --set method=gamma.",
                "--set covariates: only method=gamma takes covariates. Give --set method=gamma too.",
                {}});
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  in.x = *x;
  in.n = *n;
  in.smoother = how == "gamma"            ? stat::Smoother::gamma
                : how == "clayton-kaldor" ? stat::Smoother::clayton_kaldor
                : how == "lognormal"      ? stat::Smoother::lognormal
                : how == "binomial"       ? stat::Smoother::binomial
                : how == "beta-binomial"  ? stat::Smoother::beta_binomial
                                          : stat::Smoother::marshall;
  if (is_share(in.smoother)) refuse_more_than_all(call.table, in.x, in.n, errors);
  refuse_events_without_persons(call.table, in.x, in.n, errors);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return in;
}

tl::unexpected<Errors> no_persons(const Call& call) {
  return fail({"stat.no_persons", Failure::input, "Geen enkele regel heeft personen (n boven 0).", "No row has persons (n above 0).",
               call.table.where()});
}

// Covariates need persons in every row and enough rows.
Checked<stat::GammaRegression> regression_of(const Call& call, const Input& in) {
  std::vector<std::vector<double>> covariates;
  Errors errors;
  for (const std::string& name : in.covariates) {
    auto column = call.table.numbers(name);
    if (column) covariates.push_back(std::move(*column));
    else errors.add(column.error());
  }
  for (std::size_t i = 0; i < in.n.size(); ++i)
    if (!(in.n[i] > 0.0))
      errors.add({"stat.too_small", Failure::input, "Met kenmerken heeft elk gebied personen nodig (n boven 0).",
                  "With covariates every area needs persons (n above 0).", call.table.where(i, "n")});
  if (!errors.fatal() && in.n.size() <= covariates.size() + 1)
    errors.add({"stat.too_few_rows", Failure::input, "Er zijn te weinig regels voor zoveel kenmerken.",
                "There are too few rows for so many covariates.", call.table.where()});
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  auto fit = stat::gamma_regression(in.x, in.n, covariates);
  if (fit.dependent)
    return fail({"stat.dependent_covariates", Failure::input,
                 "De kenmerken hangen van elkaar af: een ervan volgt uit de andere. Laat het weg.",
                 "The covariates depend on each other: one follows from the others. Leave it out.", call.table.where()});
  return fit;
}

Checked<Output> smooth_with_covariates(const Call& call, const Input& in, std::vector<double> raw) {
  const auto fit = regression_of(call, in);
  if (!fit) return tl::unexpected(fit.error());
  const double tail = stat::normal_cdf(-in.z);
  std::vector<double> median, lower, upper;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const double mean = fit->relative_risk[i], mu = fit->mean[i];
    // The gamma's own variance, or with what β and a may be added.
    const double own = fit->shape ? mean * mu / (*fit->shape + in.n[i] * mu) : 0.0;
    const double variance = in.certainty == stat::Certainty::full ? fit->variance[i] : own;
    const auto at = [&](double p, double v) { return v > 0.0 ? stat::gamma_quantile(p, mean * mean / v, mean / v) : mean; };
    median.push_back(at(0.5, own));
    lower.push_back(at(tail, variance));
    upper.push_back(variance > 0.0 ? stat::gamma_upper_quantile(tail, mean * mean / variance, mean / variance) : mean);
  }
  Output out;
  out.add("raw", std::move(raw)).add("eb", fit->relative_risk).add("median", std::move(median));
  out.add("lower", std::move(lower)).add("upper", std::move(upper)).add("expected", fit->mean);
  return out;
}

Checked<Output> eb(const Call& call) {
  const auto in = input_of(call);
  if (!in) return tl::unexpected(in.error());
  std::vector<double> raw;
  for (std::size_t i = 0; i < in->x.size(); ++i) raw.push_back(in->n[i] > 0.0 ? in->x[i] / in->n[i] : kNone);
  if (!in->covariates.empty()) return smooth_with_covariates(call, *in, std::move(raw));
  const auto fit = stat::smoothed(in->smoother, in->x, in->n, in->z, in->certainty, in->settled);
  if (!fit) return no_persons(call);
  std::vector<double> lower, upper;
  for (const stat::Interval& interval : fit->interval) {
    lower.push_back(interval.lower);
    upper.push_back(interval.upper);
  }
  Output out;
  out.add("raw", std::move(raw)).add("eb", fit->value).add("median", fit->median);
  out.add("lower", std::move(lower)).add("upper", std::move(upper));
  if (!call.has_neighbours) return out;
  const auto around = stat::neighbours(in->x.size(), call.pairs, stat::Weights::binary, true);
  const auto local = stat::smoothed_locally(in->x, in->n, around, in->z, in->certainty);
  std::vector<double> value, low, high;
  for (std::size_t i = 0; i < local.value.size(); ++i) {
    const bool has = local.has[i] != 0;
    value.push_back(has ? local.value[i] : kNone);
    low.push_back(has ? local.interval[i].lower : kNone);
    high.push_back(has ? local.interval[i].upper : kNone);
  }
  out.add("eb_local", std::move(value)).add("eb_local_lower", std::move(low)).add("eb_local_upper", std::move(high));
  return out;
}

Checked<Output> eb_fit(const Call& call) {
  const auto in = input_of(call);
  if (!in) return tl::unexpected(in.error());
  Output out;
  if (!in->covariates.empty()) {
    const auto fit = regression_of(call, *in);
    if (!fit) return tl::unexpected(fit.error());
    out.item("shape", fit->shape.value_or(kNone));
    for (std::size_t k = 0; k < fit->beta.size(); ++k) {
      const std::string name = k == 0 ? "intercept" : in->covariates[k - 1];
      out.item("beta:" + name, fit->beta[k]).item("error:" + name, fit->beta_error[k]);
    }
    out.item("converged", fit->converged ? 1.0 : 0.0);
    return out;
  }
  const auto fit = stat::smoothed(in->smoother, in->x, in->n, in->z, stat::Certainty::plugin, in->settled);
  if (!fit) return no_persons(call);
  out.item("mean", fit->mean).item("variance", fit->variance);
  out.item("shape", fit->shape.value_or(kNone)).item("rate", fit->rate.value_or(kNone));
  out.item("converged", fit->converged ? 1.0 : 0.0);
  return out;
}

Checked<Output> probability_map(const Call& call) {
  const auto x = call.table.numbers("x", 0.0), n = call.table.numbers("n", 0.0);
  Errors errors = problems(x, n);
  const double by = taken(call.number("multiplier", 1e-12, 1e12), errors, 1.0);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  refuse_events_without_persons(call.table, *x, *n, errors);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  double events = 0.0, persons = 0.0;
  for (std::size_t i = 0; i < x->size(); ++i) {
    events += (*x)[i];
    persons += (*n)[i];
  }
  if (!(persons > 0.0)) return no_persons(call);
  std::vector<double> raw, expected, relative, below, above, choynowski;
  for (std::size_t i = 0; i < x->size(); ++i) {
    const double e = (*n)[i] * events / persons;
    raw.push_back((*n)[i] > 0.0 ? (*x)[i] / (*n)[i] * by : kNone);
    expected.push_back(e);
    relative.push_back(e > 0.0 ? 100.0 * (*x)[i] / e : kNone);
    below.push_back((*n)[i] > 0.0 ? stat::poisson_at_most((*x)[i], e) : kNone);
    above.push_back((*n)[i] > 0.0 ? stat::poisson_at_least((*x)[i], e) : kNone);
    choynowski.push_back((*x)[i] < e ? below.back() : above.back());
  }
  Output out;
  out.add("raw", std::move(raw)).add("expected", std::move(expected)).add("relative_risk", std::move(relative));
  out.add("p_lower", std::move(below)).add("p_upper", std::move(above)).add("choynowski", std::move(choynowski));
  return out;
}

}  // namespace

void add_small_area_methods(std::vector<Method>& list) {
  const std::vector<Setting> settings = {
      {"method", "marshall", "marshall, gamma, clayton-kaldor, lognormal, binomial or beta-binomial"},
      {"level", "0.95", "two-sided level of confidence"},
      {"interval", "full", "full (what is not known of mean and spread counts too) or plugin (they are taken as known)"},
      {"precision", "0.00001", "clayton-kaldor, lognormal: stop when mean and variance change by no more than this part"},
      {"covariates", "", "with method=gamma: columns on which the mean depends, comma-separated"}};
  const std::string reads = "x (events), n (persons, or expected events; 0 with x = 0 gives the mean of the whole)";
  list.push_back({.name = "eb",
                  .what = "rates of small areas drawn towards the whole by empirical Bayes, with their interval",
                  .reads = reads,
                  .gives = "raw, eb, median, lower, upper; with neighbours eb_local, eb_local_lower, eb_local_upper (Marshall)",
                  .formula =
                      "marshall: m + A/(A + m/n) (x/n − m), m = Σx/Σn, A = Σn(x/n − m)²/Σn − m/n̄, at least 0. gamma, clayton-kaldor: "
                      "(a + x)/(b + n). lognormal: exp of (φ + (x+½)σ² log((x+½)/n) − σ²/2)/(1 + (x+½)σ²). binomial, "
                      "beta-binomial: (α + x)/(α + β + n). Interval: quantiles of the posterior",
                  .source = "Marshall (1991); Clayton & Kaldor (1987); Martuzzi & Elliott (1996); Kass & Steffey (1989) for the interval",
                  .settings = settings,
                  .needs = Needs::perhaps_neighbours,
                  .run = eb});
  list.push_back({.name = "eb-fit",
                  .what = "the common distribution that eb draws towards",
                  .reads = reads,
                  .gives = "name, value: mean, variance, shape, rate (α and β of the beta), converged; with covariates shape, beta, error",
                  .formula = "see eb",
                  .source = "see eb",
                  .settings = settings,
                  .run = eb_fit});
  list.push_back({.name = "probability-map",
                  .what = "how unusual the number of each area is if all had the same rate",
                  .reads = "x (events), n (persons)",
                  .gives = "raw, expected, relative_risk (100 = the whole), p_lower = P(X ≤ x), p_upper = P(X ≥ x), choynowski",
                  .formula = "X ~ Poisson(n Σx/Σn); choynowski = p_lower below the expected number, else p_upper",
                  .source = "Choynowski (1959)",
                  .settings = {{"multiplier", "1", "what the raw rates are multiplied by"}},
                  .run = probability_map});
  add_fay_herriot_methods(list);
}

}  // namespace trede::method
