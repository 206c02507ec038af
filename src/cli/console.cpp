// SPDX-License-Identifier: EUPL-1.2
#include "cli/console.hpp"

#include <cstdio>

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/json_writer.hpp"

namespace trede::cli {
namespace {

constexpr std::size_t kBarWidth = 28;

double peak_mib() {
  struct rusage use {};
  getrusage(RUSAGE_SELF, &use);
  return static_cast<double>(use.ru_maxrss) / 1024.0;
}

}  // namespace

Console::Console(std::string language, bool json) : language_(std::move(language)), json_(json), terminal_(::isatty(STDERR_FILENO) != 0) {}

int exit_code(Failure failure) { return static_cast<int>(failure); }

void Console::say(std::string_view line) const { fmt::print(stderr, "{}\n", line); }

void Console::data(std::string_view line) const {
  fmt::print(stdout, "{}\n", line);
  std::fflush(stdout);
}

int Console::fail(Errors errors, Text closing) const {
  errors.sort();
  if (terminal_ && !stage_.empty()) fmt::print(stderr, "\r\033[K");
  if (json_) {
    std::string line = "{\"fouten\":[";
    for (const Error& error : errors.list()) line += (line.back() == '[' ? "" : ",") + to_json(error, language_);
    data(line + fmt::format("],\"meer\":{}}}", errors.dropped()));
  }
  std::size_t warnings = 0;
  for (const Severity severity : {Severity::warning, Severity::error})
    for (const Error& error : errors.list()) {
      if (error.severity != severity) continue;
      warnings += severity == Severity::warning ? 1 : 0;
      say(to_line(error, language_));
    }
  if (errors.dropped() > 0) say(fmt::format(fmt::runtime(pick("… en nog {} andere.", "… and {} others.")), errors.dropped()));
  const std::size_t count = errors.list().size() + errors.dropped() - warnings;
  std::string line = fmt::format(fmt::runtime(pick("Gestopt: {} {}", "Stopped: {} {}")), count,
                                 pick(count == 1 ? "fout" : "fouten", count == 1 ? "error" : "errors"));
  if (warnings > 0)
    line += fmt::format(fmt::runtime(pick(" ({} {})", " ({} {})")), warnings,
                        pick(warnings == 1 ? "waarschuwing" : "waarschuwingen", warnings == 1 ? "warning" : "warnings"));
  if (closing.empty()) closing = {"Er is niets gepubliceerd en niets verloren.", "Nothing was published and nothing was lost."};
  say(line + ". " + pick(closing));
  return exit_code(errors.failure());
}

void Console::warn(const Errors& warnings) const {
  for (const Error& warning : warnings.list()) say(to_line(warning, language_));
}

void Console::begin(std::string name, std::string_view nl, std::string_view en) {
  stage_ = std::move(name);
  label_ = std::string(pick(nl, en));
  started_ = drawn_ = std::chrono::steady_clock::now();
  if (terminal_) draw(0, 0);
}

void Console::progress(std::size_t done, std::size_t of) {
  const auto now = std::chrono::steady_clock::now();
  if (!terminal_ || now - drawn_ < std::chrono::milliseconds(80)) return;
  drawn_ = now;
  draw(done, of);
}

void Console::draw(std::size_t done, std::size_t of) {
  const std::size_t full = of == 0 ? 0 : kBarWidth * done / of;
  std::string bar;
  for (std::size_t i = 0; i < kBarWidth; ++i) bar += i < full ? "█" : "░";
  fmt::print(stderr, "\r\033[K{:<42} {}", label_, of == 0 ? "…" : bar);
  std::fflush(stderr);
}

void Console::end() {
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
  stages_.push_back({stage_, seconds, peak_mib()});
  if (terminal_) fmt::print(stderr, "\r\033[K");
  fmt::print(stderr, "{:<42} {:>7.2f} s {:>6.0f} MiB\n", label_, seconds, stages_.back().peak_mib);
  stage_.clear();
}

}  // namespace trede::cli
