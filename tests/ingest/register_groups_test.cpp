// SPDX-License-Identifier: EUPL-1.2
// Who is behind a count: the largest institution (T13), the households (T15), the different persons of a window (T10). And none of it in
// a message.

#include <fmt/format.h>

#include "fixture.hpp"

namespace trede::testing {
namespace {

const char* const kPersons =
    "-- a rule with a comment at its end\nSELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal FROM registratie AS r "
    "JOIN periode AS p ON r.begin <= p.einde AND (r.einde IS NULL OR r.einde >= p.begin) JOIN ligging AS l ON l.buurt = r.buurt "
    "GROUP BY l.niveau, l.gebied, p.periode ORDER BY l.niveau, l.gebied, p.periode; -- ; the end";
const char* const kReports =
    "SELECT l.niveau, l.gebied, p.periode, COUNT(*) AS aantal FROM registratie AS r JOIN periode AS p ON r.begin BETWEEN p.begin AND "
    "p.einde JOIN ligging AS l ON l.buurt = r.buurt GROUP BY l.niveau, l.gebied, p.periode";

struct Groups : SmallProject {
  explicit Groups(const char* sql = kPersons, bool addresses = false) {
    Source source;
    source.id = SourceId("opvang");
    source.kind = SourceKind::register_;
    source.access = Access::municipal;
    source.register_columns = {"persoon", "begin", "einde", "buurt", "", "", {}, {}};
    if (addresses) source.register_columns = {"persoon", "begin", "einde", "", "postcode", "huisnummer", {}, {}};
    catalogue.sources = {source};
    catalogue.denominators.clear();
    Indicator indicator;
    indicator.id = IndicatorId("i-opvang");
    indicator.periodicity = "yearly";
    indicator.counts = Counts::persons;
    Figures figures;
    figures.source = SourceId("opvang");
    figures.rule = "opvang";
    indicator.figures = {figures};
    catalogue.indicators = {indicator};
    Rule rule;
    rule.name = "opvang";
    rule.sql = sql;
    catalogue.rules = {rule};
  }

  SourceFileConfig& add(const std::string& name, std::string_view bytes, const char* period = "2019-2021") {
    SourceFileConfig config;
    config.path = folder.write(name, bytes);
    config.shown = name;
    config.dialect.delimiter = ';';
    config.vintage = Vintage{2020};
    config.retrieved = Date{2022, 1, 15};
    config.period = *Period::parse(period);
    if (project.sources.empty()) {
      SourceConfig source_config;
      source_config.id = SourceId("opvang");
      project.sources.push_back(std::move(source_config));
    }
    project.sources.front().files.push_back(std::move(config));
    return project.sources.front().files.back();
  }

