// SPDX-License-Identifier: EUPL-1.2
#include "audit/blocks.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/parallel.hpp"

namespace trede::audit {
namespace {

constexpr int kRounds = 10;      // of proposals by all blocks
constexpr int kLeastRounds = 3;  // even when they settle little: they make the average lie in the middle
constexpr int kGroupRounds = 8;
constexpr std::size_t kGroup = 1500;  // unknowns of a group of blocks
constexpr std::size_t kLanes = 32;
constexpr int kMostSteps = 300;  // of the master, for one question
constexpr double kGain = 1e-7;   // what a proposal must gain
constexpr double kFits = 1e-6;   // by how much all coupling rows together may be off

struct Link {            // an unknown of a block in a coupling row
  std::uint32_t at = 0;  // its place in the block
  int row = 0;           // its row in the master
  double coefficient = 1;
};

struct Block {
  std::vector<Unknown> unknowns;
  std::optional<LinearProgram> program;
  std::vector<Link> links;
  std::vector<std::vector<double>> proposals;  // values of the unknowns
  std::vector<std::size_t> columns;            // of the proposals, in the master
  std::vector<double> next;                    // a solution that was just found
  bool has_next = false;
};

class Mixture {
 public:
  Mixture(const Relations& relations, const Bounds& bounds, const std::vector<double>& settled_value, const Cut& cut, unsigned threads,
          Evidence& evidence)
      : relations_(relations), bounds_(bounds), settled_value_(settled_value), cut_(cut), threads_(threads), evidence_(evidence) {}

  bool attack() {
    if (!build() || !find_a_mix()) return false;
    settle_together();
    settle_in_groups(false, false);
    settle_in_groups(true, true);
    bound_in_blocks();
    settle_alone();
    return true;
  }

 private:
  // --- setting up
  bool build() {
    blocks_.resize(cut_.blocks.size());
    std::vector<std::uint8_t> started(blocks_.size(), 0);
    in_lanes([&](std::size_t b, std::vector<int>& column) {
      Block& block = blocks_[b];
      block.unknowns = cut_.blocks[b];
      block.program.emplace(program_of(relations_, bounds_, block.unknowns, cut_.rows[b], column, settled_value_));
      started[b] = propose(block) ? 1 : 0;
    });
    if (std::find(started.begin(), started.end(), 0) != started.end()) return false;
    link();
    for (Block& block : blocks_) take_proposal(block);
    return true;
  }

  // The columns of the master: top unknowns, two slacks per coupling row, then one per proposal. Its rows: coupling, then one per block.
  void link() {
    std::vector<int> top_column(relations_.size(), -1);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> place(relations_.size(), {kNoNode, 0});
    for (std::size_t i = 0; i < cut_.top.size(); ++i) top_column[cut_.top[i]] = static_cast<int>(i);
    for (std::uint32_t b = 0; b < blocks_.size(); ++b)
      for (std::uint32_t i = 0; i < blocks_[b].unknowns.size(); ++i) place[blocks_[b].unknowns[i]] = {b, i};
    std::vector<double> lower, upper;
    for (const Unknown u : cut_.top) {
      lower.push_back(column_low(bounds_, u));
      upper.push_back(column_high(bounds_, u));
    }
    LinearRows rows;
    first_slack_ = cut_.top.size();
    for (std::size_t r = 0; r < cut_.coupling.size(); ++r) {
      double known = 0;
      for (const Term& term : relations_.row(cut_.coupling[r])) {
        const auto [b, at] = place[term.unknown];
        if (top_column[term.unknown] >= 0) rows.add(top_column[term.unknown], term.coefficient);
        else if (b != kNoNode) blocks_[b].links.push_back({at, static_cast<int>(r), static_cast<double>(term.coefficient)});
        else known += term.coefficient * settled_value_[term.unknown];
      }
      for (const double sign : {1.0, -1.0}) {
        rows.add(static_cast<int>(lower.size()), sign);
        lower.push_back(0);
        upper.push_back(kNoLimit);
      }
      const std::int64_t low = relations_.low[cut_.coupling[r]], high = relations_.high[cut_.coupling[r]];
      rows.close(low == -kUnbounded ? -kNoLimit : static_cast<double>(low) - known,
                 high == kUnbounded ? kNoLimit : static_cast<double>(high) - known);
    }
    for (std::size_t b = 0; b < blocks_.size(); ++b) rows.close(1, 1);
    slacks_ = lower.size() - first_slack_;
    master_.emplace(lower, upper, rows);
  }

