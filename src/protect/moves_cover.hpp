// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What is withheld, and why: the certificates that rest on it.
//
// Every sensitive cell rests on one certificate, every certificate on the free cells that it moves. When a free cell is shown again only
// the certificates that move it fall, and only their sensitive cells must be proved anew. A trial can be taken back.

#include <cstdint>
#include <vector>

#include "protect/moves_proof.hpp"
#include "protect/system.hpp"

namespace trede::protect::moves {

class Cover {
 public:
  explicit Cover(const System& system);

  [[nodiscard]] bool withheld(CellIndex cell) const { return withheld_[cell] != 0; }
  [[nodiscard]] bool proven(CellIndex cell) const { return proof_[cell] != kNone; }
  [[nodiscard]] bool secondary(CellIndex cell) const { return system_.state[cell] == CellState::free && withheld_[cell] != 0; }
  [[nodiscard]] double total() const { return total_; }  // cost of the secondary cells
  [[nodiscard]] std::size_t secondaries() const { return count_; }
  [[nodiscard]] const std::vector<std::uint8_t>& pattern() const { return withheld_; }
  [[nodiscard]] const Certificate& proof_of(CellIndex cell) const { return certificates_[proof_[cell]].certificate; }
  // What the linear programs pay: next to nothing for a cell that is withheld already, at most `free_limit`.
  [[nodiscard]] const std::vector<double>& price() const { return price_; }
  [[nodiscard]] double free_limit() const { return free_limit_; }
  [[nodiscard]] double cheapest() const { return unit_; }  // cost of the cheapest free cell
  [[nodiscard]] double shown_price(CellIndex cell) const { return shown_price_[cell]; }
  void set_price(CellIndex cell, double price) { price_[cell] = price; }  // of a cell that is shown; restore with shown_price

  // What a step through a withheld cell costs, as a share of the cheapest cell: the dearer, the shorter the moves.
  void set_withheld_share(double share);

  // Withholds what the certificate moves and lets it prove every unproven sensitive cell that it moves far enough.
  void add(Certificate certificate);
  void withhold(CellIndex cell);
  // Shows a secondary cell; the certificates on it fall. Their sensitive cells are appended to `fallen`.
  void show(CellIndex cell, std::vector<CellIndex>& fallen);
  // Shows the secondary cells on which nothing rests any more, of those touched since the last keep.
  void show_idle();

  // Everything since the last keep or undo.
  void keep();
  void undo();
  // The certificates in force, in the order in which they came; and a cover that consists of these.
  [[nodiscard]] std::vector<Certificate> certificates() const;
  void start_again(std::vector<Certificate> certificates);

 private:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  enum class Life : std::uint8_t { live, fallen, dead };
  struct Entry {
    Certificate certificate;
    std::vector<CellIndex> proves;
    Life life = Life::live;
  };
  enum class Deed : std::uint8_t { withheld, shown, added, fell };
  struct Note {
    Deed deed;
    std::uint32_t what;
  };

  void set_withheld(CellIndex cell, bool yes);
  void count_uses(const Entry& entry, bool more);
  void bury(std::uint32_t id);

  const System& system_;
  std::vector<std::uint8_t> withheld_;
  std::vector<double> price_, shown_price_;
  std::vector<float> jitter_;
  double free_limit_ = 0.0, unit_ = 1.0, share_ = 0.004;
  double total_ = 0.0;
  std::size_t count_ = 0;
  std::vector<std::uint32_t> proof_;  // by cell
  std::vector<Entry> certificates_;
  std::vector<std::vector<std::uint32_t>> resting_;  // by cell: certificates that move it; may hold dead ones
  std::vector<std::uint32_t> uses_;                  // by cell: live certificates among them
  std::vector<Note> journal_;
};

}  // namespace trede::protect::moves
