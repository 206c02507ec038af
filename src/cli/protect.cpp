// SPDX-License-Identifier: EUPL-1.2
// trede protect: from a table of counts to one that may be published.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

#include <fmt/format.h>
#include <sys/resource.h>

#include "base/files.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/write_file.hpp"
#include "protect/cell_key.hpp"
#include "protect/rounding.hpp"
#include "protect/table_csv.hpp"

namespace trede::cli {
namespace {

using protect::Table;
using protect::TablePattern;

constexpr std::size_t kShortestKey = 16;  // bytes

Error usage(std::string nl, std::string en) { return {"protect.usage", Failure::usage, std::move(nl), std::move(en), {}}; }

struct Plan {
  std::vector<protect::DimensionFile> dimensions;
  protect::TableRule rule;
  protect::Options options;
};

std::optional<int> minimum_of(std::string_view rule) {
  constexpr std::string_view kStart = "min=";
  if (!rule.starts_with(kStart)) return std::nullopt;
  rule.remove_prefix(kStart.size());
  int minimum = 0;
  const auto [end, wrong] = std::from_chars(rule.data(), rule.data() + rule.size(), minimum);
  if (wrong != std::errc() || end != rule.data() + rule.size() || minimum < 2) return std::nullopt;
  return minimum;
}

void plan_dimensions(const ProtectCommand& command, Plan& plan, Errors& errors) {
  for (const std::string& text : command.dimensions) {
    const std::size_t at = text.find('=');
    if (at == std::string::npos || at == 0 || at + 1 == text.size()) {
      errors.add(usage("Schrijf een dimensie als --dim kolom=bestand.csv.", "Write a dimension as --dim column=file.csv."));
      continue;
    }
    const std::string name = text.substr(0, at);
    const auto taken = [&](const protect::DimensionFile& file) { return file.name == name; };
    if (std::any_of(plan.dimensions.begin(), plan.dimensions.end(), taken))
      errors.add(
          usage("Een dimensie staat er twee keer. Noem elke kolom één keer.", "A dimension is there twice. Name every column once."));
    if (name == "n" || name == "value" || name == "primary")
      errors.add(usage("Een dimensie kan niet n, value of primary heten: dat zijn kolommen van de tabel zelf.",
                       "A dimension cannot be called n, value or primary: these are columns of the table itself."));
    plan.dimensions.push_back({name, text.substr(at + 1)});
  }
}

Checked<Plan> plan_of(const ProtectCommand& command) {
  Plan plan;
  Errors errors;
  plan_dimensions(command, plan, errors);
  if (command.method == "suppression") {
    const auto minimum = minimum_of(command.rule);
    if (!minimum)
      errors.add(usage("Geef de drempel als --rule min=5: aantallen van 1 tot en met 4 blijven dan weg.",
                       "Give the threshold as --rule min=5: counts from 1 to 4 are then withheld."));
    plan.rule.minimum = minimum.value_or(2);
  }
  if (command.method == "cell-key" && command.key.empty())
    errors.add(usage("Geef bij --method cell-key een bestand met de geheime sleutel: --key bestand.",
                     "With --method cell-key give a file with the secret key: --key file."));
  plan.rule.width = command.width;
  plan.rule.objective = command.objective == "value"   ? protect::Objective::value
                        : command.objective == "mixed" ? protect::Objective::mixed
                                                       : protect::Objective::count;
  plan.options.effort = command.effort == "thorough" ? protect::Effort::thorough : protect::Effort::fast;
  plan.options.threads = command.threads;
  std::vector<std::filesystem::path> inputs = {command.cells};
  for (const protect::DimensionFile& file : plan.dimensions) inputs.push_back(file.path);
  if (!command.key.empty()) inputs.push_back(command.key);
  if (std::any_of(inputs.begin(), inputs.end(), [&](const auto& input) { return same_file(input, command.out); }))
    errors.add(
        usage("--out is een van de invoerbestanden. Kies een andere naam.", "--out is one of the input files. Choose another name."));
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return plan;
}

double peak_mib() {
  struct rusage use {};
  getrusage(RUSAGE_SELF, &use);
  return static_cast<double>(use.ru_maxrss) / 1024.0;
}

// What a method made: the file, and what there is to say of it.
struct Made {
  std::string csv;
  std::vector<std::string> lines;  // for people
  JsonWriter json;                 // an open object
};

double gap_of(const protect::Pattern& pattern) { return pattern.cost > 0.0 ? (pattern.cost - pattern.lower_bound) / pattern.cost : 0.0; }

std::optional<Error> suppress(const Table& table, const Plan& plan, const Console& console, Made& made) {
  const TablePattern result = protect::protect_table(table, plan.rule, plan.options);
  const protect::Pattern& pattern = result.pattern;
  if (!pattern.unprotected.empty())
    return Error{
        "protect.unprotected",
        Failure::disclosure,
        fmt::format(
            "Voor {} cellen bestaat geen patroon met breedte {}, hoeveel er ook wegblijft. Voeg codes samen of vraag minder breedte.",
            pattern.unprotected.size(), plan.rule.width),
        fmt::format("For {} cells there is no pattern of width {}, however much is withheld. Merge codes or ask for less width.",
                    pattern.unprotected.size(), plan.rule.width),
        {}};
  const bool bounded = pattern.optimal || pattern.lower_bound > 0.0;
  made.csv = protect::published_csv(table, result.state);
  made.lines = {
      fmt::format(fmt::runtime(console.pick("methode           onderdrukking ({})", "method            suppression ({})")), pattern.engine),
      fmt::format(fmt::runtime(console.pick("cellen            {}", "cells             {}")), table.size()),
      fmt::format(fmt::runtime(console.pick("gevoelig          {}", "sensitive         {}")), pattern.sensitive),
      fmt::format(fmt::runtime(console.pick("secundair         {}", "secondary         {}")), pattern.secondary),
      fmt::format(fmt::runtime(console.pick("waarde weggelaten {}", "value withheld    {}")), pattern.value_withheld),
      fmt::format(fmt::runtime(console.pick("kosten            {}", "cost              {}")), format_number(pattern.cost, 3)),
      fmt::format(fmt::runtime(console.pick("ondergrens        {}", "lower bound       {}")),
                  bounded ? format_number(pattern.lower_bound, 3) : std::string("-")),
      fmt::format(fmt::runtime(console.pick("verschil          {}", "gap               {}")),
                  pattern.optimal ? std::string(console.pick("0 % (bewezen het beste)", "0 % (proven the best)"))
                  : bounded       ? format_number(100.0 * gap_of(pattern), 2) + " %"
                                  : std::string("-"))};
  made.json.begin_object().field("method", "suppression").field("engine", pattern.engine);
  made.json.field_int("cells", static_cast<std::int64_t>(table.size()))
      .field_int("sensitive", static_cast<std::int64_t>(pattern.sensitive))
      .field_int("secondary", static_cast<std::int64_t>(pattern.secondary))
      .field_int("value_withheld", pattern.value_withheld);
  made.json.key("cost").number(pattern.cost, 6);
  if (bounded) {
    made.json.key("lower_bound").number(pattern.lower_bound, 6).key("gap").number(gap_of(pattern), 6);
  } else {
    made.json.key("lower_bound").null().key("gap").null();
  }
  made.json.field_bool("optimal", pattern.optimal);
  return std::nullopt;
}

Errors round(const Table& table, const ProtectCommand& command, const Console& console, Made& made) {
  const auto rounded = protect::round_table(table, command.base);
  if (!rounded) return rounded.error();
  made.csv = protect::perturbed_csv(table, rounded->value);
  made.lines = {fmt::format(fmt::runtime(console.pick("methode           afronden op {} ({})", "method            rounding to {} ({})")),
                            command.base, rounded->engine),
                fmt::format(fmt::runtime(console.pick("cellen            {}", "cells             {}")), table.size()),
                fmt::format(fmt::runtime(console.pick("veranderd in som  {} (ondergrens {})", "total change      {} (lower bound {})")),
                            rounded->change, rounded->lower_bound),
                fmt::format(fmt::runtime(console.pick("stappen           {}", "steps             {}")), rounded->steps)};
  made.json.begin_object().field("method", "rounding").field("engine", rounded->engine).field_int("base", command.base);
  made.json.field_int("cells", static_cast<std::int64_t>(table.size())).field_int("steps", rounded->steps);
  made.json.field_int("change", rounded->change).field_int("lower_bound", rounded->lower_bound).field_bool("optimal", rounded->optimal);
  return {};
}

Errors perturb(const Table& table, const ProtectCommand& command, const Console& console, Made& made) {
  const auto key = read_input(command.key, 4096);
  if (!key) return Errors(key.error());
  const std::string_view secret = trim(key->bytes);
  if (secret.size() < kShortestKey)
    return Errors({"protect.cell_key.short_key",
                   Failure::input,
                   "De sleutel is te kort om geheim te blijven. Zet ten minste 16 willekeurige tekens in het bestand.",
                   "The key is too short to stay secret. Put at least 16 random characters in the file.",
                   {.file = command.key.string()}});
  const auto perturbation = protect::Perturbation::make({});
  if (!perturbation) return perturbation.error();
  made.csv = protect::perturbed_csv(table, protect::perturb_table(table, *perturbation, secret));
  made.lines = {std::string(console.pick("methode           celsleutel", "method            cell key")),
                fmt::format(fmt::runtime(console.pick("cellen            {}", "cells             {}")), table.size())};
  made.json.begin_object().field("method", "cell-key").field_int("cells", static_cast<std::int64_t>(table.size()));
  return {};
}

Errors make(const Table& table, const ProtectCommand& command, const Plan& plan, const Console& console, Made& made) {
  if (command.method == "rounding") return round(table, command, console, made);
  if (command.method == "cell-key") return perturb(table, command, console, made);
  auto error = suppress(table, plan, console, made);
  return error ? Errors(std::move(*error)) : Errors();
}

}  // namespace

int run_protect(const ProtectCommand& command, Console& console) {
  const Text nothing = {"Er is niets geschreven.", "Nothing was written."};
  const auto started = std::chrono::steady_clock::now();
  auto plan = plan_of(command);
  if (!plan) return console.fail(std::move(plan.error()), nothing);
  auto table = protect::read_table(command.cells, plan->dimensions);
  if (!table) return console.fail(std::move(table.error()), nothing);
  Made made;
  if (Errors errors = make(*table, command, *plan, console, made); !errors.empty()) return console.fail(std::move(errors), nothing);
  if (auto error = write_file(command.out, made.csv)) return console.fail(Errors(std::move(*error)), nothing);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  for (const std::string& line : made.lines) console.say(line);
  console.say(fmt::format(fmt::runtime(console.pick("tijd en geheugen  {} s, {} MiB", "time and memory   {} s, {} MiB")),
                          format_number(seconds, 2), format_number(peak_mib(), 1)));
  if (console.json()) {
    made.json.key("seconds").number(seconds, 3).key("peak_mib").number(peak_mib(), 1);
    console.data(made.json.end_object().take());
  }
  return 0;
}

}  // namespace trede::cli
