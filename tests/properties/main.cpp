// SPDX-License-Identifier: EUPL-1.2
// Random tables and linked tables, protected by every engine and attacked by the room that shares no code with them.
//
//   trede-properties [--seconds 60] [--base N] [--cases DIR] [--out DIR]
//
// First every case of DIR (a case that failed once stays), then random ones until the time is up. Case k of base N has seed N + k, so a
// run is repeated with its base. A failure is made smaller, written to --out and ends the run with exit code 1.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "chance.hpp"
#include "check.hpp"

namespace trede::properties {
namespace {

struct Tally {
  std::size_t cases = 0, sensitive = 0, impossible = 0;
  std::map<std::string, std::size_t> engines;

  void add(const Outcome& outcome) {
    ++cases;
    sensitive += outcome.sensitive;
    impossible += outcome.impossible;
    for (const auto& [engine, n] : outcome.engines) engines[engine] += n;
  }
};

// Steps to smaller cases as long as one fails.
template <class Case>
Case shrink(Case failing) {
  int trials = 0;
  for (bool smaller_fails = true; smaller_fails;) {
    smaller_fails = false;
    for (Case& less : smaller(failing)) {
      if (++trials > 4000) return failing;
      const Outcome outcome = check(less);
      if (!outcome.readable || outcome.failure.empty()) continue;
      failing = std::move(less);
      smaller_fails = true;
      break;
    }
  }
  return failing;
}

template <class Case>
int report(const Case& failing, const std::string& name, const std::string& failure, const std::filesystem::path& out) {
  fmt::print("FAILED {}: {}\n", name, failure);
  std::fflush(stdout);
  const Case small = shrink(failing);
  const std::string now = check(small).failure;
  const std::filesystem::path folder = out / name;
  write_case(small, folder, fmt::format("{}: {}\nmade smaller: {}", name, failure, now));
  fmt::print("made smaller: {}\nwritten to {}\n", now, folder.string());
  return 1;
}

template <class Case>
bool holds(const Case& made, const std::string& name, Tally& tally) {
  const Outcome outcome = check(made);
  tally.add(outcome);
  if (!outcome.failure.empty()) fmt::print("FAILED {}: {}\n", name, outcome.failure);
  return outcome.failure.empty();
}

// The number of kept cases that fail.
int kept_cases(const std::filesystem::path& folder, Tally& tally) {
  int failed = 0;
  std::vector<std::filesystem::path> all;
  if (std::filesystem::exists(folder))
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.is_directory()) all.push_back(entry.path());
  std::sort(all.begin(), all.end());
  for (const auto& path : all) {
    if (const auto table = read_case(path)) {
      failed += holds(*table, path.filename().string(), tally) ? 0 : 1;
    } else if (const auto system = read_system(path)) {
      failed += holds(*system, path.filename().string(), tally) ? 0 : 1;
    } else {
      fmt::print("FAILED {}: no case in this folder\n", path.filename().string());
      ++failed;
    }
  }
  return failed;
}

int run(double seconds, std::uint64_t base, const std::filesystem::path& cases, const std::filesystem::path& out) {
  const auto start = std::chrono::steady_clock::now();
  const auto elapsed = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
  Tally tally;
  fmt::print("base {}\n", base);
  if (const int failed = kept_cases(cases, tally); failed > 0) {
    fmt::print("{} kept cases fail\n", failed);
    return 1;
  }
  double slowest = 0.0;
  std::string slowest_name;
  for (std::uint64_t k = 0; elapsed() < seconds; ++k) {
    const double before = elapsed();
    const bool linked = Chance(base + k).unit() < 0.4;
    const std::string name = fmt::format("{}-{}", linked ? "linked" : "table", base + k);
    Outcome outcome;
    if (linked) {
      const SystemCase made = random_system(base + k);
      outcome = check(made);
      if (!outcome.failure.empty()) return report(made, name, outcome.failure, out);
    } else {
      const TableCase made = random_table(base + k);
      outcome = check(made);
      if (!outcome.failure.empty()) return report(made, name, outcome.failure, out);
    }
    tally.add(outcome);
    if (elapsed() - before > slowest) {
      slowest = elapsed() - before;
      slowest_name = name;
    }
  }
  for (const auto& [engine, n] : tally.engines) fmt::print("  {:<36} {:>8}\n", engine, n);
  fmt::print("slowest {} in {:.2f} s\n", slowest_name, slowest);
  fmt::print("{} checks: tables and linked tables, {} cells to protect, {} impossible\n", tally.cases, tally.sensitive, tally.impossible);
  return tally.cases > 0 ? 0 : 1;
}

}  // namespace
}  // namespace trede::properties

int main(int count, char** words) {
  double seconds = 60.0;
  std::uint64_t base = 20260101;
  std::filesystem::path cases = "tests/properties/cases";
  std::filesystem::path out = "build/property-failures";
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string flag = words[i];
    if (flag == "--seconds") {
      seconds = std::atof(words[i + 1]);
    } else if (flag == "--base") {
      base = std::strtoull(words[i + 1], nullptr, 10);
    } else if (flag == "--cases") {
      cases = words[i + 1];
    } else if (flag == "--out") {
      out = words[i + 1];
    } else {
      fmt::print(stderr, "unknown option {}\n", flag);
      return 2;
    }
  }
  return trede::properties::run(seconds, base, cases, out);
}
