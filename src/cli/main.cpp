// SPDX-License-Identifier: EUPL-1.2
// The program `trede`: reads the command line and hands over to one command.
#include <cstdlib>
#include <exception>
#include <functional>
#include <string>

#include <fmt/format.h>
#include <sys/resource.h>
#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "demo/demo.hpp"
#include "method/method.hpp"

namespace {

using namespace trede;
using namespace trede::cli;

std::string default_language() {
  const char* language = std::getenv("LANG");
  return language != nullptr && std::string_view(language).starts_with("en") ? "en" : "nl";
}

// A crash must not leave records of a register in a core file.
void no_core_files() {
  const struct rlimit none { 0, 0 };
  setrlimit(RLIMIT_CORE, &none);
}

struct Arguments {
  std::string language = default_language();
  bool json = false;
  unsigned threads = 0;
  std::string gemeente;
  std::string folder = ".", edition;
  DemoCommand demo{.folder = "trede-demo", .seed = demo::kDefaultSeed};
  int port = 8080;
  AuditTableCommand audit;
  AuditEditionCommand audit_edition;
  ProtectCommand protect;
  StatCommand stat;
};

using Command = std::function<int(Console&)>;

CLI::App* command(CLI::App& app, Arguments& a, const std::string& name, const std::string& what, const std::string& example,
                  Command& chosen, Command run) {
  CLI::App* sub = app.add_subcommand(name, what);
  sub->footer("Example:\n  " + example);
  sub->add_flag("--json", a.json, "report as JSON on stdout");
  sub->add_option("--lang", a.language, "language of messages: nl or en")->check(CLI::IsMember({"nl", "en"}));
  sub->callback([&chosen, run] { chosen = run; });
  return sub;
}

void threads_option(CLI::App* sub, Arguments& a) {
  sub->add_option("--threads", a.threads, "threads; 0 = as many as the machine has; the result is the same")->check(CLI::Range(0, 256));
}

void declare_protect(CLI::App& app, Arguments& a, Command& chosen) {
  auto* protect = command(app, a, "protect", "make a table of counts safe to publish",
                          "trede protect --cells cells.csv --dim area=dim_area.csv --dim type=dim_type.csv --rule min=5 --out pub.csv",
                          chosen, [&a](Console& c) {
                            a.protect.threads = a.threads;
                            return run_protect(a.protect, c);
                          });
  protect->add_option("--cells", a.protect.cells, "the leaf cells, zeros included (docs/formats/protect.md)")->required();
  protect->add_option("--dim", a.protect.dimensions, "a dimension: column=file.csv; once for each")->allow_extra_args(false)->required();
  protect->add_option("--rule", a.protect.rule, "the threshold, such as min=5: counts from 1 to 4 are withheld");
  protect->add_option("--width", a.protect.width, "the least width of what an outsider can say of a withheld count")
      ->capture_default_str()
      ->check(CLI::Range(1, 1'000'000));
  protect->add_option("--objective", a.protect.objective, "what to withhold as little of as possible: count, value or mixed")
      ->capture_default_str()
      ->check(CLI::IsMember({"count", "value", "mixed"}));
  protect->add_option("--effort", a.protect.effort, "fast or thorough")->capture_default_str()->check(CLI::IsMember({"fast", "thorough"}));
  protect->add_option("--method", a.protect.method, "suppression, rounding or cell-key")
      ->capture_default_str()
      ->check(CLI::IsMember({"suppression", "rounding", "cell-key"}));
  protect->add_option("--base", a.protect.base, "with rounding: every count becomes a multiple of this")
      ->capture_default_str()
      ->check(CLI::Range(2, 1'000'000));
  protect->add_option("--key", a.protect.key, "with cell-key: the file that holds the secret key");
  protect->add_option("--out", a.protect.out, "the file to write")->required();
  threads_option(protect, a);
}

void declare_audit_edition(CLI::App& audit, Arguments& a) {
  AuditEditionCommand& edition = a.audit_edition;
  audit.add_option("edition", edition.edition, "folder of the edition");
  audit.add_option("--earlier", edition.earlier, "an earlier edition that people still have; once for each")->allow_extra_args(false);
  audit.add_option("--area", edition.area, "only judge this set of buurten: may counts of it be published?")->delimiter(',');
  audit.add_option("--canary", edition.canary, "file with values that may stand nowhere in the edition, one a line");
  audit.add_option("--out", edition.out, "folder for rapport.json and rapport.html");
}

void declare_audit(CLI::App& app, Arguments& a, Command& chosen) {
  auto* audit = command(app, a, "audit", "attack an edition or a published table, as an outsider would",
                        "trede audit eindhoven/editions/current\n  "
                        "trede audit --table pub.csv --dim area=dim_area.csv --dim type=dim_type.csv --width 3",
                        chosen, {});
  declare_audit_edition(*audit, a);
  audit->callback([audit, &a, &chosen] {
    a.audit.threads = a.audit_edition.threads = a.threads;
    const bool edition = !a.audit_edition.edition.empty();
    if (edition == !a.audit.table.empty()) throw CLI::RequiredError("either the folder of an edition or --table");
    if (audit->count("--width") != 0) a.audit_edition.width = static_cast<int>(a.audit.width);
    if (edition) chosen = [&a](Console& c) { return run_audit_edition(a.audit_edition, c); };
    else chosen = [&a](Console& c) { return run_audit_table(a.audit, c); };
  });
  audit->add_option("--table", a.audit.table, "the published table (docs/formats/protect.md)");
  audit->add_option("--dim", a.audit.dimensions, "a dimension: column=file.csv; once for each")->allow_extra_args(false);
  audit->add_option("--lb", a.audit.lower, "how small a withheld count can be: 0 or 1; both by default")->check(CLI::Range(0, 1));
  audit->add_option("--width", a.audit.width, "the interval that every protected cell must have")
      ->capture_default_str()
      ->check(CLI::Range(1, 1'000'000));
  audit->add_option("--rule", a.audit.rule, "the threshold, such as min=5: counts below it may not be shown");
  audit->add_option("--rounded", a.audit.rounded, "the table is rounded to this base, not withheld")->check(CLI::Range(2, 1'000'000));
  audit->add_flag("--nearest", a.audit.nearest, "with --rounded: rounded to the nearest, which tells more");
  audit->add_flag("--whole", a.audit.whole, "also reason in whole numbers, by branching: slower");
  audit->add_flag("--insider", a.audit.insider, "also attack as somebody who is the only one in a cell");
  audit->add_option("--intervals", a.audit.intervals, "write the interval of every protected cell to this file");
  audit->add_flag("--reveal", a.audit.reveal, "show what was computed back");
  threads_option(audit, a);
}

std::string method_footer(const method::Method& m) {
  std::string out = fmt::format("Columns read: {}\nColumns given: {}\nFormula: {}\nSource: {}\n", m.reads, m.gives, m.formula, m.source);
  if (m.needs != method::Needs::nothing)
    out += fmt::format("Neighbours: --neighbours edges.csv with i,j counted from 1{}\n",
                       m.needs == method::Needs::neighbours ? "" : " (may be left out)");
  if (!m.settings.empty()) out += "Settings (--set name=value):\n";
  for (const method::Setting& s : m.settings) out += fmt::format("  {} = {}: {}\n", s.name, s.standard.empty() ? "-" : s.standard, s.what);
  return out + fmt::format("Example:\n  trede stat {} --in f.csv{} --out g.csv", m.name,
                           m.needs == method::Needs::neighbours ? " --neighbours edges.csv" : "");
}

// One subcommand for each method, so that `trede stat wilson --help` says what that method reads and gives.
void declare_stat(CLI::App& app, Arguments& a, Command& chosen) {
  CLI::App* stat = app.add_subcommand("stat", "any statistical method of trede on any table");
  stat->require_subcommand(1);
  stat->footer("Example:\n  trede stat wilson --in f.csv --set level=0.95 --out g.csv");
  for (const method::Method& m : method::methods()) {
    CLI::App* sub = stat->add_subcommand(m.name, m.what);
    sub->footer(method_footer(m));
    sub->add_flag("--json", a.json, "the result as JSON on stdout");
    sub->add_option("--lang", a.language, "language of messages: nl or en")->check(CLI::IsMember({"nl", "en"}));
    sub->add_option("--in", a.stat.in, "the table: comma-separated, with a header")->required();
    if (m.needs != method::Needs::nothing) sub->add_option("--neighbours", a.stat.neighbours, "pairs i,j of rows that are neighbours");
    if (m.takes_second) sub->add_option("--with", a.stat.with, "a second table");
    sub->add_option("--set", a.stat.settings, "name=value; once for each setting")->allow_extra_args(false);
    sub->add_option("--out", a.stat.out, "the file to write; stdout when left out");
    threads_option(sub, a);
    sub->callback([&a, &chosen, name = m.name] {
      a.stat.method = name;
      a.stat.threads = a.threads;
      chosen = [&a](Console& c) { return run_stat(a.stat, c); };
    });
  }
}

void declare(CLI::App& app, Arguments& a, Command& chosen) {
  app.set_version_flag("--version", std::string("trede " TREDE_VERSION));
  app.require_subcommand(1);
  app.add_option("--lang", a.language, "language of messages: nl or en")->check(CLI::IsMember({"nl", "en"}));
  app.footer(
      "Exit codes: 0 ok, 2 usage, 3 input rejected, 4 disclosure control refuses, 5 integrity failure, 6 I/O, 7 locked,\n8 limit exceeded, 70 internal, 128+n signal.");

  auto* init = command(app, a, "init", "make a project folder with a commented monitor.toml", "trede init GM0772 eindhoven/", chosen,
                       [&a](Console& c) { return run_init(a.gemeente, a.folder, c); });
  init->add_option("gemeente", a.gemeente, "gemeente code, such as GM0772")->required();
  init->add_option("folder", a.folder, "folder to make")->required();

  auto* check = command(app, a, "check", "read everything, write nothing, list every problem at once", "trede check eindhoven/", chosen,
                        [&a](Console& c) { return run_check(a.folder, a.threads, c); });
  check->add_option("folder", a.folder, "project folder")->capture_default_str();
  threads_option(check, a);

  auto* build = command(app, a, "build", "make a new immutable edition", "trede build eindhoven/ --json", chosen,
                        [&a](Console& c) { return run_build(a.folder, a.threads, c); });
  build->add_option("folder", a.folder, "project folder")->capture_default_str();
  threads_option(build, a);

  auto* verify = command(app, a, "verify", "check every file of an edition against its manifest", "trede verify eindhoven/editions/current",
                         chosen, [&a](Console& c) { return run_verify(a.edition, a.threads, c); });
  verify->add_option("edition", a.edition, "folder of the edition")->required();
  threads_option(verify, a);

  auto* serve = command(app, a, "serve", "serve the editions of a project and the web app on 127.0.0.1",
                        "trede serve eindhoven/ --port 8080", chosen, [&a](Console& c) { return run_serve(a.folder, a.port, c); });
  serve->add_option("folder", a.folder, "project folder")->capture_default_str();
  serve->add_option("--port", a.port, "port; 0 takes a free one")->capture_default_str()->check(CLI::Range(0, 65535));

  auto* demo = command(app, a, "demo", "make, build and serve a complete fictitious municipality", "trede demo trede-demo --no-serve",
                       chosen, [&a](Console& c) {
                         a.demo.folder = a.folder == "." ? a.demo.folder : std::filesystem::path(a.folder);
                         a.demo.port = a.port;
                         a.demo.threads = a.threads;
                         return run_demo(a.demo, c);
                       });
  demo->add_option("folder", a.folder, "folder to make (default trede-demo)");
  demo->add_option("--seed", a.demo.seed, "another seed, another town")->capture_default_str();
  demo->add_option("--port", a.port, "port; 0 takes a free one")->capture_default_str()->check(CLI::Range(0, 65535));
  demo->add_flag("!--no-serve", a.demo.serve, "only make and build");
  threads_option(demo, a);

  declare_protect(app, a, chosen);
  declare_audit(app, a, chosen);
  declare_stat(app, a, chosen);
}

}  // namespace

int main(int argc, char** argv) {
  no_core_files();
  Arguments arguments;
  Command chosen;
  CLI::App app("trede: a monitor of vulnerability by neighbourhood, without privacy-sensitive information");
  declare(app, arguments, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    const Console console(arguments.language, false);
    console.say(std::string(console.pick("Dit commando klopt niet: ", "This command is not right: ")) + e.what());
    console.say(console.pick("Zie: trede --help, of trede <commando> --help", "See: trede --help, or trede <command> --help"));
    return exit_code(Failure::usage);
  }
  Console console(arguments.language, arguments.json);
  try {
    return chosen(console);
  } catch (const std::bad_alloc&) {
    return console.fail(Errors({"trede.memory", Failure::limit, "Er is te weinig geheugen.", "There is too little memory.", {}}));
  } catch (const std::exception&) {
    // The text of an exception can hold data of the input, so it is not shown.
    return console.fail(Errors({"trede.internal",
                                Failure::internal,
                                "Er is een fout in trede zelf. Meld dit met de versie en het commando.",
                                "There is a fault in trede itself. Report this with the version and the command.",
                                {}}));
  }
}