  // "area period value" for the rows where the column is not nought; "-" when there is no such column.
  std::string column(const char* stem) {
    auto staging = run();
    if (!staging.has_value()) return all(staging.error());
    const StagedTable& table = staging->tables.at(0);
    const StagedColumn* found = table.column(stem);
    if (found == nullptr) return "-";
    std::string out;
    for (std::size_t row = 0; row < table.area.size(); ++row)
      if (found->value[row] != 0)
        out += fmt::format("{} {} {}\n", staging->divisions[0].code(table.area[row]).view(), table.period[row].str(), found->value[row]);
    return out;
  }
};

const std::string kRows =
    "persoon;begin;einde;buurt;instelling;huishouden\n"
    "a;2020-01-01;2020-06-30;BU00010101;Huis-X9;h1\n"
    "b;2020-01-01;2020-06-30;BU00010101;Huis-X9;h1\n"
    "c;2020-01-01;2020-06-30;BU00010101;Huis-X9;h2\n"
    "d;2020-01-01;2020-06-30;BU00010101;Huis-Y7;h3\n"
    "e;2020-01-01;2020-06-30;BU00010102;Huis-Y7;h3\n"
    "f;2020-01-01;2020-06-30;BU00010102;;\n"
    "g;2020-01-01;2020-06-30;BU00010102; ;\n"
    "h;2020-01-01;2020-06-30;;Huis-X9;h9\n";

TEST(Behind, TheLargestInstitutionIsCountedPerAreaByTheRuleItself) {
  Groups setup;
  setup.add("opvang.csv", kRows).columns = {{"institution", "instelling"}};
  EXPECT_EQ(setup.column(kLargestColumn), "GM0001 2020 4\nWK000101 2020 3\nBU00010101 2020 3\nBU00010102 2020 1\n");
  EXPECT_EQ(setup.column("aantal"), "GM0001 2020 8\nWK000101 2020 7\nBU00010101 2020 4\nBU00010102 2020 3\n");
  EXPECT_EQ(setup.column(kHouseholdsColumn), "-");
}

TEST(Behind, HouseholdsAreCountedOnceAndAllWithoutOneAreOneHousehold) {
  Groups setup;
  setup.add("opvang.csv", kRows).columns = {{"household", "huishouden"}};
  EXPECT_EQ(setup.column(kHouseholdsColumn), "GM0001 2020 5\nWK000101 2020 4\nBU00010101 2020 3\nBU00010102 2020 2\n");
  EXPECT_EQ(setup.column(kLargestColumn), "-");
}

TEST(Behind, NothingIsSaidWhereTheRegisterDoesNotSayIt) {
  Groups setup;
  setup.add("opvang.csv", kRows);
  setup.project.disclosure.pool_years = 1;
  EXPECT_EQ(setup.column(kLargestColumn), "-");
  EXPECT_EQ(setup.column(kHouseholdsColumn), "-");
  EXPECT_EQ(setup.column(kPersonsColumn), "-");
  EXPECT_EQ(setup.column(kWindowPersonsColumn), "-");
}

TEST(Behind, TheInstitutionIsFoundByItsAddressWhateverTheAddition) {
  Groups setup(kPersons, true);
  SourceFileConfig& file = setup.add("opvang.csv",
                                     "persoon;begin;einde;postcode;huisnummer\n"
                                     "a;2020-01-01;;5611 AB;12\n"
                                     "b;2020-01-01;;5611AB;12 bis\n"
                                     "c;2020-01-01;;5611AB;14\n"
                                     "d;2020-01-01;;5611AC;1\n");
  file.addresses =
      setup.folder.write("adres.csv", "postcode;huisnummer;buurt\n5611AB;12;BU00010101\n5611AB;14;BU00010101\n5611AC;1;BU00010201\n");
  setup.project.institutions = setup.folder.write("instellingen.csv",
                                                  "postcode;huisnummer;toevoeging;instelling\n5611AB;12;a;Huis-X9\n5611AB;12;b;Huis-A1\n"
                                                  "5611AB;14;;Huis-A1\n9999ZZ;1;;Elders\n");
  EXPECT_EQ(setup.column(kLargestColumn),
            "GM0001 2020 3\nWK000101 2020 3\nBU00010101 2020 3\nGM0001 2021 3\nWK000101 2021 3\nBU00010101 2021 3\n");
}

TEST(Behind, AListOfInstitutionsIsCheckedAndItsNamesAreNeverQuoted) {
  const auto with = [](const std::string& list, bool addresses) {
    Groups setup(kPersons, addresses);
    SourceFileConfig& file = addresses ? setup.add("opvang.csv", "persoon;begin;einde;postcode;huisnummer\na;2020-01-01;;5611AB;12\n")
                                       : setup.add("opvang.csv", kRows);
    if (addresses) file.addresses = setup.folder.write("adres.csv", "postcode;huisnummer;buurt\n5611AB;12;BU00010101\n");
    setup.project.institutions = setup.folder.write("instellingen.csv", list);
    const auto staging = setup.run();
    const Errors& errors = staging.has_value() ? staging->warnings : staging.error();
    const std::string text = all(errors);
    EXPECT_EQ(text.find("Huis-X9"), std::string::npos) << text;
    EXPECT_EQ(text.find("5611"), std::string::npos) << text;
    return text;
  };
  const std::string head = "postcode;huisnummer;toevoeging;instelling\n";
  EXPECT_NE(with("postcode;huisnummer;naam\n5611AB;12;Huis-X9\n", true).find("ingest.institution.columns"), std::string::npos);
  EXPECT_NE(with(head + "5611;12;;Huis-X9\n", true).find("ingest.institution.row"), std::string::npos);
  EXPECT_NE(with(head + "5611AB;12;;\n", true).find("ingest.institution.row"), std::string::npos);
  EXPECT_NE(with(head + "5611AB;12;;Huis-X9\n", false).find("ingest.institution.unused"), std::string::npos);
  EXPECT_EQ(with(head + "5611AB;12;;Huis-X9\n", true).find("ingest.institution"), std::string::npos);
}

TEST(Behind, AMappedColumnThatIsAbsentIsSaid) {
  for (const char* stem : {"institution", "household"}) {
    Groups setup;
    setup.add("opvang.csv", kRows).columns = {{stem, "bestaat niet"}};
    const auto staging = setup.run();
    ASSERT_FALSE(staging.has_value());
    EXPECT_TRUE(has(staging.error(), "ingest.header.missing")) << all(staging.error());
  }
}

TEST(Behind, AWindowCountsThePersonsOfAllItsYearsOnce) {
  const std::string rows =
      "persoon;begin;einde;buurt\n"
      "a;2019-02-01;2021-12-31;BU00010101\n"
      "b;2019-02-01;2019-03-01;BU00010101\n"
      "b;2021-02-01;2021-03-01;BU00010102\n"
      "c;2020-02-01;2020-03-01;BU00010101\n"
      "d;2018-02-01;2018-03-01;BU00010101\n";
  const auto with = [&](int minimum, int years) {
    Groups setup;
    setup.add("opvang.csv", rows, "2018-2021");
    DisclosureConfig& rule = setup.project.disclosure_by_source[SourceId("opvang")];
    rule.minimum_count = minimum;
    rule.pool_years = years;
    return setup.column(kWindowPersonsColumn);
  };
  // In BU00010101 and its wijk no year reaches three, and the years of 2019-2021 together do: there it is found out. Elsewhere the
  // largest year is said, which is at most the truth.
  const std::string first = "GM0001 2018 1\nWK000101 2018 1\nBU00010101 2018 1\n";
  EXPECT_EQ(with(3, 3), first +
                            "GM0001 2019 2\nWK000101 2019 3\nBU00010101 2019 3\nBU00010102 2019 1\n"
                            "GM0001 2020 2\nWK000101 2020 3\nBU00010101 2020 3\nBU00010102 2020 1\n"
                            "GM0001 2021 2\nWK000101 2021 3\nBU00010101 2021 3\nBU00010102 2021 1\n");
  const std::string last = "GM0001 2021 2\nWK000101 2021 2\nBU00010101 2021 1\nBU00010102 2021 1\n";
  EXPECT_EQ(with(3, 2),
            first + "GM0001 2019 2\nWK000101 2019 3\nBU00010101 2019 3\nGM0001 2020 2\nWK000101 2020 3\nBU00010101 2020 3\n" + last);
  for (const int minimum : {2, 10})
    EXPECT_EQ(with(minimum, 2),
              first + "GM0001 2019 2\nWK000101 2019 2\nBU00010101 2019 2\nGM0001 2020 2\nWK000101 2020 2\nBU00010101 2020 2\n" + last);
  EXPECT_EQ(with(3, 1), "-");
  Groups coarse;
  coarse.add("opvang.csv", rows, "2018-2021");
  coarse.catalogue.indicators[0].finest_level = AreaLevel::gemeente;  // never pooled
  EXPECT_EQ(coarse.column(kWindowPersonsColumn), "-");
}

TEST(Behind, RegistrationsAreNotPersons) {
  const std::string rows =
      "persoon;begin;einde;buurt\n"
      "a;2020-02-01;;BU00010101\n"
      "a;2020-03-01;;BU00010101\n"
      "a;2020-04-01;;BU00010101\n"
      "b;2020-04-01;;BU00010101\n";
  Groups setup(kReports);
  setup.catalogue.indicators[0].counts = Counts::registrations;
  setup.add("opvang.csv", rows);
  EXPECT_EQ(setup.column("aantal"), "GM0001 2020 4\nWK000101 2020 4\nBU00010101 2020 4\n");
  EXPECT_EQ(setup.column(kPersonsColumn), "GM0001 2020 2\nWK000101 2020 2\nBU00010101 2020 2\n");
}

TEST(Behind, TwoFilesAreReadTogetherAndHouseholdsNeedBoth) {
  Groups setup;
  setup.add("een.csv", kRows, "2019-2020").columns = {{"institution", "instelling"}, {"household", "huishouden"}};
  setup.add("twee.csv", "persoon;begin;einde;buurt\nz;2021-02-01;;BU00010101\n", "2021").columns = {};
  EXPECT_EQ(setup.column(kLargestColumn), "GM0001 2020 4\nWK000101 2020 3\nBU00010101 2020 3\nBU00010102 2020 1\n");
  EXPECT_EQ(setup.column(kHouseholdsColumn), "-");
}

}  // namespace
}  // namespace trede::testing
