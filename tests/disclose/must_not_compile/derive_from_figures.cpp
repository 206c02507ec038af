// SPDX-License-Identifier: EUPL-1.2
// A class that derives from published figures does not get in either.
// expect: PublishedFigures::PublishedFigures\(\).* is private|deleted
#include "disclose/published.hpp"

namespace trede {
#ifdef TREDE_CONTROL
struct Reader {
  const PublishedFigures* figures = nullptr;
};
#else
struct Forged : PublishedFigures {
  Forged() = default;
};
Forged forge() { return Forged(); }
#endif
}  // namespace trede
