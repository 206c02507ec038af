// SPDX-License-Identifier: EUPL-1.2
#include "area/area_set.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "area/support.hpp"
#include "base/compress.hpp"

namespace trede {
namespace {

using test::areas;
using test::code;
using test::codes_of;
using Codes = std::vector<std::string>;

const test::Rows kTown = {{"BU00010101", "Binnenstad"}, {"WK000101", "Centrum"}, {"GM0001", "Voorbeeld"},
                          {"BU00010102", "Haven"},      {"WK000102", "Noord"},   {"BU00010201", "Haven"},
                          {"GM0002", "Elders"},         {"WK000200", "Wijk 00"}, {"BU00020000", "Kern"}};

TEST(AreaSet, StandsInTheOrderOfLevelAndCodeWhateverTheOrderOfTheList) {
  const AreaSet set = areas(2020, kTown);
  ASSERT_EQ(set.size(), 10U);
  std::string order;
  for (AreaIndex i = 0; i < set.size(); ++i) order += set.code(i).str() + " ";
  EXPECT_EQ(order, "NL00 GM0001 GM0002 WK000101 WK000102 WK000200 BU00010101 BU00010102 BU00010201 BU00020000 ");
  EXPECT_EQ(set.run(AreaLevel::wijk).first, 3U);
  EXPECT_EQ(set.run(AreaLevel::wijk).last, 6U);
  EXPECT_EQ(set.vintage().year, 2020);

  std::mt19937 random(7);
  test::Rows shuffled = kTown;
  for (int round = 0; round < 20; ++round) {
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    const AreaSet again = areas(2020, shuffled);
    for (AreaIndex i = 0; i < set.size(); ++i) {
      EXPECT_EQ(again.code(i), set.code(i));
      EXPECT_EQ(again.name(i), set.name(i));
      EXPECT_EQ(again.parent(i), set.parent(i));
    }
  }
}

TEST(AreaSet, EveryAreaKnowsItsWijkGemeenteAndCountry) {
  const AreaSet set = areas(2020, kTown);
  const AreaIndex haven = *set.find(code("BU00010102"));
  EXPECT_EQ(set.code(set.parent(haven)).view(), "WK000101");
  EXPECT_EQ(set.code(set.gemeente(haven)).view(), "GM0001");
  const AreaIndex gemeente = *set.find(code("GM0001"));
  EXPECT_EQ(set.gemeente(gemeente), gemeente);
  EXPECT_EQ(set.parent(gemeente), 0U);
  EXPECT_EQ(set.parent(0), kNoArea);
  EXPECT_EQ(set.gemeente(0), kNoArea);
  EXPECT_FALSE(set.find(code("BU00990000")).has_value());
}

TEST(AreaSet, AreasAreFoundByNameWithoutRegardToCaseAndAccents) {
  const AreaSet set = areas(2020, {{"GM0001", "Súdwest-Fryslân"}, {"WK000101", "Castiliëlaan"}, {"BU00010101", "'t Hool"}});
  EXPECT_EQ(set.by_name(AreaLevel::wijk, "castilielaan").size(), 1U);
  EXPECT_EQ(set.by_name(AreaLevel::gemeente, "Sudwest Fryslan").size(), 1U);
  EXPECT_EQ(set.by_name(AreaLevel::buurt, "T HOOL").size(), 1U);
  EXPECT_TRUE(set.by_name(AreaLevel::buurt, "Castiliëlaan").empty());
  EXPECT_EQ(areas(2020, kTown).by_name(AreaLevel::buurt, "haven").size(), 2U);
}

TEST(AreaSet, ABuurtWithoutItsWijkIsRefused) {
  std::vector<AreaRow> rows = {{code("GM0001"), "Voorbeeld"}, {code("BU00010101"), "Los"}, {code("WK000201"), "Wees"}};
  const auto set = AreaSet::build(Vintage{2020}, rows);
  ASSERT_FALSE(set.has_value());
  EXPECT_EQ(codes_of(set.error()), (Codes{"area.parent_missing", "area.parent_missing"}));
}

TEST(AreaSet, TheSameAreaTwiceIsOneAreaButTwoNamesForOneCodeAreRefused) {
  test::Rows twice = kTown;
  twice.push_back(kTown[0]);
  EXPECT_EQ(areas(2020, twice).size(), 10U);
  std::vector<AreaRow> rows = {{code("GM0001"), "Voorbeeld"}, {code("GM0001"), "Anders"}};
  const auto set = AreaSet::build(Vintage{2020}, rows);
  ASSERT_FALSE(set.has_value());
  EXPECT_EQ(codes_of(set.error()), Codes{"area.duplicate"});
}

TEST(AreaSet, OneGemeenteCanBeCutOut) {
  const AreaSet cut = areas(2020, kTown).only_gemeenten({code("GM0002")});
  ASSERT_EQ(cut.size(), 4U);
  EXPECT_EQ(cut.code(3).view(), "BU00020000");
  EXPECT_EQ(cut.parent(3), 2U);
}

struct ListCase {
  const char* what;
  std::string text;
  CodeListSpec spec;
  Codes want;
  std::int64_t line;
};

TEST(CodeList, EveryFaultIsNamedWithItsLine) {
  const test::Folder folder;
  const auto spec = [](char delimiter, std::string encoding, bool pad) {
    return CodeListSpec{"", "code", "naam", delimiter, std::move(encoding), pad};
  };
  const CodeListSpec plain = spec(',', "utf-8", false);
  const std::vector<ListCase> cases = {
      {"empty", "", plain, {"base.csv.empty"}, 1},
      {"header only", "code,naam\n", plain, {"area.codelist.empty"}, 0},
      {"wrong delimiter", "code;naam\nGM0001;A\n", plain, {"area.codelist.column_missing", "area.codelist.column_missing"}, 1},
      {"lost zeros", "code,naam\n7720101,A\n", plain, {"area.codelist.bad_code"}, 2},
      {"lower case", "code,naam\nGM0001,A\nbu00010101,A\n", plain, {"area.codelist.bad_code"}, 3},
      {"province", "code,naam\nPV20,Groningen\n", plain, {"area.codelist.bad_code"}, 2},
      {"other country", "code,naam\nNL02,X\n", plain, {"area.codelist.bad_code"}, 2},
      {"no name", "code,naam\nGM0001,\n", plain, {"area.codelist.no_name"}, 2},
      {"right to left",
       "code,naam\nGM0001,a\xE2\x80\xAE"
       "b\n",
       plain,
       {"area.codelist.bad_text"},
       2},
      {"latin 1 as utf-8",
       "code,naam\nGM0001,Castili\xEB"
       "n\n",
       plain,
       {"area.codelist.encoding"},
       2},
      {"odd utf-16", "abc", spec(',', "utf-16", false), {"area.codelist.encoding"}, 0},
      {"unknown encoding", "code,naam\n", spec(',', "ebcdic", false), {"area.codelist.encoding_unknown"}, 0},
      {"several at once",
       "code,naam\nX,A\nGM0001,\nGM0002\n",
       plain,
       {"area.codelist.bad_code", "area.codelist.no_name", "base.csv.columns"},
       2},
  };
  for (const ListCase& one : cases) {
    CodeListSpec with_path = one.spec;
    with_path.path = folder.write("lijst.csv", one.text);
    const auto rows = read_code_list(with_path, {});
    ASSERT_FALSE(rows.has_value()) << one.what;
    EXPECT_EQ(codes_of(rows.error()), one.want) << one.what;
    EXPECT_EQ(rows.error().list().at(0).where.line, one.line) << one.what;
    EXPECT_EQ(rows.error().list().at(0).where.file, with_path.path) << one.what;
  }
  CodeListSpec absent = plain;
  absent.path = folder.path("niets.csv");
  EXPECT_EQ(codes_of(read_code_list(absent, {}).error()), Codes{"base.file.missing"});
}

TEST(CodeList, PaddedCodesTheCountryOfRivmAndGzipAreUnderstood) {
  const test::Folder folder;
  const std::string text =
      "Key,Title\r\nNL01      ,Nederland\r\nGM0001    ,\" Vóórbeeld \"\r\nWK000101  ,\"A, B\"\r\nBU0001AA01,Letters\r\nGM0002    ,Elders\r\n";
  const CodeListSpec spec{folder.write("lijst.csv.gz", gzip(text)), "Key", "Title"};
  const auto rows = read_code_list(spec, {code("GM0001")});
  ASSERT_TRUE(rows.has_value());
  ASSERT_EQ(rows->size(), 4U);
  EXPECT_EQ((*rows)[0].code.view(), "NL00");
  EXPECT_EQ((*rows)[1].name, "Vóórbeeld");
  EXPECT_EQ((*rows)[2].name, "A, B");
  EXPECT_EQ((*rows)[3].code.view(), "BU0001AA01");
}

TEST(CodeList, LostZerosComeBackOnlyWhenTheProjectSaysSo) {
  const test::Folder folder;
  CodeListSpec spec{folder.write("lijst.csv",
                                 "\xEF\xBB\xBF"
                                 "code;naam\n140000;Binnenstad-Noord\n"),
                    "code",
                    "naam",
                    ';',
                    "utf-8",
                    true};
  const auto rows = read_code_list(spec, {});
  ASSERT_TRUE(rows.has_value());
  EXPECT_EQ((*rows)[0].code.view(), "BU00140000");
  spec.pad = false;
  EXPECT_EQ(codes_of(read_code_list(spec, {}).error()), Codes{"area.codelist.bad_code"});
}

TEST(CodeList, TheNationalListsOf2017And2020HaveTheCountsThatCbsPublished) {
  TREDE_NEEDS_REAL_DATA(test::list_2017().path);
  const AreaSet old = test::read_areas(2017, test::list_2017());
  const AreaSet now = test::read_areas(2020, test::list_2020());
  const auto count = [](const AreaSet& set, AreaLevel level) { return set.run(level).last - set.run(level).first; };
  EXPECT_EQ(now.size(), 17341U);
  EXPECT_EQ(count(now, AreaLevel::gemeente), 355U);
  EXPECT_EQ(count(now, AreaLevel::wijk), 3177U);
  EXPECT_EQ(count(now, AreaLevel::buurt), 13808U);
  EXPECT_EQ(count(old, AreaLevel::gemeente), 388U);
  EXPECT_EQ(count(old, AreaLevel::wijk), 3070U);
  EXPECT_EQ(count(old, AreaLevel::buurt), 13208U);
  EXPECT_EQ(now.name(*now.find(code("BU07721110"))), "Binnenstad");
  const AreaSet eindhoven = test::read_areas(2020, test::list_2020(), {code("GM0772")});
  EXPECT_EQ(eindhoven.size(), 1U + 1U + 20U + 116U);
}

TEST(CodeList, TheListOf2021ThatLostItsZerosIsReadWithPad) {
  const std::string path = (test::real_data() / "codes/buurten_2021.csv").string();
  TREDE_NEEDS_REAL_DATA(path);
  const auto rows = read_code_list({path, "buurtcode2021", "buurtnaam2021", ';', "utf-8", true}, {});
  ASSERT_TRUE(rows.has_value()) << to_line(rows.error().list().at(0), "en");
  EXPECT_EQ(rows->size(), 14175U);
  EXPECT_EQ(rows->front().code.view(), "BU00140000");
}

}  // namespace
}  // namespace trede
