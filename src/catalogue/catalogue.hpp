// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The checked, immutable catalogue: the ladder, the indicators and where their figures come from. docs/formats/catalogue.md is the
// contract; `load` gives either a catalogue in which every reference exists, or every problem at once with file, line and column.

#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/missing.hpp"
#include "base/period.hpp"
#include "base/score_settings.hpp"

namespace trede {

struct Trede {
  TredeId id;
  Text name, definition;
};
struct Domein {
  DomeinId id;
  Text name;
};
struct Leefgebied {
  LeefgebiedId id;
  DomeinId domein;
  int order = 0;
  Text name, definition, not_applicable;
  std::vector<TredeId> treden;
  [[nodiscard]] bool applies(const TredeId& trede) const;
};

enum class Measure : std::uint8_t { register_rate, register_share, event_rate, survey_share, modelled_share, context_value };
enum class Direction : std::uint8_t { higher_worse, lower_worse, context };
enum class Unit : std::uint8_t { percent, per_1000, per_10000, number, euro_1000, km, score, per_km2 };
enum class Counts : std::uint8_t { persons, households, registrations, dwellings, respondents, pupils, none };
enum class Access : std::uint8_t { open, municipal };
enum class Verified : std::uint8_t { yes, table, source, no };
enum class PairRole : std::uint8_t { reach, need, registered, perceived };

std::string_view to_string(Measure);  // catalogue words
std::string_view to_string(Direction);
std::string_view to_string(Unit);
std::string_view to_string(Counts);
std::string_view to_string(Access);
std::string_view to_string(Verified);
std::string_view published_word(Measure);  // words of api.md
std::string_view published_word(Direction);
std::string_view published_word(Unit);
std::string_view published_word(Counts);
std::string_view published_word(Access);
std::string_view published_word(Verified);
std::string_view published_word(PairRole);
double unit_scale(Unit unit);  // 100, 1000, 10000, else 1

using Selection = std::map<std::string, std::string>;  // dimension stem → key (trimmed)

// The part of a mapping that may differ per table.
struct FigureColumns {
  std::optional<std::string> value;
  std::vector<std::string> numerator;
  std::vector<std::string> product;
  std::optional<bool> complement;
  Selection select;
};

// One mapping from a source to a figure. Exactly one of value, numerator, product, rule and item is given.
struct Figures {
  SourceId source;
  std::vector<TableId> tables;  // empty = all of the source
  FigureColumns columns;
  std::map<TableId, FigureColumns> by_table;
  double scale = 1.0;  // with product
  std::string rule;    // rules/<rule>.sql
  std::string item;    // survey question
  std::vector<std::string> positive, valid;
  std::string filter_item;
  std::vector<std::string> filter_in;
  Where where;  // place in the catalogue

  // The columns for one table: by_table laid over columns.
  [[nodiscard]] FigureColumns for_table(const TableId& table) const;
};

struct SeriesBreak {
  Period period;
  Text reason;
};
struct Pair {
  PairRole role;
  IndicatorId with;
};
struct Variant {
  std::string id;
  Text name;
  std::vector<Figures> figures;
};

// An indicator of the ladder, a variant of one, or a context figure.
struct Indicator {
  IndicatorId id;
  IndicatorId variant_of;   // empty unless a variant
  std::string group;        // context figures only, else empty
  TredeId trede;            // empty for context figures
  LeefgebiedId leefgebied;  // empty for context figures
  Text name, short_name, definition, why, how_to_read, use_for, not_for, numerator, denominator_text, note;
  DenominatorId denominator;  // empty when the source publishes the value or the rule gives the noemer
  Counts counts = Counts::none;
  Unit unit = Unit::percent;
  int decimals = 1;
  Measure measure = Measure::register_share;
  Direction direction = Direction::higher_worse;
  AreaLevel finest_level = AreaLevel::buurt;
  Access access = Access::open;
  std::string licence, periodicity, verified_where;
  Verified verified = Verified::no;
  double weight = 1.0;
  bool sensitive = false;
  bool count_beside_rate = false;
  std::vector<SeriesBreak> breaks;
  std::vector<Pair> pairs;
  std::vector<Figures> figures;
  Where where;

