// SPDX-License-Identifier: EUPL-1.2
// Survey figures of small areas with a regression: Fay–Herriot and its spatial form.
#include "stat/small_area/fay_herriot.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "method/common.hpp"
#include "stat/intervals.hpp"

namespace trede::method {
namespace {

struct Input {
  stat::FayHerriotInput data;
  std::vector<std::string> names;  // of the columns of the design
  stat::VarianceFit method = stat::VarianceFit::reml;
  double z = 0, settled = 0;
};

// Levels of a factor: as numbers where all are, else as text.
std::vector<std::string> levels_of(const std::vector<std::string>& cells) {
  std::vector<std::string> out = cells;
  const auto number = [](const std::string& cell, double& value) {
    const auto [end, wrong] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    return wrong == std::errc() && end == cell.data() + cell.size();
  };
  double a = 0.0, b = 0.0;
  const bool numbers = std::all_of(out.begin(), out.end(), [&](const std::string& cell) { return number(cell, a); });
  std::sort(out.begin(), out.end(), [&](const std::string& left, const std::string& right) {
    return numbers && number(left, a) && number(right, b) && a != b ? a < b : left < right;
  });
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

void add_design(const Call& call, Input& in, Errors& errors) {
  const std::size_t rows = call.table.rows();
  if (taken(call.word("intercept", {"yes", "no"}), errors, std::string("yes")) == "yes") {
    in.names.emplace_back("intercept");
    in.data.covariates.emplace_back(rows, 1.0);
  }
  for (const std::string& name : names_of(call.settings.at("covariates"))) {
    auto column = call.table.numbers(name);
    if (!column) errors.add(column.error());
    else in.data.covariates.push_back(std::move(*column));
    in.names.push_back(name);
  }
  for (const std::string& name : names_of(call.settings.at("factors"))) {
    const auto column = call.table.text(name);
    if (!column) {
      errors.add(column.error());
      continue;
    }
    const std::vector<std::string> levels = levels_of(*column);
    for (std::size_t k = 1; k < levels.size(); ++k) {
      in.names.push_back(name + "=" + levels[k]);
      std::vector<double> dummy;
      for (const std::string& cell : *column) dummy.push_back(cell == levels[k] ? 1.0 : 0.0);
      in.data.covariates.push_back(std::move(dummy));
    }
  }
  if (in.data.covariates.empty() && !errors.fatal())
    errors.add({"stat.setting",
                Failure::usage,
                "--set intercept: zonder kenmerken is een constante nodig.",
                "--set intercept: without covariates a constant is needed.",
                {}});
}

Checked<Input> input_of(const Call& call, bool all_observed) {
  const auto y = call.table.numbers_or_none("y"), variance = call.table.numbers_or_none("vardir");
  Errors errors = problems(y, variance);
  Input in;
  in.z = taken(level_of(call), errors, 0.0);
  in.settled = taken(call.number("precision", 1e-14, 0.1), errors, 1e-4);
  const std::vector<std::string> words =
      all_observed ? std::vector<std::string>{"reml", "ml"} : std::vector<std::string>{"reml", "ml", "fh", "adjusted"};
  const std::string how = taken(call.word("method", words), errors, std::string("reml"));
  in.method = how == "ml"         ? stat::VarianceFit::ml
              : how == "fh"       ? stat::VarianceFit::fh
              : how == "adjusted" ? stat::VarianceFit::adjusted
                                  : stat::VarianceFit::reml;
  add_design(call, in, errors);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  in.data.y = *y;
  in.data.variance = *variance;
  for (std::size_t i = 0; i < y->size(); ++i) {
    const bool seen = !std::isnan((*y)[i]);
    in.data.observed.push_back(seen ? 1 : 0);
    if (!seen && all_observed)
      errors.add({"stat.no_value", Failure::input,
                  "Hier staat geen waarde, en deze methode heeft er een nodig. Vul hem in of haal de regel weg.",
                  "There is no value here, and this method needs one. Fill it in or take the row away.", call.table.where(i, "y")});
    if (seen && !((*variance)[i] > 0.0))
      errors.add({"stat.too_small", Failure::input, "De variantie van een gemeten cijfer is groter dan 0.",
                  "The variance of a measured figure is above 0.", call.table.where(i, "vardir")});
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return in;
}

tl::unexpected<Errors> refused(const Call& call, stat::NoFit why) {
  if (why == stat::NoFit::too_few_areas)
    return fail({"stat.too_few_rows", Failure::input, "Er zijn te weinig regels met een cijfer voor zoveel kenmerken.",
                 "There are too few rows with a figure for so many covariates.", call.table.where()});
  if (why == stat::NoFit::dependent_covariates)
    return fail({"stat.dependent_covariates", Failure::input,
                 "De kenmerken hangen van elkaar af: een ervan volgt uit de andere. Laat het weg.",
                 "The covariates depend on each other: one follows from the others. Leave it out.", call.table.where()});
  return fail({"stat.not_converged", Failure::input, "De berekening komt niet tot rust. Probeer een andere method, of minder kenmerken.",
               "The computation does not settle. Try another method, or fewer covariates.", call.table.where()});
}

void add_limits(Output& out, const std::vector<double>& estimate, const std::vector<double>& mse, double z) {
  std::vector<double> lower, upper;
  for (std::size_t i = 0; i < estimate.size(); ++i) {
    const double half = z * std::sqrt(std::max(0.0, mse[i]));
    lower.push_back(estimate[i] - half);
    upper.push_back(estimate[i] + half);
  }
  out.add("eblup", estimate).add("mse", mse).add("lower", std::move(lower)).add("upper", std::move(upper));
}

void add_coefficients(Output& out, const Input& in, const std::vector<double>& beta, const std::vector<double>& error) {
  for (std::size_t k = 0; k < beta.size(); ++k) {
    const double t = beta[k] / error[k];
    out.item("beta:" + in.names[k], beta[k]).item("error:" + in.names[k], error[k]);
    out.item("t:" + in.names[k], t).item("p:" + in.names[k], 2.0 * stat::normal_cdf(-std::abs(t)));
  }
}

Checked<Output> areas(const Call& call) {
  const auto in = input_of(call, false);
  if (!in) return tl::unexpected(in.error());
  const auto fit = stat::fay_herriot(in->data, in->method, in->settled);
  if (fit.refused != stat::NoFit::none) return refused(call, fit.refused);
  Output out;
  add_limits(out, fit.estimate, fit.mse, in->z);
  out.add("synthetic", fit.synthetic).add("weight", fit.weight);
  out.add("refvar", std::vector<double>(fit.estimate.size(), fit.area_variance));
  return out;
}

Checked<Output> whole(const Call& call) {
  const auto in = input_of(call, false);
  if (!in) return tl::unexpected(in.error());
  const auto fit = stat::fay_herriot(in->data, in->method, in->settled);
  if (fit.refused != stat::NoFit::none) return refused(call, fit.refused);
  Output out;
  out.item("refvar", fit.area_variance).item("loglike", fit.log_likelihood).item("aic", fit.aic).item("bic", fit.bic).item("kic", fit.kic);
  add_coefficients(out, *in, fit.beta, fit.beta_error);
  return out;
}

Checked<stat::SpatialFayHerriotFit> spatial_fit(const Call& call, const Input& in) {
  if (call.table.rows() > stat::kMostSpatialAreas)
    return fail({"stat.too_many_rows", Failure::limit,
                 fmt::format("Deze methode kan hoogstens {} gebieden aan. Gebruik bym2.", stat::kMostSpatialAreas),
                 fmt::format("This method takes at most {} areas. Use bym2.", stat::kMostSpatialAreas), call.table.where()});
  auto fit = stat::spatial_fay_herriot(in.data, stat::neighbours(call.table.rows(), call.pairs, stat::Weights::row), in.method, in.settled);
  if (fit.refused != stat::NoFit::none) return refused(call, fit.refused);
  return fit;
}

Checked<Output> spatial_areas(const Call& call) {
  const auto in = input_of(call, true);
  if (!in) return tl::unexpected(in.error());
  const auto fit = spatial_fit(call, *in);
  if (!fit) return tl::unexpected(fit.error());
  Output out;
  add_limits(out, fit->estimate, fit->mse, in->z);
  const std::size_t rows = fit->estimate.size();
  out.add("synthetic", fit->synthetic).add("refvar", std::vector<double>(rows, fit->area_variance));
  out.add("rho", std::vector<double>(rows, fit->rho));
  return out;
}

Checked<Output> spatial_whole(const Call& call) {
  const auto in = input_of(call, true);
  if (!in) return tl::unexpected(in.error());
  const auto fit = spatial_fit(call, *in);
  if (!fit) return tl::unexpected(fit.error());
  Output out;
  out.item("refvar", fit->area_variance).item("rho", fit->rho);
  out.item("loglike", fit->log_likelihood).item("aic", fit->aic).item("bic", fit->bic);
  add_coefficients(out, *in, fit->beta, fit->beta_error);
  return out;
}

}  // namespace

void add_fay_herriot_methods(std::vector<Method>& list) {
  const Setting level = {"level", "0.95", "two-sided level of confidence"};
  const std::vector<Setting> design = {{"covariates", "", "columns of the regression, comma-separated"},
                                       {"factors", "", "columns with groups, comma-separated; the first group is the reference"},
                                       {"intercept", "yes", "yes or no"},
                                       level};
  std::vector<Setting> plain = design, spatial = design;
  plain.insert(plain.begin(), {"method", "reml", "reml, ml, fh or adjusted"});
  const Setting precision = {"precision", "0.0001", "stop when A (and ρ) change by no more than this part; published examples stop here"};
  plain.push_back(precision);
  spatial.push_back(precision);
  spatial.insert(spatial.begin(), {"method", "reml", "reml or ml"});
  const std::string formula = "x'β + A/(A+ψ) (y − x'β); mse = g1 + g2 + 2 g3 (− bias of A for ml and fh); estimate ± z √mse";
  const std::string source = "Fay & Herriot (1979); Prasad & Rao (1990); Datta & Lahiri (2000); Li & Lahiri (2010) for adjusted";
  const std::string reads = "y (figure; none: the area gets the synthetic estimate), vardir (its sampling variance), covariates";
  list.push_back({.name = "fay-herriot",
                  .what = "survey figures of small areas with a regression, with their mean squared error",
                  .reads = reads,
                  .gives = "eblup, mse, lower, upper, synthetic (x'β), weight (A/(A+ψ)), refvar (A)",
                  .formula = formula,
                  .source = source,
                  .settings = plain,
                  .run = areas});
  list.push_back({.name = "fay-herriot-fit",
                  .what = "the regression and the variance between areas of fay-herriot",
                  .reads = reads,
                  .gives = "name, value: refvar, loglike, aic, bic, kic, and beta, error, t, p of each covariate",
                  .formula = formula,
                  .source = source,
                  .settings = plain,
                  .run = whole});
  const std::string spatial_formula = "v = ρ W v + u, W row-standardised; G = A [(I−ρW)'(I−ρW)]⁻¹, V = G + diag ψ; x'β + G V⁻¹ (y − x'β)";
  const std::string spatial_source = "Singh, Shukla & Kundu (2005); Pratesi & Salvati (2008)";
  list.push_back({.name = "spatial-fay-herriot",
                  .what = "fay-herriot in which neighbours resemble each other",
                  .reads = "y, vardir, covariates, without gaps",
                  .gives = "eblup, mse, lower, upper, synthetic, refvar, rho",
                  .formula = spatial_formula,
                  .source = spatial_source,
                  .settings = spatial,
                  .needs = Needs::neighbours,
                  .run = spatial_areas});
  list.push_back({.name = "spatial-fay-herriot-fit",
                  .what = "the regression, the variance and the correlation of spatial-fay-herriot",
                  .reads = "y, vardir, covariates, without gaps",
                  .gives = "name, value: refvar, rho, loglike, aic, bic, and beta, error, t, p of each covariate",
                  .formula = spatial_formula,
                  .source = spatial_source,
                  .settings = spatial,
                  .needs = Needs::neighbours,
                  .run = spatial_whole});
}

}  // namespace trede::method
