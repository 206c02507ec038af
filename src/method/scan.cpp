// SPDX-License-Identifier: EUPL-1.2
// The scan statistic: clusters in space, and in space and time.
#include <cmath>
#include <limits>

#include "method/method.hpp"
#include "method/scan_input.hpp"

namespace trede::method {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

template <class T>
void take(Result<T> from, Errors& errors, T& into) {
  if (from) into = std::move(*from);
  else errors.add(from.error());
}

struct Settings {
  stat::ScanOptions options;
  bool time = false, degrees = false;
};

Checked<Settings> settings_of_scan(const Call& call) {
  Settings out;
  Errors errors;
  std::string model, time, rates, coordinates, iterative, shape;
  double km = 0.0;
  std::uint64_t replications = 0, periods = 0;
  take(call.word("model", {"poisson", "bernoulli", "permutation"}), errors, model);
  take(call.word("time", {"none", "retrospective", "prospective"}), errors, time);
  take(call.word("scan", {"high", "low", "both"}), errors, rates);
  take(call.word("coordinates", {"cartesian", "latlong"}), errors, coordinates);
  take(call.word("iterative", {"no", "yes"}), errors, iterative);
  take(call.word("shape", {"circle", "flexible"}), errors, shape);
  std::uint64_t areas = 0;
  take(call.whole("max-areas", 2, 20), errors, areas);
  take(call.number("max-share", 0.0001, 0.5), errors, out.options.most_share);
  take(call.number("max-km", 0.0, 1e6), errors, km);
  take(call.number("level", 0.0001, 0.5), errors, out.options.iterative_level);
  take(call.whole("max-time", 0, 100000), errors, periods);
  take(call.whole("replications", 9, 1000000), errors, replications);
  take(call.whole("seed", 0, std::numeric_limits<std::uint64_t>::max()), errors, out.options.seed);
  if (model == "permutation" && (time == "none" || iterative == "yes"))
    errors.add({"stat.setting",
                Failure::usage,
                "--set model=permutation: kies ook time=retrospective of time=prospective, en iterative=no.",
                "--set model=permutation: also choose time=retrospective or time=prospective, and iterative=no.",
                {}});
  if (shape == "flexible" && (time != "none" || call.second != nullptr))
    errors.add({"stat.setting",
                Failure::usage,
                "--set shape=flexible: alleen met time=none en zonder --with.",
                "--set shape=flexible: only with time=none and without --with.",
                {}});
  if (shape == "flexible" && !call.has_neighbours)
    errors.add({"stat.neighbours_needed",
                Failure::usage,
                "Flexibele vormen hebben buren nodig: geef --neighbours edges.csv.",
                "Flexible shapes need neighbours: give --neighbours edges.csv.",
                {}});
  if (shape == "circle" && call.has_neighbours)
    errors.add({"stat.neighbours_unused",
                Failure::usage,
                "Cirkels gebruiken geen buren. Laat --neighbours weg of kies shape=flexible.",
                "Circles use no neighbours. Leave out --neighbours or choose shape=flexible.",
                {}});
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  stat::ScanOptions& o = out.options;
  o.model = model == "poisson"     ? stat::ScanModel::poisson
            : model == "bernoulli" ? stat::ScanModel::bernoulli
                                   : stat::ScanModel::permutation;
  o.rates = rates == "high" ? stat::ScanRates::high : rates == "low" ? stat::ScanRates::low : stat::ScanRates::both;
  out.time = time != "none";
  out.degrees = coordinates == "latlong";
  o.prospective = time == "prospective";
  o.iterative = iterative == "yes";
  o.most_periods = periods;
  if (km > 0.0) o.most_radius = out.degrees ? km : 1000.0 * km;
  o.replications = static_cast<unsigned>(replications);
  o.threads = call.threads;
  o.flexible_areas = shape == "flexible" ? areas : 0;
  return out;
}

// One row per area of a cluster.
class Rows {
 public:
  void add(std::int64_t number, const stat::Cluster& c, const ScanTable& table, const Settings& settings) {
    for (const std::uint32_t a : c.areas) {
      cluster_.push_back(number);
      id_.push_back(table.id[a]);
      llr_.push_back(c.ratio);
      p_.push_back(c.p);
      gumbel_.push_back(c.p_gumbel);
      observed_.push_back(c.cases);
      expected_.push_back(c.expected);
      ratio_.push_back(c.cases / c.expected);
      relative_.push_back(c.relative_risk.value_or(kNone));
      population_.push_back(c.population / static_cast<double>(table.period.size()));
      radius_.push_back(c.radius);
      rates_.emplace_back(c.low ? "low" : "high");
      start_.push_back(table.period[c.from]);
      end_.push_back(table.period[c.to]);
      recurrence_.push_back(settings.options.prospective ? 1.0 / c.p : kNone);
    }
  }
  Output output(const ScanTable& table, const Settings& settings) && {
    Output out;
    out.add_counts("cluster", std::move(cluster_)).add("id", std::move(id_)).add("llr", std::move(llr_)).add("p", std::move(p_));
    out.add("p_gumbel", std::move(gumbel_)).add_counts("observed", std::move(observed_)).add("expected", std::move(expected_));
    out.add("ratio", std::move(ratio_)).add("relative_risk", std::move(relative_)).add("rates", std::move(rates_));
    if (table.persons) out.add("population", std::move(population_));
    out.add("radius", std::move(radius_));
    if (settings.time) out.add("start", std::move(start_)).add("end", std::move(end_));
    if (settings.options.prospective) out.add("recurrence", std::move(recurrence_));
    return out;
  }

