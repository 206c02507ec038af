// SPDX-License-Identifier: EUPL-1.2
#include "method/composite_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>

#include <fmt/format.h>

namespace trede::method {

namespace kernel = stat::composite;

const Setting kId = {"id", "id", "columns that go along untouched, with commas between"};
const Setting kScales = {"normalisation", "min-max",
                         "z-score, robust-z, min-max, rank, percentile-rank, borda, scaled, distance-to-max or fraction-of-max"};
const Setting kMeans = {"aggregation", "arithmetic", "arithmetic, geometric or harmonic"};
const Setting kPoints = {"points", "5", "the most values that are pulled in"};
const Setting kLow = {"low", "0", "of min-max and scaled"};
const Setting kHigh = {"high", "100", "of min-max and scaled"};
const Setting kCentre = {"mean", "0", "of z-score and robust-z"};
const Setting kSpread = {"deviation", "1", "of z-score and robust-z"};
const Setting kCoverage = {"coverage", "0", "the least part, by weight, of what lies below a score that must have a value"};
const Setting kModelledShare = {"modelled-share", "1", "the largest joint weight of modelled indicators in a group that also has others"};
const Setting kTreat = {"treat", "no", "yes: pull in outliers first (see treat)"};
const Setting kSkewness = {"skewness", "2", "the largest absolute skewness"};
const Setting kKurtosis = {"kurtosis", "3.5", "with more than this kurtosis"};

namespace {

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    if (end > begin) out.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

Error setting_error(const std::string& name, const std::string& nl, const std::string& en) {
  return {"stat.setting", Failure::usage, fmt::format("--set {}: {}", name, nl), fmt::format("--set {}: {}", name, en), {}};
}

// A setting that is a list of words.
template <class T>
Checked<std::vector<T>> words_of(const Call& call, const std::string& name, const std::vector<std::pair<std::string, T>>& known) {
  std::vector<T> out;
  Errors errors;
  for (const std::string& word : split(call.settings.at(name))) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.first == word; });
    if (found != known.end()) {
      out.push_back(found->second);
      continue;
    }
    std::string choices;
    for (const auto& one : known) choices += (choices.empty() ? "" : ", ") + one.first;
    errors.add(setting_error(name, fmt::format("kies uit {}.", choices), fmt::format("choose from {}.", choices)));
  }
  if (out.empty() && !errors.fatal()) errors.add(setting_error(name, "geef minstens één keuze.", "give at least one choice."));
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return out;
}

struct Row {
  std::string name, group;
  double weight = 1.0, sign = 1.0;
  bool modelled = false;
  std::size_t line = 0;
};

class StructureReader {
 public:
  StructureReader(const Table& table, const Table& units, std::size_t noise_from) : table_(table), units_(units), noise_from_(noise_from) {}

  Checked<Structure> read() {
    read_rows();
    if (errors_.fatal()) return tl::unexpected(std::move(errors_));
    check_rows();
    if (errors_.fatal()) return tl::unexpected(std::move(errors_));
    if (!find_levels()) return tl::unexpected(std::move(errors_));
    return build();
  }

 private:
  void wrong(const char* code, std::string nl, std::string en, std::size_t row, std::string_view column) {
    errors_.add({code, Failure::input, std::move(nl), std::move(en), table_.where(row, column)});
  }

  void read_rows() {
    const auto name = table_.text("indicator"), group = table_.text("group");
    const auto optional = [&](const char* column, double standard) {
      auto numbers =
          table_.has(column) ? table_.numbers_or_none(column) : Checked<std::vector<double>>(std::vector<double>(table_.rows(), standard));
      if (numbers)
        for (double& x : *numbers)
          if (std::isnan(x)) x = standard;
      return numbers;
    };
    const auto weight = optional("weight", 1.0), sign = optional("direction", 1.0), modelled = optional("modelled", 0.0);
    errors_ = problems(name, group, weight, sign, modelled);
    if (errors_.fatal()) return;
    for (std::size_t r = 0; r < table_.rows(); ++r) {
      const double w = (*weight)[r], s = (*sign)[r], m = (*modelled)[r];
      if (w < 0.0) wrong("stat.structure_value", "Een gewicht is 0 of meer.", "A weight is 0 or more.", r, "weight");
      if (s != 1.0 && s != -1.0) wrong("stat.structure_value", "Een richting is 1 of -1.", "A direction is 1 or -1.", r, "direction");
      if (m != 0.0 && m != 1.0) wrong("stat.structure_value", "Schrijf 0 of 1.", "Write 0 or 1.", r, "modelled");
      const std::string above = (*group)[r] == "NA" ? "" : (*group)[r];
      if (!at_.emplace((*name)[r], rows_.size()).second)
        wrong("stat.structure_twice", fmt::format("{} staat er twee keer.", display_name((*name)[r])),
              fmt::format("{} is there twice.", display_name((*name)[r])), r, "indicator");
      rows_.push_back({(*name)[r], above, w, s, m != 0.0, r});
    }
  }

