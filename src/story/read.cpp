// SPDX-License-Identifier: EUPL-1.2
#include "story/read.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "base/files.hpp"
#include "story/parse.hpp"

namespace trede {
namespace {

namespace fs = std::filesystem;

struct Files {
  std::optional<fs::path> nl, en;
};

// An address in the API in which the id would be read as the code of an area.
bool looks_like_area(std::string id) {
  for (char& c : id)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
  return AreaCode::parse(id).has_value();
}

std::string shown(const fs::path& file) { return display_name("stories/" + file.filename().string()); }

Error bad_name(const fs::path& file) {
  return {
      .code = "story.file_name",
      .failure = Failure::input,
      .nl =
          "Zo heet geen verhaal. Noem het <kenmerk>.nl.md of <kenmerk>.en.md; een kenmerk heeft 2 tot 64 kleine letters, cijfers en "
          "streepjes en begint met een letter.",
      .en =
          "This is no name of a story. Name it <id>.nl.md or <id>.en.md; an id has 2 to 64 small letters, digits and hyphens and starts "
          "with a letter.",
      .where = {.file = shown(file)}};
}

std::map<std::string, Files> list_files(const fs::path& folder, Errors& errors) {
  std::map<std::string, Files> stories;
  std::error_code problem;
  for (fs::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with('.') || name.ends_with('~')) continue;
    const bool nl = name.ends_with(".nl.md");
    const std::string id = name.size() > 6 ? name.substr(0, name.size() - 6) : std::string();
    if ((!nl && !name.ends_with(".en.md")) || !is_slug(id) || looks_like_area(id)) errors.add(bad_name(at->path()));
    else (nl ? stories[id].nl : stories[id].en) = at->path();
  }
  if (problem)
    errors.add({.code = "story.folder",
                .failure = Failure::io,
                .nl = "De map stories kan niet worden gelezen: " + problem.message() + ".",
                .en = "The folder stories cannot be read: " + problem.message() + ".",
                .where = {.file = "stories"}});
  return stories;
}

std::optional<StoryText> read_text(const fs::path& file, const StoryWorld& world, Errors& errors) {
  auto bytes = read_input(file, kMaxStoryBytes + 1);  // one more than allowed: the parser says that it is too large
  if (!bytes && bytes.error().code != "base.file.too_large") {
    Error error = bytes.error();
    error.where.file = shown(file);
    errors.add(std::move(error));
    return std::nullopt;
  }
  StoryProblems problems(shown(file));
  StoryText text = parse_story(bytes ? bytes->bytes : std::string(kMaxStoryBytes + 1, ' '), world, problems);
  Errors found = problems.take();
  if (found.empty()) return text;
  errors.add(std::move(found));
  return std::nullopt;
}

}  // namespace

Checked<std::vector<Story>> read_stories(const fs::path& project, const Catalogue& catalogue, const AreaSet& areas) {
  Errors errors;
  std::vector<Story> stories;
  std::error_code problem;
  if (!fs::exists(project / "stories", problem)) return stories;
  const auto files = list_files(project / "stories", errors);
  std::vector<std::string> ids;
  for (const auto& [id, both] : files) ids.push_back(id);
  const StoryWorld world{catalogue, areas, ids};
  for (const auto& [id, both] : files) {
    if (!both.nl)
      errors.add({.code = "story.dutch_missing",
                  .failure = Failure::input,
                  .nl = "Van dit verhaal is er geen Nederlandse tekst. Schrijf " + id + ".nl.md erbij.",
                  .en = "This story has no Dutch text. Write " + id + ".nl.md beside it.",
                  .where = {.file = shown(*both.en)}});
    auto nl = both.nl ? read_text(*both.nl, world, errors) : std::nullopt;
    auto en = both.en ? read_text(*both.en, world, errors) : std::nullopt;
    if (nl) stories.push_back({id, std::move(*nl), std::move(en)});
  }
  errors.sort();
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return stories;
}

}  // namespace trede
