// SPDX-License-Identifier: EUPL-1.2
// bench-statistics country.csv borders.csv [--list | [--simulate] PART-OF-A-NAME…]: one line per task, "name <tab> what <tab> target <tab>
// wall seconds <tab> cpu seconds <tab> note". Seconds are the median of the repeats.
#include <algorithm>
#include <chrono>
#include <ctime>
#include <string_view>

#include <fmt/format.h>

#include "bench.hpp"
#include "method/table.hpp"
#include "stat/random.hpp"

namespace trede::bench {

std::vector<std::uint32_t> Country::inhabited() const {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < size(); ++i)
    if (pop[i] > 0.0) out.push_back(i);
  return out;
}

std::vector<double> Country::indicator(std::uint32_t number) const {
  const double share = 0.1 + 0.8 * stat::Philox(77, number, 0).uniform();
  std::vector<double> out(size());
  for (std::uint32_t i = 0; i < size(); ++i) {
    stat::Philox random(77, number, i + 1);
    out[i] = share * risk[i] + (1.0 - share) * (random.uniform() + random.uniform() - 1.0);
  }
  return out;
}

namespace {

[[noreturn]] void stop(const Errors& errors) {
  for (const Error& error : errors.list()) fmt::print(stderr, "{}\n", to_line(error, "en"));
  std::exit(2);
}

template <class T>
T take(Checked<T> read) {
  if (!read) stop(read.error());
  return std::move(*read);
}

Country read_country(const char* areas, const char* borders) {
  const auto table = take(method::Table::read(areas)), pairs = take(method::Table::read(borders));
  Country out;
  out.x = take(table.numbers("x"));
  out.y = take(table.numbers("y"));
  out.pop = take(table.numbers("pop"));
  out.obs = take(table.numbers("obs"));
  out.expected = take(table.numbers("exp"));
  out.risk = take(table.numbers("z1"));
  out.hot = take(table.counts("hot"));
  const auto i = take(pairs.counts("i")), j = take(pairs.counts("j"));
  for (std::size_t k = 0; k < i.size(); ++k) out.borders.emplace_back(i[k] - 1, j[k] - 1);
  return out;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void measure(const Task& task, const Country& country) {
  std::vector<double> wall, cpu;
  std::string note;
  for (int repeat = 0; repeat < task.repeats; ++repeat) {
    const auto began = std::chrono::steady_clock::now();
    const std::clock_t spent = std::clock();
    note = task.run(country);
    cpu.push_back(static_cast<double>(std::clock() - spent) / CLOCKS_PER_SEC);
    wall.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
  }
  fmt::print("{}\t{}\t{}\t{:.4f}\t{:.4f}\t{}\n", task.name, task.what, task.target, median(wall), median(cpu), note);
  std::fflush(stdout);
}

int run(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "bench-statistics country.csv borders.csv [--list | [--simulate] PART-OF-A-NAME…]\n");
    return 2;
  }
  std::vector<Task> tasks;
  add_spatial_tasks(tasks);
  add_spatial_simulations(tasks);
  add_series_tasks(tasks);
  add_scan_tasks(tasks);
  add_small_area_tasks(tasks);
  add_composite_tasks(tasks);
  std::vector<std::string_view> words(argv + 3, argv + argc);
  const bool simulate = std::erase(words, "--simulate") > 0;
  if (!words.empty() && words[0] == "--list") {
    for (const Task& task : tasks) fmt::print("{}\t{}\n", task.name, task.what);
    return 0;
  }
  const Country country = read_country(argv[1], argv[2]);
  for (const Task& task : tasks)
    if ((!task.simulation || simulate) &&
        (words.empty() || std::any_of(words.begin(), words.end(), [&](auto word) { return task.name.find(word) != std::string::npos; })))
      measure(task, country);
  return 0;
}

}  // namespace
}  // namespace trede::bench

int main(int argc, char** argv) { return trede::bench::run(argc, argv); }
