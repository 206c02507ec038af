// SPDX-License-Identifier: EUPL-1.2
#include "disclose/steady.hpp"

#include <cmath>

namespace trede {
namespace {

using Kind = OldFigure::Kind;

bool small(double change, int minimum) { return change != 0.0 && std::abs(change) < minimum; }

// The old figure of each area of today; null where there was none.
std::vector<const OldFigure*> by_area(const AreaSet& areas, const OldSeries& old) {
  std::vector<const OldFigure*> out(areas.size(), nullptr);
  for (std::size_t i = 0; i < old.figure.size(); ++i)
    if (old.areas->now[i] != kNoArea) out[old.areas->now[i]] = &old.figure[i];
  return out;
}

bool unchanged(const std::vector<const OldFigure*>& before, const std::vector<double>& x, const std::vector<double>& n,
               bool own_denominator, const std::vector<std::uint8_t>& there, int minimum, const Allowed& allowed) {
  for (std::size_t a = 0; a < there.size(); ++a) {
    const Kind kind = before[a] == nullptr ? Kind::nothing : before[a]->kind;
    if (there[a] == 0 && (kind == Kind::shown || kind == Kind::withheld)) return false;
    if (there[a] == 1 && kind != Kind::shown && kind != Kind::withheld) return false;
    if (there[a] == 2 && kind != Kind::deeper && kind != Kind::nothing) return false;
    if (there[a] != 1 || kind != Kind::shown) continue;
    if (std::abs(x[a] - before[a]->x) >= minimum) return false;
    if (own_denominator && std::abs(n[a] - before[a]->n) >= minimum) return false;
    const double base = n.empty() ? 0.0 : own_denominator ? before[a]->n : n[a];
    if (!allowed(static_cast<AreaIndex>(a), before[a]->x, base)) return false;
  }
  return true;
}

// Areas at the bottom that were shown, and whose new count may not be: hiding it now would show by how much its totals changed. The old
// count is public already.
std::vector<std::uint8_t> stay_as_they_were(const AreaSet& areas, const std::vector<const OldFigure*>& before, const std::vector<double>& x,
                                            const std::vector<double>& n, bool own_denominator, const std::vector<std::uint8_t>& there,
                                            const Allowed& allowed) {
  std::vector<std::uint8_t> total(areas.size(), 0), out(areas.size(), 0);
  for (AreaIndex a = 0; a < areas.size(); ++a)
    if (there[a] == 1 && areas.parent(a) != kNoArea) total[areas.parent(a)] = 1;
  for (AreaIndex a = 0; a < areas.size(); ++a) {
    if (there[a] != 1 || total[a] != 0 || before[a] == nullptr || before[a]->kind != Kind::shown) continue;
    const double base = n.empty() ? 0.0 : n[a];
    if (!allowed(a, x[a], base) && allowed(a, before[a]->x, own_denominator ? before[a]->n : base)) out[a] = 1;
  }
  return out;
}

// One quantity, from the bottom up.
class Quieting {
 public:
  Quieting(const AreaSet& areas, const std::vector<const OldFigure*>& before, const std::vector<std::uint8_t>& there, int minimum,
           double OldFigure::*what, const std::vector<std::uint8_t>& stays)
      : areas_(areas), before_(before), there_(there), minimum_(minimum), what_(what), stays_(stays) {}

  void run(std::vector<double>& count, std::vector<std::uint8_t>& shy) const {
    const std::vector<double> raw = count;
    std::vector<double> held(count.size(), 0.0);   // what the parts hold back
    std::vector<double> shown(count.size(), 0.0);  // the change that the parts show
    std::vector<std::uint8_t> parts(count.size(), 0);
    for (AreaIndex a = static_cast<AreaIndex>(count.size()); a-- > 0;) {
      if (there_[a] != 1) continue;
      count[a] += held[a];
      const bool known = before_[a] != nullptr && before_[a]->kind == Kind::shown;
      if (known) {
        const double old = before_[a]->*what_;
        // What happened in the parts that are not shown in both editions.
        const double unseen = count[a] - old - (parts[a] != 0 ? shown[a] : 0.0);
        if (small(unseen, minimum_) || stays_[a] != 0) count[a] -= unseen;
        if (count[a] < 0.0) count[a] = raw[a];
        if (small(count[a] - old, minimum_)) shy[a] = 1;
      }
      const AreaIndex p = areas_.parent(a);
      if (p == kNoArea || there_[p] != 1) continue;
      parts[p] = 1;
      held[p] += count[a] - raw[a];
      if (known && !shy[a]) shown[p] += count[a] - before_[a]->*what_;
    }
  }

 private:
  const AreaSet& areas_;
  const std::vector<const OldFigure*>& before_;
  const std::vector<std::uint8_t>& there_;
  int minimum_;
  double OldFigure::*what_;
  const std::vector<std::uint8_t>& stays_;
};

}  // namespace

SteadyCounts steady(const AreaSet& areas, const std::vector<double>& x, const std::vector<double>& n, bool own_denominator,
                    const std::vector<std::uint8_t>& there, const OldSeries* old, int minimum_count, const Allowed& allowed) {
  SteadyCounts out{x, n, false, {}, std::vector<std::uint8_t>(areas.size(), 0)};
  if (old == nullptr || !old->areas->same_division) return out;
  const auto before = by_area(areas, *old);
  if (unchanged(before, x, n, own_denominator, there, minimum_count, allowed)) {
    out.keep = true;
    out.as_before.assign(areas.size(), 0);
    for (AreaIndex a = 0; a < areas.size(); ++a) {
      if (there[a] != 1) continue;
      if (before[a]->kind == OldFigure::Kind::withheld) {
        out.as_before[a] = 1;
      } else {
        out.x[a] = before[a]->x;
        if (own_denominator) out.n[a] = before[a]->n;
      }
    }
    return out;
  }
  const auto stays = stay_as_they_were(areas, before, x, n, own_denominator, there, allowed);
  Quieting(areas, before, there, minimum_count, &OldFigure::x, stays).run(out.x, out.shy);
  if (own_denominator) Quieting(areas, before, there, minimum_count, &OldFigure::n, stays).run(out.n, out.shy);
  return out;
}

}  // namespace trede