  [[nodiscard]] bool in_ladder() const { return !trede.empty() && variant_of.empty(); }
};

struct Denominator {
  DenominatorId id;
  Text name;
  Counts counts = Counts::persons;
  std::vector<Figures> figures;
  Where where;
};

// Counts of the municipality that add up: what one of them gives away, the others give away too (docs/formats/catalogue.md). A term is
// the count of an indicator, or the noemer that its rule gives.
struct LinkTerm {
  IndicatorId indicator;
  bool noemer = false;
  friend bool operator==(const LinkTerm&, const LinkTerm&) = default;
};
struct Link {
  LinkTerm total;
  std::vector<LinkTerm> parts;
  bool rest = false;  // the parts leave something over that no indicator counts; else they are the whole total
  Text why;
  bool implied = false;  // found, not written: a variant within its indicator, or two indicators of one rule
  Where where;
};

enum class SourceKind : std::uint8_t { table, register_, survey };
enum class SourceDisclosure : std::uint8_t { published, counts, survey };

struct SourceTable {
  TableId id;
  std::optional<Vintage> vintage;
  std::optional<Period> period;
  std::map<std::string, std::string> aliases;
};
struct RegisterColumns {
  std::string person, start, end, area, postcode, number;
  std::vector<std::string> extra;
  std::map<std::string, std::vector<std::string>> values;  // extra column → everything that may stand in it; "" = may be empty
};
struct SurveyColumns {
  std::string respondent, area, period, weight, stratum;
};

struct Source {
  SourceId id;
  Text name, description, treatment, predictors;
  std::string organisation, licence, attribution, url, host;
  SourceKind kind = SourceKind::table;
  Access access = Access::open;
  SourceDisclosure disclosure = SourceDisclosure::published;
  int rounding_base = 0;  // 0 = not rounded at the source
  bool modelled = false;
  std::string area_column, period_column;  // stems
  Selection select;
  std::string margin_dimension, margin_lower, margin_upper;
  std::map<std::string, Missing> missing;
  Missing null_column_empty = Missing::unknown, null_area_empty = Missing::unknown, null_otherwise = Missing::unknown;
  std::vector<SourceTable> tables;
  RegisterColumns register_columns;
  SurveyColumns survey_columns;
  Where where;
  [[nodiscard]] const SourceTable* table(const TableId& id) const;
};

// A counting rule and its worked example, as read from rules/.
struct RuleExample {
  Text explains;
  std::vector<std::pair<std::string, std::string>> areas;  // buurt → wijk
  std::vector<std::string> periods, columns;
  std::vector<std::vector<std::string>> rows;
  struct Expected {
    std::string niveau, gebied, periode;
    std::int64_t aantal = 0;
    std::optional<std::int64_t> noemer;
  };
  std::vector<Expected> expect;
};
struct Rule {
  std::string name, sql;
  std::string sha256;
  std::optional<RuleExample> example;
  Where where;
};

// What a project's overrides say of the weights in its scores; it takes the place of what [score] in monitor.toml says of the same thing.
struct ScoreWeights {
  std::map<std::string, double> leefgebieden, treden;
  std::optional<bool> total;
  friend bool operator==(const ScoreWeights&, const ScoreWeights&) = default;
};

struct Catalogue {
  std::string id, version;
  Text label;
  std::vector<Trede> treden;
  std::vector<Domein> domeinen;
  std::vector<Leefgebied> leefgebieden;  // by order
  std::vector<Indicator>
      indicators;  // ladder by (leefgebied order, trede order, file order); then variants after their parent; then context
  std::vector<Denominator> denominators;
  ScoreWeights score;
  std::vector<Link> links;                                 // as written, in the order of the files; then the implied ones
  std::vector<Source> sources;                             // by id
  std::vector<Rule> rules;                                 // by name
  std::vector<std::pair<std::string, std::string>> files;  // path relative to the catalogue → bytes, for the edition's copy
  std::string sha256;                                      // over the files

  [[nodiscard]] const Indicator* indicator(const IndicatorId& id) const;
  [[nodiscard]] const Source* source(const SourceId& id) const;
  [[nodiscard]] const Denominator* denominator(const DenominatorId& id) const;
  [[nodiscard]] const Rule* rule(const std::string& name) const;
  [[nodiscard]] const Leefgebied* leefgebied(const LeefgebiedId& id) const;
  [[nodiscard]] int trede_order(const TredeId& id) const;  // -1 when unknown
  [[nodiscard]] std::size_t ladder_size() const;           // indicators of the ladder, variants not counted
};

// The settings of monitor.toml with the weights of the catalogue on top.
ScoreSettings scored_with(ScoreSettings settings, const ScoreWeights& weights);

// Reads the shipped folder and then a project's overrides (a folder that may not exist).
Checked<Catalogue> load_catalogue(const std::string& shipped, const std::string& overrides);

}  // namespace trede
