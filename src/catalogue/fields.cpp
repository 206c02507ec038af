// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/fields.hpp"

#include <algorithm>

namespace trede {

std::string read_slug(TomlTable& table, std::string_view key) {
  std::string value = table.required_string(key);
  // Domains and leefgebieden use an underscore; everything else a hyphen.
  std::string plain = value;
  for (char& c : plain)
    if (c == '_') c = '-';
  if (value.empty() || is_slug(plain)) return value;
  table.problem(key, "value_wrong", fmt::format("{} mag alleen kleine letters, cijfers en streepjes hebben en begint met een letter.", key),
                fmt::format("{} may only have lower-case letters, digits and hyphens and starts with a letter.", key));
  return {};
}

void read_schema(TomlTable& root) {
  const auto schema = root.required_integer("schema");
  if (root.has("schema") && schema != 1)
    root.problem("schema", "schema_unknown", "Deze trede leest schema 1. Gebruik een nieuwere trede voor dit bestand.",
                 "This trede reads schema 1. Use a newer trede for this file.");
}

std::optional<AreaLevel> read_level(TomlTable& table, std::string_view key, bool required) {
  const std::string value = required ? table.required_string(key) : table.string(key).value_or("");
  if (value.empty()) return std::nullopt;
  const auto level = parse_area_level(value);
  if (level && *level != AreaLevel::land) return level;
  table.problem(key, "value_wrong", fmt::format("{} moet buurt, wijk of gemeente zijn.", key),
                fmt::format("{} must be buurt, wijk or gemeente.", key));
  return std::nullopt;
}

namespace {

Selection read_selection(TomlTable& table, std::string_view key) {
  Selection out;
  auto inner = table.table(key);
  if (!inner) return out;
  for (const std::string& name : inner->keys())
    if (auto value = inner->string(name)) out[name] = std::string(*value);
  return out;
}

// A text or a list of texts.
std::vector<std::string> one_or_more(TomlTable& table, std::string_view key) {
  return table.has(key) ? table.strings(key) : std::vector<std::string>{};
}

FigureColumns read_columns(TomlTable& table) {
  FigureColumns c;
  c.value = table.string("value");
  c.numerator = one_or_more(table, "numerator");
  c.product = one_or_more(table, "product");
  c.complement = table.boolean("complement");
  c.select = read_selection(table, "select");
  return c;
}

}  // namespace

Figures read_one_figures(TomlTable table) {
  Figures f;
  f.where = table.where();
  f.source = SourceId(table.required_string("source"));
  for (std::string& id : table.strings("tables")) f.tables.emplace_back(std::move(id));
  f.columns = read_columns(table);
  f.scale = table.number("scale").value_or(1.0);
  f.rule = table.string("rule").value_or("");
  f.item = table.string("item").value_or("");
  f.positive = table.strings("positive");
  f.valid = table.strings("valid");
  if (auto filter = table.table("filter")) {
    f.filter_item = filter->required_string("item");
    f.filter_in = filter->strings("in");
    filter->done();
  }
  if (auto by_table = table.table("by_table")) {
    for (const std::string& name : by_table->keys()) {
      auto inner = by_table->table(name);
      if (!inner) continue;
      f.by_table[TableId(name)] = read_columns(*inner);
      inner->done();
    }
  }
  bool any_column = f.columns.value || !f.columns.numerator.empty() || !f.columns.product.empty();
  for (const auto& [id, columns] : f.by_table)
    any_column = any_column || columns.value || !columns.numerator.empty() || !columns.product.empty();
  const int ways = (any_column ? 1 : 0) + (f.rule.empty() ? 0 : 1) + (f.item.empty() ? 0 : 1);
  if (ways != 1)
    table.problem("source", "figures_unclear", "Geef precies één van value, numerator, product, rule of item.",
                  "Give exactly one of value, numerator, product, rule or item.");
  if (table.has("scale") && f.columns.product.empty())
    table.problem("scale", "figures_unclear", "scale hoort bij product.", "scale goes with product.");
  if (!f.item.empty() && (f.positive.empty() || f.valid.empty()))
    table.problem("item", "figures_unclear", "Een enquêtevraag heeft positive en valid nodig.", "A survey item needs positive and valid.");
  for (const std::string& code : f.positive)
    if (std::find(f.valid.begin(), f.valid.end(), code) == f.valid.end())
      table.problem("positive", "figures_unclear", "Elk antwoord in positive moet ook in valid staan.",
                    "Every answer in positive must be in valid too.");
  table.done();
  return f;
}

std::vector<Figures> read_figures(TomlTable& table, std::string_view key) {
  std::vector<Figures> out;
  for (TomlTable& entry : table.tables(key)) out.push_back(read_one_figures(entry));
  return out;
}

namespace {

void read_texts(TomlTable& t, Indicator& i) {
  i.name = t.required_text("name");
  i.short_name = t.text("short");
  i.definition = t.required_text("definition");
  i.why = t.required_text("why");
  i.how_to_read = t.required_text("how_to_read");
  i.use_for = t.required_text("use_for");
  i.not_for = t.required_text("not_for");
  i.numerator = t.text("numerator");
  i.denominator_text = t.text("denominator_text");
  i.note = t.text("note");
  i.verified_where = t.string("verified_where").value_or("");
}

void read_breaks(TomlTable& t, Indicator& i) {
  for (TomlTable& entry : t.tables("breaks_in_series")) {
    const std::string period = entry.required_string("period");
    const Text reason = entry.required_text("reason");
    if (const auto parsed = Period::parse(period)) i.breaks.push_back({*parsed, reason});
    else entry.problem("period", "value_wrong", "Dit is geen periode (2024).", "This is not a period (2024).");
    entry.done();
  }
}

void read_pairs(TomlTable& t, Indicator& i) {
  for (TomlTable& entry : t.tables("pair")) {
    const auto role = read_word<PairRole>(entry, "role", kPairWords, true);
    const std::string with = entry.required_string("with");
    if (role) i.pairs.push_back({*role, IndicatorId(with)});
    entry.done();
  }
}

}  // namespace

Indicator read_indicator(TomlTable t, bool in_ladder, std::vector<Indicator>& variants) {
  Indicator i;
  i.where = t.where();
  i.id = IndicatorId(read_slug(t, "id"));
  if (in_ladder) {
    i.trede = TredeId(t.required_string("trede"));
    i.leefgebied = LeefgebiedId(t.string("leefgebied").value_or(""));
    i.weight = t.number("weight").value_or(1.0);
    read_pairs(t, i);
  } else {
    i.group = t.required_string("group");
    i.weight = 0.0;
  }
  read_texts(t, i);
  i.denominator = DenominatorId(t.string("denominator").value_or(""));
  i.counts = read_word<Counts>(t, "counts", kCountsWords, true).value_or(Counts::none);
  i.unit = read_word<Unit>(t, "unit", kUnitWords, true).value_or(Unit::percent);
  i.decimals = static_cast<int>(t.required_integer("decimals"));
  if (i.decimals < 0 || i.decimals > 3) t.problem("decimals", "value_wrong", "decimals is 0, 1, 2 of 3.", "decimals is 0, 1, 2 or 3.");
  i.measure = read_word<Measure>(t, "measure", kMeasureWords, in_ladder).value_or(Measure::context_value);
  i.direction = read_word<Direction>(t, "direction", kDirectionWords, in_ladder).value_or(Direction::context);
  i.finest_level = read_level(t, "finest_level", true).value_or(AreaLevel::gemeente);
  i.access = read_word<Access>(t, "access", kAccessWords, true).value_or(Access::municipal);
  i.licence = t.required_string("licence");
  i.periodicity = t.required_string("periodicity");
  if (!i.periodicity.empty() && std::find(kPeriodicities.begin(), kPeriodicities.end(), i.periodicity) == kPeriodicities.end())
    t.problem("periodicity", "value_wrong", "periodicity kent deze waarde niet.", "periodicity does not know this value.");
  i.verified = read_word<Verified>(t, "verified", kVerifiedWords, true).value_or(Verified::no);
  i.sensitive = t.boolean("sensitive").value_or(false);
  i.count_beside_rate = t.boolean("count_beside_rate").value_or(false);
  read_breaks(t, i);
  i.figures = read_figures(t, "figures");
  if (i.weight < 0 || i.weight > 100) t.problem("weight", "value_wrong", "weight ligt tussen 0 en 100.", "weight lies between 0 and 100.");
  for (TomlTable& entry : t.tables("variant")) {
    Indicator v = i;
    const std::string suffix = entry.required_string("id");
    if (!suffix.empty() && !is_slug("x-" + suffix))
      entry.problem("id", "value_wrong", "id mag alleen kleine letters, cijfers en streepjes hebben.",
                    "id may only have lower-case letters, digits and hyphens.");
    v.where = entry.where();
    v.id = IndicatorId(i.id.str() + "-" + suffix);
    v.variant_of = i.id;
    v.name = entry.required_text("name");
    v.weight = 0.0;
    v.pairs.clear();
    v.figures = read_figures(entry, "figures");
    entry.done();
    variants.push_back(std::move(v));
  }
  t.done();
  return i;
}

}  // namespace trede