  // --- proposals
  // Solves the block's program with the aims it has; the solution waits in `next`.
  bool propose(Block& block) {
    block.has_next = block.program->solve() == LinearProgram::Outcome::optimal;
    if (!block.has_next) return false;
    const std::span<const double> solution = block.program->solution();
    block.next.assign(solution.begin(), solution.end());
    return true;
  }

  void take_proposal(Block& block) {
    if (!block.has_next) return;
    std::vector<std::pair<int, double>> entries;
    for (const Link& link : block.links) entries.emplace_back(link.row, link.coefficient * block.next[link.at]);
    std::sort(entries.begin(), entries.end());
    std::vector<int> rows;
    std::vector<double> coefficients;
    for (const auto& [row, coefficient] : entries) {
      if (!rows.empty() && rows.back() == row) {
        coefficients.back() += coefficient;
      } else {
        rows.push_back(row);
        coefficients.push_back(coefficient);
      }
    }
    rows.push_back(static_cast<int>(cut_.coupling.size() + static_cast<std::size_t>(&block - blocks_.data())));
    coefficients.push_back(1);
    block.columns.push_back(master_->add_column(0, kNoLimit, rows, coefficients));
    block.proposals.push_back(std::move(block.next));
    block.next.clear();
    block.has_next = false;
  }

  // Every block looks for a solution that would lower the master's value at these prices. `question`: the block and the place of the
  // unknown asked for, with its aim. Returns how much lower the value could be at most.
  double ask_blocks(const std::vector<double>& prices, std::size_t question_block, std::size_t question_at, double aim) {
    std::vector<double> gain(blocks_.size(), 0);
    in_lanes([&](std::size_t b, std::vector<int>&) {
      Block& block = blocks_[b];
      std::vector<double> aims(block.unknowns.size(), 0);
      for (const Link& link : block.links) aims[link.at] -= prices[static_cast<std::size_t>(link.row)] * link.coefficient;
      if (b == question_block) aims[question_at] += aim;
      block.program->clear_aims();
      for (std::size_t i = 0; i < aims.size(); ++i)
        if (std::abs(aims[i]) > 1e-12) block.program->set_aim(i, aims[i]);
      if (!propose(block)) {
        gain[b] = kNoLimit;
        return;
      }
      gain[b] = prices[cut_.coupling.size() + b] - block.program->value();
      block.has_next = gain[b] > kGain;
    });
    double sum = 0;
    for (const double g : gain) sum += std::max(0.0, g);
    return sum;
  }

  bool take_proposals() {
    bool any = false;
    for (Block& block : blocks_) {
      any = any || block.has_next;
      take_proposal(block);
    }
    return any;
  }

  std::vector<double> prices() const {
    const std::span<const double> of_master = master_->row_prices();
    return {of_master.begin(), of_master.end()};
  }

  // --- a first mix: slacks down to nothing
  bool find_a_mix() {
    for (std::size_t s = 0; s < slacks_; ++s) master_->set_aim(first_slack_ + s, 1);
    for (int step = 0; step < kMostSteps; ++step) {
      if (master_->solve() != LinearProgram::Outcome::optimal) return false;
      if (master_->value() < kFits) {
        for (std::size_t s = 0; s < slacks_; ++s) master_->set_bounds(first_slack_ + s, 0, 0);
        master_->clear_aims();
        return see_mix();
      }
      ask_blocks(prices(), blocks_.size(), 0, 0);
      if (!take_proposals()) return false;
    }
    return false;
  }

