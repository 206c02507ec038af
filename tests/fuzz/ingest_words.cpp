// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a number, an area and a header for the detector of personal data: no crash; a number that is read is finite and not -0.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"
#include "ingest/area_match.hpp"
#include "ingest/number.hpp"
#include "ingest/pii.hpp"
#include "ingest/wanted.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trede;
  static const std::vector<AreaSet> divisions = {*AreaSet::build(
      Vintage{2020},
      {{*AreaCode::parse("GM0001"), "Voorbeeld"}, {*AreaCode::parse("WK000101"), "Oost"}, {*AreaCode::parse("BU00010101"), "Kern"}})};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string_view trimmed = trim(text);
  for (const char decimal : {'.', ','}) {
    const ParsedNumber number = parse_number(trimmed, decimal);
    if (number.fault == NumberFault::none && (!std::isfinite(number.value) || (number.value == 0 && std::signbit(number.value))))
      std::abort();
    if (number.fault != NumberFault::none && (number.value != 0 || advice(number.fault, decimal).nl.empty())) std::abort();
  }
  if (without_position(text).size() > text.size()) std::abort();
  if (first_invalid_utf8(text) != std::string_view::npos) return 0;
  for (const AreaBy by : {AreaBy::code, AreaBy::name, AreaBy::number}) {
    const AreaMatcher matcher(divisions[0], divisions, by, AreaLevel::buurt, false);
    const AreaMatch match = matcher.match(text);
    if (match.found() && (match.fault != AreaFault::none || match.area >= divisions[0].size())) std::abort();
    if (match.fault != AreaFault::none && advice(match, text, true, Vintage{2020}).en.empty()) std::abort();
  }
  PiiDetector detector({std::string(text)}, {}, FeedKind::aggregate);
  detector.look(0, text);
  (void)detector.verdict("fuzz");
  return 0;
}
