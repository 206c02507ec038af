// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A drawn town with a map: every wijk a row of buurten, every buurt a square of a kilometre; its signals.

#include <algorithm>
#include <cmath>
#include <set>

#include "estimate/drawn.hpp"
#include "score/scores.hpp"
#include "signal/signals.hpp"

namespace trede::drawn {

class Town : public Country {
 public:
  explicit Town(int wijken = 8, int buurten = 12) : Country(1, wijken, buurten), wide(buurten), high(wijken) {
    for (const char* id : {"huisvesting", "inkomen", "familie", "gezondheid", "werk", "middelen"}) {
      Leefgebied l;
      l.id = LeefgebiedId(id);
      l.name = {id, id};
      l.treden = {TredeId("0-1")};
      catalogue.leefgebieden.push_back(l);
    }
    catalogue.treden = {{TredeId("0-1"), {}, {}}};
  }

  // The buurt in a row (wijk) and a column.
  [[nodiscard]] std::size_t at(int row, int column) const { return static_cast<std::size_t>(row * wide + column); }

  Indicator& in(const std::string& id, const char* leefgebied = "huisvesting", Measure measure = Measure::register_rate,
                Unit unit = Unit::per_1000, Direction direction = Direction::higher_worse) {
    Indicator& i = indicator(id, measure, unit, direction);
    i.leefgebied = LeefgebiedId(leefgebied);
    return i;
  }

  // Poisson counts around `rate` times persons, buurt by buurt.
  void draw(const std::string& id, int year, const std::vector<double>& rate, double persons, std::mt19937_64& random,
            const char* source = "open") {
    std::vector<double> x, n(size(), persons);
    for (std::size_t b = 0; b < size(); ++b) x.push_back(poisson_draw(random, rate[b] * persons));
    counts(id, year, x, n, source);
  }

  Signals signals(unsigned threads = 1) {
    estimates_ = estimates(threads);
    const AreaIndex whole = *areas.find(*AreaCode::parse("GM0001"));
    scores_ = score(catalogue, *figures, areas, whole, threads);
    SignalInput input{.catalogue = catalogue,
                      .figures = *figures,
                      .areas = areas,
                      .estimates = estimates_,
                      .scores = scores_,
                      .reference = whole,
                      .borders = borders(),
                      .x = {},
                      .y = {},
                      .threads = threads};
    middles(input.x, input.y);
    return find_signals(input);
  }

  [[nodiscard]] std::vector<std::string> codes(const Signal& s) const {
    std::vector<std::string> out;
    for (const AreaIndex a : s.areas) out.push_back(areas.code(a).str());
    return out;
  }

  int wide, high;

 private:
  [[nodiscard]] std::vector<std::pair<AreaIndex, AreaIndex>> borders() const {
    std::vector<std::pair<AreaIndex, AreaIndex>> out;
    for (int r = 0; r < high; ++r) {
      for (int c = 0; c < wide; ++c) {
        for (const auto& [dr, dc] : {std::pair{0, 1}, {1, -1}, {1, 0}, {1, 1}}) {
          if (r + dr >= high || c + dc < 0 || c + dc >= wide) continue;
          out.emplace_back(buurt(at(r, c)), buurt(at(r + dr, c + dc)));
        }
      }
    }
    const auto wijken = areas.run(AreaLevel::wijk);
    for (AreaIndex w = wijken.first; w + 1 < wijken.last; ++w) out.emplace_back(w, w + 1);
    return out;
  }
  void middles(std::vector<double>& x, std::vector<double>& y) const {
    x.assign(areas.size(), NAN);
    y.assign(areas.size(), NAN);
    for (int r = 0; r < high; ++r) {
      for (int c = 0; c < wide; ++c) {
        x[buurt(at(r, c))] = 1000.0 * c;
        y[buurt(at(r, c))] = 1000.0 * r;
      }
      x[areas.run(AreaLevel::wijk).first + static_cast<AreaIndex>(r)] = 500.0 * wide;
      y[areas.run(AreaLevel::wijk).first + static_cast<AreaIndex>(r)] = 1000.0 * r;
    }
  }

  Estimates estimates_;
  Scores scores_;
};

inline std::vector<const Signal*> of_kind(const Signals& signals, SignalKind kind) {
  std::vector<const Signal*> out;
  for (const Signal& s : signals.list)
    if (s.kind == kind) out.push_back(&s);
  return out;
}
inline bool refused(const Signals& signals, SignalKind kind, const char* indicator) {
  return std::any_of(signals.not_looked_at.begin(), signals.not_looked_at.end(), [&](const NotLookedAt& n) {
    return n.kind == kind && n.indicator.str() == indicator && !n.why.nl.empty() && !n.why.en.empty();
  });
}

}  // namespace trede::drawn
