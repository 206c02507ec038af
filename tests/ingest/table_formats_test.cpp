// SPDX-License-Identifier: EUPL-1.2
// Tables that come as OData or Parquet.

#include <fmt/format.h>

#include "ingest/duck.hpp"
#include "table_support.hpp"

namespace trede::testing {
namespace {

// ---- OData and Parquet

TEST(OData, TypedUntypedAndNdjsonRowsGiveTheSameFigures) {
  const std::string typed =
      R"({"odata.metadata":"m","value":[{"ID":0,"gebied":"BU00010101","jaar":"2020JJ00","inwoners":100,"deel":12.5,"saldo":null}]})";
  const std::string untyped =
      R"({"value":[{"ID":"0","gebied":"BU00010101","jaar":"2020JJ00","inwoners":"       100","deel":"    12.5","saldo":null}]})";
  const std::string lines = R"({"ID":0,"gebied":"BU00010101","jaar":"2020JJ00","inwoners":100,"deel":12.5,"saldo":null})"
                            "\n";
  for (const std::string& bytes : {typed, untyped, lines}) {
    SmallProject setup;
    setup.file("t.json", bytes).format = FileFormat::odata3;
    auto staging = setup.run();
    ASSERT_TRUE(staging.has_value()) << all(staging.error());
    EXPECT_EQ(at(*staging, "inwoners", "BU00010101", 2020), 100);
    EXPECT_EQ(at(*staging, "deel", "BU00010101", 2020), 12.5);
    Missing why{};
    at(*staging, "saldo", "BU00010101", 2020, &why);
    EXPECT_EQ(why, Missing::not_published_yet);
  }
}

TEST(OData, DamagedIncompleteAndRepeatedPagesAreRefused) {
  const std::string row = R"({"ID":0,"gebied":"BU00010101","jaar":"2020","inwoners":1,"deel":1,"saldo":1})";
  const std::string second = R"({"ID":1,"gebied":"BU00010102","jaar":"2020","inwoners":1,"deel":1,"saldo":1})";
  struct Case {
    std::vector<std::string> pages;
    const char* code;
    Failure failure;
  };
  const std::vector<Case> cases = {
      {{""}, "ingest.odata.damaged", Failure::input},
      {{"{\"value\":[" + row}, "ingest.odata.damaged", Failure::input},
      {{"{\"value\":[" + row + "]} x"}, "ingest.odata.damaged", Failure::input},
      {{"<xml/>"}, "ingest.odata.damaged", Failure::input},
      {{R"({"odata.error":{"code":"","message":{"lang":"","value":"query returns more than 10000 records"}}})"},
       "ingest.odata.damaged",
       Failure::input},
      {{std::string(100'000, '[') + std::string(100'000, ']')}, "ingest.odata.too_deep", Failure::limit},
      {{"{\"value\":[]}"}, "ingest.header.missing", Failure::input},
      {{"{\"value\":[" + row + ",{\"ID\":1}]}"}, "ingest.odata.row", Failure::input},
      {{"{\"value\":[" + row + R"(],"odata.nextLink":"https://x/T?$skip=1"})"}, "ingest.odata.incomplete", Failure::input},
      {{"{\"value\":[" + row + R"(],"odata.nextLink":"https://x/T?$skip=5"})", "{\"value\":[" + second + "]}"},
       "ingest.odata.incomplete",
       Failure::input},
      {{"{\"value\":[" + row + "]}", "{\"value\":[" + row + "]}"}, "ingest.odata.duplicate_id", Failure::input},
  };
  for (std::size_t c = 0; c < cases.size(); ++c) {
    SCOPED_TRACE(c);
    SmallProject setup;
    for (std::size_t p = 0; p < cases[c].pages.size(); ++p)
      setup.file(fmt::format("{}.json", p), cases[c].pages[p]).format = FileFormat::odata3;
    auto staging = setup.run();
    ASSERT_FALSE(staging.has_value());
    const Error* error = find(staging.error(), cases[c].code);
    ASSERT_NE(error, nullptr) << all(staging.error());
    EXPECT_EQ(error->failure, cases[c].failure);
  }
  SmallProject good;
  good.file("2.json", "{\"value\":[" + second + "]}").format = FileFormat::odata3;
  good.file("1.json", "{\"value\":[" + row + R"(],"odata.nextLink":"https://x/T?$format=json&$skip=1"})").format = FileFormat::odata3;
  auto staging = good.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(staging->tables.size(), 1U);
}

TEST(Parquet, TypedColumnsGiveTheSameFiguresAsText) {
  SmallProject setup;
  SourceFileConfig& file = setup.file("t.parquet", "");
  file.format = FileFormat::parquet;
  Duck duck(1);
  duck.must(
      "COPY (SELECT 'BU00010101' AS gebied, 2020 AS jaar, CAST(100 AS BIGINT) AS inwoners, CAST(12.5 AS DOUBLE) AS deel, CAST(-99999999 AS DOUBLE) AS saldo UNION ALL "
      "SELECT 'BU00010102', 2020, 3, NULL, 0.1) TO " +
      sql_text(file.path) + " (FORMAT parquet)");
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(at(*staging, "inwoners", "BU00010101", 2020), 100);
  EXPECT_EQ(at(*staging, "deel", "BU00010101", 2020), 12.5);
  EXPECT_EQ(at(*staging, "saldo", "BU00010102", 2020), 0.1);
  Missing why{};
  at(*staging, "saldo", "BU00010101", 2020, &why);
  EXPECT_EQ(why, Missing::not_published_yet);  // the token -99999999
  at(*staging, "deel", "BU00010102", 2020, &why);
  EXPECT_EQ(why, Missing::confidential);
}

TEST(Parquet, ADamagedFileIsRefused) {
  for (const std::string& bytes : {std::string(), std::string("PAR1xxxxPAR1"), kHeader}) {
    SmallProject setup;
    setup.file("t.parquet", bytes).format = FileFormat::parquet;
    auto staging = setup.run();
    ASSERT_FALSE(staging.has_value());
    EXPECT_TRUE(has(staging.error(), "ingest.parquet.damaged")) << all(staging.error());
  }
}

}  // namespace
}  // namespace trede::testing
