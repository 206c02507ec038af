// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How the commands speak: data on stdout, progress and messages on stderr, in Dutch or English; a bar on a terminal, plain lines
// elsewhere.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"

namespace trede::cli {

struct StageTime {
  std::string name;
  double seconds = 0;
  double peak_mib = 0;
};

class Console {
 public:
  Console(std::string language, bool json);

  [[nodiscard]] bool json() const { return json_; }
  [[nodiscard]] const std::string& language() const { return language_; }
  [[nodiscard]] std::string_view pick(std::string_view nl, std::string_view en) const { return language_ == "en" ? en : nl; }
  [[nodiscard]] const std::string& pick(const Text& text) const { return language_ == "en" ? text.en : text.nl; }

  void say(std::string_view line) const;   // a line on stderr
  void data(std::string_view line) const;  // a line on stdout
  // All problems: lines on stderr, and with --json one line {"fouten":[…]} on stdout; warnings first, errors last, then a closing
  // sentence (by default that nothing was published). Returns the exit code.
  int fail(Errors errors, Text closing = {}) const;
  // Warnings as lines on stderr.
  void warn(const Errors& warnings) const;

  // A stage of the work: shown while it runs, timed, with the peak memory of the process at its end.
  void begin(std::string name, std::string_view nl, std::string_view en);
  void progress(std::size_t done, std::size_t of);
  void end();
  [[nodiscard]] const std::vector<StageTime>& stages() const { return stages_; }

 private:
  void draw(std::size_t done, std::size_t of);
  std::string language_;
  bool json_ = false, terminal_ = false;
  std::string stage_, label_;
  std::chrono::steady_clock::time_point started_, drawn_;
  std::vector<StageTime> stages_;
};

int exit_code(Failure failure);

}  // namespace trede::cli
