// SPDX-License-Identifier: EUPL-1.2
#include "ingest/stage_header.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "base/toml_reader.hpp"
#include "ingest/problem.hpp"

namespace trede {
namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i == 20) return out + ", …";
    out += (i == 0 ? "" : ", ") + display_name(names[i]);
  }
  return out;
}

// Case, blanks and underscores off: what two spellings of one header share.
std::string loose(std::string_view header) {
  std::string folded = fold_name(header);
  folded.erase(std::remove_if(folded.begin(), folded.end(), [](char c) { return c == ' ' || c == '_'; }), folded.end());
  return folded;
}

class Planner {
 public:
  Planner(const std::vector<std::string>& header, const TableContext& context, Errors& errors)
      : header_(header), context_(context), errors_(errors), used_(header.size(), false) {}

  HeaderPlan plan() {
    find_area();
    find_period();
    find_dimensions();
    if (context_.file->wide.empty()) find_values();
    else find_wide();
    if (context_.file->format == FileFormat::odata3) plan_.id = exact("ID");
    if (!missing_.empty()) {
      errors_.add(
          problem("ingest.header.missing",
                  fmt::format("Deze kolommen ontbreken: {}. Aanwezig zijn: {}. Heten ze anders? Zet dat in columns van dit bestand.",
                              listed(missing_), listed(header_)),
                  fmt::format("These columns are missing: {}. Present are: {}. Are they called otherwise? Say so in columns of this file.",
                              listed(missing_), listed(header_)),
                  at_header()));
    }
    return plan_;
  }

 private:
  Where at_header() const {
    return {.file = context_.file->shown, .line = context_.file->format == FileFormat::csv && context_.file->dialect.header ? 1 : 0};
  }

  std::optional<std::size_t> exact(std::string_view name) const {
    const auto found = std::find(header_.begin(), header_.end(), name);
    if (found == header_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - header_.begin());
  }

  std::optional<std::size_t> mapped(const std::string& stem, bool& given) {
    const auto map = context_.file->columns.find(stem);
    given = map != context_.file->columns.end();
    if (!given) return std::nullopt;
    const auto found = exact(map->second);
    if (!found) missing_.push_back(map->second);
    return found;
  }

  bool is_alias(std::string_view name, const std::string& stem) const {
    if (context_.table == nullptr) return false;
    const auto alias = context_.table->aliases.find(std::string(name));
    return alias != context_.table->aliases.end() && alias->second == stem;
  }

