// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Strong types for what travels between rooms. No bare string or int crosses a room.

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace trede {

enum class AreaLevel : std::uint8_t { land = 0, gemeente = 1, wijk = 2, buurt = 3 };
inline constexpr std::array<AreaLevel, 4> kAreaLevels = {AreaLevel::land, AreaLevel::gemeente, AreaLevel::wijk, AreaLevel::buurt};

std::string_view to_string(AreaLevel level);  // "land", "gemeente", "wijk", "buurt"
std::optional<AreaLevel> parse_area_level(std::string_view text);

// A CBS area code without its vintage: NL + 2, GM + 4, WK + 6, BU + 8 characters; digits, and capital letters after the gemeente
// part (Amsterdam since 2022). Ten bytes, no allocation. The same code in two years can be two areas: see AreaId.
class AreaCode {
 public:
  AreaCode() = default;
  // Exact: no padding, no lower case, no repair. Use ingest's readers for padded or damaged codes.
  static std::optional<AreaCode> parse(std::string_view text);

  [[nodiscard]] AreaLevel level() const;
  [[nodiscard]] std::string_view view() const { return {text_.data(), size_}; }
  [[nodiscard]] std::string str() const { return std::string(view()); }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  // The wijk of a buurt, the gemeente of a wijk or buurt, by CBS's construction of codes. Land for a gemeente.
  [[nodiscard]] AreaCode parent() const;
  [[nodiscard]] AreaCode gemeente() const;  // itself for a gemeente, empty for the country

  friend bool operator==(const AreaCode& a, const AreaCode& b) { return a.view() == b.view(); }
  friend std::strong_ordering operator<=>(const AreaCode& a, const AreaCode& b) { return a.view() <=> b.view(); }

 private:
  std::array<char, 10> text_{};
  std::uint8_t size_ = 0;
};

// The year of an area division ("indeling").
struct Vintage {
  std::int16_t year = 0;
  friend auto operator<=>(const Vintage&, const Vintage&) = default;
};

// The identity of an area: its code in one division.
struct AreaId {
  AreaCode code;
  Vintage vintage;
  friend auto operator<=>(const AreaId&, const AreaId&) = default;
};

// Text ids that must not be mixed up.
template <class Tag>
class TextId {
 public:
  TextId() = default;
  explicit TextId(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] const std::string& str() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  friend auto operator<=>(const TextId&, const TextId&) = default;

 private:
  std::string text_;
};

using IndicatorId = TextId<struct IndicatorTag>;
using SourceId = TextId<struct SourceTag>;
using TableId = TextId<struct TableTag>;
using DenominatorId = TextId<struct DenominatorTag>;
using TredeId = TextId<struct TredeTag>;
using DomeinId = TextId<struct DomeinTag>;
using LeefgebiedId = TextId<struct LeefgebiedTag>;

// ^[a-z][a-z0-9-]{1,63}$
bool is_slug(std::string_view text);

// Text in the two languages of the edition.
struct Text {
  std::string nl;
  std::string en;
  [[nodiscard]] bool empty() const { return nl.empty() && en.empty(); }
  friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace trede

template <>
struct std::hash<trede::AreaCode> {
  std::size_t operator()(const trede::AreaCode& code) const noexcept { return std::hash<std::string_view>{}(code.view()); }
};
template <class Tag>
struct std::hash<trede::TextId<Tag>> {
  std::size_t operator()(const trede::TextId<Tag>& id) const noexcept { return std::hash<std::string>{}(id.str()); }
};
