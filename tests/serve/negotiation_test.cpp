// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <array>

#include "base/compress.hpp"
#include "serve/client.hpp"
#include "serve/negotiate.hpp"

namespace trede::test {
namespace {

using serve::Coding;

TEST(Negotiation, TheCodingOfTheHighestQualityIsChosen) {
  struct Case {
    const char* field;
    std::optional<Coding> expected;
  };
  for (const Case& c : {Case{"", Coding::identity},
                        Case{"br", Coding::br},
                        Case{"gzip", Coding::gzip},
                        Case{"gzip, deflate, br", Coding::br},
                        Case{"br;q=0.5, gzip;q=0.9", Coding::gzip},
                        Case{"br;q=0.5,gzip;q=0.5", Coding::br},
                        Case{"BR", Coding::br},
                        Case{"x-gzip", Coding::gzip},
                        Case{"deflate, zstd", Coding::identity},
                        Case{"*", Coding::br},
                        Case{"*;q=0.1, br;q=0", Coding::gzip},
                        Case{"identity", Coding::identity},
                        Case{"identity;q=1, gzip;q=0.5", Coding::identity},
                        Case{"gzip;q=0.001", Coding::gzip},
                        Case{"gzip;q=0", Coding::identity},
                        Case{"identity;q=0", std::nullopt},
                        Case{"*;q=0", std::nullopt},
                        Case{"identity;q=0, br", Coding::br},
                        Case{"*;q=0, identity", Coding::identity},
                        Case{"br;q=1.5", Coding::identity},
                        Case{"br;q=abc", Coding::identity},
                        Case{"br ; q=1.000 , gzip;q=1", Coding::br},
                        Case{",,br,,", Coding::br}})
    EXPECT_EQ(serve::choose_coding(c.field, true, true), c.expected) << c.field;
  EXPECT_EQ(serve::choose_coding(std::nullopt, true, true), Coding::identity);
  EXPECT_EQ(serve::choose_coding("br, gzip", false, true), Coding::gzip);
  EXPECT_EQ(serve::choose_coding("br, gzip", false, false), Coding::identity);
}

TEST(Negotiation, TheMediaTypeOfTheHighestQualityIsChosenAndJsonWhenEqual) {
  constexpr std::array<std::string_view, 2> kOffers = {"application/json", "text/csv"};
  struct Case {
    const char* field;
    std::optional<std::size_t> expected;
  };
  for (const Case& c : {Case{"", 0}, Case{"*/*", 0}, Case{"text/csv", 1}, Case{"application/json", 0}, Case{"text/*", 1},
                        Case{"text/csv, application/json", 0}, Case{"text/csv, application/json;q=0.9", 1}, Case{"text/html, */*;q=0.8", 0},
                        Case{"application/json;q=0, */*", 1}, Case{"text/csv;header=present;q=0.5, */*;q=0.1", 1}, Case{"TEXT/CSV", 1},
                        Case{"text/html", std::nullopt}, Case{"text/csv;q=0", std::nullopt}, Case{"*", std::nullopt},
                        Case{"application/json;q=oops", std::nullopt}})
    EXPECT_EQ(serve::choose_type(c.field, kOffers), c.expected) << c.field;
  EXPECT_EQ(serve::choose_type(std::nullopt, kOffers), 0U);
}

TEST(Negotiation, EntityTagsAreComparedWeaklyInAList) {
  for (const char* list : {"*", "\"a\"", "W/\"a\"", "\"b\", \"a\"", "\"b\",W/\"a\"", " \"a\" ", "\"b\" , , \"a\""})
    EXPECT_TRUE(serve::matches_tag(list, "\"a\"")) << list;
  for (const char* list : {"", "a", "\"b\"", "\"a", "w/\"a\"", "\"a-br\"", "b\", \"a\"", "\"b\" \"a\"", "W/", "**"})
    EXPECT_FALSE(serve::matches_tag(list, "\"a\"")) << list;
  std::string long_list;
  for (int i = 0; i < 10'000; ++i) long_list += "\"x" + std::to_string(i) + "\", ";
  EXPECT_FALSE(serve::matches_tag(long_list, "\"a\""));
  EXPECT_TRUE(serve::matches_tag(long_list + "\"a\"", "\"a\""));
}

TEST(Negotiation, EachCodingHasItsOwnBytesAndTagAndNothingIsSentTwice) {
  TinyServer server;
  const std::string path = server.edition("/waarnemingen/t1-angst/buurt");
  const std::string expected = waarnemingen_json("8.2");
  std::vector<std::string> tags;
  for (const std::string coding : {"identity", "br", "gzip"}) {
    SCOPED_TRACE(coding);
    const Answer answer = get(server.port(), path, "Accept-Encoding: " + coding + "\r\n");
    ASSERT_EQ(answer.status, 200);
    const std::string body = coding == "br"     ? unbrotli(answer.body, 1 << 20, "").value_or("")
                             : coding == "gzip" ? gunzip(answer.body, 1 << 20, "").value_or("")
                                                : answer.body;
    EXPECT_EQ(body, expected);
    EXPECT_EQ(answer.field("Content-Encoding"), coding == "identity" ? "" : coding);
    EXPECT_EQ(answer.field("Content-Type"), "application/json");
    EXPECT_EQ(answer.field("Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(answer.field("Vary"), "Accept-Encoding, Accept");
    const std::string tag = answer.field("ETag");
    EXPECT_EQ(std::count(tags.begin(), tags.end(), tag), 0) << tag;
    tags.push_back(tag);

    const Answer again = get(server.port(), path, "Accept-Encoding: " + coding + "\r\nIf-None-Match: \"x\", W/" + tag + "\r\n");
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.field("ETag"), tag);
    EXPECT_EQ(again.field("Vary"), "Accept-Encoding, Accept");
    EXPECT_EQ(again.field("Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(again.field("Content-Length"), "");
    EXPECT_EQ(again.body, "");
  }
  EXPECT_EQ(get(server.port(), path, "Accept-Encoding: gzip\r\nIf-None-Match: " + tags[1] + "\r\n").status, 200)
      << "the tag of br is not that of gzip";
}

TEST(Negotiation, HeadHasTheFieldsOfGetAndNoBody) {
  TinyServer server;
  for (const std::string& path : {server.edition("/gebieden"), std::string("/v1/edities"), std::string("/"), std::string("/v1/nergens"),
                                  std::string("/v1/edities/actueel")}) {
    SCOPED_TRACE(path);
    const Answer with = get(server.port(), path);
    const Answer without = get(server.port(), path, "", "HEAD");
    EXPECT_EQ(without.status, with.status);
    for (const char* field : {"Content-Length", "Content-Type", "ETag", "Cache-Control", "Vary", "Location"})
      EXPECT_EQ(without.field(field), with.field(field)) << field;
    Client client(server.port());
    client.send("HEAD " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(client.read_all().ends_with("\r\n\r\n"));
  }
}

TEST(Negotiation, FiguresComeAsCsvWhenAskedAndJsonOtherwise) {
  TinyServer server;
  const std::string path = server.edition("/waarnemingen/t1-angst/buurt");
  const Answer csv = get(server.port(), path, "Accept: text/csv\r\n");
  ASSERT_EQ(csv.status, 200);
  EXPECT_EQ(csv.field("Content-Type"), "text/csv; charset=utf-8; header=present");
  EXPECT_EQ(csv.field("Content-Disposition"), "attachment; filename=\"" + server.id() + "-t1-angst-buurt.csv\"");
  EXPECT_EQ(csv.body,
            "indicator;periode;gebied;indeling;niveau;waarde;ondergrens;bovengrens;teller;noemer;eenheid;telt;status;reden;bron\n"
            "t1-angst;2020;BU99990101;2020;buurt;8.2;;9.5;;;procent;personen;gemeten;;smap\n"
            "t1-angst;2020;BU99990102;2020;buurt;;;;;;procent;personen;achtergehouden;geheim;smap\n");
  const Answer json = get(server.port(), path, "Accept: text/csv;q=0.1, application/json\r\n");
  EXPECT_EQ(json.field("Content-Type"), "application/json");
  EXPECT_NE(json.field("ETag"), csv.field("ETag"));
  EXPECT_EQ(get(server.port(), path, "Accept: text/csv\r\nIf-None-Match: " + csv.field("ETag") + "\r\n").status, 304);
  EXPECT_EQ(get(server.port(), path, "Accept: image/png\r\n").status, 406);
  EXPECT_EQ(get(server.port(), server.edition("/gebieden"), "Accept: text/csv\r\n").status, 406);
  EXPECT_EQ(get(server.port(), path, "Accept-Encoding: identity;q=0, zstd\r\n").status, 406);
}

TEST(Negotiation, WhenTooMuchCsvIsUnderWayTheNextIsAskedToComeBack) {
  serve::Limits limits;
  limits.max_rendered = 100;
  TinyServer server(limits);
  const Answer busy = get(server.port(), server.edition("/waarnemingen/t1-angst/buurt"), "Accept: text/csv\r\n");
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(busy.field("Retry-After"), "5");
  EXPECT_EQ(get(server.port(), server.edition("/waarnemingen/t1-angst/buurt")).status, 200);
}

}  // namespace
}  // namespace trede::test