  // Solves the master and takes its mix as evidence.
  bool see_mix() {
    if (master_->solve() != LinearProgram::Outcome::optimal) return false;
    const std::span<const double> mix = master_->solution();
    for (std::size_t i = 0; i < cut_.top.size(); ++i) evidence_.saw(cut_.top[i], mix[i]);
    ++mixes_;
    if (sum_.empty()) sum_.resize(blocks_.size());
    in_lanes([&](std::size_t b, std::vector<int>&) {
      const std::vector<double> values = mixed(blocks_[b], mix);
      sum_[b].resize(values.size(), 0.0);
      for (std::size_t i = 0; i < values.size(); ++i) {
        sum_[b][i] += values[i];
        evidence_.saw(blocks_[b].unknowns[i], values[i]);
      }
    });
    return true;
  }

  static std::vector<double> mixed(const Block& block, std::span<const double> mix) {
    std::vector<double> values(block.unknowns.size(), 0.0);
    for (std::size_t p = 0; p < block.proposals.size(); ++p) {
      const double share = mix[block.columns[p]];
      if (share <= 0) continue;
      for (std::size_t i = 0; i < values.size(); ++i) values[i] += share * block.proposals[p][i];
    }
    return values;
  }

  // --- many at once: every block proposes two opposite solutions, the master mixes them both ways
  void settle_together() {
    Shuffled shuffled(cut_.blocks.front().front());
    std::size_t before = unsettled();
    for (int round = 0; round < kRounds && before > 0; ++round) {
      const std::uint64_t seed = shuffled.next();
      for (const double sign : {1.0, -1.0}) {
        in_lanes([&](std::size_t b, std::vector<int>&) {
          Shuffled own(seed + b);
          Block& block = blocks_[b];
          block.program->clear_aims();
          for (std::size_t i = 0; i < block.unknowns.size(); ++i) {
            const double aim = sign * own.weight();
            if (evidence_.asked(block.unknowns[i]) && !evidence_.settled(block.unknowns[i])) block.program->set_aim(i, aim);
          }
          propose(block);
        });
        take_proposals();
      }
      for (const double sign : {1.0, -1.0}) {
        Shuffled own(seed);
        master_->clear_aims();
        for (std::size_t i = 0; i < cut_.top.size(); ++i) master_->set_aim(i, sign * own.weight());
        // The two newest proposals of a block pull at opposite ends.
        for (const Block& block : blocks_) {
          if (block.columns.size() < 2) continue;
          const double scale = 100;
          master_->set_aim(block.columns[block.columns.size() - 2], -sign * scale);
          master_->set_aim(block.columns[block.columns.size() - 1], sign * scale);
        }
        see_mix();
      }
      const std::size_t after = unsettled();
      if (round + 1 >= kLeastRounds && (before - after) * 20 < before) break;
      before = after;
    }
    master_->clear_aims();
  }

  // --- many at once, in groups of blocks: within a group and the top everything may move, all other blocks stay as they are in the
  // average of all mixes, where nothing is at its end that need not be
  void settle_in_groups(bool partners, bool each) {
    const std::vector<double> held = coupling_at_base();
    const std::vector<std::vector<std::size_t>> groups = make_groups(partners);
    const std::size_t lanes = std::min<std::size_t>(groups.size(), kLanes);
    parallel_for(lanes, threads_, [&](std::size_t lane) {
      std::vector<int>& column = column_[lane];
      column.resize(relations_.size(), -1);
      for (std::size_t g = lane; g < groups.size(); g += lanes) settle_group(groups[g], held, g, each, column);
    });
  }

