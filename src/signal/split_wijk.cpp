// SPDX-License-Identifier: EUPL-1.2
#include "signal/split_wijk.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <fmt/format.h>
#include <boost/math/distributions/chi_squared.hpp>

#include "base/parallel.hpp"
#include "stat/spatial/draws.hpp"

namespace trede::signal {
namespace {

constexpr SignalKind kKind = SignalKind::split_wijk;
constexpr std::size_t kFewestBuurten = 4;
constexpr std::size_t kSmallestGroup = 2;
constexpr std::uint32_t kFirst = 999, kMost = 19'999;  // replications: more where the first ones leave it open
constexpr std::uint32_t kEnough = 20;                  // exceedances after which a p-value is known well enough (Besag & Clifford 1991)
constexpr double kGroupsApart = 0.5;                   // in a leefgebied, to say that the groups differ there too

// A buurt's mean over the leefgebieden, and its standard error where the errors of its figures are known.
struct Buurten {
  std::vector<double> mean, error;
  std::vector<std::uint8_t> has;
};

// How much one unit of an indicator is on the scale of z; 0 when it cannot be told.
double scale_of(const SignalInput& input, const IndicatorScore& score, AreaSet::Run run) {
  const PublishedSeries& s = input.figures.series()[score.series];
  double low = 0, high = 0;
  AreaIndex a_low = kNoArea, a_high = kNoArea;
  for (AreaIndex a = run.first; a < run.last && a < score.has.size(); ++a) {
    if (score.has[a] == 0) continue;
    if (a_low == kNoArea || s.value[a] < low) low = s.value[a], a_low = a;
    if (a_high == kNoArea || s.value[a] > high) high = s.value[a], a_high = a;
  }
  if (a_low == kNoArea || !(high > low)) return 0.0;
  return std::abs(score.z[a_high] - score.z[a_low]) / (high - low);
}

// The scored indicators that may be looked at: counted or surveyed, of the ladder.
struct Looked {
  const Indicator* indicator = nullptr;
  const IndicatorScore* score = nullptr;
};
std::vector<Looked> looked_at(const SignalInput& input) {
  std::vector<Looked> out;
  for (const IndicatorScore& i : input.scores.indicators) {
    const Indicator* indicator = input.catalogue.indicator(i.indicator);
    if (indicator != nullptr && admit(input, *indicator, false).admitted) out.push_back({indicator, &i});
  }
  return out;
}

Buurten buurten_of(const SignalInput& input, const std::vector<LeefgebiedScore>& all, const std::vector<Looked>& looked) {
  const std::size_t n = input.areas.size();
  const auto run = input.areas.run(AreaLevel::buurt);
  Buurten out{std::vector<double>(n, 0), std::vector<double>(n, 0), std::vector<std::uint8_t>(n, 0)};
  std::vector<double> of(n, 0);
  for (const LeefgebiedScore& l : all) {
    std::vector<double> weight(n, 0), variance(n, 0);
    for (const auto& [indicator, score] : looked) {
      if (indicator->leefgebied != l.leefgebied->id) continue;
      const IndicatorScore& i = *score;
      const double scale = scale_of(input, i, run);
      const SeriesEstimate& e = input.estimates.series[i.series];
      for (AreaIndex a = run.first; a < run.last && a < i.has.size(); ++a) {
        if (i.has[a] == 0) continue;
        weight[a] += indicator->weight;
        const bool known = a < e.has.size() && e.has[a] != 0;
        const double error = known ? scale * (e.upper[a] - e.lower[a]) / (2.0 * 1.959963984540054) : 0.0;
        variance[a] += indicator->weight * indicator->weight * error * error;
      }
    }
    for (AreaIndex a = run.first; a < run.last; ++a) {
      if (l.has[a] == 0) continue;
      of[a] += 1;
      out.mean[a] += l.mean[a];
      out.error[a] += variance[a] / (weight[a] * weight[a]);
    }
  }
  for (AreaIndex a = run.first; a < run.last; ++a) {
    if (2.0 * of[a] < static_cast<double>(all.size()) || of[a] == 0) continue;
    out.has[a] = 1;
    out.mean[a] /= of[a];
    out.error[a] = std::sqrt(out.error[a]) / of[a];
  }
  return out;
}

// Variance among values less the mean of their squared errors.
double excess(const Buurten& b, std::span<const AreaIndex> areas) {
  double sum = 0, squares = 0, own = 0;
  for (const AreaIndex a : areas) {
    sum += b.mean[a];
    squares += b.mean[a] * b.mean[a];
    own += b.error[a] * b.error[a];
  }
  const auto n = static_cast<double>(areas.size());
  return (squares - sum * sum / n) / (n - 1.0) - own / n;
}

double permutation_p(const Buurten& b, const std::vector<AreaIndex>& wijk, const std::vector<AreaIndex>& all, AreaIndex item) {
  const double seen = excess(b, wijk);
  stat::Draws draws(all.size(), wijk.size());
  std::vector<AreaIndex> drawn(wijk.size());
  std::uint32_t above = 0, done = 0;
  while (done < kMost && (done < kFirst || above < kEnough)) {
    const auto row = draws.row(kSeed, done, item);
    for (std::size_t i = 0; i < drawn.size(); ++i) drawn[i] = all[row[i]];
    if (excess(b, drawn) >= seen) ++above;
    ++done;
  }
  return (above + 1.0) / (done + 1.0);
}

struct Wijk {
  AreaIndex area = kNoArea;
  std::vector<AreaIndex> good, bad;  // by index
  double good_mean = 0, bad_mean = 0, mean = 0, p_drawn = 1, p_errors = 1;
  [[nodiscard]] double p() const { return std::max(p_drawn, p_errors); }
  [[nodiscard]] bool hidden() const {
    return good.size() >= kSmallestGroup && bad.size() >= kSmallestGroup && good_mean < 0 && bad_mean > 0;
  }
};

Wijk wijk_of(const Buurten& b, AreaIndex area, std::vector<AreaIndex> buurten, const std::vector<AreaIndex>& all) {
  Wijk w;
  w.area = area;
  std::vector<double> values, errors;
  w.p_drawn = permutation_p(b, buurten, all, area);
  std::sort(buurten.begin(), buurten.end(), [&](AreaIndex x, AreaIndex y) { return std::pair(b.mean[x], x) < std::pair(b.mean[y], y); });
  for (const AreaIndex a : buurten) {
    values.push_back(b.mean[a]);
    errors.push_back(b.error[a]);
  }
  w.p_errors = heterogeneity_p(values, errors);
  const std::size_t cut = two_groups(values);
  for (std::size_t i = 0; i < buurten.size(); ++i) {
    (i < cut ? w.good : w.bad).push_back(buurten[i]);
    (i < cut ? w.good_mean : w.bad_mean) += values[i];
    w.mean += values[i] / static_cast<double>(values.size());
  }
  w.good_mean /= static_cast<double>(w.good.size());
  w.bad_mean /= static_cast<double>(w.bad.size());
  std::sort(w.good.begin(), w.good.end());
  std::sort(w.bad.begin(), w.bad.end());
  return w;
}

// In how many leefgebieden the two groups lie apart the same way.
std::pair<std::size_t, std::size_t> agreeing(const std::vector<LeefgebiedScore>& all, const Wijk& w) {
  std::size_t apart = 0, known = 0;
  for (const LeefgebiedScore& l : all) {
    const auto mean = [&](const std::vector<AreaIndex>& group) -> std::optional<double> {
      double sum = 0, n = 0;
      for (const AreaIndex a : group)
        if (l.has[a] != 0) sum += l.mean[a], n += 1;
      if (n < 1) return std::nullopt;
      return sum / n;
    };
    const auto good = mean(w.good), bad = mean(w.bad);
    if (!good || !bad) continue;
    ++known;
    apart += *bad - *good >= kGroupsApart ? 1U : 0U;
  }
  return {apart, known};
}

// The indicators in which the groups lie furthest apart, for the cells: at most six.
void add_cells(const SignalInput& input, const std::vector<Looked>& looked, const Wijk& w, Signal& s) {
  std::vector<std::pair<double, const IndicatorScore*>> list;
  for (const Looked& one : looked) {
    const IndicatorScore& i = *one.score;
    double good = 0, bad = 0, n_good = 0, n_bad = 0;
    for (const AreaIndex a : w.good)
      if (i.has[a] != 0) good += i.z[a], n_good += 1;
    for (const AreaIndex a : w.bad)
      if (i.has[a] != 0) bad += i.z[a], n_bad += 1;
    if (n_good < 1 || n_bad < 1) continue;
    list.emplace_back(bad / n_bad - good / n_good, &i);
  }
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  if (list.size() > 6) list.resize(6);
  for (const auto& [difference, i] : list) {
    s.indicators.push_back(i->indicator);
    const Period period = input.figures.series()[i->series].period;
    s.period = std::max(s.period, period);
    for (const auto* group : {&w.good, &w.bad})
      for (const AreaIndex a : *group)
        if (i->has[a] != 0) s.cells.push_back({.indicator = i->indicator, .period = period, .area = a});
  }
}

Signal signal_of(const SignalInput& input, const std::vector<LeefgebiedScore>& all, const std::vector<Looked>& looked, const Wijk& w,
                 double q) {
  Signal s;
  s.kind = kKind;
  s.level = AreaLevel::wijk;
  s.areas = {w.area};
  s.areas.insert(s.areas.end(), w.good.begin(), w.good.end());
  s.areas.insert(s.areas.end(), w.bad.begin(), w.bad.end());
  std::sort(s.areas.begin(), s.areas.end());
  s.id = signal_id(kKind, {}, input.areas.code(w.area));
  s.p = w.p();
  s.q = q;
  add_cells(input, looked, w, s);
  const auto [apart, known] = agreeing(all, w);
  s.sentence =
      fill({"Het gemiddelde van {0} verbergt twee groepen buurten: {1} staan er gemiddeld over de leefgebieden gunstiger voor dan {3}, {2} "
            "ongunstiger. De buurten verschillen meer dan evenveel buurten die willekeurig uit {3} worden gekozen.",
            "The average of {0} hides two groups of buurten: averaged over the areas of life {1} are more favourable than {3}, {2} less "
            "favourable. The buurten differ more than as many buurten drawn at random from {3}."},
           {same(input.areas.name(w.area)), names(input.areas, w.good), names(input.areas, w.bad),
            place(input.areas, reference_of(input, w.area))});
  s.not_for = {"Niet om de ene buurt tegen de andere te zetten. Het zegt dat het cijfer van de wijk voor geen van beide klopt.",
               "Not for setting one buurt against another. It says that the figure of the wijk is right for neither."};
  s.evidence = {
      {.id = "gunstigeBuurten",
       .name = {"Gemiddelde score van de gunstige groep", "Mean score of the favourable group"},
       .value = w.good_mean,
       .decimals = 2},
      {.id = "ongunstigeBuurten",
       .name = {"Gemiddelde score van de ongunstige groep", "Mean score of the unfavourable group"},
       .value = w.bad_mean,
       .decimals = 2},
      {.id = "waarde", .name = {"Gemiddelde score van alle buurten", "Mean score of all buurten"}, .value = w.mean, .decimals = 2},
      {.id = "pTrekking",
       .name = {"Kans bij buurten die willekeurig gekozen zijn", "Chance with buurten drawn at random"},
       .value = w.p_drawn,
       .decimals = 6},
      {.id = "pMarges",
       .name = {"Kans door de marges van de cijfers alleen", "Chance by the margins of the figures alone"},
       .value = w.p_errors,
       .decimals = 6},
      q_value(q)};
  s.stability = {{.id = "leefgebieden",
                  .holds = 3 * apart >= 2 * known,
                  .words = {fmt::format("In {} van de {} leefgebieden liggen de twee groepen uit elkaar.", apart, known),
                            fmt::format("In {} of the {} areas of life the two groups lie apart.", apart, known)}}};
  s.strength = strength_of(q, s.stability);
  return s;
}

}  // namespace

std::size_t two_groups(std::span<const double> ascending) {
  std::size_t best = 1;
  double least = -1;
  const auto within = [](std::span<const double> v) {
    const double mean = std::accumulate(v.begin(), v.end(), 0.0) / static_cast<double>(v.size());
    double sum = 0;
    for (const double x : v) sum += (x - mean) * (x - mean);
    return sum;
  };
  for (std::size_t cut = 1; cut < ascending.size(); ++cut) {
    const double inside = within(ascending.first(cut)) + within(ascending.subspan(cut));
    if (least < 0 || inside < least) least = inside, best = cut;
  }
  return best;
}

double heterogeneity_p(std::span<const double> values, std::span<const double> errors) {
  double sw = 0, sx = 0;
  std::size_t n = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!(errors[i] > 0)) continue;
    const double w = 1.0 / (errors[i] * errors[i]);
    sw += w;
    sx += w * values[i];
    ++n;
  }
  if (n < 2) return 0.0;  // no errors: nothing to explain away
  double q = 0;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (errors[i] > 0) q += (values[i] - sx / sw) * (values[i] - sx / sw) / (errors[i] * errors[i]);
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared(static_cast<double>(n - 1)), q));
}

