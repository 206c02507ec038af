// SPDX-License-Identifier: EUPL-1.2
#include "protect/tree.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "protect/forest.hpp"
#include "protect/pattern.hpp"

namespace trede::protect {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

// What the sensitive cells on a withheld chain still need from above: nothing, a flow in either direction, a flow downwards.
enum Owed : int { none = 0, any = 1, down = 2 };

// A cell as its parent sees it: 0 is shown (or withheld without any flow); else withheld, with or without a flow that can come up.
constexpr int kStates = 7;
constexpr int kShown = 0;
constexpr int state_of(bool up, int owed) { return 1 + (up ? 3 : 0) + owed; }
constexpr bool comes_up(int state) { return state > 3; }
constexpr int owed_by(int state) { return (state - 1) % 3; }

// What is known of the parts looked at so far.
struct Sum {
  int withheld = 0;         // 0, 1, 2 = more
  int up = 0;               // those through which a flow can come up; 0, 1, 2 = more
  bool down_alone = false;  // a part through which nothing comes up owes
  bool any_flow = false;    // a part with a flow up owes any flow
  bool down_flow = false;   // a part with a flow up owes one downwards

  [[nodiscard]] Sum with(int state) const {
    Sum next = *this;
    if (state == kShown) return next;
    next.withheld = std::min(2, withheld + 1);
    if (comes_up(state)) next.up = std::min(2, up + 1);
    const int owed = owed_by(state);
    next.down_alone = down_alone || (!comes_up(state) && owed != none);
    next.any_flow = any_flow || (comes_up(state) && owed == any);
    next.down_flow = down_flow || (comes_up(state) && owed == down);
    return next;
  }
  // What the parts still need from above when flows from part to part have been used.
  [[nodiscard]] int owed() const {
    if ((down_alone && up < 1) || (down_flow && up < 2)) return down;
    return any_flow && withheld < 2 ? any : none;
  }
  [[nodiscard]] int number() const {
    return ((withheld * 3 + up) * 2 + (down_alone ? 1 : 0)) * 4 + (any_flow ? 2 : 0) + (down_flow ? 1 : 0);
  }
};
constexpr int kSums = 72;

Sum sum_of(int number) { return {number / 24, number / 8 % 3, (number / 4 & 1) != 0, (number / 2 & 1) != 0, (number & 1) != 0}; }

// after[sum][state] = the sum with one part more in that state.
const std::array<std::array<std::uint8_t, kStates>, kSums>& after() {
  static const auto table = [] {
    std::array<std::array<std::uint8_t, kStates>, kSums> out{};
    for (int sum = 0; sum < kSums; ++sum)
      for (int state = 0; state < kStates; ++state)
        out[static_cast<std::size_t>(sum)][static_cast<std::size_t>(state)] = static_cast<std::uint8_t>(sum_of(sum).with(state).number());
    return out;
  }();
  return table;
}

// How a sum was reached: the sum before and the state of the part that was added.
struct Step {
  std::uint8_t before = 0, state = 0;
};

class Program {
 public:
  Program(const System& system, const Forest& forest)
      : system_(system), forest_(forest), best_(system.size()), from_(system.size()), steps_(system.size()) {}

  std::optional<Pattern> run() {
    for (const CellIndex cell : forest_.bottom_up) solve(cell);
    std::vector<std::uint8_t> withheld(system_.size(), 0);
    for (const CellIndex root : forest_.roots) {
      const auto& best = best_[root];  // what a root owes comes from the ground above it: any state will do
      const auto least = std::min_element(best.begin(), best.end());
      if (*least == kNever) return std::nullopt;
      mark(root, static_cast<int>(least - best.begin()), withheld);
    }
    Pattern pattern = pattern_of(system_, std::move(withheld));
    pattern.lower_bound = pattern.cost;
    pattern.optimal = true;
    pattern.engine = "tree";
    return pattern;
  }

 private:
  [[nodiscard]] bool shrinks(CellIndex cell) const { return system_.value[cell] > system_.least[cell]; }
  [[nodiscard]] bool may_show(CellIndex cell) const { return system_.state[cell] != CellState::sensitive; }
  [[nodiscard]] bool may_withhold(CellIndex cell) const { return system_.state[cell] != CellState::open; }
  [[nodiscard]] double cost(CellIndex cell) const { return system_.state[cell] == CellState::free ? system_.cost[cell] : 0.0; }

