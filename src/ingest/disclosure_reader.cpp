// SPDX-License-Identifier: EUPL-1.2
#include "ingest/disclosure_reader.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "ingest/problem.hpp"

namespace trede {
namespace {

// What is less safe: a lower number (minima, width) or a higher one (shares, half-width).
enum class Weaker : std::uint8_t { lower, higher, neither };

class RuleReader {
 public:
  RuleReader(TomlTable& table, const DisclosureConfig& start, Errors& errors) : table_(table), start_(start), errors_(errors) {
    start_.reason.clear();
    start_.approved_by.clear();
  }

  DisclosureConfig read() {
    DisclosureConfig rule = start_;
    whole("minimum_count", rule.minimum_count, 1, 1'000'000, Weaker::lower);
    whole("minimum_complement", rule.minimum_complement, 1, 1'000'000, Weaker::lower);
    whole("minimum_denominator", rule.minimum_denominator, 1, 1'000'000, Weaker::lower);
    whole("minimum_denominator_dwellings", rule.minimum_denominator_dwellings, 1, 1'000'000, Weaker::lower);
    whole("minimum_households", rule.minimum_households, 1, 1'000'000, Weaker::lower);
    whole("minimum_respondents", rule.minimum_respondents, 1, 1'000'000, Weaker::lower);
    whole("minimum_answers", rule.minimum_answers, 1, 1'000'000, Weaker::lower);
    share("group_share", rule.group_share, 0.5, 1.0, Weaker::higher);
    share("dominance", rule.dominance, 0.1, 1.0, Weaker::higher);
    whole("width", rule.width, 1, 1'000, Weaker::lower);
    share("half_width", rule.half_width, 0.01, 0.5, Weaker::higher);
    read_method(rule);
    share("level_share", rule.level_share, 0.1, 1.0, Weaker::neither);
    whole("pool_years", rule.pool_years, 1, 10, Weaker::neither);
    rule.reason = std::string(trim(table_.string("reason").value_or("")));
    rule.approved_by = std::string(trim(table_.string("approved_by").value_or("")));
    if (!defended(rule)) return start_;
    return good_ ? rule : start_;
  }

 private:
  void whole(const char* key, int& value, int least, int most, Weaker weaker) {
    if (!table_.has(key)) return;
    const auto given = table_.integer(key);
    if (!given || *given < least || *given > most) {
      if (given) out_of_range(key, fmt::to_string(least), fmt::to_string(most));
      good_ = false;
      return;
    }
    judge(key, static_cast<double>(*given), value, weaker);
    value = static_cast<int>(*given);
  }

  void share(const char* key, double& value, double least, double most, Weaker weaker) {
    if (!table_.has(key)) return;
    const auto given = table_.number(key);
    if (!given || !(*given >= least && *given <= most)) {
      if (given) out_of_range(key, fmt::to_string(least), fmt::to_string(most));
      good_ = false;
      return;
    }
    judge(key, *given, value, weaker);
    value = *given;
  }

  void read_method(DisclosureConfig& rule) {
    if (const auto word = table_.string("method")) {
      if (const auto method = parse_protection_method(*word)) {
        rule.method = *method;
      } else {
        good_ = false;
        table_.problem("method", "value_wrong", "Kies suppression, rounding of cell-key.", "Choose suppression, rounding or cell-key.");
      }
    }
    whole("rounding_base", rule.rounding_base, 3, 100, Weaker::lower);
    if (table_.has("rounding_base") && rule.method != ProtectionMethod::rounding) {
      good_ = false;
      table_.problem("rounding_base", "value_wrong",
                     "rounding_base hoort bij method = \"rounding\". Zet die methode, of haal rounding_base weg.",
                     "rounding_base goes with method = \"rounding\". Set that method, or remove rounding_base.");
    }
  }

  void out_of_range(const char* key, const std::string& least, const std::string& most) {
    table_.problem(key, "value_wrong", fmt::format("{} ligt van {} tot en met {}.", key, least, most),
                   fmt::format("{} lies from {} up to and including {}.", key, least, most));
  }

  void judge(const char* key, double given, double start, Weaker weaker) {
    if ((weaker == Weaker::lower && given < start) || (weaker == Weaker::higher && given > start)) weaker_.emplace_back(key);
  }

  // Both a reason and a name, when anything is weaker than it was.
  bool defended(const DisclosureConfig& rule) {
    if (weaker_.empty()) return true;
    const bool both = !rule.reason.empty() && !rule.approved_by.empty();
    const bool same = both && fold(rule.reason) == fold(rule.approved_by);
    if (both && !same) return true;
    for (const std::string& key : weaker_) {
      errors_.add(problem(
          "project.disclosure_weakened",
          same
              ? fmt::format(
                    "{} is zwakker dan de standaard, en reason en approved_by zijn gelijk. Schrijf de reden, en de naam van wie het goedkeurde.",
                    key)
              : fmt::format(
                    "{} is zwakker dan de standaard. Dat mag alleen met een reden (reason) en de naam van wie het goedkeurde (approved_by).",
                    key),
          same
              ? fmt::format(
                    "{} is weaker than the default, and reason and approved_by are the same. Write the reason, and the name of who approved it.",
                    key)
              : fmt::format("{} is weaker than the default. That takes a reason and the name of who approved it (approved_by).", key),
          table_.where(key), Failure::disclosure));
    }
    return false;
  }

  static std::string fold(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
  }

  TomlTable& table_;
  DisclosureConfig start_;
  Errors& errors_;
  std::vector<std::string> weaker_;
  bool good_ = true;
};

bool own_area_id(std::string_view id) {
  if (id.size() < 2 || id.size() > 64 || id[0] < 'a' || id[0] > 'z') return false;
  return std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

}  // namespace

DisclosureConfig read_disclosure_rule(TomlTable& table, const DisclosureConfig& start, Errors& errors) {
  return RuleReader(table, start, errors).read();
}

OwnAreaConfig read_own_area(TomlTable& table) {
  OwnAreaConfig area;
  area.where = table.where();
  area.id = table.required_string("id");
  if (!area.id.empty() && !own_area_id(area.id)) {
    table.problem("id", "value_wrong", "Een id begint met een kleine letter; daarna kleine letters, cijfers en streepjes, 2 tot 64 tekens.",
                  "An id starts with a lower-case letter; then lower-case letters, digits and hyphens, 2 to 64 characters.");
  }
  area.name = table.required_text("name");
  const std::vector<std::string> codes = table.strings("areas");
  if (codes.empty()) {
    table.problem("areas", "own_area_wrong", "Noem minstens één buurt: areas = [\"BU07721110\"].",
                  "Name at least one buurt: areas = [\"BU07721110\"].");
  }
  for (const std::string& text : codes) {
    const auto code = AreaCode::parse(text);
    if (!code || code->level() != AreaLevel::buurt) {
      table.problem("areas", "own_area_wrong",
                    fmt::format("{} is geen buurtcode. Schrijf BU en acht cijfers, zoals BU07721110.", display_name(text)),
                    fmt::format("{} is no buurt code. Write BU and eight digits, such as BU07721110.", display_name(text)));
    } else if (std::find(area.areas.begin(), area.areas.end(), *code) != area.areas.end()) {
      table.problem("areas", "own_area_wrong", fmt::format("{} staat er twee keer in.", text), fmt::format("{} is in it twice.", text));
    } else {
      area.areas.push_back(*code);
    }
  }
  std::sort(area.areas.begin(), area.areas.end());
  table.done();
  return area;
}

}  // namespace trede
