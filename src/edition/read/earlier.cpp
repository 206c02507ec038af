// SPDX-License-Identifier: EUPL-1.2
#include "edition/read/earlier.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "base/files.hpp"
#include "edition/read/problems.hpp"

namespace trede {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 6> kStay = {"manifest.json",
                                                   "tabellen/waarnemingen.csv.gz",
                                                   "tabellen/gebieden.csv.gz",
                                                   "tabellen/concordantie.csv.gz",
                                                   "tabellen/indicatoren.csv.gz",
                                                   "tabellen/eigen_gebieden.csv.gz"};

// The folder of the edition that a problem is about.
fs::path folder_of(const fs::path& editions, const std::string& file) {
  fs::path folder = editions;
  for (const fs::path& part : fs::path(file).lexically_relative(editions)) {
    if (part == ".." || part == ".") return file;
    folder /= part;
    if (part != kSetAside) return folder;
  }
  return file;
}

}  // namespace

bool stays_when_removed(std::string_view path) {
  if (std::find(kStay.begin(), kStay.end(), path) != kStay.end()) return true;
  return path.starts_with("catalogus/") || (path.starts_with("v1/waarnemingen/") && path.ends_with(".json"));
}

EditionList list_published(const fs::path& editions) {
  EditionList list = list_editions(editions);
  EditionList aside = list_editions(editions / kSetAside);
  list.damaged.add(std::move(aside.damaged));
  std::set<std::string> present;
  for (const EditionEntry& entry : list.editions) present.insert(entry.manifest.id);
  for (EditionEntry& entry : aside.editions)
    if (!present.contains(entry.manifest.id)) list.editions.push_back(std::move(entry));
  std::sort(list.editions.begin(), list.editions.end(), [](const EditionEntry& a, const EditionEntry& b) {
    if (a.manifest.sequence != b.manifest.sequence) return a.manifest.sequence > b.manifest.sequence;
    return a.manifest.id < b.manifest.id;
  });
  return list;
}

Errors check_what_stays(const EditionEntry& edition) {
  Errors errors;
  for (const ManifestFile& file : edition.manifest.files) {
    if (!stays_when_removed(file.path)) continue;
    const std::string path = (edition.path / file.path).string();
    const auto hash = hash_input(path);
    if (!hash) errors.add(missing_file(path));
    else if (*hash != file.sha256) errors.add(wrong_hash(path));
  }
  return errors;
}

Checked<std::vector<EditionEntry>> published_before(const fs::path& editions, bool needed, Errors& warnings) {
  EditionList list = list_published(editions);
  Errors reasons = std::move(list.damaged);
  std::vector<EditionEntry> whole;
  for (EditionEntry& entry : list.editions) {
    Errors wrong;
    if (!entry.manifest.rules.empty()) wrong = check_what_stays(entry);
    if (wrong.empty()) whole.push_back(std::move(entry));
    else reasons.add(std::move(wrong));
  }
  Errors errors;
  std::set<fs::path> told;
  for (Error reason : reasons.list()) {
    const fs::path folder = folder_of(editions, reason.where.file);
    if (needed && told.insert(folder).second) errors.add(earlier_damaged(folder));
    reason.severity = Severity::warning;
    (needed ? errors : warnings).add(std::move(reason));
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return whole;
}

Error earlier_damaged(const fs::path& folder) {
  return {
      "edition.earlier_damaged",
      Failure::integrity,
      "Deze eerdere editie is beschadigd, en wat zij toonde moet worden meegewogen. Zet haar terug uit een reservekopie, of haal de map met "
      "opzet weg uit editions: dan tellen haar cijfers niet meer mee.",
      "This earlier edition is damaged, and what it showed must be weighed. Restore it from a backup, or move the folder out of editions "
      "on purpose: then its figures are no longer weighed.",
      {.file = folder.string()}};
}

}  // namespace trede