  void solve(CellIndex cell) {
    best_[cell].fill(kNever);
    from_[cell].fill(0);
    if (forest_.parts[cell].empty()) {
      if (may_show(cell)) take(cell, kShown, 0.0, 0);
      if (may_withhold(cell)) withhold(cell, shrinks(cell), none, 0.0, 0);
      return;
    }
    const std::array<double, kSums> sums = add_parts(cell);
    for (int number = 0; number < kSums; ++number) {
      const double reached = sums[static_cast<std::size_t>(number)];
      if (reached == kNever) continue;
      const Sum sum = sum_of(number);
      if (may_show(cell) && sum.owed() == none) take(cell, kShown, reached, number);
      if (may_withhold(cell) && sum.withheld > 0) withhold(cell, sum.up > 0 && shrinks(cell), sum.owed(), reached, number);
    }
  }

  void withhold(CellIndex cell, bool up, int owed, double so_far, int sum) {
    if (system_.state[cell] == CellState::sensitive) owed = std::max<int>(owed, shrinks(cell) ? any : down);
    if (!up && owed == any) owed = down;
    take(cell, state_of(up, owed), so_far + cost(cell), sum);
  }

  void take(CellIndex cell, int state, double cost, int sum) {
    const auto at = static_cast<std::size_t>(state);
    if (cost < best_[cell][at]) best_[cell][at] = cost, from_[cell][at] = static_cast<std::uint8_t>(sum);
  }

  std::array<double, kSums> add_parts(CellIndex cell) {
    std::array<double, kSums> sums{};
    sums.fill(kNever);
    sums[0] = 0.0;
    const auto& table = after();
    for (const CellIndex part : forest_.parts[cell]) {
      std::array<double, kSums> next{};
      next.fill(kNever);
      auto& steps = steps_[part];
      steps.fill({});
      for (std::size_t sum = 0; sum < kSums; ++sum) {
        if (sums[sum] == kNever) continue;
        for (std::size_t state = 0; state < kStates; ++state) {
          const double reached = sums[sum] + best_[part][state];
          const std::size_t to = table[sum][state];
          if (reached < next[to]) next[to] = reached, steps[to] = {static_cast<std::uint8_t>(sum), static_cast<std::uint8_t>(state)};
        }
      }
      sums = next;
    }
    return sums;
  }

  void mark(CellIndex root, int root_state, std::vector<std::uint8_t>& withheld) const {
    std::vector<std::pair<CellIndex, int>> open = {{root, root_state}};
    while (!open.empty()) {
      const auto [cell, state] = open.back();
      open.pop_back();
      withheld[cell] = state != kShown || system_.state[cell] == CellState::latent ? 1 : 0;
      const auto& parts = forest_.parts[cell];
      std::uint8_t sum = from_[cell][static_cast<std::size_t>(state)];
      for (std::size_t i = parts.size(); i-- > 0;) {
        const Step step = steps_[parts[i]][sum];
        open.emplace_back(parts[i], step.state);
        sum = step.before;
      }
    }
  }

  const System& system_;
  const Forest& forest_;
  std::vector<std::array<double, kStates>> best_;
  std::vector<std::array<std::uint8_t, kStates>> from_;  // the sum of the parts behind best_
  std::vector<std::array<Step, kSums>> steps_;           // by part, at its parent
};

bool of_this_kind(const System& system) {
  for (std::size_t i = 0; i < system.size(); ++i) {
    if (system.state[i] == CellState::sensitive && system.width[i] != 1) return false;
    if (system.state[i] != CellState::open && system.value[i] >= system.most[i]) return false;
  }
  return true;
}

}  // namespace

std::optional<Pattern> protect_tree(const System& system) {
  if (!of_this_kind(system)) return std::nullopt;
  const auto forest = forest_of(system);
  if (!forest) return std::nullopt;
  return Program(system, *forest).run();
}

}  // namespace trede::protect