  void check_rows() {
    std::map<std::string, bool> has_children;
    for (const Row& row : rows_) has_children[row.group] = true;
    for (const Row& row : rows_) {
      if (!row.group.empty() && !at_.contains(row.group))
        wrong("stat.structure_unknown", fmt::format("De groep {} heeft geen eigen regel.", display_name(row.group)),
              fmt::format("The group {} has no row of its own.", display_name(row.group)), row.line, "group");
      if (!has_children.contains(row.name) && !units_.has(row.name))
        wrong("stat.structure_unknown", fmt::format("{} is geen kolom van de tabel en heeft niets onder zich.", display_name(row.name)),
              fmt::format("{} is no column of the table and has nothing below it.", display_name(row.name)), row.line, "indicator");
      leaf_.push_back(!has_children.contains(row.name));
    }
  }

  // Level 1 = indicators; a group is one above its highest child.
  bool find_levels() {
    level_.assign(rows_.size(), 1);
    for (std::size_t round = 0; round <= rows_.size(); ++round) {
      bool changed = false;
      for (const Row& row : rows_) {
        if (row.group.empty()) continue;
        std::size_t& above = level_[at_.at(row.group)];
        const std::size_t here = level_[at_.at(row.name)] + 1;
        if (above >= here) continue;
        above = here;
        changed = true;
      }
      if (!changed) return true;
    }
    wrong("stat.structure_circle", "De groepen liggen in een kring: een groep kan niet onder zichzelf liggen.",
          "The groups form a circle: a group cannot lie below itself.", 0, "group");
    return false;
  }

  Structure build() {
    Structure out;
    std::vector<std::size_t> order, column(rows_.size());
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (leaf_[r]) {
        column[r] = out.indicators.size();
        out.indicators.push_back(rows_[r].name);
        out.sign.push_back(rows_[r].sign);
      } else {
        order.push_back(r);
      }
      if (rows_[r].group.empty()) ++out.tops;
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return level_[a] < level_[b]; });
    for (const std::size_t r : order) {
      column[r] = out.indicators.size() + out.groups.size();
      out.groups.push_back(rows_[r].name);
      kernel::Levels::Level level;
      for (std::size_t child = 0; child < rows_.size(); ++child) {
        if (rows_[child].group != rows_[r].name) continue;
        level.child.push_back(static_cast<std::uint32_t>(column[child]));
        level.weight.push_back(rows_[child].weight);
        level.modelled.push_back(rows_[child].modelled ? 1 : 0);
        level.vary.push_back(level_[child] >= noise_from_ ? 1 : 0);
      }
      out.levels.groups.push_back(std::move(level));
    }
    return out;
  }

  const Table& table_;
  const Table& units_;
  std::size_t noise_from_;
  Errors errors_;
  std::vector<Row> rows_;
  std::map<std::string, std::size_t> at_;
  std::vector<bool> leaf_;
  std::vector<std::size_t> level_;
};

}  // namespace

std::vector<kernel::Column> UnitColumns::columns() const {
  std::vector<kernel::Column> out;
  for (std::size_t i = 0; i < value.size(); ++i) out.push_back({value[i].data(), has[i].data()});
  return out;
}

Checked<Structure> read_structure(const Call& call, std::size_t noise_from) {
  if (call.second == nullptr)
    return fail({"stat.with_needed",
                 Failure::usage,
                 "Deze methode heeft een opbouw nodig: --with opbouw.csv met de kolommen indicator en group.",
                 "This method needs a structure: --with structure.csv with the columns indicator and group.",
                 {}});
  return StructureReader(*call.second, call.table, noise_from).read();
}

