// SPDX-License-Identifier: EUPL-1.2
#include "protect/moves_cover.hpp"

#include <algorithm>
#include <cmath>

namespace trede::protect::moves {
namespace {

constexpr double kDearestShare = 0.45;  // set_withheld_share goes no further: a withheld cell stays cheaper than any other
constexpr double kLarge = 0.05;         // of the price for every doubling of the value: totals serve many equations, and readers most

// A number in [0, 1) that belongs to the cell, so that no two paths cost the same.
float jitter_of(std::uint64_t cell) {
  std::uint64_t z = cell + 0x9E3779B97F4A7C15U;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  z ^= z >> 31;
  return static_cast<float>(static_cast<double>(z >> 40) * 0x1p-24);
}

}  // namespace

Cover::Cover(const System& system)
    : system_(system),
      withheld_(system.size(), 0),
      price_(system.size(), 0.0),
      shown_price_(system.size(), 0.0),
      jitter_(system.size(), 0.0F),
      proof_(system.size(), kNone),
      resting_(system.size()),
      uses_(system.size(), 0) {
  double cheapest = std::numeric_limits<double>::infinity();
  for (CellIndex i = 0; i < system.size(); ++i) {
    if (system.state[i] == CellState::free) cheapest = std::min(cheapest, system.cost[i]);
  }
  unit_ = std::isfinite(cheapest) && cheapest > 0.0 ? cheapest : 1.0;
  free_limit_ = unit_ * kDearestShare * 2.0;
  for (CellIndex i = 0; i < system.size(); ++i) {
    jitter_[i] = jitter_of(i);
    shown_price_[i] = std::numeric_limits<double>::infinity();
    if (system.state[i] == CellState::free) {
      shown_price_[i] = system.cost[i] * (1.0 + kLarge * std::log2(1.0 + system.value[i] / 5.0) + 1e-3 * double{jitter_[i]});
    }
    price_[i] = shown_price_[i];
    if (system.state[i] == CellState::sensitive || system.state[i] == CellState::latent) set_withheld(i, true);
  }
}

void Cover::set_withheld_share(double share) {
  share_ = std::min(share, kDearestShare);
  for (CellIndex i = 0; i < withheld_.size(); ++i) {
    if (withheld_[i] != 0) price_[i] = unit_ * share_ * (1.0 + 0.9 * double{jitter_[i]});
  }
}

void Cover::set_withheld(CellIndex cell, bool yes) {
  withheld_[cell] = yes ? 1 : 0;
  price_[cell] = yes ? unit_ * share_ * (1.0 + 0.9 * double{jitter_[cell]}) : shown_price_[cell];
  if (system_.state[cell] != CellState::free) return;
  total_ += yes ? system_.cost[cell] : -system_.cost[cell];
  count_ += yes ? 1U : static_cast<std::size_t>(-1);
}

void Cover::count_uses(const Entry& entry, bool more) {
  for (const auto& shift : entry.certificate.shifts) {
    if (system_.state[shift.cell] == CellState::free) uses_[shift.cell] += more ? 1U : static_cast<std::uint32_t>(-1);
  }
}

void Cover::withhold(CellIndex cell) {
  if (withheld_[cell] != 0) return;
  set_withheld(cell, true);
  journal_.push_back({Deed::withheld, cell});
}

void Cover::add(Certificate certificate) {
  const auto id = static_cast<std::uint32_t>(certificates_.size());
  Entry entry;
  for (const auto& shift : certificate.shifts) {
    const auto i = shift.cell;
    withhold(i);
    if (system_.state[i] == CellState::free) resting_[i].push_back(id);
    if (system_.state[i] != CellState::sensitive || proof_[i] != kNone || !certificate.moves_by(shift, system_.width[i])) continue;
    proof_[i] = id;
    entry.proves.push_back(i);
  }
  entry.certificate = std::move(certificate);
  count_uses(entry, true);
  certificates_.push_back(std::move(entry));
  journal_.push_back({Deed::added, id});
}

void Cover::show(CellIndex cell, std::vector<CellIndex>& fallen) {
  set_withheld(cell, false);
  journal_.push_back({Deed::shown, cell});
  auto& list = resting_[cell];
  list.erase(std::remove_if(list.begin(), list.end(), [&](std::uint32_t id) { return certificates_[id].life == Life::dead; }), list.end());
  for (const auto id : list) {
    Entry& entry = certificates_[id];
    if (entry.life != Life::live) continue;
    entry.life = Life::fallen;
    for (const auto p : entry.proves) {
      proof_[p] = kNone;
      fallen.push_back(p);
    }
    count_uses(entry, false);
    journal_.push_back({Deed::fell, id});
  }
}

void Cover::show_idle() {
  std::vector<CellIndex> none;
  const std::size_t notes = journal_.size();
  for (std::size_t n = 0; n < notes; ++n) {
    if (journal_[n].deed != Deed::fell) continue;
    const auto id = journal_[n].what;
    for (std::size_t s = 0; s < certificates_[id].certificate.shifts.size(); ++s) {
      const auto i = certificates_[id].certificate.shifts[s].cell;
      if (secondary(i) && uses_[i] == 0) show(i, none);
    }
  }
}

void Cover::bury(std::uint32_t id) {
  Entry& entry = certificates_[id];
  entry.life = Life::dead;
  entry.certificate.shifts = {};
  entry.proves = {};
}

void Cover::keep() {
  for (const auto& note : journal_) {
    if (note.deed == Deed::fell) bury(note.what);
  }
  journal_.clear();
}

void Cover::undo() {
  while (!journal_.empty()) {
    const Note note = journal_.back();
    journal_.pop_back();
    switch (note.deed) {
      case Deed::withheld: set_withheld(note.what, false); break;
      case Deed::shown: set_withheld(note.what, true); break;
      case Deed::added: {
        Entry& entry = certificates_[note.what];
        for (const auto p : entry.proves) proof_[p] = kNone;
        count_uses(entry, false);
        for (const auto& shift : entry.certificate.shifts) {
          if (system_.state[shift.cell] == CellState::free) resting_[shift.cell].pop_back();
        }
        certificates_.pop_back();  // certificates are added in order, so the last one goes first
        break;
      }
      case Deed::fell: {
        Entry& entry = certificates_[note.what];
        entry.life = Life::live;
        for (const auto p : entry.proves) proof_[p] = note.what;
        count_uses(entry, true);
        break;
      }
    }
  }
}

std::vector<Certificate> Cover::certificates() const {
  std::vector<Certificate> out;
  for (const auto& entry : certificates_) {
    if (entry.life == Life::live) out.push_back(entry.certificate);
  }
  return out;
}

void Cover::start_again(std::vector<Certificate> certificates) {
  for (CellIndex i = 0; i < withheld_.size(); ++i) {
    if (secondary(i)) set_withheld(i, false);
    proof_[i] = kNone;
    resting_[i].clear();
    uses_[i] = 0;
  }
  certificates_.clear();
  journal_.clear();
  for (auto& certificate : certificates) add(std::move(certificate));
  keep();
}

}  // namespace trede::protect::moves
