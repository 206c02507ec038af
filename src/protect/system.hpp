// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A system of published relations between counts, and the pattern of withheld cells that keeps it from giving any of them away.
//
// This is the language of the whole room: a table of one or more dimensions, an indicator over gemeente ▸ wijk ▸ buurt with linked
// indicators and earlier editions, or any other set of counts becomes one System. An equation says Σ sign · cell = 0 and everybody can
// write it down. A cell is a whole number that is either published or withheld.
//
// A *move* is a change of withheld cells that leaves every published figure and every equation as it was and every cell within the bounds
// that everybody knows: least ≤ value + delta ≤ most. A sensitive cell is protected with width w when a move of at least w, up or down,
// exists for it: the attacker's interval is then at least w wide. The move is the proof; it is called the certificate. Zeros are published,
// so a withheld cell is at least one, and `least` is then 1 (Fischetti & Salazar 2001 for the interval criterion; Hundepool et al. 2012,
// ch. 4, for the problem).

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace trede::protect {

using CellIndex = std::uint32_t;
inline constexpr std::uint32_t kNoNode = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::int32_t kNoBound = std::numeric_limits<std::int32_t>::max();

enum class CellState : std::uint8_t {
  free = 0,       // may be shown; may be withheld to protect another, which costs cost[i]
  sensitive = 1,  // withheld, and must be protected with width[i]
  latent = 2,     // never shown, needs no protection itself: costs nothing
  open = 3,       // public already (an earlier edition): never withheld
};

struct Equations {
  std::vector<std::uint32_t> first = {0};  // equation e holds terms first[e] .. first[e+1]
  std::vector<CellIndex> cell;
  std::vector<std::int8_t> sign;          // +1 or −1; Σ sign · value = 0
  std::vector<std::uint8_t> independent;  // by equation; 0 = follows from the others (kept because it makes reasoning by bounds stronger)

  [[nodiscard]] std::size_t size() const { return first.size() - 1; }
};

// All vectors but those of the equations and of the nodes are by cell.
struct System {
  std::vector<std::int32_t> value;        // fits every equation
  std::vector<std::int32_t> least, most;  // what everybody knows before the publication; least ≤ value ≤ most; most = kNoBound without one
  std::vector<CellState> state;
  std::vector<std::int32_t> width;  // ≥ 1; read where sensitive
  std::vector<double> cost;         // > 0; read where free
  Equations equations;
  // Regions: a tree of nodes (wijk below gemeente below country), and the node of each cell; empty = one region. A move is looked for
  // within a node's subtree and its ancestors first. Only speed and quality depend on this, never safety.
  std::vector<std::uint32_t> node;
  std::vector<std::uint32_t> node_parent;  // kNoNode for a root

  [[nodiscard]] std::size_t size() const { return value.size(); }
};

enum class Effort : std::uint8_t { fast, thorough };

struct Options {
  Effort effort = Effort::fast;
  unsigned threads = 0;  // 0 = as many as the machine has; the result is the same
};

struct Pattern {
  std::vector<std::uint8_t> withheld;  // by cell; 1 for every sensitive and latent cell
  std::size_t sensitive = 0;
  std::size_t secondary = 0;           // free cells that are withheld
  std::int64_t value_withheld = 0;     // Σ value of the secondary cells
  double cost = 0.0;                   // Σ cost of the secondary cells
  double lower_bound = 0.0;            // no safe pattern costs less; 0 = not known
  bool optimal = false;                // proven: cost equals the lower bound
  std::vector<CellIndex> unprotected;  // sensitive cells for which no move exists however much is withheld; empty as a rule
  std::string engine;                  // "tree", "graph", "moves"
};

// The pattern by the general method: moves by small linear programs, pruned (moves.cpp). Any system. Deterministic for any number of
// threads and independent of clock and machine: effort is counted in iterations.
Pattern protect_by_moves(const System& system, const Options& options);

// The pattern by the engine that fits the shape: protect_tree (tree.hpp), protect_graph (graph.hpp), protect_by_moves.
Pattern protect_system(const System& system, const Options& options);

// True when every equation holds at the values and every bound is kept; the other functions require it.
bool consistent(const System& system);

}  // namespace trede::protect
