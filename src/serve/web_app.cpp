// SPDX-License-Identifier: EUPL-1.2
#include "serve/web_app.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/files.hpp"

namespace trede::serve {

namespace {

constexpr std::size_t kMaxWebBytes = std::size_t{128} << 20;

constexpr std::array<std::string_view, 13> kPages = {"kaart", "gebied",  "ladder",  "bronnen",          "over",  "signalen", "vergelijk",
                                                     "model", "privacy", "methode", "toegankelijkheid", "inzet", "verhaal"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 24> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".topojson", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".webp", "image/webp"},
    {".avif", "image/avif"},
    {".ico", "image/vnd.microsoft.icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".txt", "text/plain; charset=utf-8"},
    {".xml", "application/xml"},
    {".pdf", "application/pdf"},
    {".wasm", "application/wasm"},
    {".csv", "text/csv; charset=utf-8"},
    {".md", "text/markdown; charset=utf-8"},
    {".pmtiles", "application/vnd.pmtiles"},
}};

bool is_text(std::string_view type) {
  return type.starts_with("text/") || type == "application/json" || type == "image/svg+xml" || type == "application/wasm" ||
         type == "application/xml" || type == "application/manifest+json";
}

Error web_error(std::string_view code, Failure failure, std::string nl, std::string en) {
  return {std::string(code), failure, std::move(nl), std::move(en), {}};
}

bool is_hidden(const std::filesystem::path& relative) {
  return std::any_of(relative.begin(), relative.end(),
                     [](const std::filesystem::path& part) { return part.native().starts_with('.') && part != ".well-known"; });
}

using Bytes = std::map<std::string, std::string, std::less<>>;

Result<Bytes> read_folder(const std::filesystem::path& folder) {
  Bytes files;
  std::size_t total = 0;
  std::error_code problem;
  std::filesystem::recursive_directory_iterator at(folder, problem);
  for (const std::filesystem::recursive_directory_iterator end; !problem && at != end; at.increment(problem)) {
    const std::filesystem::path relative = at->path().lexically_relative(folder);
    if (is_hidden(relative) || at->is_symlink() || !at->is_regular_file()) continue;
    auto file = read_input(at->path(), kMaxWebBytes);
    if (!file) return fail_one(std::move(file.error()));
    total += file->bytes.size();
    if (total > kMaxWebBytes)
      return fail_one(web_error("serve.web.too_large", Failure::limit,
                                "De webapp is groter dan 128 MiB. Geef met --web de map met de gebouwde app.",
                                "The web app is larger than 128 MiB. Give the folder of the built app with --web."));
    files.emplace(relative.generic_string(), std::move(file->bytes));
  }
  if (problem)
    return fail_one(web_error("serve.web.unreadable", Failure::io,
                              fmt::format("De map van de webapp is niet te lezen: {}.", problem.message()),
                              fmt::format("The web app's folder cannot be read: {}.", problem.message())));
  return files;
}

bool is_twin(const Bytes& files, std::string_view path) {
  return (path.ends_with(".br") || path.ends_with(".gz")) && files.contains(path.substr(0, path.size() - 3));
}

void use_twin(const Bytes& files, const std::string& path, std::string_view ending, std::shared_ptr<const std::string>& twin) {
  const auto found = files.find(path + std::string(ending));
  if (found != files.end()) twin = std::make_shared<const std::string>(found->second);
}

// By path: the media type where the name does not tell it.
using Types = std::map<std::string, std::string_view, std::less<>>;

Types lay_over(Bytes& files, std::vector<ThemeFile> theme) {
  Types types;
  const bool has_svg = std::any_of(theme.begin(), theme.end(), [](const ThemeFile& file) { return file.name == "logo.svg"; });
  for (ThemeFile& file : theme) {
    std::string path = "thema/" + file.name;
    if (file.name == "logo.png" && !has_svg) {
      path = "thema/logo.svg";  // the one address that the pages ask for
      types.emplace(path, "image/png");
    }
    files.erase(path + ".br");
    files.erase(path + ".gz");
    files.insert_or_assign(path, std::move(file.bytes));
  }
  return types;
}

}  // namespace

std::string_view media_type(std::string_view name) {
  for (const auto& [ending, type] : kTypes)
    if (name.ends_with(ending)) return type;
  return "application/octet-stream";
}

// Vite's names: assets/<name>-<8 characters of base64url>.<ending>
bool has_hash(std::string_view path) {
  if (!path.starts_with("assets/")) return false;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot < 9 || name[dot - 9] != '-') return false;
  return std::all_of(name.begin() + static_cast<std::ptrdiff_t>(dot - 8), name.begin() + static_cast<std::ptrdiff_t>(dot), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

bool is_page(const std::vector<std::string>& segments) {
  if (segments.empty()) return true;
  return segments.size() <= 3 && std::find(kPages.begin(), kPages.end(), segments.front()) != kPages.end();
}

Result<std::shared_ptr<const WebApp>> WebApp::load(const std::filesystem::path& folder, std::vector<ThemeFile> theme) {
  std::error_code problem;
  const std::filesystem::path real = std::filesystem::canonical(folder, problem);
  if (problem || !std::filesystem::is_regular_file(real / "index.html", problem))
    return fail_one(
        web_error("serve.web.missing", Failure::input,
                  fmt::format("In {} staat geen gebouwde webapp (index.html ontbreekt). Bouw de app of geef met --web een andere map.",
                              display_name(folder.string())),
                  fmt::format("{} holds no built web app (index.html is absent). Build the app or give another folder with --web.",
                              display_name(folder.string()))));
  auto files = read_folder(real);
  if (!files) return tl::unexpected(std::move(files.error()));
  const Types types = lay_over(*files, std::move(theme));

  auto app = std::make_shared<WebApp>();
  for (auto& [path, bytes] : *files) {
    if (is_twin(*files, path)) continue;
    const auto known = types.find(path);
    const std::string_view type = known != types.end() ? known->second : media_type(path);
    const bool given = files->contains(path + ".br") || files->contains(path + ".gz");
    WebFile file{make_document(std::string(type), bytes, is_text(type) && !given), has_hash(path)};
    use_twin(*files, path, ".br", file.document.br);
    use_twin(*files, path, ".gz", file.document.gzip);
    app->files_.emplace(path, std::move(file));
  }
  return app;
}

const WebFile* WebApp::find(const std::vector<std::string>& segments) const {
  std::string path;
  for (const std::string& segment : segments) {
    if (!path.empty()) path += '/';
    path += segment;
  }
  const auto found = files_.find(path);
  return found != files_.end() ? &found->second : nullptr;
}

const WebFile* WebApp::not_found() const {
  const auto found = files_.find("404.html");
  return found != files_.end() ? &found->second : nullptr;
}

}  // namespace trede::serve