Found split_wijken(const SignalInput& input) {
  Found found;
  const std::vector<LeefgebiedScore> all = leefgebied_scores(input, false);
  if (all.empty()) return found;
  const std::vector<Looked> looked = looked_at(input);
  const Buurten b = buurten_of(input, all, looked);
  std::map<AreaIndex, std::vector<AreaIndex>> by_gemeente, by_wijk;
  const auto run = input.areas.run(AreaLevel::buurt);
  for (AreaIndex a = run.first; a < run.last; ++a) {
    if (b.has[a] == 0) continue;
    by_gemeente[input.areas.gemeente(a)].push_back(a);
    by_wijk[input.areas.parent(a)].push_back(a);
  }
  std::vector<std::pair<AreaIndex, const std::vector<AreaIndex>*>> wijken;
  for (const auto& [wijk, buurten] : by_wijk) {
    const auto& whole = by_gemeente[input.areas.gemeente(wijk)];
    if (buurten.size() >= kFewestBuurten && whole.size() >= kFewest && whole.size() > buurten.size()) wijken.emplace_back(wijk, &buurten);
  }
  std::vector<Wijk> tested(wijken.size());
  parallel_for(wijken.size(), input.threads, [&](std::size_t i) {
    tested[i] = wijk_of(b, wijken[i].first, *wijken[i].second, by_gemeente.at(input.areas.gemeente(wijken[i].first)));
  });
  for (const auto& [gemeente, buurten] : by_gemeente) {
    std::vector<const Wijk*> here;
    std::vector<double> p;
    for (const Wijk& w : tested) {
      if (input.areas.gemeente(w.area) != gemeente) continue;
      here.push_back(&w);
      p.push_back(w.p());
    }
    if (here.empty()) continue;
    const std::string id = std::string(published_word(kKind)) + "/" + input.areas.code(gemeente).str();
    const std::vector<double> q = family(found, kKind, id, p);
    for (std::size_t i = 0; i < here.size(); ++i) {
      if (q[i] > kRate || !here[i]->hidden()) continue;
      found.list.push_back(signal_of(input, all, looked, *here[i], q[i]));
      ++found.families.back().found;
    }
  }
  return found;
}

}  // namespace trede::signal
