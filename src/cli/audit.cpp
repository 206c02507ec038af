// SPDX-License-Identifier: EUPL-1.2
// trede audit --table: what an outsider can compute back from a published table.
#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>

#include <fmt/format.h>

#include "audit/table_attack.hpp"
#include "audit/table_csv.hpp"
#include "base/json_writer.hpp"
#include "cli/commands.hpp"

namespace trede::cli {
namespace {

using audit::RecoveredCell;
using audit::TableAudit;
using audit::TableFindings;
using audit::Verdict;

constexpr std::size_t kMostListed = 20;  // cells on the screen, per kind; with --json all

Error usage(std::string nl, std::string en) { return {"audit.usage", Failure::usage, std::move(nl), std::move(en), {}, Severity::error}; }

std::optional<std::int64_t> number_after(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return std::nullopt;
  text.remove_prefix(prefix.size());
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct Plan {
  std::vector<audit::AxisFile> axes;
  audit::TableAttackOptions options;
};

Checked<Plan> plan_of(const AuditTableCommand& command) {
  Plan plan;
  Errors errors;
  for (const std::string& text : command.dimensions) {
    const std::size_t at = text.find('=');
    if (at == std::string::npos || at == 0 || at + 1 == text.size()) {
      errors.add(usage("Schrijf een dimensie als --dim kolom=bestand.csv.", "Write a dimension as --dim column=file.csv."));
      continue;
    }
    plan.axes.push_back({text.substr(0, at), text.substr(at + 1)});
  }
  for (std::size_t i = 0; i < plan.axes.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (plan.axes[i].name == plan.axes[j].name)
        errors.add(
            usage("Een dimensie staat er twee keer. Noem elke kolom één keer.", "A dimension is there twice. Name every column once."));
  if (command.dimensions.empty())
    errors.add(
        usage("Noem de dimensies van de tabel: --dim kolom=bestand.csv.", "Name the dimensions of the table: --dim column=file.csv."));
  if (!command.lower.empty()) plan.options.lower = command.lower;
  if (!command.rule.empty()) {
    const auto minimum = number_after(command.rule, "min=");
    if (!minimum || *minimum < 1) errors.add(usage("Schrijf de regel als --rule min=5.", "Write the rule as --rule min=5."));
    else plan.options.minimum = *minimum;
  }
  plan.options.width = command.width;
  plan.options.rounded = command.rounded;
  plan.options.nearest = command.nearest;
  plan.options.intervals = !command.intervals.empty();
  plan.options.insider = command.insider;
  plan.options.whole_numbers = command.whole;
  plan.options.threads = command.threads;
  if (errors.fatal()) return tl::unexpected<Errors>(std::move(errors));
  return plan;
}

const char* word(Verdict verdict) {
  switch (verdict) {
    case Verdict::exact: return "exact";
    case Verdict::narrow: return "narrow";
    case Verdict::wide: return "wide";
    default: return "open";
  }
}

std::string csv_code(const std::string& code) {
  if (code.find_first_of(",\"\r\n") == std::string::npos) return code;
  std::string quoted = "\"";
  for (const char c : code) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string interval_text(const RecoveredCell& cell) {
  return fmt::format("{}–{}", cell.lowest, cell.highest == audit::kUnbounded ? "" : fmt::format("{}", cell.highest));
}

// Codes per dimension, then the interval: lowest,highest; an empty highest has no bound.
bool write_intervals(const audit::PublishedTable& table, const TableAudit& audit, const std::filesystem::path& path) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  const audit::TableSums sums(table);
  for (const audit::Axis& axis : table.axes) out << csv_code(axis.name) << ',';
  out << "lb,lowest,highest,verdict\n";
  for (const TableFindings& at : audit.findings) {
    for (const RecoveredCell& cell : at.intervals) {
      for (std::size_t d = 0; d < table.axes.size(); ++d) out << csv_code(table.axes[d].code[sums.code_of(cell.cell, d)]) << ',';
      out << at.lower << ',' << cell.lowest << ',';
      if (cell.highest != audit::kUnbounded) out << cell.highest;
      out << ',' << word(cell.verdict) << '\n';
    }
  }
  out.close();
  return !out.fail();
}

void cell_json(JsonWriter& json, const audit::PublishedTable& table, std::uint32_t cell) {
  const audit::TableSums sums(table);
  json.key("cell").begin_object();
  for (std::size_t d = 0; d < table.axes.size(); ++d) json.field(table.axes[d].name, table.axes[d].code[sums.code_of(cell, d)]);
  json.end_object();
}

std::string as_json(const audit::PublishedTable& table, const TableAudit& audit, const AuditTableCommand& command) {
  JsonWriter json;
  json.begin_object().field_bool("safe", audit.safe());
  json.field_int("cells", static_cast<std::int64_t>(audit.cells)).field_int("withheld", static_cast<std::int64_t>(audit.withheld));
  json.field_int("primary", static_cast<std::int64_t>(audit.primary));
  json.field_int("shown_below_minimum", static_cast<std::int64_t>(audit.below.size()));
  json.key("bounds").begin_array();
  for (const TableFindings& at : audit.findings) {
    json.begin_object().field_int("lb", at.lower).field_bool("possible", at.possible);
    json.field_int("exact", static_cast<std::int64_t>(at.exact)).field_int("narrow", static_cast<std::int64_t>(at.narrow));
    json.field_int("open", static_cast<std::int64_t>(at.open)).field_int("narrowest", at.narrowest);
    json.field_bool("narrowest_is_at_least", at.narrowest_is_bound);
    if (command.whole)
      json.field_int("wide", static_cast<std::int64_t>(at.wide))
          .field_int("wide_in_whole_numbers", static_cast<std::int64_t>(at.wide_in_whole_numbers));
    json.key("recovered").begin_array();
    for (const RecoveredCell& cell : at.recovered) {
      json.begin_object();
      cell_json(json, table, cell.cell);
      json.field("verdict", word(cell.verdict));
      if (command.reveal) {
        json.field_int("lowest", cell.lowest);
        if (cell.highest != audit::kUnbounded) json.field_int("highest", cell.highest);
      }
      json.end_object();
    }
    json.end_array().key("insider").begin_array();
    for (const audit::InsiderCell& found : at.insider) {
      json.begin_object();
      json.key("knows").begin_object();
      cell_json(json, table, found.cell);
      json.end_object().key("learns").begin_object();
      cell_json(json, table, found.recovers);
      json.end_object().end_object();
    }
    json.end_array().end_object();
  }
  return json.end_array().end_object().take();
}

std::string say_word(const Console& console, Verdict verdict) {
  switch (verdict) {
    case Verdict::exact: return std::string(console.pick("exact terug te rekenen", "exactly recalculable"));
    case Verdict::narrow: return std::string(console.pick("te smal", "too narrow"));
    default: return std::string(console.pick("niet uit te sluiten", "not ruled out"));
  }
}

template <class List, class Line>
void list_some(const Console& console, const List& list, Line line) {
  for (std::size_t i = 0; i < std::min(list.size(), kMostListed); ++i) console.data(line(list[i]));
  if (list.size() > kMostListed)
    console.data(fmt::format(fmt::runtime(console.pick("  … en nog {} (met --json alle)", "  … and {} more (all with --json)")),
                             list.size() - kMostListed));
}

void show_bound(const Console& console, const audit::PublishedTable& table, const TableFindings& at, const AuditTableCommand& command) {
  if (!at.possible) {
    console.data(fmt::format(fmt::runtime(console.pick("lb {}: onmogelijk: er zijn geen aantallen die bij deze tabel passen",
                                                       "lb {}: impossible: no counts fit this table")),
                             at.lower));
    return;
  }
  std::string summary = fmt::format(fmt::runtime(console.pick("lb {}: {} exact terug te rekenen, {} smaller dan {}, {} niet beslist",
                                                              "lb {}: {} exactly recalculable, {} narrower than {}, {} undecided")),
                                    at.lower, at.exact, at.narrow, command.width, at.open);
  if (command.rounded == 0)  // of a rounded table the narrowest is that of zeros and large counts as well, which tells nothing
    summary += fmt::format(fmt::runtime(console.pick("; smalste interval {}{}", "; narrowest interval {}{}")),
                           at.narrowest_is_bound ? "≥ " : "", at.narrowest);
  console.data(summary);
  if (command.whole)
    console.data(
        fmt::format(fmt::runtime(console.pick("lb {}: van {} van de {} brede intervallen is gezien dat zij dat ook in gehele getallen zijn",
                                              "lb {}: {} of the {} wide intervals were seen to be so in whole numbers, too")),
                    at.lower, at.wide_in_whole_numbers, at.wide));
  list_some(console, at.recovered, [&](const RecoveredCell& cell) {
    std::string line = fmt::format("  {}: {}", display_name(audit::cell_name(table, cell.cell)), say_word(console, cell.verdict));
    return command.reveal ? line + fmt::format(" ({})", interval_text(cell)) : line;
  });
  if (command.insider)
    console.data(fmt::format(fmt::runtime(console.pick("lb {}: in {} cellen leert wie er als enige in zit een andere cel",
                                                       "lb {}: in {} cells the only person counted learns another cell")),
                             at.lower, at.insider.size()));
  list_some(console, at.insider, [&](const audit::InsiderCell& found) {
    return fmt::format("  {} → {}", display_name(audit::cell_name(table, found.cell)),
                       display_name(audit::cell_name(table, found.recovers)));
  });
}

void show(const Console& console, const audit::PublishedTable& table, const TableAudit& audit, const AuditTableCommand& command) {
  console.data(fmt::format(fmt::runtime(console.pick("{} cellen, {} niet getoond, waarvan {} te beschermen",
                                                     "{} cells, {} withheld, of which {} to be protected")),
                           audit.cells, audit.withheld, audit.primary));
  for (const TableFindings& at : audit.findings) show_bound(console, table, at, command);
  if (!command.rule.empty())
    console.data(fmt::format(fmt::runtime(console.pick("{} cellen getoond onder de drempel", "{} cells shown below the threshold")),
                             audit.below.size()));
  list_some(console, audit.below, [&](std::uint32_t cell) { return "  " + display_name(audit::cell_name(table, cell)); });
}

}  // namespace

int run_audit_table(const AuditTableCommand& command, Console& console) {
  auto plan = plan_of(command);
  if (!plan) return console.fail(std::move(plan.error()));
  const auto table = audit::read_published(command.table, plan->axes, command.rounded > 0);
  if (!table) return console.fail(table.error(), {"De tabel is niet aangevallen.", "The table was not attacked."});
  const TableAudit audit = audit::attack_table(*table, plan->options);
  if (!command.intervals.empty() && !write_intervals(*table, audit, command.intervals))
    return console.fail(Errors({"audit.write",
                                Failure::io,
                                "De intervallen zijn niet geschreven. Is er ruimte, en mag het daar?",
                                "The intervals were not written. Is there room, and is it allowed there?",
                                {},
                                Severity::error}));
  if (console.json()) console.data(as_json(*table, audit, command));
  else show(console, *table, audit, command);
  if (audit.safe()) {
    console.say(console.pick("Veilig: niets is terug te rekenen.", "Safe: nothing can be computed back."));
    return 0;
  }
  console.say(console.pick("Niet veilig: publiceer deze tabel niet.", "Not safe: do not publish this table."));
  return exit_code(Failure::disclosure);
}

}  // namespace trede::cli
