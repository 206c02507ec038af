// SPDX-License-Identifier: EUPL-1.2
#include "disclose/noise.hpp"

#include <algorithm>
#include <cmath>

#include "disclose/family_cells.hpp"
#include "disclose/level.hpp"
#include "protect/cell_key.hpp"
#include "protect/rounding.hpp"

namespace trede {
namespace {

// Small counts and noughts are what the noise is for.
bool noise_suffices(Verdict v) { return v == Verdict::show || v == Verdict::too_small || v == Verdict::sensitive_zero; }

class Noise {
 public:
  Noise(const Member& member, const AreaSet& areas, const std::vector<OwnAreaParts>& own, const std::string& secret)
      : member_(member), areas_(areas), own_(own), secret_(secret), there_(presence(member, areas)), below_(areas.size()) {
    for (AreaIndex a = 0; a < areas.size(); ++a)
      if (there_[a] != 0 && areas.parent(a) != kNoArea) below_[areas.parent(a)].push_back(a);
  }

  Checked<Protection> run() {
    Protection out;
    const Series& s = *member_.series;
    out.x = s.numerator;
    out.n = s.denominator;
    out.hidden.assign(areas_.size(), 0);
    for (AreaIndex a = 0; a < areas_.size(); ++a)
      if (there_[a] == 1 && !noise_suffices(judge_count(facts(a), *member_.rule))) out.hidden[a] = 1;
    for (const OwnAreaParts& own : own_) out.own.push_back(own_area(own));
    if (auto done = change("x", s.numerator, out.x, out.own, &Protection::Own::x); !done) return tl::unexpected(std::move(done.error()));
    if (member_.own_denominator)
      if (auto done = change("n", s.denominator, out.n, out.own, &Protection::Own::n); !done)
        return tl::unexpected(std::move(done.error()));
    return out;
  }

 private:
  [[nodiscard]] CountFacts facts(AreaIndex a) const { return facts_of(*member_.series, a, member_.sensitive, member_.least_n); }

  [[nodiscard]] Protection::Own own_area(const OwnAreaParts& own) const {
    Protection::Own out;
    CountFacts sum = {.relative = !member_.series->denominator.empty(),
                      .sensitive = member_.sensitive,
                      .minimum_denominator = member_.least_n,
                      .years = years_in(member_.series->period)};
    for (const AreaIndex a : own.areas) {
      if (there_[a] == 0) {
        if (member_.series->missing[a] != Missing::not_applicable) out.missing = member_.series->missing[a];
        continue;
      }
      add_facts(sum, facts(a));
      out.carried = out.carried || member_.series->status[a] == Status::carried_over;
    }
    out.x = sum.x;
    out.n = sum.n;
    if (own.areas.empty()) out.missing = Missing::no_source;
    if (out.missing == Missing::none && sum.relative && sum.n <= 0.0) out.missing = Missing::not_applicable;
    if (out.missing == Missing::none && !noise_suffices(judge_count(sum, *member_.rule))) out.hidden = 1;
    return out;
  }

  Checked<void> change(const char* what, const std::vector<double>& count, std::vector<double>& out, std::vector<Protection::Own>& own,
                       double Protection::Own::*number) const {
    return member_.rule->method == ProtectionMethod::rounding ? round(count, out, own, number) : key(what, count, out, own, number);
  }

  Checked<void> round(const std::vector<double>& count, std::vector<double>& out, std::vector<Protection::Own>& own,
                      double Protection::Own::*number) const {
    protect::System system;
    const auto add = [&](double value, protect::CellState state) {
      system.value.push_back(static_cast<std::int32_t>(std::llround(value)));
      system.least.push_back(0);
      system.most.push_back(protect::kNoBound);
      system.state.push_back(state);
      system.width.push_back(1);
      system.cost.push_back(1.0);
      return static_cast<Cell>(system.value.size() - 1);
    };
    std::vector<Cell> cells(areas_.size(), kNoCell), own_cells(own.size(), kNoCell);
    for (AreaIndex a = 0; a < areas_.size(); ++a)
      if (there_[a] != 0) cells[a] = add(count[a], protect::CellState::free);
    const auto relate = [&](Cell total, const std::vector<AreaIndex>& parts) {
      auto& e = system.equations;
      const auto put = [&](Cell c, int sign) {
        e.cell.push_back(c);
        e.sign.push_back(static_cast<std::int8_t>(sign));
      };
      put(total, 1);
      std::int64_t rest = system.value[total];
      for (const AreaIndex a : parts)
        if (cells[a] != kNoCell) {
          put(cells[a], -1);
          rest -= system.value[cells[a]];
        }
      if (rest != 0) put(add(static_cast<double>(std::abs(rest)), protect::CellState::latent), rest > 0 ? -1 : 1);
      e.first.push_back(static_cast<std::uint32_t>(e.cell.size()));
      e.independent.push_back(1);
    };
    for (AreaIndex p = 0; p < areas_.size(); ++p)
      if (there_[p] != 0 && !below_[p].empty()) relate(cells[p], below_[p]);
    for (std::size_t o = 0; o < own.size(); ++o) {
      if (own[o].missing != Missing::none) continue;
      own_cells[o] = add(own[o].*number, protect::CellState::free);
      relate(own_cells[o], own_[o].areas);
    }
    auto rounded = protect::round_system(system, member_.rule->rounding_base);
    if (!rounded) return tl::unexpected(std::move(rounded.error()));
    for (AreaIndex a = 0; a < areas_.size(); ++a)
      if (cells[a] != kNoCell) out[a] = rounded->value[cells[a]];
    for (std::size_t o = 0; o < own.size(); ++o)
      if (own_cells[o] != kNoCell) own[o].*number = rounded->value[own_cells[o]];
    return {};
  }

  // Every total has the keys of what lies in it; who has no known buurt is a part of its own.
  Checked<void> key(const char* what, const std::vector<double>& count, std::vector<double>& out, std::vector<Protection::Own>& own,
                    double Protection::Own::*number) const {
    auto perturbation = protect::Perturbation::make({});
    if (!perturbation) return tl::unexpected(std::move(perturbation.error()));
    const auto whole = [](double v) { return static_cast<std::int32_t>(std::llround(v)); };
    const std::string series = member_.indicator->id.str() + "|" + member_.series->period.str() + "|" + what + "|";
    std::vector<protect::CellKey> keys(areas_.size(), 0);
    for (AreaIndex a = static_cast<AreaIndex>(areas_.size()); a-- > 0;) {
      if (there_[a] == 0) continue;
      double rest = count[a];
      for (const AreaIndex part : below_[a]) {
        keys[a] += keys[part];
        rest -= count[part];
      }
      if (rest > 0.0) keys[a] += protect::leaf_key(secret_, series + areas_.code(a).str(), whole(rest));
      out[a] = perturbation->apply(whole(count[a]), keys[a]);
    }
    for (std::size_t o = 0; o < own.size(); ++o) {
      if (own[o].missing != Missing::none) continue;
      protect::CellKey sum = 0;
      for (const AreaIndex a : own_[o].areas) sum += keys[a];
      own[o].*number = perturbation->apply(whole(own[o].*number), sum);
    }
    return {};
  }

  const Member& member_;
  const AreaSet& areas_;
  const std::vector<OwnAreaParts>& own_;
  const std::string& secret_;
  std::vector<std::uint8_t> there_;
  std::vector<std::vector<AreaIndex>> below_;
};

}  // namespace

Checked<Protection> add_noise(const Member& member, const AreaSet& areas, const std::vector<OwnAreaParts>& own, const std::string& secret) {
  return Noise(member, areas, own, secret).run();
}

}  // namespace trede
