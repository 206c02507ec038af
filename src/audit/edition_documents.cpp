// SPDX-License-Identifier: EUPL-1.2
#include "audit/edition_documents.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include <fmt/format.h>
#include <simdjson.h>

#include "base/files.hpp"

namespace trede::audit {
namespace {

namespace fs = std::filesystem;
using simdjson::dom::array;
using simdjson::dom::element;

constexpr std::array<std::string_view, 3> kLevels = {"gemeente", "wijk", "buurt"};
constexpr double kSame = 1e-9;

// One parsed document; the parser owns what the element points at.
class Document {
 public:
  Document(const fs::path& edition, const std::string& name) {
    auto file = read_input(edition / name);
    if (!file) return;
    bytes_ = simdjson::padded_string(file->bytes);
    element root;
    if (parser_.parse(bytes_).get(root) == simdjson::SUCCESS) root_ = root;
  }
  [[nodiscard]] const std::optional<element>& root() const { return root_; }

 private:
  simdjson::dom::parser parser_;
  simdjson::padded_string bytes_;
  std::optional<element> root_;
};

std::string text_at(element object, std::string_view key) {
  std::string_view text;
  return object.at_key(key).get_string().get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

// The numbers of an array; NaN for null. Empty when there is no such array.
std::vector<double> numbers_at(element object, std::string_view key) {
  std::vector<double> numbers;
  array items;
  if (object.at_key(key).get_array().get(items) != simdjson::SUCCESS) return numbers;
  for (const element item : items) {
    double value = 0.0;
    numbers.push_back(item.get_double().get(value) == simdjson::SUCCESS ? value : std::nan(""));
  }
  return numbers;
}

std::vector<std::string> texts_of(simdjson::simdjson_result<element> list) {
  std::vector<std::string> texts;
  array items;
  if (list.get_array().get(items) != simdjson::SUCCESS) return texts;
  for (const element item : items) {
    std::string_view text;
    if (item.get_string().get(text) == simdjson::SUCCESS) texts.emplace_back(text);
  }
  return texts;
}

using Positions = std::vector<std::uint32_t>;
constexpr std::uint32_t kUnknownArea = std::numeric_limits<std::uint32_t>::max();

Positions positions_of(const EditionFacts& facts, const std::vector<std::string>& codes) {
  Positions positions;
  for (const std::string& code : codes) {
    const auto at = std::lower_bound(facts.areas.code.begin(), facts.areas.code.end(), code);
    const bool found = at != facts.areas.code.end() && *at == code;
    positions.push_back(found ? static_cast<std::uint32_t>(at - facts.areas.code.begin()) : kUnknownArea);
  }
  return positions;
}

class Looker {
 public:
  Looker(const fs::path& edition, const EditionFacts& facts) : edition_(edition), facts_(facts) {
    for (const AuditedSeries& one : facts.series) {
      series_[{one.indicator, one.period.str()}] = &one;
      indicators_.insert(one.indicator);
    }
  }

  DocumentsSeen take() {
    seen_.attempts = {{found::kShownElsewhere, 0, 0, 0, {"elk getal in v1/ naast de tabel", "every number in v1/ beside the table"}},
                      {found::kOrder, 0, 0, 0, {"grenzen van klassen", "limits of classes"}},
                      {found::kScore, 0, 0, 0, {"scores en de cijfers die erin meetellen", "scores and the figures that count in them"}}};
    places_of_levels();
    for (const std::string& indicator : indicators_)
      for (const std::string_view level : kLevels) look_at_figures(indicator, std::string(level));
    std::error_code problem;
    std::vector<fs::path> profiles;
    for (fs::directory_iterator at(edition_ / "v1" / "profielen", problem), end; !problem && at != end; at.increment(problem))
      if (at->path().extension() == ".json") profiles.push_back(at->path().filename());
    std::sort(profiles.begin(), profiles.end());
    if (!indicators_.empty())
      for (const fs::path& profile : profiles) look_at_profile("v1/profielen/" + profile.string());
    return std::move(seen_);
  }

 private:
  void places_of_levels() {
    const Document areas(edition_, "v1/gebieden.json");
    if (!areas.root()) return;
    for (const std::string_view level : kLevels)
      places_[std::string(level)] = positions_of(facts_, texts_of(areas.root()->at_key("niveaus").at_key(level).at_key("code")));
  }

  void add(const char* kind, const std::string& file, const std::string& indicator, const std::string& period, std::uint32_t area,
           Text how) {
    for (EditionAttempt& attempt : seen_.attempts) attempt.found += attempt.name == kind ? 1U : 0U;
    seen_.findings.push_back(
        {kind, indicator, period, area == kUnknownArea ? std::string() : facts_.areas.code[area], file, -1, std::move(how)});
  }
  void tried(const char* kind, std::size_t count) {
    for (EditionAttempt& attempt : seen_.attempts) attempt.tried += attempt.name == kind ? count : 0;
  }

  // A number stands where the table shows nothing, or it is another number.
  void compare(const std::string& file, const AuditedSeries& one, const Positions& areas, const std::vector<double>& numbers,
               const std::vector<double>* shown, std::string_view what) {
    tried(found::kShownElsewhere, numbers.size());
    for (std::size_t i = 0; i < numbers.size() && i < areas.size(); ++i) {
      if (std::isnan(numbers[i]) || areas[i] == kUnknownArea) continue;
      const std::uint32_t area = areas[i];
      if (one.cell[area] != Cell::shown) {
        add(found::kShownElsewhere, file, one.indicator, one.period.str(), area,
            {fmt::format("Hier staat onder {} een getal dat de tabel achterhoudt.", what),
             fmt::format("Here, under {}, stands a number that the table withholds.", what)});
      } else if (shown != nullptr && !(std::abs((*shown)[area] - numbers[i]) <= kSame)) {
        add(found::kShownElsewhere, file, one.indicator, one.period.str(), area,
            {fmt::format("Het getal onder {} is een ander dan in de tabel.", what),
             fmt::format("The number under {} differs from that in the table.", what)});
      }
    }
    if (numbers.size() > areas.size())
      add(found::kShownElsewhere, file, one.indicator, one.period.str(), kUnknownArea,
          {fmt::format("Onder {} staan meer getallen dan er gebieden zijn.", what),
           fmt::format("Under {} stand more numbers than there are areas.", what)});
  }

  void look_at_figures(const std::string& indicator, const std::string& level) {
    const std::string file = fmt::format("v1/waarnemingen/{}/{}.json", indicator, level);
    std::error_code ignored;
    if (!fs::exists(edition_ / file, ignored)) return;
    const Document document(edition_, file);
    array all;
    if (!document.root() || document.root()->at_key("reeks").get_array().get(all) != simdjson::SUCCESS) return;
    const Positions& areas = places_[level];
    for (const element item : all) {
      const auto one = series_.find({indicator, text_at(item, "periode")});
      if (one == series_.end()) continue;
      const AuditedSeries& series = *one->second;
      compare(file, series, areas, numbers_at(item, "waarde"), &series.value, "waarde");
      compare(file, series, areas, numbers_at(item, "ondergrens"), &series.lower, "ondergrens");
      compare(file, series, areas, numbers_at(item, "bovengrens"), &series.upper, "bovengrens");
      compare(file, series, areas, numbers_at(item, "teller"), &series.count, "teller");
      compare(file, series, areas, numbers_at(item, "noemer"), &series.base, "noemer");
      element reference;
      if (item.at_key("referentie").get(reference) == simdjson::SUCCESS && reference.is_object()) {
        double value = 0.0;
        const Positions at = positions_of(facts_, {text_at(reference, "gebied")});
        if (reference.at_key("waarde").get_double().get(value) == simdjson::SUCCESS)
          compare(file, series, at, {value}, &series.value, "referentie");
      }
    }
    look_at_classes(file, indicator, numbers_at(*document.root(), "klassen"));
  }

  // Classes are made of figures that are shown; a limit beyond those was made with others.
  void look_at_classes(const std::string& file, const std::string& indicator, const std::vector<double>& limits) {
    double least = std::numeric_limits<double>::infinity(), most = -least;
    for (const auto& [name, one] : series_) {
      if (name.first != indicator) continue;
      for (const double value : one->value)
        if (!std::isnan(value)) least = std::min(least, value), most = std::max(most, value);
    }
    tried(found::kOrder, limits.size());
    for (const double limit : limits)
      if (limit < least - kSame || limit > most + kSame)
        add(found::kOrder, file, indicator, {}, kUnknownArea,
            {"Een klassegrens ligt buiten alle getoonde cijfers: er is een achtergehouden cijfer in gebruikt.",
             "A limit of a class lies outside all figures shown: a withheld figure was used for it."});
  }

  struct Place {
    std::string trede, leefgebied;
    friend auto operator<=>(const Place&, const Place&) = default;
  };
  using Counts = std::map<std::pair<std::string, Place>, std::vector<int>>;  // by (level, cell): z-scores by area

  void look_at_profile(const std::string& file) {
    const Document profile(edition_, file), indicators(edition_, "v1/indicatoren.json");
    array all;
    if (!profile.root() || !indicators.root()) return;
    std::map<std::string, Place> cells;
    if (indicators.root()->at_key("indicatoren").get_array().get(all) == simdjson::SUCCESS)
      for (const element item : all)
        if (text_at(item, "variantVan").empty() && !text_at(item, "trede").empty())
          cells[text_at(item, "id")] = {text_at(item, "trede"), text_at(item, "leefgebied")};
    std::map<std::string, Positions> areas;
    for (const std::string_view level : kLevels)
      areas[std::string(level)] = positions_of(facts_, texts_of(profile.root()->at_key("niveaus").at_key(level).at_key("gebieden")));
    Counts counts;
    if (profile.root()->at_key("indicatoren").get_array().get(all) != simdjson::SUCCESS) return;
    for (const element item : all) {
      const std::string id = text_at(item, "id"), period = text_at(item, "periode");
      for (const std::string_view level : kLevels) {
        element columns;
        if (item.at_key("niveaus").at_key(level).get(columns) != simdjson::SUCCESS || !columns.is_object()) continue;
        const std::vector<double> z = numbers_at(columns, "z");
        if (const auto cell = cells.find(id); cell != cells.end()) {
          std::vector<int>& with_z = counts[{std::string(level), cell->second}];
          with_z.resize(std::max(with_z.size(), z.size()), 0);
          for (std::size_t i = 0; i < z.size(); ++i) with_z[i] += std::isnan(z[i]) ? 0 : 1;
        }
        if (const auto one = series_.find({id, period}); one != series_.end())
          look_at_profile_columns(file, *one->second, areas[std::string(level)], columns, z);
      }
      if (indicators_.count(id) != 0) look_at_course(file, id, areas, item);
    }
    look_at_scores(file, *profile.root(), areas, counts);
  }

  void look_at_profile_columns(const std::string& file, const AuditedSeries& one, const Positions& areas, element columns,
                               const std::vector<double>& z) {
    compare(file, one, areas, numbers_at(columns, "waarde"), &one.value, "waarde");
    compare(file, one, areas, numbers_at(columns, "ondergrens"), &one.lower, "ondergrens");
    compare(file, one, areas, numbers_at(columns, "bovengrens"), &one.upper, "bovengrens");
    compare(file, one, areas, numbers_at(columns, "teller"), &one.count, "teller");
    compare(file, one, areas, z, nullptr, "z");
  }

  // The course over the years: per level a list by period of lists by area.
  void look_at_course(const std::string& file, const std::string& id, std::map<std::string, Positions>& areas, element item) {
    element course;
    if (item.at_key("verloop").get(course) != simdjson::SUCCESS || !course.is_object()) return;
    const std::vector<std::string> periods = texts_of(course.at_key("perioden"));
    for (const std::string_view level : kLevels) {
      array by_period;
      if (course.at_key(level).get_array().get(by_period) != simdjson::SUCCESS) continue;
      std::size_t p = 0;
      for (const element list : by_period) {
        const auto one = p < periods.size() ? series_.find({id, periods[p]}) : series_.end();
        ++p;
        array items;
        if (one == series_.end() || list.get_array().get(items) != simdjson::SUCCESS) continue;
        std::vector<double> numbers;
        for (const element number : items) {
          double value = 0.0;
          numbers.push_back(number.get_double().get(value) == simdjson::SUCCESS ? value : std::nan(""));
        }
        compare(file, *one->second, areas[std::string(level)], numbers, &one->second->value, "verloop");
      }
    }
  }

  // A score may be made of z-scores that stand beside it only: then score minus the known parts leaves nothing over.
  void look_at_scores(const std::string& file, element profile, const std::map<std::string, Positions>& areas, const Counts& counts) {
    array cells;
    if (profile.at_key("ladder").at_key("cellen").get_array().get(cells) != simdjson::SUCCESS) return;
    for (const element cell : cells) {
      const Place place{text_at(cell, "trede"), text_at(cell, "leefgebied")};
      for (const std::string_view level : kLevels) {
        element columns;
        if (cell.at_key("niveaus").at_key(level).get(columns) != simdjson::SUCCESS || !columns.is_object()) continue;
        const auto known = counts.find({std::string(level), place});
        const std::vector<double> used = numbers_at(columns, "aantal"), score = numbers_at(columns, "score");
        const Positions& where = areas.at(std::string(level));
        tried(found::kScore, score.size());
        for (std::size_t i = 0; i < score.size() && i < where.size(); ++i) {
          const int beside = known != counts.end() && i < known->second.size() ? known->second[i] : 0;
          const bool too_many = i < used.size() && used[i] > beside;
          const bool from_nothing = !std::isnan(score[i]) && beside == 0;
          if (too_many || from_nothing)
            add(found::kScore, file, {}, {}, where[i],
                {fmt::format("In de score van trede {}, {} telt een cijfer mee dat niet wordt getoond.", place.trede, place.leefgebied),
                 fmt::format("In the score of trede {}, {} counts a figure that is not shown.", place.trede, place.leefgebied)});
        }
      }
    }
  }

  const fs::path& edition_;
  const EditionFacts& facts_;
  std::map<std::pair<std::string, std::string>, const AuditedSeries*> series_;
  std::set<std::string> indicators_;
  std::map<std::string, Positions> places_;
  DocumentsSeen seen_;
};

}  // namespace

std::map<std::string, Lineage> lineages_of(const fs::path& edition, const EditionFacts& facts) {
  std::map<std::string, Lineage> lineages;
  for (const AuditedSeries& one : facts.series) lineages[one.indicator];
  for (auto& [indicator, out] : lineages)
    for (const std::string_view level : kLevels) {
      const std::string file = fmt::format("v1/waarnemingen/{}/{}.json", indicator, level);
      std::error_code ignored;
      if (!fs::exists(edition / file, ignored)) continue;
      const Document document(edition, file);
      array series;
      if (!document.root() || document.root()->at_key("reeks").get_array().get(series) != simdjson::SUCCESS) continue;
      for (const element item : series) {
        element lineage, below;
        if (item.at_key("herkomst").get(lineage) != simdjson::SUCCESS) continue;
        if (const std::string rule = text_at(lineage, "regel"); !rule.empty()) {
          out.rule = text_at(lineage, "bron") + " " + rule;
          for (const std::string& column : texts_of(lineage.at_key("kolommen"))) out.rule += " " + column;
          element kept;
          if (lineage.at_key("rijen").get(kept) == simdjson::SUCCESS) out.rule += simdjson::minify(kept);
        }
        if (lineage.at_key("noemerBron").get(below) != simdjson::SUCCESS || !below.is_object()) continue;
        if (text_at(lineage, "bron") == text_at(below, "bron")) out.own_denominator = true;
      }
    }
  return lineages;
}

DocumentsSeen look_at_documents(const fs::path& edition, const EditionFacts& facts) { return Looker(edition, facts).take(); }

}  // namespace trede::audit
