// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The only way from Observations to PublishedFigures.
//
// Open sources pass through; what the source did itself (rounding, secrecy, modelling) is recorded as their treatment. Municipal counts
// first get a publication level (level.hpp); then the rules judge every count by itself (rules.hpp), and what else must be withheld so
// that nobody computes a withheld count back is decided per family of related figures (family.hpp), together with what earlier editions
// have shown. Everything about a withheld figure goes with it: value, count, denominator, interval. Survey shares: survey.hpp. A source may
// choose rounding or the cell key instead of withholding (noise.hpp).
//
// It fails closed: a series that cannot be protected is withheld as a whole, with a warning.
// docs/concepts/disclosure.md explains it to a reader.

#include <span>

#include "area/concordance.hpp"
#include "base/error.hpp"
#include "disclose/published.hpp"
#include "edition/read/figures.hpp"
#include "ingest/project.hpp"
#include "observe/observations.hpp"

namespace trede {

struct PublishedBefore {
  std::span<const EditionFigures> editions = {};  // newest first
  // For editions of another division: the divisions of the project and how they became the edition's.
  std::span<const AreaSet> divisions = {};
  std::span<const Concordance> concordances = {};
};

class Gate {
 public:
  // Errors: disclose.no_count, disclose.own_area, and those of noise.hpp. `warnings`, when given, gets disclose.given_up and
  // disclose.known_before. The result does not depend on the number of threads.
  static Checked<PublishedFigures> publish(const Project& project, const Catalogue& catalogue, Observations&& observations,
                                           const AreaSet& areas, const PublishedBefore& before = {}, unsigned threads = 1,
                                           Errors* warnings = nullptr);

 private:
  // A series as its source gives it, before anything is withheld.
  static PublishedSeries unprotected(Series&& series, const Project& project, const Catalogue& catalogue, const PublicationLevel* level);
};

}  // namespace trede