  // The blocks in order, or with partners from elsewhere, as many together as make a program that is still quick.
  std::vector<std::vector<std::size_t>> make_groups(bool partners) const {
    std::vector<std::size_t> order(blocks_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (partners) {
      Shuffled shuffled(blocks_.size());
      for (std::size_t i = order.size(); i-- > 1;) std::swap(order[i], order[shuffled.next() % (i + 1)]);
    }
    std::vector<std::vector<std::size_t>> groups;
    std::size_t size = kGroup;
    for (const std::size_t b : order) {
      if (size + blocks_[b].unknowns.size() > kGroup) {
        groups.emplace_back();
        size = 0;
      }
      groups.back().push_back(b);
      size += blocks_[b].unknowns.size();
    }
    return groups;
  }

  [[nodiscard]] double base(std::size_t b, std::size_t at) const { return sum_[b][at] / static_cast<double>(mixes_); }

  // What the blocks together put into each coupling row.
  std::vector<double> coupling_at_base() const {
    std::vector<double> held(cut_.coupling.size(), 0.0);
    for (std::size_t b = 0; b < blocks_.size(); ++b)
      for (const Link& link : blocks_[b].links) held[static_cast<std::size_t>(link.row)] += link.coefficient * base(b, link.at);
    return held;
  }

  void settle_group(const std::vector<std::size_t>& group, const std::vector<double>& held, std::size_t seed, bool each,
                    std::vector<int>& column) {
    std::vector<Unknown> unknowns;
    for (const std::size_t b : group) unknowns.insert(unknowns.end(), blocks_[b].unknowns.begin(), blocks_[b].unknowns.end());
    if (std::all_of(unknowns.begin(), unknowns.end(), [&](Unknown u) { return !evidence_.asked(u) || evidence_.settled(u); })) return;
    std::vector<double> lower, upper;
    const auto add_column = [&](Unknown u) {
      column[u] = static_cast<int>(lower.size());
      lower.push_back(column_low(bounds_, u));
      upper.push_back(column_high(bounds_, u));
    };
    for (const Unknown u : unknowns) add_column(u);
    for (const Unknown u : cut_.top) add_column(u);
    LinearRows rows;
    for (const std::size_t b : group)
      for (const std::uint32_t row : cut_.rows[b]) add_linear_row(relations_, row, column, settled_value_, rows);
    std::vector<double> others = held;
    for (const std::size_t b : group)
      for (const Link& link : blocks_[b].links) others[static_cast<std::size_t>(link.row)] -= link.coefficient * base(b, link.at);
    for (std::size_t r = 0; r < cut_.coupling.size(); ++r) add_coupling_row(cut_.coupling[r], others[r], column, rows);
    for (const Unknown u : unknowns) column[u] = -1;
    for (const Unknown u : cut_.top) column[u] = -1;
    // Only the group's own unknowns are looked at: the top is shared with other groups.
    Prover prover(LinearProgram(lower, upper, rows), unknowns, evidence_, seed);
    if (!prover.start()) return;
    prover.together(kGroupRounds);
    if (each) prover.one_by_one(false);
  }

  // A coupling row as a group sees it: its own unknowns and the top; `others` is what all other blocks put in.
  void add_coupling_row(std::uint32_t row, double others, const std::vector<int>& column, LinearRows& rows) const {
    double known = others;
    for (const Term& term : relations_.row(row)) {
      if (column[term.unknown] >= 0) rows.add(column[term.unknown], term.coefficient);
      else if (bounds_.lowest[term.unknown] == bounds_.highest[term.unknown]) known += term.coefficient * settled_value_[term.unknown];
    }
    const std::int64_t low = relations_.low[row], high = relations_.high[row];
    rows.close(low == -kUnbounded ? -kNoLimit : static_cast<double>(low) - known,
               high == kUnbounded ? kNoLimit : static_cast<double>(high) - known);
  }

  // --- what is left, from outside: a block by itself, whatever the others do
  void bound_in_blocks() {
    in_lanes([&](std::size_t b, std::vector<int>&) {
      Block& block = blocks_[b];
      for (std::size_t i = 0; i < block.unknowns.size(); ++i) {
        const Unknown u = block.unknowns[i];
        if (!evidence_.asked(u)) continue;
        for (const bool up : {true, false}) {
          if (evidence_.settled(u) || (up ? evidence_.high_settled(u) : evidence_.low_settled(u))) continue;
          block.program->clear_aims();
          block.program->set_aim(i, up ? -1.0 : 1.0);
          if (block.program->solve() != LinearProgram::Outcome::optimal) continue;
          const double end = block.program->solution()[i];
          if (up) evidence_.nothing_above(u, end);
          else evidence_.nothing_below(u, end);
        }
      }
    });
  }

  // --- one unknown: its largest and smallest value over all mixes
  void settle_alone() {
    for (std::size_t i = 0; i < cut_.top.size(); ++i) settle(cut_.top[i], blocks_.size(), i);
    for (std::size_t b = 0; b < blocks_.size(); ++b)
      for (std::size_t i = 0; i < blocks_[b].unknowns.size(); ++i) settle(blocks_[b].unknowns[i], b, i);
  }

  void settle(Unknown u, std::size_t b, std::size_t at) {
    if (!evidence_.asked(u)) return;
    for (const bool up : {true, false}) {
      if (evidence_.settled(u) || (up ? evidence_.high_settled(u) : evidence_.low_settled(u))) continue;
      optimise(u, b, at, up);
    }
  }

  void optimise(Unknown u, std::size_t b, std::size_t at, bool up) {
    const double aim = up ? -1.0 : 1.0;
    for (int step = 0; step < kMostSteps; ++step) {
      master_->clear_aims();
      if (b == blocks_.size()) {
        master_->set_aim(at, aim);
      } else {
        for (std::size_t p = 0; p < blocks_[b].proposals.size(); ++p)
          if (blocks_[b].proposals[p][at] != 0) master_->set_aim(blocks_[b].columns[p], aim * blocks_[b].proposals[p][at]);
      }
      if (!see_mix()) return;
      const double value = master_->value();
      const double possible_gain = ask_blocks(prices(), b, at, aim);
      const double bound = value - possible_gain;  // no mix, of any proposals, goes below it
      if (possible_gain < kNoLimit / 2) {
        if (up) evidence_.nothing_above(u, -bound);
        else evidence_.nothing_below(u, bound);
      }
      if (evidence_.settled(u) || (up ? evidence_.high_settled(u) : evidence_.low_settled(u))) return;
      if (!take_proposals()) return;
    }
  }

  // --- helpers
  std::size_t unsettled() const {
    std::size_t count = 0;
    const auto look = [&](Unknown u) { count += evidence_.asked(u) && !evidence_.settled(u) ? 1 : 0; };
    for (const Unknown u : cut_.top) look(u);
    for (const Block& block : blocks_)
      for (const Unknown u : block.unknowns) look(u);
    return count;
  }

  template <class Work>
  void in_lanes(Work work) {
    const std::size_t lanes = std::min<std::size_t>(blocks_.size(), kLanes);
    parallel_for(lanes, threads_, [&](std::size_t lane) {
      std::vector<int>& column = column_[lane];
      column.resize(relations_.size(), -1);
      for (std::size_t b = lane; b < blocks_.size(); b += lanes) work(b, column);
    });
  }

  const Relations& relations_;
  const Bounds& bounds_;
  const std::vector<double>& settled_value_;
  const Cut& cut_;
  unsigned threads_;
  Evidence& evidence_;
  std::vector<Block> blocks_;
  std::optional<LinearProgram> master_;
  std::size_t first_slack_ = 0, slacks_ = 0;
  std::vector<std::vector<double>> sum_;  // by block: values added up over all mixes
  std::size_t mixes_ = 0;
  std::vector<std::vector<int>> column_ = std::vector<std::vector<int>>(kLanes);
};

}  // namespace

bool attack_blocks(const Relations& relations, const Bounds& bounds, const std::vector<double>& settled_value, const Cut& cut,
                   unsigned threads, Evidence& evidence) {
  return Mixture(relations, bounds, settled_value, cut, threads, evidence).attack();
}

}  // namespace trede::audit
