// SPDX-License-Identifier: EUPL-1.2
#include "estimate/course.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "estimate/comparison.hpp"
#include "stat/series/trend.hpp"

namespace trede {
namespace {

constexpr double kLevel = 0.05;

double in_years(const Date& d) { return d.year + (d.month - 1) / 12.0 + (d.day - 1) / 365.25; }
double middle(const Period& p) { return (in_years(p.begin()) + in_years(p.end()) + 1 / 365.25) / 2.0; }

bool same_kind(const Period& a, const Period& b) {
  return a.kind() == b.kind() && a.part() == b.part() && a.last_year() - a.first_year() == b.last_year() - b.first_year();
}

bool has_figures(const PublishedSeries& s) {
  return std::any_of(s.missing.begin(), s.missing.end(), [](Missing m) { return m == Missing::none; });
}

struct Chosen {
  std::vector<std::size_t> series;  // in time order
  bool cut = false;                 // a break of definition or another source left some out
};

Chosen choose(const PublishedFigures& figures, const Indicator& indicator, std::span<const std::size_t> all) {
  Chosen out;
  const PublishedSeries* latest = nullptr;
  const PublishedSeries* next = nullptr;  // the one after, taken already
  for (std::size_t i = all.size(); i-- > 0;) {
    const PublishedSeries& s = figures.series()[all[i]];
    if (!has_figures(s) || (latest != nullptr && !same_kind(s.period, latest->period))) continue;
    if (next != nullptr && !(s.period.end() < next->period.begin())) continue;
    if (latest == nullptr) latest = &s;
    const bool broken = std::any_of(indicator.breaks.begin(), indicator.breaks.end(), [&](const SeriesBreak& b) {
      return s.period.begin() < b.period.begin() && b.period.begin() <= latest->period.end();
    });
    if (broken || s.lineage.numerator.source != latest->lineage.numerator.source) {
      out.cut = true;
      break;
    }
    next = &s;
    out.series.push_back(all[i]);
  }
  std::reverse(out.series.begin(), out.series.end());
  return out;
}

IndicatorCourse refused(NoCourse reason, Text why) {
  IndicatorCourse out;
  out.refused = reason;
  out.why = std::move(why);
  return out;
}

Text why_too_few(std::size_t periods, bool cut) {
  if (cut)
    return {fmt::format("Sinds de laatste verandering in het tellen {}; voor een verloop zijn er {} nodig.",
                        periods == 1 ? "is er 1 periode" : fmt::format("zijn er {} perioden", periods), kFewestPeriods),
            fmt::format("Since counting last changed there {}; a course takes {}.",
                        periods == 1 ? "is 1 period" : fmt::format("are {} periods", periods), kFewestPeriods)};
  return {fmt::format("Er {}; voor een verloop zijn er {} nodig. Met minder kan een toets toeval nooit uitsluiten.",
                      periods == 1 ? "is 1 periode" : fmt::format("zijn {} perioden", periods), kFewestPeriods),
          fmt::format("There {}; a course takes {}. With fewer no test can ever rule out chance.",
                      periods == 1 ? "is 1 period" : fmt::format("are {} periods", periods), kFewestPeriods)};
}

// The figures of one area in time order, without the periods in which it has none; errors empty when not all are known.
struct Row {
  std::vector<double> time, value, error;
};

bool sure_of_sign(const Row& row, double slope) {
  const auto line = stat::weighted_trend(row.value, row.time, row.error);
  return line && line->same_sign && line->p < kLevel && line->slope * slope > 0.0;
}

class Courses {
 public:
  Courses(const Catalogue& catalogue, const PublishedFigures& figures, const Units& units, const Indicator& indicator,
          const std::vector<std::size_t>& series)
      : indicator_(indicator) {
    for (const std::size_t i : series) {
      bases_.emplace_back(catalogue, figures, units, figures.series()[i]);
      time_.push_back(middle(figures.series()[i].period));
    }
  }

