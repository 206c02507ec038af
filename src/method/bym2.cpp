// SPDX-License-Identifier: EUPL-1.2
// Models of small areas on a map.
#include "stat/small_area/bym2.hpp"
#include "method/covariates.hpp"
#include "method/method.hpp"
#include "method/significant.hpp"

namespace trede::method {
namespace {

constexpr int kDigits = 6;

tl::unexpected<Errors> refused(const char* nl, const char* en) { return fail({"stat.model_refused", Failure::input, nl, en, {}}); }

// --- bym2 ------------------------------------------------------------------------------------------------------------------------------

tl::unexpected<Errors> why(stat::NoBym2 reason) {
  if (reason == stat::NoBym2::no_events)
    return refused("Er is geen enkele gebeurtenis, of alles is een gebeurtenis. Dan valt er niets te schatten.",
                   "There is no event at all, or everything is an event. Then there is nothing to estimate.");
  if (reason == stat::NoBym2::collinear)
    return refused("De kolommen van covariates herhalen elkaar, of een ervan is overal gelijk. Laat er een weg.",
                   "The columns of covariates repeat one another, or one is the same everywhere. Leave one out.");
  return refused("Het model vindt geen oplossing. Controleer y en n op waarden die niet kunnen.",
                 "The model finds no solution. Check y and n for values that cannot be.");
}

Errors impossible(const Call& call, const std::string& column, bool shares, const std::vector<double>& y, const std::vector<double>& n) {
  Errors errors;
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (shares && y[i] > n[i])
      errors.add({"stat.more_than_all", Failure::input, column + " is groter dan n. Een aandeel telt een deel van het geheel.",
                  column + " is larger than n. A share counts a part of the whole.", call.table.where(i, column)});
    else if (!shares && n[i] == 0.0 && y[i] > 0.0)
      errors.add({"stat.events_without_persons", Failure::input,
                  "Hier zijn gebeurtenissen, maar n is 0. Vul n in, of neem de regel niet mee.",
                  "There are events here, but n is 0. Fill in n, or leave the row out.", call.table.where(i, "n")});
  }
  return errors;
}

void add_posterior(Output& out, const std::string& name, const std::vector<stat::Posterior>& list, double stat::Posterior::*part) {
  std::vector<double> column;
  for (const stat::Posterior& p : list) column.push_back(significant(p.*part, kDigits));
  out.add(name, std::move(column));
}

Output by_area(const stat::Bym2Fit& fit) {
  using stat::Posterior;
  Output out;
  add_posterior(out, "value", fit.rate, &Posterior::mean);
  add_posterior(out, "lower", fit.rate, &Posterior::lower);
  add_posterior(out, "upper", fit.rate, &Posterior::upper);
  add_posterior(out, "spatial", fit.spatial, &Posterior::mean);
  std::vector<double> above;
  for (const double chance : fit.above) above.push_back(significant(chance, kDigits));
  out.add("above", std::move(above));
  add_posterior(out, "sd", fit.rate, &Posterior::sd);
  add_posterior(out, "eta", fit.linear, &Posterior::mean);
  add_posterior(out, "eta_sd", fit.linear, &Posterior::sd);
  add_posterior(out, "spatial_sd", fit.spatial, &Posterior::sd);
  return out;
}

Output parameters(const stat::Bym2Fit& fit, const std::vector<std::string>& covariates) {
  std::vector<std::string> name = {"sd", "mixing", "intercept"};
  name.insert(name.end(), covariates.begin(), covariates.end());
  std::vector<stat::Posterior> list = {fit.sd, fit.mixing};
  list.insert(list.end(), fit.coefficient.begin(), fit.coefficient.end());
  Output out;
  out.add("name", std::move(name));
  add_posterior(out, "value", list, &stat::Posterior::mean);
  add_posterior(out, "lower", list, &stat::Posterior::lower);
  add_posterior(out, "upper", list, &stat::Posterior::upper);
  add_posterior(out, "sd", list, &stat::Posterior::sd);
  return out;
}

Checked<Output> run_bym2(const Call& call) {
  const std::string column = call.table.has("y") || !call.table.has("x") ? "y" : "x";
  const auto y = call.table.numbers(column, 0.0), n = call.table.numbers("n", 0.0);
  const auto covariates = read_covariates(call);
  Errors errors = problems(y, n, covariates);
  const auto family = call.word("family", {"poisson", "binomial"}), give = call.word("give", {"areas", "parameters"});
  const auto level = call.number("level", 0.5, 0.9999), sd_upper = call.number("sd_upper", 1e-3, 100.0),
             sd_tail = call.number("sd_tail", 1e-6, 0.999), mixing_upper = call.number("mixing_upper", 0.01, 0.99),
             mixing_tail = call.number("mixing_tail", 0.01, 0.99);
  for (const auto* setting : {&level, &sd_upper, &sd_tail, &mixing_upper, &mixing_tail})
    if (!*setting) errors.add(setting->error());
  for (const auto* setting : {&family, &give})
    if (!*setting) errors.add(setting->error());
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  errors = impossible(call, column, *family == "binomial", *y, *n);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const stat::Bym2Map map(stat::neighbours(call.table.rows(), call.pairs, stat::Weights::binary));
  const auto fit = stat::bym2(map,
                              {.family = *family == "poisson" ? stat::Family::poisson : stat::Family::binomial,
                               .events = *y,
                               .size = *n,
                               .covariate = covariates->values,
                               .covariates = covariates->names.size(),
                               .level = *level,
                               .threads = call.threads},
                              {.sd_upper = *sd_upper, .sd_tail = *sd_tail, .mixing_upper = *mixing_upper, .mixing_tail = *mixing_tail});
  if (!fit) return why(fit.error());
  return *give == "areas" ? by_area(*fit) : parameters(*fit, covariates->names);
}

}  // namespace

