// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "base/files.hpp"
#include "theme/theme.hpp"

namespace trede {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxCss = std::size_t{64} << 10;
constexpr std::size_t kMaxLogo = std::size_t{256} << 10;
constexpr std::size_t kMaxFont = std::size_t{1} << 20;
constexpr std::size_t kMaxFiles = 16;

Error problem(std::string_view code, const std::string& name, std::string nl, std::string en, Failure failure = Failure::input) {
  return {std::string(code), failure, std::move(nl), std::move(en), {.file = display_name("thema/" + name)}};
}

bool is_plain(std::string_view stem) {
  return !stem.empty() && stem.size() <= 60 && std::all_of(stem.begin(), stem.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

// 0: a name that a theme does not have
std::size_t limit_of(std::string_view name) {
  if (name == "thema.css") return kMaxCss;
  if (name == "logo.svg" || name == "logo.png") return kMaxLogo;
  if (name.ends_with(".woff2") && is_plain(name.substr(0, name.size() - 6))) return kMaxFont;
  return 0;
}

bool is_what_it_says(std::string_view name, std::string_view bytes) {
  if (name.ends_with(".woff2")) return bytes.starts_with("wOF2");
  if (name.ends_with(".png")) return bytes.starts_with("\x89PNG\r\n\x1a\n");
  if (name.ends_with(".svg")) return bytes.find("<svg") != std::string_view::npos;
  return bytes.find('\0') == std::string_view::npos;
}

Result<ThemeFile> read_one(const fs::path& path, const std::string& name) {
  const std::size_t limit = limit_of(name);
  if (limit == 0)
    return fail_one(
        problem("theme.name", name,
                "Een thema heeft alleen thema.css, logo.svg of logo.png, en letters (.woff2, zonder spaties in de naam). Haal dit "
                "bestand weg.",
                "A theme has thema.css, logo.svg or logo.png, and typefaces (.woff2, no spaces in the name) only. Take this file "
                "away."));
  std::error_code code;
  if (fs::is_symlink(fs::symlink_status(path, code)))
    return fail_one(problem("theme.link", name, "Dit is een verwijzing. Zet het bestand zelf in de map thema.",
                            "This is a link. Put the file itself in the folder thema."));
  auto file = read_input(path, limit);
  if (!file && file.error().code == "base.file.too_large")
    return fail_one(problem("theme.large", name, fmt::format("Dit bestand is groter dan {} kB. Maak het kleiner.", limit >> 10),
                            fmt::format("This file is larger than {} kB. Make it smaller.", limit >> 10), Failure::limit));
  if (!file) return fail_one(problem("theme.unreadable", name, file.error().nl, file.error().en, file.error().failure));
  if (!is_what_it_says(name, file->bytes))
    return fail_one(
        problem("theme.kind", name, "De inhoud past niet bij de naam van het bestand.", "The content does not fit the name of the file."));
  return ThemeFile{name, std::move(file->bytes)};
}

Result<std::vector<std::string>> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code code;
  fs::directory_iterator at(folder, code);
  for (const fs::directory_iterator end; !code && at != end; at.increment(code)) {
    std::string name = at->path().filename().string();
    if (!name.starts_with('.')) names.push_back(std::move(name));
  }
  if (code)
    return fail_one(problem("theme.unreadable", "", fmt::format("De map is niet te lezen: {}.", code.message()),
                            fmt::format("The folder cannot be read: {}.", code.message()), Failure::io));
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

Checked<std::vector<ThemeFile>> read_theme(const fs::path& project) {
  const fs::path folder = project / "thema";
  std::error_code code;
  const fs::file_status status = fs::symlink_status(folder, code);
  if (!fs::exists(status)) return std::vector<ThemeFile>{};
  if (!fs::is_directory(status))
    return fail(problem("theme.folder", "", "thema is geen map maar een bestand of een verwijzing. Maak er een map van.",
                        "thema is not a folder but a file or a link. Make it a folder."));
  auto names = names_in(folder);
  if (!names) return fail(std::move(names.error()));
  if (names->size() > kMaxFiles)
    return fail(problem("theme.large", "", fmt::format("Een thema heeft hoogstens {} bestanden.", kMaxFiles),
                        fmt::format("A theme has at most {} files.", kMaxFiles), Failure::limit));
  std::vector<ThemeFile> files;
  Errors errors;
  for (const std::string& name : *names) {
    auto file = read_one(folder / name, name);
    if (file) files.push_back(std::move(*file));
    else errors.add(std::move(file.error()));
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return files;
}

}  // namespace trede