  void area(IndicatorCourse& out, AreaIndex a) {
    if (!read(a)) return;
    const NoCourse why = reason();
    if (why != NoCourse::none) {
      out.course[a] = Course::refused;
      out.reason[a] = why;
      return;
    }
    const auto trend = stat::mann_kendall(row_.value, row_.time);
    out.course[a] = Course::stable;
    out.judgement[a] = Judgement::similar;
    out.slope[a] = trend ? static_cast<float>(trend->slope) : 0.0F;
    out.p[a] = trend ? static_cast<float>(trend->p) : 1.0F;
    if (!trend || trend->p >= kLevel || trend->slope == 0.0) return;
    if (!sure_of_sign(row_, trend->slope)) return;
    out.course[a] = trend->slope > 0.0 ? Course::rising : Course::falling;
    out.judgement[a] = judged(indicator_.direction, trend->slope);
  }

 private:
  // False when the area has no figure at all.
  bool read(AreaIndex a) {
    row_ = {};
    first_ = bases_.size();
    last_ = 0;
    known_ = true;
    double mean = 0.0;
    for (std::size_t i = 0; i < bases_.size(); ++i) {
      if (bases_[i].series().missing[a] != Missing::none) continue;
      first_ = std::min(first_, i);
      last_ = i;
      row_.time.push_back(time_[i]);
      row_.value.push_back(bases_[i].value(a));
      mean += bases_[i].value(a);
      known_ = known_ && bases_[i].rests() != Rests::nothing && bases_[i].has(a);
    }
    if (row_.time.empty()) return false;
    mean /= static_cast<double>(row_.time.size());
    // Errors at the mean over the periods: a period with nought cases is not without error.
    for (std::size_t i = 0; i < bases_.size() && known_; ++i) {
      if (bases_[i].series().missing[a] != Missing::none) continue;
      const double v = bases_[i].variance(a, std::min(1.0, mean / bases_[i].scale()));
      known_ = v > 0.0;
      row_.error.push_back(std::sqrt(v));
    }
    if (!known_) row_.error.clear();
    return true;
  }

  [[nodiscard]] NoCourse reason() const {
    if (last_ + 1 < bases_.size()) return NoCourse::gaps;
    const auto between = static_cast<double>(last_ - first_ + 1);
    if (between - static_cast<double>(row_.time.size()) > kLargestGap * between) return NoCourse::gaps;
    return row_.time.size() < kFewestPeriods ? NoCourse::too_few_periods : NoCourse::none;
  }

  const Indicator& indicator_;
  std::vector<Basis> bases_;
  std::vector<double> time_;
  Row row_;
  std::size_t first_ = 0, last_ = 0;
  bool known_ = false;
};

}  // namespace

IndicatorCourse course_of(const Catalogue& catalogue, const PublishedFigures& figures, const Units& units, const Indicator& indicator,
                          std::span<const std::size_t> series) {
  if (series.empty()) return {};
  const Source* source = catalogue.source(figures.series()[series.back()].lineage.numerator.source);
  if (indicator.measure == Measure::modelled_share || (source != nullptr && source->modelled))
    return refused(
        NoCourse::modelled,
        {"Een modelschatting laat geen verloop zien: een verandering in een buurt komt alleen in het cijfer als het model haar kent.",
         "A model estimate shows no course: a change in a buurt enters the figure only if the model knows of it."});
  const Chosen chosen = choose(figures, indicator, series);
  if (chosen.series.size() < kFewestPeriods)
    return refused(chosen.cut ? NoCourse::definition_break : NoCourse::too_few_periods, why_too_few(chosen.series.size(), chosen.cut));
  Courses courses(catalogue, figures, units, indicator, chosen.series);
  const std::size_t n = figures.series()[chosen.series.front()].value.size();
  IndicatorCourse out;
  out.course.assign(n, Course::unknown);
  out.reason.assign(n, NoCourse::none);
  out.slope.assign(n, std::numeric_limits<float>::quiet_NaN());
  out.p.assign(n, std::numeric_limits<float>::quiet_NaN());
  out.judgement.assign(n, Judgement::unknown);
  for (AreaIndex a = 0; a < n; ++a) courses.area(out, a);
  return out;
}

}  // namespace trede
