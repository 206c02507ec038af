// SPDX-License-Identifier: EUPL-1.2
#include "method/scan_input.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace trede::method {
namespace {

enum class Unit : std::uint8_t { number, month, day };
struct Moment {
  Unit unit = Unit::number;
  std::int64_t at = 0;
};

std::optional<std::int64_t> whole(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (wrong != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Days since 1970-01-01 and back, in the Gregorian calendar, counted in years that begin in March.
std::int64_t day_number(std::int64_t year, std::int64_t month, std::int64_t day) {
  const std::int64_t y = month > 2 ? year : year - 1, shifted = (month + 9) % 12;
  return 365 * y + y / 4 - y / 100 + y / 400 + (153 * shifted + 2) / 5 + day - 1 - 719468;
}
std::string day_text(std::int64_t day) {
  std::int64_t year = 1970 + day / 366;
  while (day_number(year + 1, 1, 1) <= day) ++year;
  std::int64_t month = 12;
  while (day_number(year, month, 1) > day) --month;
  return fmt::format("{:04}-{:02}-{:02}", year, month, day - day_number(year, month, 1) + 1);
}

std::optional<Moment> moment(std::string_view text) {
  if (const auto number = whole(text)) return std::abs(*number) < 1000000 ? std::optional(Moment{Unit::number, *number}) : std::nullopt;
  if ((text.size() != 7 && text.size() != 10) || text[4] != '-') return std::nullopt;
  const auto year = whole(text.substr(0, 4)), month = whole(text.substr(5, 2));
  if (!year || !month || *year < 1970 || *month < 1 || *month > 12) return std::nullopt;
  if (text.size() == 7) return Moment{Unit::month, *year * 12 + *month - 1};
  const auto day = whole(text.substr(8, 2));
  if (text[7] != '-' || !day || *day < 1 || *day > 31) return std::nullopt;
  const std::int64_t number = day_number(*year, *month, *day);
  if (day_text(number) != text) return std::nullopt;  // 31 April
  return Moment{Unit::day, number};
}

std::string text_of(const Moment& m) {
  if (m.unit == Unit::number) return std::to_string(m.at);
  if (m.unit == Unit::day) return day_text(m.at);
  return fmt::format("{:04}-{:02}", m.at / 12, m.at % 12 + 1);
}

constexpr std::int64_t kMostPeriods = 1000;

// The periods of the study, and of each row of the table its period.
struct Time {
  std::vector<std::string> period = {""};
  std::vector<std::size_t> of_row;
};

Error bad_period(Where where, const std::string& nl, const std::string& en) {
  return {"stat.scan_period", Failure::input, nl, en, std::move(where)};
}

Checked<Time> read_time(const Table& table, bool time) {
  Time out;
  out.of_row.assign(table.rows(), 0);
  if (!time) return out;
  const auto text = table.text("t");
  if (!text) return tl::unexpected(text.error());
  Errors errors;
  std::vector<Moment> at;
  for (std::size_t row = 0; row < text->size(); ++row) {
    const auto m = moment((*text)[row]);
    if (!m || (!at.empty() && m->unit != at.front().unit))
      errors.add(bad_period(table.where(row, "t"), "Schrijf t in alle regels als een heel getal, als maand 2024-05 of als dag 2024-05-31.",
                            "Write t in every row as a whole number, as a month 2024-05 or as a day 2024-05-31."));
    else at.push_back(*m);
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const auto [first, last] = std::minmax_element(at.begin(), at.end(), [](const Moment& a, const Moment& b) { return a.at < b.at; });
  if (last->at - first->at >= kMostPeriods || last->at == first->at) {
    errors.add(bad_period(table.where(),
                          fmt::format("t loopt van de eerste tot de laatste periode; dat zijn er 2 tot en met {}.", kMostPeriods),
                          fmt::format("t runs from the first to the last period; that must be 2 to {} of them.", kMostPeriods)));
    return tl::unexpected(std::move(errors));
  }
  out.period.clear();
  for (Moment m = *first; m.at <= last->at; ++m.at) out.period.push_back(text_of(m));
  for (std::size_t row = 0; row < at.size(); ++row) out.of_row[row] = static_cast<std::size_t>(at[row].at - first->at);
  return out;
}

struct Places {
  std::map<std::string, std::uint32_t, std::less<>> index;
  std::vector<double> population;  // only from a table of places
};

// Points of the areas from a table that has each area once, or with the same point in every row.
Errors read_places(const Table& table, bool once, ScanTable& out, Places& places) {
  const auto id = table.text("id");
  const auto x = table.numbers("x"), y = table.numbers("y");
  Errors errors = problems(id, x, y);
  if (errors.fatal()) return errors;
  for (std::size_t row = 0; row < id->size(); ++row) {
    const auto [at, fresh] = places.index.try_emplace((*id)[row], static_cast<std::uint32_t>(out.id.size()));
    if (fresh) {
      out.id.push_back((*id)[row]);
      out.x.push_back((*x)[row]);
      out.y.push_back((*y)[row]);
    } else if (once) {
      errors.add({"stat.scan_twice", Failure::input,
                  "Dit gebied staat er al. Geef elk gebied één regel (of één regel per periode, met --set time=…).",
                  "This area occurs before. Give each area one row (or one row per period, with --set time=…).", table.where(row, "id")});
    } else if (out.x[at->second] != (*x)[row] || out.y[at->second] != (*y)[row]) {
      errors.add({"stat.scan_place", Failure::input, "Dit gebied heeft in een eerdere regel een ander punt.",
                  "This area has another point in an earlier row.", table.where(row, "x")});
    }
  }
  return errors;
}

struct Cells {
  std::vector<std::uint8_t> seen;
  std::vector<double> persons;  // by area and period
};

// Lays the rows of the table over areas and periods.
Errors fill(const Call& call, const Time& time, const Places& places, ScanTable& out, Cells& cells) {
  const Table& table = call.table;
  const auto id = table.text("id");
  const auto cases = table.counts("cases");
  Errors errors = problems(id, cases);
  std::vector<double> persons, expected;
  for (const auto& [name, into] : {std::pair{"pop", &persons}, {"expected", &expected}}) {
    if (!table.has(name)) continue;
    auto numbers = table.numbers(name, 0.0);
    if (numbers) *into = std::move(*numbers);
    else errors.add(numbers.error());
  }
  if (errors.fatal()) return errors;
  const std::size_t periods = time.period.size(), count = out.id.size() * periods;
  out.cases.assign(count, 0);
  cells.seen.assign(count, 0);
  if (!persons.empty()) cells.persons.assign(count, 0.0);
  if (!expected.empty()) out.expected.assign(count, 0.0);
  for (std::size_t row = 0; row < id->size(); ++row) {
    const auto at = places.index.find((*id)[row]);
    if (at == places.index.end()) {
      errors.add({"stat.scan_area", Failure::input, "Dit gebied ontbreekt in de tabel van --with.",
                  "This area is missing from the table of --with.", table.where(row, "id")});
      continue;
    }
    const std::size_t cell = at->second * periods + time.of_row[row];
    // A list of cases may name an area and period more than once; numbers of persons may not.
    if (cells.seen[cell] != 0 && (!persons.empty() || !expected.empty()))
      errors.add({"stat.scan_twice", Failure::input, "Dit gebied staat er in deze periode al. Geef elk gebied per periode één regel.",
                  "This area occurs before in this period. Give each area one row per period.", table.where(row, "id")});
    cells.seen[cell] = 1;
    out.cases[cell] += (*cases)[row];
    if (!persons.empty()) cells.persons[cell] = persons[row];
    if (!expected.empty()) out.expected[cell] = expected[row];
  }
  return errors;
}

Error not_complete(const Table& table, const std::string& area, const std::string& period) {
  return {"stat.scan_missing", Failure::input,
          fmt::format("Gebied {} heeft geen regel voor {}. Geef elk gebied een regel per periode, of zet pop in de tabel van --with.", area,
                      period),
          fmt::format("Area {} has no row for {}. Give each area a row per period, or put pop in the table of --with.", area, period),
          table.where()};
}

// Expected numbers and the population of circles, from whichever columns there are.
Errors weigh(const Call& call, stat::ScanModel model, const Places& places, ScanTable& out, Cells& cells) {
  Errors errors;
  const std::size_t periods = out.period.size();
  const bool of_rows = !cells.persons.empty() || !out.expected.empty();
  if (cells.persons.empty() && !places.population.empty())
    for (const double p : places.population) cells.persons.insert(cells.persons.end(), periods, p);
  if (model == stat::ScanModel::permutation) {
    out.expected.clear();
    for (std::size_t a = 0; a < out.id.size(); ++a) {
      double sum = 0.0;
      for (std::size_t t = 0; t < periods; ++t) sum += out.cases[a * periods + t];
      out.population.push_back(sum);
    }
    return errors;
  }
  if (of_rows && periods > 1)
    for (std::size_t cell = 0; cell < cells.seen.size(); ++cell)
      if (cells.seen[cell] == 0) errors.add(not_complete(call.table, display_name(out.id[cell / periods]), out.period[cell % periods]));
  if (model == stat::ScanModel::bernoulli || out.expected.empty()) out.expected = cells.persons;
  if (out.expected.empty()) {
    errors.add({"stat.column_missing", Failure::input, "De kolom pop (of expected) ontbreekt.", "The column pop (or expected) is missing.",
                call.table.where()});
    return errors;
  }
  out.persons = !cells.persons.empty();
  const std::vector<double>& size = cells.persons.empty() ? out.expected : cells.persons;
  for (std::size_t a = 0; a < out.id.size(); ++a) {
    double sum = 0.0;
    for (std::size_t t = 0; t < periods; ++t) sum += size[a * periods + t];
    out.population.push_back(sum);
  }
  return errors;
}

// Cases need persons: at least as many (Bernoulli), or an expected number above 0.
Errors check_persons(const Call& call, stat::ScanModel model, const Time& time, const Places& places, const ScanTable& in) {
  Errors errors;
  const auto id = call.table.text("id");
  const bool bernoulli = model == stat::ScanModel::bernoulli;
  for (std::size_t row = 0; row < id->size(); ++row) {
    const std::size_t cell = places.index.find((*id)[row])->second * in.period.size() + time.of_row[row];
    const double e = in.expected[cell];
    if (bernoulli ? e == std::floor(e) && e >= in.cases[cell] : e > 0.0 || in.cases[cell] == 0) continue;
    errors.add({"stat.scan_persons", Failure::input,
                bernoulli ? "Het model bernoulli vraagt een heel aantal personen, niet kleiner dan het aantal gevallen."
                          : "Hier zijn gevallen, maar er zijn er geen verwacht. Geef dit gebied inwoners, of laat het weg.",
                bernoulli ? "The Bernoulli model needs a whole number of persons, not smaller than the cases."
                          : "There are cases here, but none are expected. Give this area inhabitants, or leave it out.",
                call.table.where(row, "cases")});
  }
  return errors;
}

}  // namespace

stat::ScanInput ScanTable::input(bool degrees) const { return {x, y, cases, expected, population, period.size(), degrees, {}}; }

Checked<ScanTable> read_scan(const Call& call, stat::ScanModel model, bool time) {
  ScanTable out;
  Places places;
  const bool apart = call.second != nullptr;
  Errors errors = read_places(apart ? *call.second : call.table, apart || !time, out, places);
  if (apart && call.second->has("pop")) {
    auto population = call.second->numbers("pop", 0.0);
    if (population) places.population = std::move(*population);
    else errors.add(population.error());
  }
  auto moments = read_time(call.table, time);
  if (!moments) errors.add(moments.error());
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  out.period = moments->period;
  Cells cells;
  errors.add(fill(call, *moments, places, out, cells));
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  errors.add(weigh(call, model, places, out, cells));
  if (!errors.fatal() && model != stat::ScanModel::permutation) errors.add(check_persons(call, model, *moments, places, out));
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return out;
}

}  // namespace trede::method
