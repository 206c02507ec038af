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

int Console::fail(Errors errors) const {
  errors.sort();
  if (terminal_ && !stage_.empty()) fmt::print(stderr, "\r\033[K");
  if (json_) {
    std::string line = "{\"fouten\":[";
    bool first = true;
    for (const Error& error : errors.list()) {
      if (!first) line += ',';
      first = false;
      line += to_json(error, language_);
    }
    line += fmt::format("],\"meer\":{}}}", errors.dropped());
    data(line);
  }
  for (const Error& error : errors.list()) say(to_line(error, language_));
  const std::size_t count = errors.list().size() + errors.dropped();
  if (errors.dropped() > 0) say(fmt::format(fmt::runtime(pick("… en nog {} andere.", "… and {} others.")), errors.dropped()));
  say(fmt::format(fmt::runtime(pick("Gestopt: {} {}. Er is niets gepubliceerd en niets verloren.", "Stopped: {} {}. Nothing was published and nothing was lost.")), count,
                  pick(count == 1 ? "probleem" : "problemen", count == 1 ? "problem" : "problems")));
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
