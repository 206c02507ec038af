// SPDX-License-Identifier: EUPL-1.2
#include "system_case.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <fmt/core.h>

#include "chance.hpp"

namespace trede::properties {
namespace {

using protect::CellIndex;
using protect::CellState;
using protect::kNoBound;
using protect::kNoNode;
using protect::System;

constexpr std::size_t kMostThorough = 200;  // the thorough engine takes its time

struct Term {
  CellIndex cell;
  int sign;
};

class Builder {
 public:
  explicit Builder(std::uint64_t seed) : chance_(seed) {}

  SystemCase build() {
    grow_areas();
    const int minimum = chance_.between(2, 12);
    const int parts = chance_.between(1, 3);
    const double mean = 1.0 + 30.0 * chance_.unit() * chance_.unit();
    std::vector<std::vector<std::int32_t>> counts;
    for (int k = 0; k < parts; ++k) counts.push_back(random_counts(mean));
    std::vector<std::vector<CellIndex>> indicators;
    for (const auto& values : counts) indicators.push_back(add_indicator(values, minimum));
    if (parts > 1) {
      std::vector<std::int32_t> sum(parent_.size(), 0);
      for (const auto& values : counts)
        for (std::size_t a = 0; a < sum.size(); ++a) sum[a] += values[a];
      const std::vector<CellIndex> total = add_indicator(sum, minimum);
      for (std::size_t a = 0; a < sum.size(); ++a) {
        std::vector<Term> link = {{total[a], -1}};
        for (const auto& indicator : indicators) link.push_back({indicator[a], 1});
        add_equation(link, true);
      }
    }
    if (chance_.odds(0.4)) add_complements(counts[0], indicators[0], minimum);
    sprinkle();
    const bool thorough = chance_.odds(0.3) && system_.size() <= kMostThorough;
    SystemCase made{std::move(system_), thorough ? protect::Effort::thorough : protect::Effort::fast};
    if (chance_.odds(0.3)) {
      made.system.node.clear();
      made.system.node_parent.clear();
    }
    return made;
  }

 private:
  void grow_areas() {
    const int roots = chance_.odds(0.1) ? 2 : 1;
    for (int r = 0; r < roots; ++r) parent_.push_back(kNoNode);
    std::size_t first = 0;
    std::size_t last = parent_.size();
    for (int depth = chance_.between(1, 3); depth > 0; --depth) {
      for (std::size_t a = first; a < last; ++a)
        for (int c = chance_.between(1, 5); c > 0; --c) parent_.push_back(static_cast<std::uint32_t>(a));
      first = last;
      last = parent_.size();
    }
    leaf_.assign(parent_.size(), true);
    for (const std::uint32_t p : parent_)
      if (p != kNoNode) leaf_[p] = false;
    system_.node_parent = parent_;
  }

  std::vector<std::int32_t> random_counts(double mean) {
    std::vector<std::int32_t> count(parent_.size(), 0);
    for (std::size_t a = parent_.size(); a-- > 0;) {
      if (leaf_[a]) count[a] = chance_.odds(0.2) ? 0 : chance_.odds(0.2) ? 1 : chance_.count(mean * 2.0 * chance_.unit());
      if (parent_[a] != kNoNode) count[parent_[a]] += count[a];
    }
    return count;
  }

  CellIndex add_cell(std::int32_t value, CellState state, std::uint32_t area) {
    const auto cell = static_cast<CellIndex>(system_.value.size());
    system_.value.push_back(value);
    system_.least.push_back(std::min(value, 1));
    system_.most.push_back(kNoBound);
    system_.state.push_back(state);
    system_.width.push_back(width_);
    system_.cost.push_back(1.0 + 1e-6 * std::min(value, 1000));
    system_.node.push_back(area);
    return cell;
  }

  void add_equation(const std::vector<Term>& terms, bool independent) {
    for (const Term& term : terms) {
      system_.equations.cell.push_back(term.cell);
      system_.equations.sign.push_back(static_cast<std::int8_t>(term.sign));
    }
    system_.equations.first.push_back(static_cast<std::uint32_t>(system_.equations.cell.size()));
    system_.equations.independent.push_back(independent ? 1 : 0);
  }

  // A zero is published, and is then open: known before.
  CellState state_of(std::int32_t value, int minimum) {
    if (value == 0) return CellState::open;
    return value < minimum ? CellState::sensitive : CellState::free;
  }

