// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Reading one TOML file of the catalogue into the draft; references between files are checked afterwards (check.hpp).

#include <string>
#include <vector>

#include "base/toml_reader.hpp"
#include "catalogue/catalogue.hpp"

namespace trede {

// What an override says of an existing indicator.
struct IndicatorOverride {
  IndicatorId indicator;
  std::optional<bool> enabled;
  std::optional<TredeId> trede;
  std::optional<LeefgebiedId> leefgebied;
  std::optional<double> weight;
  std::optional<AreaLevel> finest_level;
  Text name, short_name, definition, why, how_to_read, use_for, not_for, numerator, denominator_text, note;
  Where where;
};

struct FiguresOverride {
  std::string target;
  Figures figures;
  Where where;
};

// One weight of an override's [score].
struct WeightOverride {
  bool of_trede = false;  // else of a leefgebied
  std::string id;
  double weight = 1.0;
  Where where;
};

struct CatalogueDraft {
  Catalogue catalogue;
  std::vector<WeightOverride> weights;
  std::vector<std::pair<bool, Where>> totals;
  std::vector<IndicatorOverride> overrides;
  std::vector<FiguresOverride> figures;
};

// "t2-uitkering" or "t2-uitkering:noemer".
Link read_link(TomlTable table);

void read_ladder(TomlTable root, CatalogueDraft& draft);                 // catalogue.toml
void read_leefgebied(TomlTable root, CatalogueDraft& draft);             // leefgebieden/*.toml
void read_context(TomlTable root, CatalogueDraft& draft);                // context.toml
void read_denominators(TomlTable root, CatalogueDraft& draft);           // denominators.toml
void read_source(TomlTable root, CatalogueDraft& draft);                 // sources/*.toml
RuleExample read_rule_example(TomlTable root, const std::string& rule);  // rules/*.example.toml
void read_overrides(TomlTable root, CatalogueDraft& draft);              // <project>/catalogue/*.toml

}  // namespace trede
