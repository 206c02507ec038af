// SPDX-License-Identifier: EUPL-1.2
#include "edition/read/figures.hpp"

#include <cmath>
#include <fstream>

#include <gtest/gtest.h>

#include "base/compress.hpp"
#include "edition/folders.hpp"

namespace trede::testing_edition {
namespace {

constexpr const char* kAreas =
    "gebied;indeling;niveau;naam;wijk;gemeente;inwoners;oppervlakte_km2;x_rd;y_rd\n"
    "GM9999;2020;gemeente;Proefstad;;GM9999;1200;;;\n"
    "WK999900;2020;wijk;\"Oost; noord\";;GM9999;1200;;;\n"
    "BU99990001;2020;buurt;Twee;WK999900;GM9999;;;;\n"
    "BU99990000;2020;buurt;Een;WK999900;GM9999;900;;;\n";
constexpr const char* kLinks =
    "van;naar;gebied_van;gebied_naar;soort;aandeel;grondslag\n"
    "2019;2020;BU99990009;BU99990000;gelijk;1;grens\n";
constexpr const char* kHead =
    "indicator;periode;gebied;indeling;niveau;waarde;ondergrens;bovengrens;teller;noemer;n;eenheid;telt;status;reden;behandeling;bron\n";
constexpr const char* kRows =
    "a;2019;BU99990000;2020;buurt;12.5;10.1;15;112;900;;procent;personen;gemeten;;drempel;mo\n"
    "a;2019;BU99990001;2020;buurt;;;;;;;procent;personen;achtergehouden;onderdrukt;drempel;mo\n"
    "b;2018;GM9999;2020;gemeente;3;;;;;40;procent;personen;gemeten;;;kwb\n";

class Tables {
 public:
  Tables() {
    fs::create_directories(folder_.path() / "tabellen");
    put("gebieden", kAreas);
    put("concordantie", kLinks);
    put("waarnemingen", std::string(kHead) + kRows);
  }
  void put(const std::string& table, const std::string& text) const {
    std::ofstream(folder_.path() / "tabellen" / (table + ".csv.gz"), std::ios::binary) << gzip(text);
  }
  [[nodiscard]] const fs::path& path() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
};

TEST(Figures, rows_areas_and_links_come_back_as_they_were_published) {
  const Tables tables;
  const auto read = read_figure_tables(tables.path());
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->areas.code, (std::vector<std::string>{"BU99990000", "BU99990001", "GM9999", "WK999900"}));
  EXPECT_EQ(read->areas.parent, (std::vector<std::uint32_t>{3, 3, PublishedAreas::kNoParent, 2}));
  EXPECT_EQ(read->areas.inhabitants, (std::vector<double>{900, -1, 1200, 1200}));
  ASSERT_EQ(read->size(), 3U);
  EXPECT_EQ(read->value[0], 12.5);
  EXPECT_EQ(read->numerator[0], 112);
  EXPECT_TRUE(std::isnan(read->respondents[0]));
  EXPECT_TRUE(std::isnan(read->value[1]));
  EXPECT_EQ(read->reason[1], "onderdrukt");
  EXPECT_EQ(read->status[1], "achtergehouden");
  EXPECT_EQ(read->respondents[2], 40);
  EXPECT_EQ(read->indicators, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(read->sources[read->source[2]], "kwb");
  ASSERT_EQ(read->links.size(), 1U);
  EXPECT_EQ(read->links[0].from_code, "BU99990009");
  EXPECT_EQ(read->links[0].share, 1.0);
}

TEST(Figures, only_the_sources_asked_for_are_read) {
  const Tables tables;
  const auto read = read_figure_tables(tables.path(), {.sources = {"kwb"}});
  ASSERT_TRUE(read.has_value());
  ASSERT_EQ(read->size(), 1U);
  EXPECT_EQ(read->indicators[read->indicator[0]], "b");
}

TEST(Figures, every_damage_is_an_error_with_its_place) {
  const Tables tables;
  tables.put("waarnemingen", std::string(kHead) + "a;2019;BU99990000;2020;buurt;veel;;;;;;;;;;;mo\na;2019;BU1;2020;buurt;1;;;;;;;;;;;mo\n");
  const auto read = read_figure_tables(tables.path());
  ASSERT_FALSE(read.has_value());
  ASSERT_EQ(read.error().list().size(), 2U);
  for (const Error& error : read.error().list()) EXPECT_EQ(error.code, "edition.table_damaged");
  EXPECT_EQ(read.error().list()[0].where.line, 2);
  EXPECT_EQ(read.error().list()[1].where.line, 3);
}

TEST(Figures, a_table_that_is_absent_or_has_other_columns_is_refused) {
  const Tables tables;
  tables.put("waarnemingen", "indicator;periode\na;2019\n");
  EXPECT_FALSE(read_figure_tables(tables.path()).has_value());
  fs::remove(tables.path() / "tabellen" / "waarnemingen.csv.gz");
  EXPECT_FALSE(read_figure_tables(tables.path()).has_value());
  EXPECT_TRUE(read_figure_tables(tables.path(), {}, false).has_value()) << "areas and links need no rows";
}

}  // namespace
}  // namespace trede::testing_edition
