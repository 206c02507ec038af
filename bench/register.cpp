// SPDX-License-Identifier: EUPL-1.2
// Helper of bench/register.sh:
//     bench-register generate FILE ROWS   a register of that many random registrations, seeded
//     bench-register bare FILE THREADS    bare DuckDB: read_csv and the counting SQL, nothing checked
//     bench-register trede FILE THREADS   trede's ingest of the same file with the same SQL
// The last two print the sum of all counts, which must be equal.

#include <cstdio>
#include <cstring>
#include <random>
#include <string>

#include <fmt/format.h>

#include "ingest/duck.hpp"
#include "ingest/rule_run.hpp"
#include "ingest/staged.hpp"

namespace {

using namespace trede;

const char* const kRule = "SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal FROM registratie AS r "
                          "JOIN periode AS p ON r.begin <= p.einde AND (r.einde IS NULL OR r.einde >= p.begin) JOIN ligging AS l ON l.buurt = r.buurt "
                          "WHERE r.soort = 'maatwerk' GROUP BY l.niveau, l.gebied, p.periode";

AreaSet city() {
  std::vector<AreaRow> rows = {{*AreaCode::parse("GM0001"), "Grotestad"}};
  for (int wijk = 0; wijk < 20; ++wijk) {
    rows.push_back({*AreaCode::parse(fmt::format("WK0001{:02}", wijk)), fmt::format("Wijk {}", wijk)});
    for (int buurt = 0; buurt < 6; ++buurt) rows.push_back({*AreaCode::parse(fmt::format("BU0001{:02}{:02}", wijk, buurt)), fmt::format("Buurt {}-{}", wijk, buurt)});
  }
  return *AreaSet::build(Vintage{2020}, std::move(rows));
}

std::vector<Period> years() {
  std::vector<Period> out;
  for (int y = 2016; y <= 2021; ++y) out.push_back(Period::year(y));
  return out;
}

int generate(const char* path, long count) {
  std::FILE* file = std::fopen(path, "wb");
  if (file == nullptr) return 1;
  std::mt19937 random(20261122);
  std::fputs("persoon;begin;einde;buurt;soort\n", file);
  for (long i = 0; i < count; ++i) {
    const auto year = 2015 + random() % 7;
    const auto month = 1 + random() % 12;
    const auto day = 1 + random() % 28;
    const std::string end = random() % 4 == 0 ? "" : fmt::format("{}-12-28", year + random() % 2);
    const std::string line = fmt::format("p{:08};{}-{:02}-{:02};{};BU0001{:02}{:02};{}\n", random() % 1'500'000, year, month, day, end, random() % 20, random() % 6, random() % 3 == 0 ? "maatwerk" : "opvang");
    std::fwrite(line.data(), 1, line.size(), file);
  }
  return std::fclose(file) == 0 ? 0 : 1;
}

int bare(const std::string& path, unsigned threads) {
  Duck duck(threads);
  make_periods(duck, years());
  make_ligging(duck, city());
  duck.must("CREATE VIEW registratie AS SELECT * FROM read_csv(" + sql_text(path) +
            ", delim = ';', header = true, auto_detect = false, columns = {'persoon': 'VARCHAR', 'begin': 'DATE', 'einde': 'DATE', 'buurt': 'VARCHAR', 'soort': 'VARCHAR'})");
  auto result = duck.must(kRule);
  std::int64_t sum = 0;
  while (result.next_chunk())
    for (std::size_t row = 0; row < result.chunk_size(); ++row) sum += result.integer(3, row).value_or(0);
  fmt::print("{}\n", sum);
  return 0;
}

int whole(const std::string& path, unsigned threads) {
  Source source;
  source.id = SourceId("register");
  source.kind = SourceKind::register_;
  source.access = Access::municipal;
  source.register_columns = {.person = "persoon", .start = "begin", .end = "einde", .area = "buurt", .postcode = "", .number = "", .extra = {"soort"}, .values = {}};
  Indicator indicator;
  Figures figures;
  figures.source = source.id;
  figures.rule = "telling";
  indicator.figures = {figures};
  Rule rule;
  rule.name = "telling";
  rule.sql = kRule;
  Catalogue catalogue;
  catalogue.sources = {source};
  catalogue.indicators = {indicator};
  catalogue.rules = {rule};
  Project project;
  project.gemeenten = {*AreaCode::parse("GM0001")};
  project.salt = "een-zout-voor-de-meting";
  project.from = Period::year(2016);
  project.to = Period::year(2021);
  SourceConfig config;
  config.id = source.id;
  config.files.resize(1);
  config.files[0].path = path;
  config.files[0].shown = "register.csv";
  config.files[0].vintage = Vintage{2020};
  config.files[0].period = Period::span(2016, 2021);
  config.files[0].dialect.delimiter = ';';
  project.sources = {config};
  IngestOptions options;
  options.threads = threads;
  const auto staging = ingest(project, catalogue, {city()}, options);
  if (!staging) {
    for (const Error& error : staging.error().list()) fmt::print(stderr, "{}\n", to_line(error, "en"));
    return 3;
  }
  double sum = 0;
  for (const double count : staging->tables.at(0).columns.at(0).value) sum += count;
  fmt::print("{:.0f}\n", sum);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4 && std::strcmp(argv[1], "generate") == 0) return generate(argv[2], std::atol(argv[3]));
  if (argc == 4 && std::strcmp(argv[1], "bare") == 0) return bare(argv[2], static_cast<unsigned>(std::atoi(argv[3])));
  if (argc == 4 && std::strcmp(argv[1], "trede") == 0) return whole(argv[2], static_cast<unsigned>(std::atoi(argv[3])));
  fmt::print(stderr, "bench-register generate FILE ROWS | bare FILE THREADS | trede FILE THREADS\n");
  return 2;
}
