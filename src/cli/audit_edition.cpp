// SPDX-License-Identifier: EUPL-1.2
// trede audit EDITION: what an outsider can compute back from an edition, or whether a set of buurten may be published.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "audit/edition.hpp"
#include "audit/own_area.hpp"
#include "audit/report.hpp"
#include "base/files.hpp"
#include "base/json_writer.hpp"
#include "cli/commands.hpp"
#include "edition/read/verify.hpp"

namespace trede::cli {
namespace {

namespace fs = std::filesystem;

Result<void> write_text(const fs::path& path, const std::string& text) {
  std::error_code problem;
  fs::create_directories(path.parent_path(), problem);
  std::FILE* file = problem ? nullptr : std::fopen(path.c_str(), "wb");
  bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (file != nullptr) written = std::fclose(file) == 0 && written;
  if (written) return {};
  return fail_one({"audit.write_failed",
                   Failure::io,
                   "Het rapport kon niet worden geschreven. Kijk of de map bestaat en ruimte heeft.",
                   "The report could not be written. See whether the folder exists and has room.",
                   {.file = path.string()}});
}

std::string area_json(const audit::OwnAreaVerdict& verdict) {
  JsonWriter json;
  json.begin_object().field_bool("allowed", verdict.allowed).key("reasons").begin_array();
  for (const audit::OwnAreaReason& reason : verdict.reasons) {
    json.begin_object().field("kind", reason.kind).field("other", reason.other).field("indicator", reason.indicator);
    json.field("period", reason.period)
        .field_int("buurten", static_cast<std::int64_t>(reason.buurten))
        .field("why", reason.why)
        .end_object();
  }
  json.end_array().key("alternative");
  if (verdict.alternative) {
    json.begin_object().key("add").begin_array();
    for (const std::string& code : verdict.add) json.string(code);
    json.end_array().key("remove").begin_array();
    for (const std::string& code : verdict.remove) json.string(code);
    json.end_array().end_object();
  } else {
    json.null();
  }
  json.end_object();
  return json.take();
}

std::string joined(const std::vector<std::string>& codes) {
  std::string out;
  for (const std::string& code : codes) out += (out.empty() ? "" : ", ") + code;
  return out;
}

int judge_area(const AuditEditionCommand& command, const Manifest& manifest, Console& console) {
  auto facts = audit::read_facts(command.edition, manifest);
  if (!facts) return console.fail(std::move(facts.error()));
  auto verdict = audit::judge_own_area(*facts, command.area);
  if (!verdict) return console.fail(std::move(verdict.error()));
  if (console.json()) console.data(area_json(*verdict));
  if (verdict->allowed) {
    console.say(
        console.pick("Mag: een aantal over dit gebied geeft niets anders weg.", "Allowed: a count of this area gives nothing else away."));
    return 0;
  }
  console.say(console.pick("Mag niet:", "Not allowed:"));
  for (const audit::OwnAreaReason& reason : verdict->reasons) console.say(fmt::format("  {}", console.pick(reason.why)));
  if (verdict->alternative) {
    if (!verdict->add.empty())
      console.say(fmt::format(fmt::runtime(console.pick("Wel met erbij: {}", "Allowed with: {}")), joined(verdict->add)));
    if (!verdict->remove.empty())
      console.say(fmt::format(fmt::runtime(console.pick("Wel zonder: {}", "Allowed without: {}")), joined(verdict->remove)));
  } else {
    console.say(console.pick("Met een of twee buurten erbij of eraf lukt het niet; neem hele wijken.",
                             "One or two buurten more or less do not help; take whole wijken."));
  }
  return exit_code(Failure::disclosure);
}

void say_attempts(const audit::EditionAudit& audit, const Console& console) {
  for (const audit::EditionAttempt& attempt : audit.attempts) {
    console.say(fmt::format(
        fmt::runtime(console.pick("  {:<28} {:>8} bekeken, {:>6} gevonden{}", "  {:<28} {:>8} tried, {:>6} found{}")), attempt.name,
        attempt.tried, attempt.found,
        attempt.refuted == 0 ? std::string() : fmt::format(fmt::runtime(console.pick(", {} weerlegd", ", {} refuted")), attempt.refuted)));
  }
}

}  // namespace

int run_audit_edition(const AuditEditionCommand& command, Console& console) {
  Errors whole = verify(command.edition, {.threads = command.threads, .unpack = false});
  if (whole.fatal())
    return console.fail(std::move(whole),
                        {"Deze editie is niet heel; er is niets onderzocht.", "This edition is not whole; nothing was examined."});
  auto manifest = read_manifest(command.edition);
  if (!manifest) return console.fail(std::move(manifest.error()));
  if (!command.area.empty()) return judge_area(command, *manifest, console);
  audit::EditionAuditOptions options;
  options.width = command.width;
  options.threads = command.threads;
  for (const std::string& edition : command.earlier) options.earlier.emplace_back(edition);
  if (!command.canary.empty()) {
    auto list = read_input(command.canary);
    if (!list) return console.fail(Errors(list.error()));
    options.canaries = audit::read_canaries(list->bytes);
  }
  auto audit = audit::audit_edition(command.edition, *manifest, options);
  if (!audit) return console.fail(std::move(audit.error()));
  const std::string json = audit::report_json(*audit);
  if (!command.out.empty()) {
    const fs::path out(command.out);
    for (const auto& [name, text] : {std::pair("rapport.json", json), std::pair("rapport.html", audit::report_html(*audit, *manifest))})
      if (auto written = write_text(out / name, text); !written) return console.fail(Errors(written.error()));
  }
  say_attempts(*audit, console);
  if (console.json()) console.data(json);
  if (audit->safe()) {
    console.say(console.pick("Niets gevonden.", "Nothing found."));
    return 0;
  }
  std::map<std::string, std::size_t> kinds;
  for (const audit::EditionFinding& finding : audit->findings) ++kinds[finding.kind];
  if (!console.json()) {
    return console.fail(audit::errors_of(*audit), {"Deze editie geeft iets weg. Trek haar in en bouw opnieuw.",
                                                   "This edition gives something away. Withdraw it and build again."});
  }
  return exit_code(Failure::disclosure);
}

}  // namespace trede::cli