  // nullopt when absent or, with an error, ambiguous.
  std::optional<std::size_t> find(const std::string& stem) {
    bool given = false;
    if (const auto found = mapped(stem, given); given) return use(found);
    if (const auto found = exact(stem)) return use(found);
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < header_.size(); ++i) {
      const std::string_view own = without_position(header_[i]);
      if (own == stem || is_alias(own, stem) || is_alias(header_[i], stem)) candidates.push_back(i);
    }
    if (candidates.size() > 1) {
      std::vector<std::string> names;
      for (const std::size_t i : candidates) names.push_back(header_[i]);
      errors_.add(
          problem("ingest.header.ambiguous",
                  fmt::format("De naam {} past op meer kolommen: {}. Geef de volledige naam in de catalogus (by_table) of in columns.",
                              display_name(stem), listed(names)),
                  fmt::format("The name {} fits more than one column: {}. Give the full name in the catalogue (by_table) or in columns.",
                              display_name(stem), listed(names)),
                  at_header()));
      ambiguous_ = true;
      return std::nullopt;
    }
    if (candidates.empty()) return std::nullopt;
    return use(candidates.front());
  }

  std::optional<std::size_t> use(std::optional<std::size_t> column) {
    if (column) used_[*column] = true;
    return column;
  }

  void find_area() {
    bool given = false;
    auto found = mapped("area", given);
    if (!given && !context_.source->area_column.empty()) found = find(context_.source->area_column);
    if (!found && !given) missing_.push_back(context_.source->area_column.empty() ? "area" : context_.source->area_column);
    plan_.area = use(found).value_or(0);
  }

  void find_period() {
    if (!context_.file->wide.empty()) return;
    bool given = false;
    auto found = mapped("period", given);
    if (!given && !context_.source->period_column.empty()) found = find(context_.source->period_column);
    const bool elsewhere = context_.file->period || (context_.table != nullptr && context_.table->period);
    if (!found && !given && !elsewhere)
      missing_.push_back(context_.source->period_column.empty() ? "period" : context_.source->period_column);
    plan_.period = use(found);
  }

  void find_dimensions() {
    std::set<std::string> absent;
    for (const std::string& stem : context_.wanted->dimensions) {
      if (const auto found = find(stem)) plan_.dimensions.push_back({stem, *found});
      else absent.insert(stem);
    }
    // A dimension may be absent only when some mapping can do without it.
    const auto& selections = context_.wanted->selections;
    const bool possible =
        selections.empty() || std::any_of(selections.begin(), selections.end(), [&](const Selection& selection) {
          return std::none_of(selection.begin(), selection.end(), [&](const auto& wish) { return absent.contains(wish.first); });
        });
    if (!possible) missing_.insert(missing_.end(), absent.begin(), absent.end());
  }

  // A header nobody claimed that is the stem in another spelling.
  std::string misspelt(const std::string& stem) const {
    std::vector<std::string> rest;
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (used_[i]) continue;
      if (loose(without_position(header_[i])) == loose(stem)) return header_[i];
      rest.push_back(header_[i]);
    }
    return context_.open() || stem.size() < 6 ? std::string() : nearest_word(stem, rest);
  }

  void find_values() {
    std::vector<std::string> absent;
    const auto& wanted = context_.wanted->columns;
    std::vector<std::size_t> not_found;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      ambiguous_ = false;
      const std::size_t before = missing_.size();
      if (const auto found = find(wanted[i].stem)) plan_.values.push_back({*found, i});
      else if (!ambiguous_ && missing_.size() == before) not_found.push_back(i);
    }
    for (const std::size_t i : not_found) {
      const std::string near = misspelt(wanted[i].stem);
      if (!near.empty()) {
        errors_.add(problem("ingest.header.misspelt",
                            fmt::format("De kolom {} ontbreekt, maar er is wel {}. Verbeter de naam of zet hem in columns van dit bestand.",
                                        display_name(wanted[i].stem), display_name(near)),
                            fmt::format("The column {} is missing, but there is {}. Correct the name or put it in columns of this file.",
                                        display_name(wanted[i].stem), display_name(near)),
                            at_header()));
      } else if (wanted[i].required) {
        missing_.push_back(wanted[i].stem);
      } else {
        absent.push_back(wanted[i].stem);
      }
    }
    if (plan_.values.empty() && !wanted.empty() && missing_.empty()) {
      errors_.add(problem(
          "ingest.header.nothing_wanted",
          fmt::format("Geen enkele kolom die de catalogus vraagt staat in dit bestand. Gevraagd: {}. Is dit het bedoelde bestand?",
                      listed(absent)),
          fmt::format("Not one column that the catalogue asks for is in this file. Asked: {}. Is this the file you meant?", listed(absent)),
          at_header()));
    } else if (!absent.empty()) {
      errors_.add(caution("ingest.header.absent",
                          fmt::format("Deze kolommen staan niet in deze tabel; de cijfers eruit ontbreken dus: {}.", listed(absent)),
                          fmt::format("These columns are not in this table; so the figures from them are missing: {}.", listed(absent)),
                          at_header()));
    }
  }

  void find_wide() {
    const std::string& pattern = context_.file->wide;
    const auto at = pattern.find("{period}");
    const std::string before = pattern.substr(0, at);
    const std::string after = pattern.substr(at + 8);
    for (std::size_t i = 0; i < header_.size(); ++i) {
      const std::string& name = header_[i];
      if (name.size() <= before.size() + after.size() || !name.starts_with(before) || !name.ends_with(after)) continue;
      const std::string middle = name.substr(before.size(), name.size() - before.size() - after.size());
      const auto period = Period::parse(middle);
      if (!period) {
        errors_.add(problem(
            "ingest.wide.period",
            fmt::format("De kolom {} past op het patroon, maar '{}' is geen periode.", display_name(name), display_name(middle)),
            fmt::format("The column {} fits the pattern, but '{}' is no period.", display_name(name), display_name(middle)), at_header()));
        continue;
      }
      plan_.wide.push_back({i, *period});
    }
    const std::string stem = wide_stem(pattern);
    const auto& wanted = context_.wanted->columns;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const auto map = context_.file->columns.find(wanted[i].stem);
      if (wanted[i].stem == stem || (map != context_.file->columns.end() && map->second == stem)) plan_.values.push_back({0, i});
    }
    if (plan_.wide.empty() || plan_.values.empty()) {
      errors_.add(problem(
          "ingest.wide.none",
          fmt::format(
              "Geen kolom past op het patroon {}, of de catalogus vraagt geen kolom {}. Zet in columns welke kolom van de catalogus dit is.",
              display_name(pattern), display_name(stem)),
          fmt::format(
              "No column fits the pattern {}, or the catalogue asks for no column {}. Say in columns which column of the catalogue this is.",
              display_name(pattern), display_name(stem)),
          at_header()));
    }
  }

  // "Population|{period}" → "Population".
  static std::string wide_stem(const std::string& pattern) {
    // A closing bracket belongs to the name: "waarde (x 1000)|{period}".
    constexpr std::string_view kBefore = " |_-:/;.,([", kBehind = " |_-:/;.,)]";
    const auto at = pattern.find("{period}");
    std::string stem = pattern.substr(0, at);
    while (!stem.empty() && kBefore.find(stem.back()) != std::string_view::npos) stem.pop_back();
    if (!stem.empty()) return stem;
    stem = pattern.substr(at + 8);
    while (!stem.empty() && kBehind.find(stem.front()) != std::string_view::npos) stem.erase(0, 1);
    return stem;
  }

  const std::vector<std::string>& header_;
  const TableContext& context_;
  Errors& errors_;
  std::vector<bool> used_;
  std::vector<std::string> missing_;
  bool ambiguous_ = false;
  HeaderPlan plan_;
};

}  // namespace

HeaderPlan plan_header(const std::vector<std::string>& header, const TableContext& context, Errors& errors) {
  return Planner(header, context, errors).plan();
}

}  // namespace trede
