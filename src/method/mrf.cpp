// SPDX-License-Identifier: EUPL-1.2
// A spatial smooth as a penalised regression.
#include <cmath>

#include "method/covariates.hpp"
#include "method/method.hpp"
#include "method/significant.hpp"
#include "stat/intervals.hpp"
#include "stat/small_area/mrf.hpp"

namespace trede::method {
namespace {

constexpr int kDigits = 8;

Output by_area(const stat::MrfFit& fit, bool poisson, double z) {
  const auto rate = [poisson](double eta) { return poisson ? std::exp(eta) : 1.0 / (1.0 + std::exp(-eta)); };
  std::vector<double> value, lower, upper;
  for (std::size_t i = 0; i < fit.eta.size(); ++i) {
    value.push_back(significant(rate(fit.eta[i]), kDigits));
    lower.push_back(significant(rate(fit.eta[i] - z * fit.standard_error[i]), kDigits));
    upper.push_back(significant(rate(fit.eta[i] + z * fit.standard_error[i]), kDigits));
  }
  Output out;
  out.add("value", std::move(value)).add("lower", std::move(lower)).add("upper", std::move(upper));
  std::vector<double> eta, error;
  for (const double x : fit.eta) eta.push_back(significant(x, kDigits));
  for (const double x : fit.standard_error) error.push_back(significant(x, kDigits));
  out.add("eta", std::move(eta)).add("eta_se", std::move(error));
  return out;
}

Checked<Output> run_mrf(const Call& call) {
  const std::string column = call.table.has("y") || !call.table.has("x") ? "y" : "x";
  const auto y = call.table.numbers(column, 0.0), n = call.table.numbers("n", 0.0);
  const auto covariates = read_covariates(call);
  Errors errors = problems(y, n, covariates);
  const auto family = call.word("family", {"poisson", "binomial"}), give = call.word("give", {"areas", "parameters"});
  const auto level = call.number("level", 0.5, 0.9999);
  const auto rank = call.whole("rank", 0, stat::kMostAreas);
  for (const auto* setting : {&family, &give})
    if (!*setting) errors.add(setting->error());
  if (!level) errors.add(level.error());
  if (!rank) errors.add(rank.error());
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  for (std::size_t i = 0; i < n->size(); ++i) {
    if (*family == "binomial" && (*y)[i] > (*n)[i])
      errors.add({"stat.more_than_all", Failure::input, column + " is groter dan n. Een aandeel telt een deel van het geheel.",
                  column + " is larger than n. A share counts a part of the whole.", call.table.where(i, column)});
    else if ((*n)[i] == 0.0)
      errors.add({"stat.too_small", Failure::input, "n moet hier groter dan 0 zijn. Neem de regel niet mee, of gebruik bym2.",
                  "n must be above 0 here. Leave the row out, or use bym2.", call.table.where(i, "n")});
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  if (call.table.rows() > stat::kMostAreas)
    return fail({"stat.model_refused",
                 Failure::input,
                 "Deze methode rekent met hooguit 2.000 gebieden. Gebruik bym2.",
                 "This method takes at most 2,000 areas. Use bym2.",
                 {}});
  const auto fit = stat::mrf(stat::neighbours(call.table.rows(), call.pairs, stat::Weights::binary),
                             {.family = *family == "poisson" ? stat::Family::poisson : stat::Family::binomial,
                              .events = *y,
                              .size = *n,
                              .covariate = covariates->values,
                              .covariates = covariates->names.size(),
                              .rank = *rank});
  if (!fit)
    return fail({"stat.model_refused",
                 Failure::input,
                 "Het model vindt geen oplossing: er zijn geen gebeurtenissen, of de kolommen van covariates herhalen elkaar.",
                 "The model finds no solution: there are no events, or the columns of covariates repeat one another.",
                 {}});
  if (*give == "areas") return by_area(*fit, *family == "poisson", stat::normal_quantile(0.5 + *level / 2.0));
  Output out;
  const auto item = [&out](const std::string& name, double value) { out.item(name, significant(value, kDigits)); };
  item("edf", fit->edf);
  item("lambda", significant(fit->lambda, 5));  // the likelihood is flat at its top
  item("reml", fit->reml);
  item("intercept", fit->coefficient[0]);
  for (std::size_t k = 0; k < covariates->names.size(); ++k) item(covariates->names[k], fit->coefficient[k + 1]);
  return out;
}

}  // namespace

void add_mrf_method(std::vector<Method>& list) {
  list.push_back(
      {.name = "mrf",
       .what = "rates smoothed over neighbours by penalised regression (for comparison with other programs)",
       .reads = "y or x (events, 0 or more), n (expected events, persons or trials, above 0), the covariates",
       .gives = "value, lower, upper, eta, eta_se; with give=parameters: edf, lambda, reml, intercept and the coefficients",
       .formula = "η = β₀ + x'β + f, log-likelihood − ½ λ Σ (f_i − f_j)² over neighbours; λ by restricted marginal likelihood (Laplace)",
       .source = "Wood (2011); Wood (2017), § 5.8.1",
       .settings = {{"family", "poisson", "poisson or binomial"},
                    {"covariates", "", "names of columns, with commas between"},
                    {"rank", "0", "number of directions of f, those with the least penalty first; 0 = all"},
                    {"give", "areas", "areas or parameters"},
                    {"level", "0.95", "two-sided level of the intervals"}},
       .needs = Needs::neighbours,
       .run = run_mrf});
}

}  // namespace trede::method
