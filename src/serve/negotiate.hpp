// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Choosing a representation (RFC 9110 §12) and comparing entity tags (§13.1.2). Pure functions of field values, which are bounded by
// the limit on the head.

#include <optional>
#include <span>
#include <string_view>

namespace trede::serve {

enum class Coding : unsigned char { identity, gzip, br };

// The coding of the highest quality among those there are; of equal quality br, then gzip, then identity. identity is always there;
// without an entry of its own (or `*`) it comes last. nullopt when everything is refused. No field or an empty one: identity.
std::optional<Coding> choose_coding(std::optional<std::string_view> accept_encoding, bool has_br, bool has_gzip);

// Place in `offers` ("application/json", "text/csv") of the best media type; of equal quality the first. nullopt: none is acceptable.
// Parameters other than q are ignored. No field: the first offer.
std::optional<std::size_t> choose_type(std::optional<std::string_view> accept, std::span<const std::string_view> offers);

// True when If-None-Match names this strong tag (with its quotes), by weak comparison, or is `*`. A malformed list matches up to the error.
bool matches_tag(std::string_view if_none_match, std::string_view tag);

}  // namespace trede::serve
