// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/read.hpp"

#include <algorithm>
#include <charconv>

#include "catalogue/fields.hpp"

namespace trede {

void read_ladder(TomlTable root, CatalogueDraft& draft) {
  Catalogue& c = draft.catalogue;
  read_schema(root);
  c.id = read_slug(root, "id");
  c.version = root.required_string("version");
  c.label = root.required_text("label");
  for (TomlTable& t : root.tables("trede")) {
    c.treden.push_back({TredeId(t.required_string("id")), t.required_text("name"), t.required_text("definition")});
    t.done();
  }
  for (TomlTable& t : root.tables("domein")) {
    c.domeinen.push_back({DomeinId(read_slug(t, "id")), t.required_text("name")});
    t.done();
  }
  for (const TomlTable& t : root.tables("link")) c.links.push_back(read_link(t));
  if (c.treden.empty()) root.problem("trede", "key_missing", "Er is geen enkele [[trede]].", "There is no [[trede]] at all.");
  if (c.domeinen.empty()) root.problem("domein", "key_missing", "Er is geen enkel [[domein]].", "There is no [[domein]] at all.");
  root.done();
}

void read_leefgebied(TomlTable root, CatalogueDraft& draft) {
  read_schema(root);
  auto t = root.table("leefgebied");
  if (!t) {
    root.problem("leefgebied", "key_missing", "De tabel [leefgebied] ontbreekt.", "The table [leefgebied] is missing.");
    root.tables("indicator");
    root.done();
    return;
  }
  Leefgebied l;
  l.id = LeefgebiedId(read_slug(*t, "id"));
  l.domein = DomeinId(t->required_string("domein"));
  l.order = static_cast<int>(t->required_integer("order"));
  l.name = t->required_text("name");
  l.definition = t->required_text("definition");
  l.not_applicable = t->text("not_applicable");
  for (std::string& id : t->strings("treden")) l.treden.emplace_back(std::move(id));
  t->done();
  for (TomlTable& entry : root.tables("indicator")) {
    std::vector<Indicator> variants;
    Indicator i = read_indicator(entry, true, variants);
    if (i.leefgebied.empty()) i.leefgebied = l.id;
    else if (i.leefgebied != l.id)
      entry.problem("leefgebied", "value_wrong", "Deze indicator staat in het bestand van een ander leefgebied.",
                    "This indicator stands in the file of another leefgebied.");
    draft.catalogue.indicators.push_back(std::move(i));
    for (Indicator& v : variants) {
      v.leefgebied = l.id;
      draft.catalogue.indicators.push_back(std::move(v));
    }
  }
  draft.catalogue.leefgebieden.push_back(std::move(l));
  root.done();
}

namespace {
void read_context_entry(TomlTable entry, CatalogueDraft& draft) {
  std::vector<Indicator> variants;
  Indicator i = read_indicator(entry, false, variants);
  if (std::find(kContextGroups.begin(), kContextGroups.end(), i.group) == kContextGroups.end())
    entry.problem("group", "value_wrong", "group kent deze waarde niet.", "group does not know this value.");
  draft.catalogue.indicators.push_back(std::move(i));
  for (Indicator& v : variants) draft.catalogue.indicators.push_back(std::move(v));
}

void read_denominator(TomlTable t, CatalogueDraft& draft) {
  Denominator d;
  d.where = t.where();
  d.id = DenominatorId(read_slug(t, "id"));
  d.name = t.required_text("name");
  d.counts = read_word<Counts>(t, "counts", kCountsWords, true).value_or(Counts::persons);
  d.figures = read_figures(t, "figures");
  t.done();
  draft.catalogue.denominators.push_back(std::move(d));
}

void read_columns_and_missing(TomlTable& t, Source& s) {
  if (auto columns = t.table("columns")) {
    s.area_column = columns->string("area").value_or("");
    s.period_column = columns->string("period").value_or("");
    columns->done();
  }
  if (auto select = t.table("select"))
    for (const std::string& key : select->keys())
      if (auto value = select->string(key)) s.select[key] = *value;
  if (auto margins = t.table("margins")) {
    s.margin_dimension = margins->required_string("dimension");
    s.margin_lower = margins->required_string("lower");
    s.margin_upper = margins->required_string("upper");
    margins->done();
  }
  const auto reason = [](TomlTable& table, std::string_view key) -> std::optional<Missing> {
    const auto word = table.string(key);
    if (!word) return std::nullopt;
    const auto parsed = parse_missing(*word);
    if (!parsed || *parsed == Missing::none)
      table.problem(key, "value_wrong", "Deze reden van ontbreken is niet bekend.", "This missing reason is not known.");
    return parsed;
  };
  if (auto missing = t.table("missing"))
    for (const std::string& key : missing->keys())
      if (const auto parsed = reason(*missing, key)) s.missing[key] = *parsed;
  if (auto nulls = t.table("nulls")) {
    s.null_column_empty = reason(*nulls, "column_empty").value_or(Missing::unknown);
    s.null_area_empty = reason(*nulls, "area_empty").value_or(Missing::unknown);
    s.null_otherwise = reason(*nulls, "otherwise").value_or(Missing::unknown);
    nulls->done();
  }
}

void read_source_table(TomlTable t, Source& s) {
  SourceTable table;
  table.id = TableId(t.required_string("id"));
  if (const auto year = t.integer("vintage")) {
    if (*year < 1995 || *year > 2100) t.problem("vintage", "value_wrong", "vintage is een jaartal.", "vintage is a year.");
    else table.vintage = Vintage{static_cast<std::int16_t>(*year)};
  }
  if (const auto period = t.string("period")) {
    table.period = Period::parse(*period);
    if (!table.period) t.problem("period", "value_wrong", "Dit is geen periode (2020).", "This is not a period (2020).");
  }
  if (auto aliases = t.table("aliases"))
    for (const std::string& key : aliases->keys())
      if (auto value = aliases->string(key)) table.aliases[key] = *value;
  t.done();
  s.tables.push_back(std::move(table));
}

// A column without its list of values could hold a misspelt one, which no rule would count and nobody would see.
void read_register_values(TomlTable& t, RegisterColumns& r) {
  if (auto values = t.table("values")) {
    for (const std::string& column : values->keys()) {
      std::vector<std::string> words = values->strings(column);
      if (std::find(r.extra.begin(), r.extra.end(), column) == r.extra.end())
        values->problem(column, "value_wrong", "Deze kolom staat niet in extra.", "This column is not in extra.");
      if (!words.empty()) r.values[column] = std::move(words);
    }
    values->done();
  }
  for (const std::string& column : r.extra) {
    if (r.values.contains(column)) continue;
    t.problem("values", "values_missing",
              "Zeg van elke kolom in extra wat erin kan staan: values = { kolom = [\"…\"] }, met \"\" als hij leeg mag zijn.",
              "Say of every column in extra what may stand in it: values = { column = [\"…\"] }, with \"\" when it may be empty.");
  }
}

// The keys of [source], with its tables either beside it (own file) or inside it (override).
void read_source_entry(TomlTable& t, std::vector<TomlTable> tables, CatalogueDraft& draft) {
  Source s;
  s.where = t.where();
  s.id = SourceId(read_slug(t, "id"));
  s.name = t.required_text("name");
  s.organisation = t.required_string("organisation");
  s.kind = read_word<SourceKind>(t, "kind", kSourceKindWords, true).value_or(SourceKind::table);
  s.access = read_word<Access>(t, "access", kAccessWords, true).value_or(Access::municipal);
  s.licence = t.required_string("licence");
  s.attribution = t.string("attribution").value_or("");
  s.url = t.string("url").value_or("");
  s.host = t.string("host").value_or("");
  s.description = t.required_text("description");
  s.treatment = t.required_text("treatment");
  s.rounding_base = static_cast<int>(t.integer("rounding_base").value_or(0));
  s.modelled = t.boolean("modelled").value_or(false);
  s.predictors = t.text("predictors");
  if (s.modelled && s.predictors.empty())
    t.problem("predictors", "key_missing", "Een model zegt in predictors waarop het rust.", "A model says in predictors what it rests on.");
  const auto disclosure = read_word<SourceDisclosure>(t, "disclosure", kSourceDisclosureWords, true);
  s.disclosure = disclosure.value_or(SourceDisclosure::counts);
  if (s.kind == SourceKind::register_ && disclosure && s.disclosure != SourceDisclosure::counts)
    t.problem("disclosure", "value_wrong", "Een registratie heeft altijd disclosure = \"counts\".",
              "A register always has disclosure = \"counts\".");
  if (s.kind == SourceKind::survey && disclosure && s.disclosure != SourceDisclosure::survey)
    t.problem("disclosure", "value_wrong", "Een enquête heeft altijd disclosure = \"survey\".",
              "A survey always has disclosure = \"survey\".");
  read_columns_and_missing(t, s);
  if (auto reg = t.table("register")) {
    RegisterColumns& r = s.register_columns;
    r.person = reg->required_string("person");
    r.start = reg->required_string("start");
    r.end = reg->required_string("end");
    r.area = reg->string("area").value_or("");
    if (auto address = reg->table("address")) {
      r.postcode = address->required_string("postcode");
      r.number = address->required_string("number");
      address->done();
    }
    if (r.area.empty() && r.postcode.empty()) reg->problem("area", "key_missing", "Geef area of address.", "Give area or address.");
    r.extra = reg->strings("extra");
    read_register_values(*reg, r);
    reg->done();
  } else if (s.kind == SourceKind::register_) {
    t.problem("register", "key_missing", "Een registratie heeft een tabel [source.register] nodig.",
              "A register needs a table [source.register].");
  }
  if (auto survey = t.table("survey")) {
    SurveyColumns& v = s.survey_columns;
    v.respondent = survey->required_string("respondent");
    v.area = survey->required_string("area");
    v.period = survey->required_string("period");
    v.weight = survey->required_string("weight");
    v.stratum = survey->string("stratum").value_or("");
    survey->done();
  } else if (s.kind == SourceKind::survey) {
    t.problem("survey", "key_missing", "Een enquête heeft een tabel [source.survey] nodig.", "A survey needs a table [source.survey].");
  }
  for (TomlTable& table : t.tables("table")) tables.push_back(table);
  for (TomlTable& table : tables) read_source_table(table, s);
  t.done();
  draft.catalogue.sources.push_back(std::move(s));
}
}  // namespace

void read_context(TomlTable root, CatalogueDraft& draft) {
  read_schema(root);
  for (TomlTable& entry : root.tables("context")) read_context_entry(entry, draft);
  root.done();
}

void read_denominators(TomlTable root, CatalogueDraft& draft) {
  read_schema(root);
  for (TomlTable& t : root.tables("denominator")) read_denominator(t, draft);
  root.done();
}

void read_source(TomlTable root, CatalogueDraft& draft) {
  read_schema(root);
  auto t = root.table("source");
  if (!t) root.problem("source", "key_missing", "De tabel [source] ontbreekt.", "The table [source] is missing.");
  else read_source_entry(*t, {}, draft);
  root.done();
}

RuleExample read_rule_example(TomlTable root, const std::string& rule) {
  RuleExample e;
  read_schema(root);
  const std::string name = root.required_string("rule");
  if (!name.empty() && name != rule)
    root.problem("rule", "value_wrong", "rule moet de naam van het .sql-bestand zijn.", "rule must be the name of the .sql file.");
  e.explains = root.required_text("explains");
  if (auto areas = root.table("areas"))
    for (const std::string& buurt : areas->keys())
      if (auto wijk = areas->string(buurt)) e.areas.emplace_back(buurt, *wijk);
  e.periods = root.strings("periods");
  e.columns = root.strings("columns");
  e.rows = root.rows("rows");
  for (const auto& row : e.rows)
    if (row.size() != e.columns.size()) {
      root.problem("rows", "example_wrong", "Elke rij heeft evenveel velden als columns.", "Every row has as many fields as columns.");
      break;
    }
  const auto whole = [](const std::string& text) -> std::optional<std::int64_t> {
    std::int64_t value = 0;
    const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (bad != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
  };
  for (const auto& row : root.rows("expect")) {
    RuleExample::Expected x;
    const auto count = row.size() >= 4 ? whole(row[3]) : std::nullopt;
    if (row.size() < 4 || row.size() > 5 || !count || (row.size() == 5 && !whole(row[4]))) {
      root.problem("expect", "example_wrong", "Een verwachte rij is [niveau, gebied, periode, aantal] of met noemer erachter.",
                   "An expected row is [niveau, gebied, periode, aantal], or with the noemer behind it.");
      continue;
    }
    x.niveau = row[0];
    x.gebied = row[1];
    x.periode = row[2];
    x.aantal = *count;
    if (row.size() == 5) x.noemer = whole(row[4]);
    e.expect.push_back(std::move(x));
  }
  if (e.rows.size() != 5) root.problem("rows", "example_wrong", "Een voorbeeld heeft vijf rijen.", "An example has five rows.");
  root.done();
  return e;
}

namespace {

void read_weights(TomlTable& score, std::string_view key, bool of_trede, CatalogueDraft& draft) {
  auto named = score.table(key);
  if (!named) return;
  for (const std::string& id : named->keys()) {
    const auto weight = named->number(id);
    if (weight && (*weight < 0.0 || *weight > 100.0))
      named->problem(id, "value_wrong", "Een gewicht ligt tussen 0 en 100.", "A weight lies between 0 and 100.");
    else if (weight) draft.weights.push_back({of_trede, id, *weight, named->where(id)});
  }
  named->done();
}

}  // namespace

void read_overrides(TomlTable root, CatalogueDraft& draft) {
  read_schema(root);
  if (auto score = root.table("score")) {
    read_weights(*score, "weights", false, draft);
    read_weights(*score, "treden", true, draft);
    if (const auto total = score->boolean("total")) draft.totals.emplace_back(*total, score->where("total"));
    score->done();
  }
  for (TomlTable& t : root.tables("override")) {
    IndicatorOverride o;
    o.where = t.where();
    o.indicator = IndicatorId(t.required_string("indicator"));
    o.enabled = t.boolean("enabled");
    if (auto trede = t.string("trede")) o.trede = TredeId(*trede);
    if (auto leefgebied = t.string("leefgebied")) o.leefgebied = LeefgebiedId(*leefgebied);
    o.weight = t.number("weight");
    if (o.weight && (*o.weight < 0 || *o.weight > 100))
      t.problem("weight", "value_wrong", "weight ligt tussen 0 en 100.", "weight lies between 0 and 100.");
    o.finest_level = read_level(t, "finest_level", false);
    o.name = t.text("name");
    o.short_name = t.text("short");
    o.definition = t.text("definition");
    o.why = t.text("why");
    o.how_to_read = t.text("how_to_read");
    o.use_for = t.text("use_for");
    o.not_for = t.text("not_for");
    o.numerator = t.text("numerator");
    o.denominator_text = t.text("denominator_text");
    o.note = t.text("note");
    t.done();
    draft.overrides.push_back(std::move(o));
  }
  for (TomlTable& entry : root.tables("indicator")) {
    std::vector<Indicator> variants;
    Indicator i = read_indicator(entry, true, variants);
    if (i.leefgebied.empty())
      entry.problem("leefgebied", "key_missing", "Zeg bij welk leefgebied deze indicator hoort.",
                    "Say to which leefgebied this indicator belongs.");
    for (Indicator& v : variants) v.leefgebied = i.leefgebied;
    draft.catalogue.indicators.push_back(std::move(i));
    for (Indicator& v : variants) draft.catalogue.indicators.push_back(std::move(v));
  }
  for (TomlTable& entry : root.tables("context")) read_context_entry(entry, draft);
  for (TomlTable& t : root.tables("denominator")) read_denominator(t, draft);
  for (TomlTable& t : root.tables("source")) read_source_entry(t, {}, draft);
  for (const TomlTable& t : root.tables("link")) draft.catalogue.links.push_back(read_link(t));
  for (TomlTable& t : root.tables("figures")) {
    FiguresOverride f;
    f.where = t.where();
    f.target = t.required_string("for");
    f.figures = read_one_figures(t);
    draft.figures.push_back(std::move(f));
  }
  root.done();
}

}  // namespace trede
