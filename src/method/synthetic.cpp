// SPDX-License-Identifier: EUPL-1.2
// Figures of wijken, spread over their buurten by what is openly known of those.
#include <cmath>
#include <limits>
#include <map>

#include "method/covariates.hpp"
#include "method/method.hpp"
#include "method/significant.hpp"
#include "stat/small_area/synthetic.hpp"

namespace trede::method {
namespace {

constexpr int kDigits = 8;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Wijken {
  std::map<std::string, std::uint32_t> place;
  std::vector<double> value, variance;
};

// The second table: wijk, value, and variance (0 where the column or the cell is not there).
Checked<Wijken> wijken_of(const Call& call) {
  if (call.second == nullptr)
    return fail({"stat.with_needed",
                 Failure::usage,
                 "Deze methode leest de cijfers van de wijken uit een tweede tabel: geef --with.",
                 "This method reads the figures of the wijken from a second table: give --with.",
                 {}});
  const Table& table = *call.second;
  const auto name = table.text("wijk");
  const auto value = table.numbers_or_none("value");
  Checked<std::vector<double>> variance = std::vector<double>(table.rows(), 0.0);
  if (table.has("variance")) variance = table.numbers("variance", 0.0);
  Errors errors = problems(name, value, variance);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  Wijken out;
  for (std::size_t i = 0; i < name->size(); ++i) {
    if (out.place.contains((*name)[i])) {
      errors.add({"stat.twice", Failure::input, "Deze wijk staat er twee keer in.", "This wijk is there twice.", table.where(i, "wijk")});
      continue;
    }
    if (std::isnan((*value)[i])) continue;
    out.place[(*name)[i]] = static_cast<std::uint32_t>(out.value.size());
    out.value.push_back((*value)[i]);
    out.variance.push_back((*variance)[i]);
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return out;
}

// Figures of buurten that have their own: columns value and, perhaps, variance of the first table.
Checked<std::vector<std::optional<stat::KnownFigure>>> known_of(const Call& call) {
  std::vector<std::optional<stat::KnownFigure>> out;
  if (!call.table.has("value")) return out;
  const auto value = call.table.numbers_or_none("value");
  Checked<std::vector<double>> variance = std::vector<double>(call.table.rows(), 0.0);
  if (call.table.has("variance")) variance = call.table.numbers_or_none("variance");
  const Errors errors = problems(value, variance);
  if (errors.fatal()) return tl::unexpected(errors);
  out.resize(value->size());
  for (std::size_t i = 0; i < out.size(); ++i)
    if (!std::isnan((*value)[i])) out[i] = stat::KnownFigure{(*value)[i], std::isnan((*variance)[i]) ? 0.0 : std::max(0.0, (*variance)[i])};
  return out;
}

Output by_buurt(const stat::SyntheticFit& fit) {
  std::vector<double> value(fit.buurt.size(), kNone), lower = value, upper = value;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (!fit.buurt[i]) continue;
    value[i] = significant(fit.buurt[i]->value, kDigits);
    lower[i] = significant(fit.buurt[i]->lower, kDigits);
    upper[i] = significant(fit.buurt[i]->upper, kDigits);
  }
  Output out;
  out.add("value", std::move(value)).add("lower", std::move(lower)).add("upper", std::move(upper));
  return out;
}

Output parameters(const stat::SyntheticFit& fit, const std::vector<std::string>& covariates) {
  Output out;
  const auto item = [&out](const std::string& name, double value) { out.item(name, significant(value, kDigits)); };
  item("intercept", fit.coefficient[0]);
  for (std::size_t k = 0; k < covariates.size(); ++k) item(covariates[k], fit.coefficient[k + 1]);
  item("intercept_se", fit.standard_error[0]);
  for (std::size_t k = 0; k < covariates.size(); ++k) item(covariates[k] + "_se", fit.standard_error[k + 1]);
  item("residual_sd", significant(fit.residual_sd, 5));  // the likelihood is flat at its top
  item("explained", fit.explained);
  item("wijken", static_cast<double>(fit.wijken));
  item("known", static_cast<double>(fit.known));
  return out;
}

Checked<Output> run_synthetic(const Call& call) {
  const auto wijk = call.table.text("wijk");
  const auto persons = call.table.numbers("persons", 0.0);
  const auto covariates = read_covariates(call);
  const auto wijken = wijken_of(call);
  const auto known = known_of(call);
  Errors errors = problems(wijk, persons, covariates, wijken, known);
  const auto scale = call.word("scale", {"identity", "log", "logit"}), give = call.word("give", {"areas", "parameters"});
  const auto level = call.number("level", 0.5, 0.9999);
  if (!level) errors.add(level.error());
  for (const auto* setting : {&scale, &give})
    if (!*setting) errors.add(setting->error());
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  std::vector<std::uint32_t> place;
  for (const std::string& name : *wijk) {
    const auto found = wijken->place.find(name);
    place.push_back(found == wijken->place.end() ? stat::kNoWijk : found->second);
  }
  const auto fit = stat::synthetic({.wijk_value = wijken->value,
                                    .wijk_variance = wijken->variance,
                                    .wijk = place,
                                    .persons = *persons,
                                    .covariate = covariates->values,
                                    .covariates = covariates->names.size(),
                                    .known = *known,
                                    .scale = *scale == "identity" ? stat::Scale::identity
                                             : *scale == "log"    ? stat::Scale::log
                                                                  : stat::Scale::logit,
                                    .level = *level});
  if (fit) return *give == "areas" ? by_buurt(*fit) : parameters(*fit, covariates->names);
  if (fit.error() == stat::NoSynthetic::too_few_wijken)
    return fail({"stat.model_refused",
                 Failure::input,
                 "Er zijn te weinig wijken met een cijfer: minstens zes meer dan er kolommen in covariates staan.",
                 "There are too few wijken with a figure: at least six more than there are columns in covariates.",
                 {}});
  return fail({"stat.model_refused",
               Failure::input,
               "De kolommen van covariates herhalen elkaar in de wijken, of een ervan is overal gelijk. Laat er een weg.",
               "The columns of covariates repeat one another in the wijken, or one is the same everywhere. Leave one out.",
               {}});
}

}  // namespace

void add_synthetic_method(std::vector<Method>& list) {
  list.push_back(
      {.name = "synthetic",
       .what = "figures of wijken spread over their buurten by covariates, so that each wijk keeps its figure",
       .reads = "wijk, persons, the covariates; value and variance of buurten with a figure of their own (optional, for the spread only); "
                "--with: wijk, value, variance (optional)",
       .gives = "value, lower, upper; with give=parameters: coefficients, their standard errors, residual_sd, explained, wijken, known",
       .formula = "g(y_b) = x_b'β + δ_w, β from the wijken by weighted least squares, δ_w so that Σ n_b y_b / Σ n_b is the wijk's figure; "
                  "± t √(ψ_w + (x_b − x̄_w)' Var(β) (x_b − x̄_w) + σ²(1 − 2 n_b/N_w + Σ(n/N_w)²))",
       .source = "Rao & Molina (2015), ch. 6; Fay & Herriot (1979); Li & Lahiri (2010)",
       .settings = {{"covariates", "", "names of columns, with commas between"},
                    {"scale", "logit", "g: logit (shares from 0 to 1), log (rates, amounts) or identity"},
                    {"give", "areas", "areas or parameters"},
                    {"level", "0.95", "two-sided level of the intervals"}},
       .takes_second = true,
       .run = run_synthetic});
}

}  // namespace trede::method