  std::vector<CellIndex> add_indicator(const std::vector<std::int32_t>& values, int minimum) {
    width_ = chance_.odds(0.5) ? 1 : chance_.between(2, 4);
    std::vector<CellIndex> cells;
    for (std::uint32_t a = 0; a < parent_.size(); ++a) cells.push_back(add_cell(values[a], state_of(values[a], minimum), a));
    add_tree(cells);
    return cells;
  }

  void add_tree(const std::vector<CellIndex>& cells) {
    for (std::uint32_t a = 0; a < parent_.size(); ++a) {
      if (leaf_[a]) continue;
      std::vector<Term> sum = {{cells[a], -1}};
      for (std::uint32_t c = 0; c < parent_.size(); ++c)
        if (parent_[c] == a) sum.push_back({cells[c], 1});
      add_equation(sum, true);
    }
  }

  // x + (N − x) = N with N public: both small sides are sensitive, or the complement is never shown.
  void add_complements(const std::vector<std::int32_t>& counts, const std::vector<CellIndex>& indicator, int minimum) {
    std::vector<std::int32_t> people(parent_.size(), 0);
    for (std::size_t a = parent_.size(); a-- > 0;) {
      if (leaf_[a]) people[a] = counts[a] + chance_.count(5.0 + 40.0 * chance_.unit());
      if (parent_[a] != kNoNode) people[parent_[a]] += people[a];
    }
    const bool latent = chance_.odds(0.5);
    for (std::uint32_t a = 0; a < parent_.size(); ++a) {
      const CellIndex all = add_cell(people[a], CellState::open, a);
      const std::int32_t rest = people[a] - counts[a];
      const CellIndex other = add_cell(rest, latent ? CellState::latent : state_of(rest, minimum), a);
      system_.least[other] = 0;
      add_equation({{all, -1}, {indicator[a], 1}, {other, 1}}, true);
    }
  }

  // What an outsider knows beside the tables.
  void sprinkle() {
    const double open = chance_.odds(0.5) ? 0.0 : 0.1 * chance_.unit();
    const double bounded = chance_.odds(0.5) ? 0.0 : 0.3 * chance_.unit();
    const double hidden_zero = chance_.odds(0.7) ? 0.0 : 0.2;
    for (std::size_t i = 0; i < system_.size(); ++i) {
      const std::int32_t value = system_.value[i];
      if (system_.state[i] == CellState::free && chance_.odds(open)) system_.state[i] = CellState::open;
      if (system_.state[i] == CellState::open && value == 0 && chance_.odds(hidden_zero)) system_.state[i] = CellState::sensitive;
      if (system_.state[i] != CellState::open && chance_.odds(bounded)) {
        system_.most[i] = value + chance_.between(0, 25);
        system_.least[i] = std::max(system_.least[i], value - chance_.between(0, 12));
      }
    }
  }

  Chance chance_;
  System system_;
  std::vector<std::uint32_t> parent_;
  std::vector<bool> leaf_;
  int width_ = 1;
};

// Without some equations, and without the cells that then stand in none.
SystemCase kept(const SystemCase& whole, const std::vector<std::uint8_t>& keep_equation) {
  const System& from = whole.system;
  SystemCase less;
  less.effort = whole.effort;
  System& to = less.system;
  std::vector<std::uint8_t> used(from.size(), 0);
  for (std::size_t e = 0; e < from.equations.size(); ++e)
    for (std::uint32_t t = from.equations.first[e]; keep_equation[e] && t < from.equations.first[e + 1]; ++t)
      used[from.equations.cell[t]] = 1;
  std::vector<CellIndex> number(from.size(), 0);
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (!used[i]) continue;
    number[i] = static_cast<CellIndex>(to.value.size());
    to.value.push_back(from.value[i]);
    to.least.push_back(from.least[i]);
    to.most.push_back(from.most[i]);
    to.state.push_back(from.state[i]);
    to.width.push_back(from.width[i]);
    to.cost.push_back(from.cost[i]);
    if (!from.node.empty()) to.node.push_back(from.node[i]);
  }
  to.node_parent = from.node_parent;
  for (std::size_t e = 0; e < from.equations.size(); ++e) {
    if (!keep_equation[e]) continue;
    for (std::uint32_t t = from.equations.first[e]; t < from.equations.first[e + 1]; ++t) {
      to.equations.cell.push_back(number[from.equations.cell[t]]);
      to.equations.sign.push_back(from.equations.sign[t]);
    }
    to.equations.first.push_back(static_cast<std::uint32_t>(to.equations.cell.size()));
    to.equations.independent.push_back(from.equations.independent[e]);
  }
  return less;
}

}  // namespace

