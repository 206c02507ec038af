// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The web app: every file of its folder, read once into memory, so that a request can only name what was there at the start.
//
// The app draws its own pages: the address of a known Dutch page gives index.html. Files whose name holds a hash of their content
// (assets/index-BxY12abc.js) never change; everything else is asked for again each time.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "serve/document.hpp"
#include "theme/theme.hpp"

namespace trede::serve {

struct WebFile {
  Document document;
  bool immutable = false;
};

class WebApp {
 public:
  // Links and hidden names are passed over, `.well-known` aside. The files of a theme take the place of the app's own below thema/; a
  // logo.png without a logo.svg answers for the logo. Errors: serve.web.missing (no folder or no index.html), serve.web.too_large (over
  // 128 MiB), serve.web.unreadable.
  static Result<std::shared_ptr<const WebApp>> load(const std::filesystem::path& folder, std::vector<ThemeFile> theme = {});

  // By the segments of the path; null when there is no such file.
  [[nodiscard]] const WebFile* find(const std::vector<std::string>& segments) const;
  [[nodiscard]] const WebFile& index() const { return files_.at("index.html"); }
  [[nodiscard]] const WebFile* not_found() const;  // 404.html, when the app has one

 private:
  std::map<std::string, WebFile, std::less<>> files_;
};

// "/", "/kaart", "/gebied/BU07721110", …: an address that index.html answers.
bool is_page(const std::vector<std::string>& segments);
std::string_view media_type(std::string_view name);
bool has_hash(std::string_view path);

}  // namespace trede::serve
