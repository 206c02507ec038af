// SPDX-License-Identifier: EUPL-1.2
// The words of the catalogue and the words that are published, in one place.
#include "catalogue/words.hpp"
#include "catalogue/catalogue.hpp"

namespace trede {
namespace {
template <class E, std::size_t N>
const Word& of(const std::array<Word, N>& words, E value) {
  return words[static_cast<std::size_t>(value)];
}
}  // namespace

std::string_view to_string(Measure v) { return of(kMeasureWords, v).code; }
std::string_view to_string(Direction v) { return of(kDirectionWords, v).code; }
std::string_view to_string(Unit v) { return of(kUnitWords, v).code; }
std::string_view to_string(Counts v) { return of(kCountsWords, v).code; }
std::string_view to_string(Access v) { return of(kAccessWords, v).code; }
std::string_view to_string(Verified v) { return of(kVerifiedWords, v).code; }
std::string_view published_word(Measure v) { return of(kMeasureWords, v).published; }
std::string_view published_word(Direction v) { return of(kDirectionWords, v).published; }
std::string_view published_word(Unit v) { return of(kUnitWords, v).published; }
std::string_view published_word(Counts v) { return of(kCountsWords, v).published; }
std::string_view published_word(Access v) { return of(kAccessWords, v).published; }
std::string_view published_word(Verified v) { return of(kVerifiedWords, v).published; }
std::string_view published_word(PairRole v) { return of(kPairWords, v).published; }

double unit_scale(Unit unit) {
  switch (unit) {
    case Unit::percent: return 100.0;
    case Unit::per_1000: return 1000.0;
    case Unit::per_10000: return 10000.0;
    default: return 1.0;
  }
}

}  // namespace trede