Checked<UnitColumns> read_units(const Call& call, const std::vector<std::string>& names) {
  UnitColumns out;
  out.rows = call.table.rows();
  const std::vector<std::string> id = split(call.settings.at("id"));
  Errors errors;
  for (const std::string& column : id)
    if (call.table.has(column)) {
      auto text = call.table.text(column);
      if (text) out.id.emplace_back(column, std::move(*text));
      else errors.add(text.error());
    }
  for (const std::string& column : names.empty() ? call.table.header() : names) {
    if (names.empty() && std::find(id.begin(), id.end(), column) != id.end()) continue;
    auto numbers = call.table.numbers_or_none(column);
    if (!numbers) {
      errors.add(numbers.error());
      continue;
    }
    std::vector<std::uint8_t> has;
    for (double& x : *numbers) {
      has.push_back(std::isnan(x) ? 0 : 1);
      if (std::isnan(x)) x = 0.0;
    }
    out.name.push_back(column);
    out.value.push_back(std::move(*numbers));
    out.has.push_back(std::move(has));
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return out;
}

Checked<std::vector<kernel::Normalise>> scales_of(const Call& call) {
  using enum kernel::Normalisation;
  const auto words = words_of<kernel::Normalisation>(call, "normalisation",
                                                     {{"z-score", z_score},
                                                      {"robust-z", robust_z},
                                                      {"min-max", min_max},
                                                      {"rank", rank},
                                                      {"percentile-rank", percentile_rank},
                                                      {"borda", borda},
                                                      {"scaled", scaled},
                                                      {"distance-to-max", distance_to_max},
                                                      {"fraction-of-max", fraction_of_max}});
  const auto low = call.number("low", -1e12, 1e12), high = call.number("high", -1e12, 1e12), mean = call.number("mean", -1e12, 1e12),
             deviation = call.number("deviation", 1e-12, 1e12);
  Errors errors = problems(words);
  for (const auto* one : {&low, &high, &mean, &deviation})
    if (!*one) errors.add(one->error());
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  if (*low == *high) return fail(setting_error("high", "low en high moeten verschillen.", "low and high must differ."));
  std::vector<kernel::Normalise> out;
  for (const auto method : *words) {
    const bool z = method == z_score || method == robust_z;
    out.push_back({.method = method, .a = z ? *mean : *low, .b = z ? *deviation : *high});
  }
  return out;
}

Checked<std::vector<kernel::Aggregation>> means_of(const Call& call) {
  using enum kernel::Aggregation;
  return words_of<kernel::Aggregation>(call, "aggregation", {{"arithmetic", arithmetic}, {"geometric", geometric}, {"harmonic", harmonic}});
}

void check_means(const std::vector<kernel::Normalise>& scales, const std::vector<kernel::Aggregation>& means, Errors& errors) {
  using enum kernel::Normalisation;
  if (std::all_of(means.begin(), means.end(), [](auto mean) { return mean == kernel::Aggregation::arithmetic; })) return;
  const bool good = std::all_of(scales.begin(), scales.end(), [](const kernel::Normalise& scale) {
    return scale.method == rank || scale.method == scaled || scale.method == fraction_of_max ||
           (scale.method == min_max && scale.a > 0.0 && scale.b > 0.0);
  });
  if (good) return;
  errors.add(setting_error("aggregation",
                           "een geometrisch of harmonisch gemiddelde neemt alleen waarden boven 0. Kies rank, of min-max met low boven 0.",
                           "a geometric or harmonic mean takes values above 0 only. Choose rank, or min-max with low above 0."));
}

Checked<std::vector<std::size_t>> points_of(const Call& call) {
  std::vector<std::size_t> out;
  for (const std::string& word : split(call.settings.at("points"))) {
    std::size_t value = 0;
    const auto [end, bad] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (bad != std::errc() || end != word.data() + word.size() || value > 1'000'000)
      return fail(setting_error("points", "geef hele getallen, met komma's ertussen.", "give whole numbers, with commas between."));
    out.push_back(value);
  }
  if (out.empty()) return fail(setting_error("points", "geef minstens één getal.", "give at least one number."));
  return out;
}

Checked<bool> yes_of(const Call& call, const std::string& name) {
  const auto word = call.word(name, {"yes", "no"});
  if (!word) return fail(word.error());
  return *word == "yes";
}

std::vector<double> shown(const kernel::Column& column, std::size_t n) {
  std::vector<double> out(n, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t i = 0; i < n; ++i)
    if (kernel::there(column, i)) out[i] = column.value[i];
  return out;
}

void add_id(const UnitColumns& units, Output& out) {
  for (const auto& [name, text] : units.id) out.add(name, text);
}

}  // namespace trede::method