 private:
  std::vector<std::int64_t> cluster_, observed_;
  std::vector<std::string> id_, rates_, start_, end_;
  std::vector<double> llr_, p_, gumbel_, expected_, ratio_, relative_, population_, radius_, recurrence_;
};

Checked<Output> run_scan(const Call& call) {
  const auto settings = settings_of_scan(call);
  if (!settings) return tl::unexpected(settings.error());
  const auto table = read_scan(call, settings->options.model, settings->time);
  if (!table) return tl::unexpected(table.error());
  stat::ScanInput input = table->input(settings->degrees);
  input.neighbours = call.pairs;
  const auto clusters = stat::scan(input, settings->options);
  if (!clusters) return fail(clusters.error());
  Rows rows;
  std::int64_t number = 0;
  for (const stat::Cluster& c : *clusters) rows.add(++number, c, *table, *settings);
  return std::move(rows).output(*table, *settings);
}

}  // namespace

void add_scan_methods(std::vector<Method>& list) {
  list.push_back(
      {.name = "scan",
       .what = "clusters: circles, with or without time, with more cases than expected",
       .reads =
           "id, x, y (metres; or degrees east and north), cases, pop (persons) and/or expected (cases, for example by age); with time also t "
           "(2024, 2024-05 or 2024-05-31). With --with PLACES: id, x, y, pop there and id, cases, t here; no row is no cases",
       .gives =
           "a row per area of a cluster, the strongest first: cluster, id, llr, p (rank among random maps), p_gumbel, observed, expected, ratio, "
           "relative_risk, rates, population, radius (metres; km for latlong), start, end, recurrence (periods)",
       .formula =
           "llr = c ln(c/E) + (C−c) ln((C−c)/(C−E)), c of C cases where E are expected; p = (1 + random maps that reach it)/(1 + replications)",
       .source =
           "Kulldorff (1997, 2001); permutation: Kulldorff et al. (2005); Gumbel: Abrams, Kleinman & Kulldorff (2010); iterative: Zhang, "
           "Assunção & Kulldorff (2010)",
       .settings = {{"model", "poisson",
                     "poisson (cases against expected), bernoulli (cases among pop persons) or permutation (place against time)"},
                    {"time", "none", "none, retrospective (any window) or prospective (windows that last until the last period)"},
                    {"scan", "high", "high, low or both: look for more, for fewer, or for either (p is then two-sided)"},
                    {"max-share", "0.5", "of the population (permutation: of the cases) in one circle, at most 0.5"},
                    {"max-km", "0", "radius of a circle at most, in km; 0 = no limit"},
                    {"max-time", "0", "periods in a window at most; 0 = half of the study"},
                    {"coordinates", "cartesian", "cartesian (x, y in metres) or latlong (x = degrees east, y = degrees north)"},
                    {"shape", "circle", "circle, or flexible: any connected set of areas near a centre (needs --neighbours)"},
                    {"max-areas", "15", "with shape=flexible: areas near a centre, itself included, from which sets are made (2 to 20)"},
                    {"iterative", "no", "yes: take each significant cluster out and test the rest anew"},
                    {"level", "0.05", "with iterative=yes: go on while p is at most this"},
                    {"replications", "999", "random maps"},
                    {"seed", "1", "of the random maps"}},
       .needs = Needs::perhaps_neighbours,
       .takes_second = true,
       .run = run_scan});
}

}  // namespace trede::method
