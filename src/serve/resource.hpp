// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What an address names: one or more representations of the same thing, each in memory, in a file of an edition, or made from one.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "serve/document.hpp"
#include "serve/edition.hpp"
#include "serve/response.hpp"

namespace trede::serve {

// A file of an edition with the compressed twins that the manifest lists.
struct EditionFile {
  std::shared_ptr<const Edition> edition;
  const ManifestFile* identity = nullptr;
  const ManifestFile* br = nullptr;
  const ManifestFile* gzip = nullptr;
};

struct Representation {
  std::string_view type;                // media type, as compared with Accept
  std::string content_type;             // as sent
  std::string tag;                      // without quotes and coding
  std::string download_name;            // Content-Disposition; empty: none
  const Document* document = nullptr;   // in memory, or
  EditionFile file;                     // in a file, or
  const ManifestFile* areas = nullptr;  // CSV made from `file` and this one (gebieden)
  std::string styles = {};              // an HTML document: the hashes of its style sheets, see style_sources
  bool html = false;
};

// 'sha256-…' for each <style> of an HTML text, as a Content-Security-Policy names them.
std::string style_sources(std::string_view html);

struct Resource {
  std::vector<Representation> representations;  // the first is the default
  std::string_view cache;                       // Cache-Control
  Audience audience = Audience::api;
};

inline constexpr std::string_view kImmutable = "public, max-age=31536000, immutable";
inline constexpr std::string_view kNoCache = "no-cache";

// `segments`: the path below /v1/edities/{id}. nullopt: the edition has no such resource. CBS codes may be in lower case.
std::optional<Resource> find_resource(const std::shared_ptr<const Edition>& edition, const std::vector<std::string>& segments);

}  // namespace trede::serve
