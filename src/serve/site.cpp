// SPDX-License-Identifier: EUPL-1.2
#include "serve/site.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/json_writer.hpp"
#include "theme/theme.hpp"

namespace trede::serve {

namespace {

constexpr std::size_t kMaxDescription = std::size_t{4} << 20;

Error no_edition(const std::filesystem::path& project) {
  const std::string shown = display_name(project.string());
  return {"serve.project.no_edition",
          Failure::input,
          fmt::format("In {} is nog geen editie gebouwd. Draai eerst: trede build {}", shown, shown),
          fmt::format("{} holds no edition yet. First run: trede build {}", shown, shown),
          {}};
}

Error no_description(const std::filesystem::path& folder) {
  const std::string shown = display_name(folder.string());
  return {"serve.api.missing",
          Failure::input,
          fmt::format("In {} staat geen openapi.json. Geef met --api de map api van trede.", shown),
          fmt::format("{} holds no openapi.json. Give trede's api folder with --api.", shown),
          {}};
}

void write_period(JsonWriter& json, std::string_view key, const std::string& period) {
  json.key(key);
  if (period.empty()) json.null();
  else json.string(period);
}

Document render_list(const Site& site) {
  std::vector<const Edition*> sorted;
  for (const auto& [id, edition] : site.editions) sorted.push_back(edition.get());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Edition* a, const Edition* b) { return a->manifest().sequence > b->manifest().sequence; });
  JsonWriter json;
  json.begin_object().key("edities").begin_array();
  for (const Edition* edition : sorted) {
    const Manifest& manifest = edition->manifest();
    json.begin_object().field("id", manifest.id).field_int("volgnummer", manifest.sequence).field("naam", manifest.name);
    json.field_int("indeling", manifest.vintage).key("perioden").begin_object();
    write_period(json, "van", edition->first_period());
    write_period(json, "tot", edition->last_period());
    json.end_object().field_bool("actueel", edition == site.current.get()).end_object();
  }
  json.end_array().end_object();
  return make_document("application/json", json.take(), true);
}

}  // namespace

// The name `current` points at and, per edition, when its manifest was written.
std::string SiteSource::fingerprint() const {
  std::error_code problem;
  std::string text = std::filesystem::read_symlink(editions() / "current", problem).string() + "\n";
  std::vector<std::string> names;
  for (std::filesystem::directory_iterator at(editions(), problem), end; !problem && at != end; at.increment(problem)) {
    std::string name = at->path().filename().string();
    if (is_edition_id(name) && name != "current") names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    struct stat state {};
    const bool there = ::stat((editions() / name / "manifest.json").c_str(), &state) == 0;
    text +=
        fmt::format("{} {} {} {}\n", name, there ? state.st_ino : 0, there ? state.st_mtim.tv_sec : 0, there ? state.st_mtim.tv_nsec : 0);
  }
  return text;
}

bool SiteSource::changed() const { return fingerprint() != seen_; }

Checked<std::shared_ptr<const Edition>> SiteSource::open_current(const Site* old) const {
  auto path = current_edition(editions());
  if (!path) return fail(std::move(path.error()));
  if (!*path) return fail(no_edition(paths_.project));
  if (old != nullptr) {
    const auto known = old->editions.find((*path)->filename().string());
    if (known != old->editions.end()) return known->second;
  }
  return Edition::open(**path);
}

Errors SiteSource::load_documents(Site& site) const {
  Errors errors;
  auto description = read_input(paths_.api / "openapi.json", kMaxDescription);
  if (description) site.openapi = std::make_shared<const Document>(make_document("application/json", std::move(description->bytes), true));
  else errors.add(no_description(paths_.api));
  if (paths_.web.empty()) return errors;
  auto theme = read_theme(paths_.project);
  if (!theme) {
    errors.add(std::move(theme.error()));
    return errors;
  }
  auto web = WebApp::load(paths_.web, std::move(*theme));
  if (web) site.web = std::move(*web);
  else errors.add(std::move(web.error()));
  return errors;
}

void SiteSource::open_others(const Site& old, Site& site, Errors& skipped) const {
  EditionList list = list_editions(editions());
  skipped.add(std::move(list.damaged));
  for (const EditionEntry& entry : list.editions) {
    const std::string& id = entry.manifest.id;
    if (site.editions.contains(id)) continue;
    const auto known = old.editions.find(id);
    if (known != old.editions.end()) {
      site.editions.emplace(id, known->second);
      continue;
    }
    auto edition = Edition::open(entry.path);
    if (edition) site.editions.emplace(id, std::move(*edition));
    else skipped.add(std::move(edition.error()));
  }
}

Checked<std::shared_ptr<const Site>> SiteSource::load() {
  auto site = std::make_shared<Site>();
  auto current = open_current(nullptr);
  Errors errors;
  if (current) site->current = *current;
  else errors.add(std::move(current.error()));
  errors.add(load_documents(*site));
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  site->editions.emplace(site->current->id(), site->current);
  site->list = render_list(*site);
  return site;
}

Checked<std::shared_ptr<const Site>> SiteSource::refresh(const Site& old, bool reread, Errors& skipped) {
  seen_ = fingerprint();
  auto site = std::make_shared<Site>();
  auto current = open_current(&old);
  if (!current) return tl::unexpected(std::move(current.error()));
  site->current = std::move(*current);
  site->openapi = old.openapi;
  site->web = old.web;
  if (reread) {
    Errors errors = load_documents(*site);
    if (errors.fatal()) return tl::unexpected(std::move(errors));
  }
  site->editions.emplace(site->current->id(), site->current);
  open_others(old, *site, skipped);
  site->list = render_list(*site);
  return site;
}

}  // namespace trede::serve