SystemCase random_system(std::uint64_t seed) { return Builder(seed).build(); }

std::vector<SystemCase> smaller(const SystemCase& system) {
  std::vector<SystemCase> all;
  const std::size_t equations = system.system.equations.size();
  for (std::size_t e = 0; e < equations && equations > 1; ++e) {
    std::vector<std::uint8_t> keep(equations, 1);
    keep[e] = 0;
    all.push_back(kept(system, keep));
  }
  if (!system.system.node.empty()) {
    all.push_back(system);
    all.back().system.node.clear();
    all.back().system.node_parent.clear();
  }
  for (std::size_t i = 0; i < system.system.size(); ++i) {
    const auto with = [&](auto change) {
      all.push_back(system);
      change(all.back().system);
    };
    if (system.system.state[i] == CellState::sensitive && system.system.width[i] > 1) with([i](System& s) { --s.width[i]; });
    if (system.system.state[i] == CellState::sensitive) with([i](System& s) { s.state[i] = CellState::free; });
    if (system.system.most[i] != kNoBound) with([i](System& s) { s.most[i] = kNoBound; });
  }
  return all;
}

void write_case(const SystemCase& system, const std::filesystem::path& folder, const std::string& note) {
  std::filesystem::create_directories(folder);
  const System& s = system.system;
  std::ofstream out(folder / "system.txt");
  out << fmt::format("effort {}\n", static_cast<int>(system.effort));
  for (const std::uint32_t parent : s.node_parent)
    out << fmt::format("node {}\n", parent == kNoNode ? -1 : static_cast<std::int64_t>(parent));
  for (std::size_t i = 0; i < s.size(); ++i)
    out << fmt::format("cell {} {} {} {} {} {} {}\n", s.value[i], s.least[i], s.most[i] == kNoBound ? -1 : s.most[i],
                       static_cast<int>(s.state[i]), s.width[i], s.cost[i],
                       s.node.empty() || s.node[i] == kNoNode ? -1 : static_cast<std::int64_t>(s.node[i]));
  for (std::size_t e = 0; e < s.equations.size(); ++e) {
    out << fmt::format("equation {}", static_cast<int>(s.equations.independent[e]));
    for (std::uint32_t t = s.equations.first[e]; t < s.equations.first[e + 1]; ++t)
      out << fmt::format(" {}{}", s.equations.sign[t] > 0 ? '+' : '-', s.equations.cell[t]);
    out << '\n';
  }
  std::ofstream(folder / "note.txt") << note << '\n';
}

std::optional<SystemCase> read_system(const std::filesystem::path& folder) {
  std::ifstream in(folder / "system.txt");
  if (!in) return std::nullopt;
  SystemCase read;
  System& s = read.system;
  std::string line;
  while (std::getline(in, line)) {
    std::istringstream words(line);
    std::string kind;
    words >> kind;
    std::int64_t number = 0;
    if (kind == "effort") {
      words >> number;
      read.effort = static_cast<protect::Effort>(number);
    } else if (kind == "node") {
      words >> number;
      s.node_parent.push_back(number < 0 ? kNoNode : static_cast<std::uint32_t>(number));
    } else if (kind == "cell") {
      std::int32_t value = 0, least = 0, most = 0, state = 0, width = 0;
      double cost = 0.0;
      words >> value >> least >> most >> state >> width >> cost >> number;
      s.value.push_back(value);
      s.least.push_back(least);
      s.most.push_back(most < 0 ? kNoBound : most);
      s.state.push_back(static_cast<CellState>(state));
      s.width.push_back(width);
      s.cost.push_back(cost);
      if (!s.node_parent.empty()) s.node.push_back(number < 0 ? kNoNode : static_cast<std::uint32_t>(number));
    } else if (kind == "equation") {
      words >> number;
      s.equations.independent.push_back(static_cast<std::uint8_t>(number));
      for (std::string term; words >> term;) {
        s.equations.sign.push_back(term[0] == '+' ? 1 : -1);
        s.equations.cell.push_back(static_cast<CellIndex>(std::stoul(term.substr(1))));
      }
      s.equations.first.push_back(static_cast<std::uint32_t>(s.equations.cell.size()));
    }
  }
  return read;
}

}  // namespace trede::properties
