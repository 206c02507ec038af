// SPDX-License-Identifier: EUPL-1.2
// trede stat METHOD: one of trede's methods on any table.
#include <optional>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/write_file.hpp"
#include "method/method.hpp"

namespace trede::cli {
namespace {

Errors usage(std::string code, std::string nl, std::string en) {
  return Errors({std::move(code), Failure::usage, std::move(nl), std::move(en), {}});
}

Checked<method::Output> compute(const StatCommand& command, const method::Method& method) {
  auto settings = method::settings_of(method, command.settings);
  if (!settings) return tl::unexpected(settings.error());
  if (method.needs == method::Needs::neighbours && command.neighbours.empty())
    return tl::unexpected(usage("stat.neighbours_needed", "Deze methode heeft buren nodig: geef --neighbours edges.csv.",
                                "This method needs neighbours: give --neighbours edges.csv."));
  if (method.needs == method::Needs::nothing && !command.neighbours.empty())
    return tl::unexpected(usage("stat.neighbours_unused", "Deze methode gebruikt geen buren. Laat --neighbours weg.",
                                "This method uses no neighbours. Leave out --neighbours."));
  if (!method.takes_second && !command.with.empty())
    return tl::unexpected(usage("stat.with_unused", "Deze methode gebruikt geen tweede tabel. Laat --with weg.",
                                "This method uses no second table. Leave out --with."));
  const auto table = method::Table::read(command.in);
  if (!table) return tl::unexpected(table.error());
  method::Call call{.table = *table, .settings = std::move(*settings), .threads = command.threads};
  std::optional<method::Table> second;
  if (!command.with.empty()) {
    auto read = method::Table::read(command.with);
    if (!read) return tl::unexpected(read.error());
    second = std::move(*read);
    call.second = &*second;
  }
  if (!command.neighbours.empty()) {
    auto pairs = method::read_neighbours(command.neighbours, table->rows());
    if (!pairs) return tl::unexpected(pairs.error());
    call.pairs = std::move(*pairs);
    call.has_neighbours = true;
  }
  return method.run(call);
}

}  // namespace

int run_stat(const StatCommand& command, Console& console) {
  const method::Method* method = method::find_method(command.method);
  if (method == nullptr)
    return console.fail(usage("stat.method_unknown", "Deze methode bestaat niet. trede stat --help noemt ze alle.",
                              "There is no such method. trede stat --help names them all."));
  auto output = compute(command, *method);
  if (!output) return console.fail(std::move(output.error()), {"Er is niets geschreven.", "Nothing was written."});
  if (command.out.empty()) {
    std::string text = console.json() ? output->json() : output->csv();
    if (text.back() == '\n') text.pop_back();
    console.data(text);
    return 0;
  }
  if (auto wrong = write_file(command.out, output->csv())) return console.fail(Errors(std::move(*wrong)));
  if (console.json()) console.data(output->json());
  return 0;
}

}  // namespace trede::cli
