// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Everything that can be asked at one moment: the editions, which of them is current, the web app and the API's description. Immutable;
// a new one replaces it as a whole, and answers under way keep the one they began with.

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "base/error.hpp"
#include "serve/document.hpp"
#include "serve/edition.hpp"
#include "serve/web_app.hpp"

namespace trede::serve {

struct Site {
  std::map<std::string, std::shared_ptr<const Edition>, std::less<>> editions;
  std::shared_ptr<const Edition> current;
  Document list;  // GET /v1/edities
  std::shared_ptr<const Document> openapi;
  std::shared_ptr<const WebApp> web;  // null: the API alone
};

struct SitePaths {
  std::filesystem::path project;  // holds editions/
  std::filesystem::path web;      // empty: no web app
  std::filesystem::path api;      // holds openapi.json
};

class SiteSource {
 public:
  explicit SiteSource(SitePaths paths) : paths_(std::move(paths)) {}

  // The current edition, the web app and the description; the other editions follow with refresh(), because hashing them takes time.
  // Errors: serve.project.no_edition (nothing was built yet), those of Edition::open, WebApp::load, read_theme,
  // serve.api.missing.
  Checked<std::shared_ptr<const Site>> load();

  // True when editions/ is no longer what the last load() or refresh() saw: another current, an edition more or less.
  [[nodiscard]] bool changed() const;

  // As load(), but an edition already open is kept as it is, and the others in the folder are opened too; one that is damaged is left out
  // and listed in `skipped`. `reread`: also read the web app and description again.
  Checked<std::shared_ptr<const Site>> refresh(const Site& old, bool reread, Errors& skipped);

 private:
  [[nodiscard]] std::string fingerprint() const;
  [[nodiscard]] std::filesystem::path editions() const { return paths_.project / "editions"; }
  Checked<std::shared_ptr<const Edition>> open_current(const Site* old) const;
  Errors load_documents(Site& site) const;
  void open_others(const Site& old, Site& site, Errors& skipped) const;

  SitePaths paths_;
  std::string seen_;
};

}  // namespace trede::serve