void add_mrf_method(std::vector<Method>& list);        // mrf.cpp
void add_synthetic_method(std::vector<Method>& list);  // synthetic.cpp

void add_bym2_methods(std::vector<Method>& list) {
  list.push_back(
      {.name = "bym2",
       .what = "rates of small areas, drawn towards their neighbours and the whole by a hierarchical model",
       .reads = "y or x (events, 0 or more), n (expected events, persons or trials; 0 where nobody is), the covariates",
       .gives =
           "value, lower, upper (rate: y per n), spatial (on the scale of eta), above (chance that the rate is above the overall one), "
           "sd, eta, eta_sd, spatial_sd; with give=parameters: name, value, lower, upper, sd of sd (σ), mixing (ρ) and the coefficients",
       .formula =
           "y ~ Poisson(n exp(η)) or Binomial(n, logit⁻¹ η); η = β₀ + x'β + σ(√(1−ρ) v + √ρ u), u the scaled intrinsic autoregression; "
           "nested Laplace approximation",
       .source = "Riebler, Sørbye, Simpson & Rue (2016); Freni-Sterrantino, Ventrucci & Rue (2018); Rue, Martino & Chopin (2009)",
       .settings = {{"family", "poisson", "poisson or binomial"},
                    {"covariates", "", "names of columns, with commas between"},
                    {"give", "areas", "areas or parameters"},
                    {"level", "0.95", "two-sided level of the intervals"},
                    {"sd_upper", "1", "U in the prior P(σ > U) = sd_tail"},
                    {"sd_tail", "0.01", "see sd_upper"},
                    {"mixing_upper", "0.5", "U in the prior P(ρ < U) = mixing_tail"},
                    {"mixing_tail", "0.6666666666666666", "see mixing_upper"}},
       .needs = Needs::neighbours,
       .run = run_bym2});
  add_mrf_method(list);
  add_synthetic_method(list);
}

}  // namespace trede::method
