// SPDX-License-Identifier: EUPL-1.2
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace trede {

std::optional<Encoding> parse_encoding(std::string_view name) {
  if (name == "utf-8") return Encoding::utf8;
  if (name == "windows-1252") return Encoding::windows_1252;
  if (name == "iso-8859-1") return Encoding::iso_8859_1;
  if (name == "utf-16") return Encoding::utf16;
  return std::nullopt;
}

namespace {

// One code point at `at`; length 0 = invalid (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
struct Decoded {
  std::uint32_t point = 0;
  unsigned length = 0;
};

Decoded decode(std::string_view s, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  unsigned length = 0;
  std::uint32_t point = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
    point = lead & 0x1FU;
  } else if ((lead & 0xF0U) == 0xE0) {
    length = 3;
    point = lead & 0x0FU;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    point = lead & 0x07U;
  } else return {};
  if (at + length > s.size()) return {};
  for (unsigned i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80) return {};
    point = (point << 6U) | (byte(at + i) & 0x3FU);
  }
  if ((length == 3 && (point < 0x800 || (point >= 0xD800 && point <= 0xDFFF))) || (length == 4 && (point < 0x10000 || point > 0x10FFFF)))
    return {};
  return {point, length};
}

void append_utf8(std::string& out, std::uint32_t p) {
  if (p < 0x80) out += static_cast<char>(p);
  else if (p < 0x800) {
    out += static_cast<char>(0xC0 | (p >> 6U));
    out += static_cast<char>(0x80 | (p & 0x3FU));
  } else if (p < 0x10000) {
    out += static_cast<char>(0xE0 | (p >> 12U));
    out += static_cast<char>(0x80 | ((p >> 6U) & 0x3FU));
    out += static_cast<char>(0x80 | (p & 0x3FU));
  } else {
    out += static_cast<char>(0xF0 | (p >> 18U));
    out += static_cast<char>(0x80 | ((p >> 12U) & 0x3FU));
    out += static_cast<char>(0x80 | ((p >> 6U) & 0x3FU));
    out += static_cast<char>(0x80 | (p & 0x3FU));
  }
}

bool forbidden(std::uint32_t p) {
  if (p < 0x20) return p != '\t' && p != '\n' && p != '\r';
  return p == 0x7F || (p >= 0x80 && p <= 0x9F) || (p >= 0x200B && p <= 0x200F) || (p >= 0x202A && p <= 0x202E) ||
         (p >= 0x2060 && p <= 0x2069) || p == 0xFEFF;
}

std::optional<std::string> from_single_byte(std::string_view bytes, bool windows) {
  // Windows-1252, 0x80..0x9F (Unicode's mapping table); 0 = not defined.
  constexpr std::array<std::uint16_t, 32> kWindows = {
      0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 16);
  for (const char c : bytes) {
    std::uint32_t p = static_cast<unsigned char>(c);
    if (p >= 0x80 && p <= 0x9F && windows) {
      p = kWindows[p - 0x80];
      if (p == 0) return std::nullopt;
    }
    append_utf8(out, p);
  }
  return out;
}

std::optional<std::string> from_utf16(std::string_view bytes) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  bool big = false;
  if (bytes.starts_with("\xFE\xFF")) {
    big = true;
    bytes.remove_prefix(2);
  } else if (bytes.starts_with("\xFF\xFE")) bytes.remove_prefix(2);
  else return std::nullopt;  // without a mark the byte order would be a guess
  const auto unit = [&](std::size_t i) {
    const auto a = static_cast<unsigned char>(bytes[i]);
    const auto b = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<std::uint32_t>(big ? (a << 8U) | b : (b << 8U) | a);
  };
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    std::uint32_t p = unit(i);
    if (p >= 0xDC00 && p <= 0xDFFF) return std::nullopt;
    if (p >= 0xD800 && p <= 0xDBFF) {
      if (i + 3 >= bytes.size()) return std::nullopt;
      const std::uint32_t low = unit(i + 2);
      if (low < 0xDC00 || low > 0xDFFF) return std::nullopt;
      p = 0x10000 + ((p - 0xD800) << 10U) + (low - 0xDC00);
      i += 2;
    }
    append_utf8(out, p);
  }
  return out;
}

const icu::Normalizer2& normalizer(bool compose) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* n = compose ? icu::Normalizer2::getNFCInstance(status) : icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status) || n == nullptr) throw std::runtime_error("ICU data is not available");
  return *n;
}

bool all_ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

icu::UnicodeString unicode(std::string_view s) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<std::int32_t>(s.size())));
}

}  // namespace

std::size_t first_invalid_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const Decoded d = decode(bytes, i);
    if (d.length == 0) return i;
    i += d.length;
  }
  return std::string_view::npos;
}

std::size_t first_forbidden(std::string_view utf8) {
  for (std::size_t i = 0; i < utf8.size();) {
    const Decoded d = decode(utf8, i);
    if (d.length == 0) {
      ++i;
      continue;
    }
    if (forbidden(d.point)) return i;
    i += d.length;
  }
  return std::string_view::npos;
}

std::optional<std::string> to_utf8(std::string_view bytes, Encoding from) {
  switch (from) {
    case Encoding::utf8:
      if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
      if (first_invalid_utf8(bytes) != std::string_view::npos) return std::nullopt;
      return std::string(bytes);
    case Encoding::windows_1252: return from_single_byte(bytes, true);
    case Encoding::iso_8859_1: return from_single_byte(bytes, false);
    case Encoding::utf16: return from_utf16(bytes);
  }
  return std::nullopt;
}

std::string nfc(std::string_view utf8) {
  if (all_ascii(utf8)) return std::string(utf8);
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString composed = normalizer(true).normalize(unicode(utf8), status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU could not normalise a text");
  std::string out;
  composed.toUTF8String(out);
  return out;
}

std::string fold_name(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString text = normalizer(false).normalize(unicode(utf8), status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU could not normalise a text");
  text.foldCase();
  icu::UnicodeString kept;
  bool blank = true;
  for (std::int32_t i = 0; i < text.length();) {
    const UChar32 c = text.char32At(i);
    i += U16_LENGTH(c);
    if (u_getCombiningClass(c) != 0 || c == '\'' || c == 0x2019 || c == 0x2018 || c == '`') continue;
    if (u_isUWhiteSpace(c) || c == '-' || c == 0x2010 || c == 0x2011 || c == 0x2013) {
      if (!blank) kept.append(static_cast<UChar>(' '));
      blank = true;
      continue;
    }
    kept.append(c);
    blank = false;
  }
  if (kept.endsWith(icu::UnicodeString(static_cast<UChar>(' ')))) kept.truncate(kept.length() - 1);
  std::string out;
  kept.toUTF8String(out);
  return out;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::string slug(std::string_view utf8) {
  std::string out;
  for (const char c : fold_name(utf8)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    else if (!out.empty() && out.back() != '-') out += '-';
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

}  // namespace trede
