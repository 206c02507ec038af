// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Unicode at the edges: everything inside trede is valid UTF-8 in NFC (by ICU), without control or bidirectional control characters.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace trede {

enum class Encoding : unsigned char { utf8, windows_1252, iso_8859_1, utf16 };
std::optional<Encoding> parse_encoding(std::string_view name);  // "utf-8", "windows-1252", "iso-8859-1", "utf-16"

// Offset of the first byte that is not valid UTF-8 (overlong forms, surrogates and truncation included); npos when all is well.
std::size_t first_invalid_utf8(std::string_view bytes);
// Offset of the first NUL, other control character than tab/CR/LF, bidi control (U+202A–202E, U+2066–2069) or zero-width character.
std::size_t first_forbidden(std::string_view utf8);
// To UTF-8 without BOM. nullopt when the bytes are not of that encoding (an undefined CP1252 byte, an odd UTF-16 length, …).
std::optional<std::string> to_utf8(std::string_view bytes, Encoding from);
// NFC; the input must be valid UTF-8.
std::string nfc(std::string_view utf8);

// For matching names only, never for showing: NFC, lower case, diacritics off, runs of blanks and hyphens to one space, apostrophes off.
std::string fold_name(std::string_view utf8);

std::string_view trim(std::string_view text);  // ASCII blanks

// "Binnenstad & co" → "binnenstad-co": for ids and file names.
std::string slug(std::string_view utf8);

}  // namespace trede
