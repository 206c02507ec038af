// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <fstream>

#include <simdjson.h>

#include "base/compress.hpp"
#include "serve/client.hpp"
#include "serve/csv_rendering.hpp"
#include "serve/web_app.hpp"

namespace trede::test {
namespace {

std::string status_of(std::uint16_t port, const std::string& path) { return path + " " + std::to_string(get(port, path).status); }

TEST(Routes, TheResourcesOfAnEditionAreServedByTheirAddress) {
  TinyServer server;
  EXPECT_EQ(get(server.port(), server.edition("/gebieden")).body, gebieden_json());
  EXPECT_EQ(get(server.port(), server.edition("")).body, get(server.port(), server.edition("/editie")).body);
  EXPECT_NE(get(server.port(), server.edition("")).body.find("\"id\":\"" + server.id() + "\""), std::string::npos);
  EXPECT_EQ(get(server.port(), server.edition("/kaarten/2020")).body, R"({"type":"Topology","arcs":[],"objects":{}})");
  EXPECT_EQ(get(server.port(), server.edition("/rapport/bouw")).body, R"({"gepubliceerd":1})");
  std::ifstream manifest(server.folder() / "editions" / server.id() / "manifest.json");
  EXPECT_EQ(get(server.port(), server.edition("/manifest")).body, std::string(std::istreambuf_iterator<char>(manifest), {}));
}

TEST(Routes, CodesOfAreasMayBeWrittenInLowerCase) {
  TinyServer server;
  EXPECT_EQ(get(server.port(), server.edition("/profielen/gm9999")).body, get(server.port(), server.edition("/profielen/GM9999")).body);
  EXPECT_EQ(get(server.port(), server.edition("/profielen/gm9999")).status, 200);
  EXPECT_EQ(get(server.port(), server.edition("/PROFIELEN/GM9999")).status, 404);
}

TEST(Routes, ATableIsADownloadWithANameOfItsOwn) {
  TinyServer server;
  const Answer table = get(server.port(), server.edition("/tabellen/bronnen-csv"));
  ASSERT_EQ(table.status, 200);
  EXPECT_EQ(table.field("Content-Type"), "application/gzip");
  EXPECT_EQ(table.field("Content-Encoding"), "");
  EXPECT_EQ(table.field("Content-Disposition"), "attachment; filename=\"" + server.id() + "-bronnen.csv.gz\"");
  EXPECT_TRUE(gunzip(table.body, 1 << 20, "").value_or("").starts_with("bron;naam;"));
  for (const char* path : {"/tabellen/bronnen", "/tabellen/bronnen.csv.gz", "/tabellen/bronnen-parquet", "/tabellen", "/tabellen/-csv"})
    EXPECT_EQ(get(server.port(), server.edition(path)).status, 404) << path;
}

TEST(Routes, TheCurrentEditionIsARedirectToItsOwnAddress) {
  TinyServer server;
  const Answer root = get(server.port(), "/v1/edities/actueel");
  EXPECT_EQ(root.status, 307);
  EXPECT_EQ(root.field("Location"), server.edition(""));
  EXPECT_EQ(root.field("Cache-Control"), "no-cache");
  const Answer deep = get(server.port(), "/v1/edities/actueel/waarnemingen/t1-angst/buurt");
  EXPECT_EQ(deep.status, 307);
  EXPECT_EQ(deep.field("Location"), server.edition("/waarnemingen/t1-angst/buurt"));
  EXPECT_EQ(get(server.port(), deep.field("Location")).status, 200);
  EXPECT_EQ(get(server.port(), "/v1/edities/actueel/nergens").status, 404);
}

TEST(Routes, TheListOfEditionsNamesTheirPeriods) {
  TinyServer server;
  const Answer list = get(server.port(), "/v1/edities");
  EXPECT_EQ(list.body,
            R"({"edities":[{"id":")" + server.id() +
                R"(","volgnummer":1,"naam":"Proefstad","indeling":2020,"perioden":{"van":"2012","tot":"2020"},"actueel":true}]})");
  EXPECT_EQ(list.field("Cache-Control"), "no-cache");
  EXPECT_EQ(get(server.port(), "/v1/edities", "If-None-Match: " + list.field("ETag") + "\r\n").status, 304);
}

TEST(Routes, TheDescriptionIsServedToEveryOrigin) {
  TinyServer server;
  const Answer description = get(server.port(), "/v1/openapi.json", "Origin: https://elders.example\r\n");
  ASSERT_EQ(description.status, 200);
  EXPECT_EQ(description.field("Access-Control-Allow-Origin"), "*");
  simdjson::dom::parser parser;
  std::string_view version;
  ASSERT_EQ(parser.parse(simdjson::padded_string(description.body))["openapi"].get(version), simdjson::SUCCESS);
  EXPECT_EQ(version, "3.1.0");
}

TEST(Routes, EveryAddressOfTheDescriptionIsServed) {
  TinyServer server;
  const std::vector<std::pair<std::string, std::string>> values = {{"{editie}", server.id()},
                                                                   {"{indicator}", "t1-angst"},
                                                                   {"{niveau}", "buurt"},
                                                                   {"{gemeente}", "gm9999"},
                                                                   {"{indeling}", "2020"},
                                                                   {"{tabel}", "bronnen-csv"},
                                                                   {"{rapport}", "bouw"},
                                                                   {"{document}", "rapport"},
                                                                   {"{verhaal}", "een-verhaal"},
                                                                   {"{z}", "6"},
                                                                   {"{x}", "32"},
                                                                   {"{y}", "21"}};
  simdjson::dom::parser parser;
  simdjson::dom::object paths;
  const std::string text = get(server.port(), "/v1/openapi.json").body;
  ASSERT_EQ(parser.parse(simdjson::padded_string(text))["paths"].get(paths), simdjson::SUCCESS);
  std::size_t count = 0;
  for (const auto& [key, operations] : paths) {
    (void)operations;
    std::string path = "/v1" + std::string(key);
    for (const auto& [name, value] : values)
      if (const std::size_t at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
    const Answer answer = get(server.port(), path);
    EXPECT_TRUE(answer.status == 200 || answer.status == 307) << path << " " << answer.status;
    ++count;
  }
  EXPECT_GT(count, 14U);
}

TEST(Routes, ThePrivacyReportIsThereForProgramsAndForReaders) {
  TinyServer server;
  const std::string address = server.edition("/privacy/rapport");
  const Answer json = get(server.port(), address, "Accept: application/json\r\n");
  EXPECT_EQ(json.body, R"({"ontsloten":0})");
  EXPECT_EQ(json.field("Content-Type"), "application/json");
  EXPECT_EQ(get(server.port(), address).body, json.body) << "a program that does not say what it wants";
  const Answer html = get(server.port(), address, "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n");
  EXPECT_EQ(html.body, privacy_html());
  EXPECT_EQ(html.field("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(html.field("Vary"), "Accept-Encoding, Accept");
  EXPECT_NE(html.field("ETag"), json.field("ETag"));
  EXPECT_EQ(get(server.port(), address, "Accept: text/csv\r\n").status, 406);
  EXPECT_EQ(get(server.port(), server.edition("/privacy/dpia-bijlage"), "Accept: text/html\r\n").status, 200);
  EXPECT_EQ(get(server.port(), server.edition("/privacy/dpia-bijlage"), "Accept: application/json\r\n").status, 406);
  EXPECT_EQ(get(server.port(), server.edition("/privacy/geheim")).status, 404);
}

// The two hashes are those that openssl gives: printf '%s' 'p{color:#123}' | openssl dgst -sha256 -binary | base64
TEST(Routes, AnHtmlDocumentOfAnEditionMayUseItsOwnStyleSheetsAndNothingElse) {
  TinyServer server;
  const auto policy = [&](const std::string& address) {
    return get(server.port(), server.edition(address), "Accept: text/html\r\n").field("Content-Security-Policy");
  };
  EXPECT_EQ(
      policy("/privacy/rapport"),
      "default-src 'none'; style-src 'sha256-iK8BKMF0MYdWL7Y1GPs31riIM9k3lWeqs6XrojewshA=' 'sha256-haslpKBWGiDnFaIna3QXJZNwVNFw+tCL2+dexXVb4zo='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  EXPECT_EQ(policy("/privacy/dpia-bijlage"),
            "default-src 'none'; style-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  const Answer page = get(server.port(), server.edition("/privacy/rapport"), "Accept: text/html\r\n");
  EXPECT_EQ(page.field("X-Frame-Options"), "DENY");
  EXPECT_EQ(page.field("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(page.field("Access-Control-Allow-Origin"), "");
}

TEST(Routes, PathsThatCouldLeadElsewhereLeadNowhere) {
  TinyServer server;
  const std::string edition = server.edition("");
  for (const std::string& path : {std::string("/../etc/passwd"),
                                  std::string("/./index.html"),
                                  std::string("/%2e%2e/etc/passwd"),
                                  std::string("/%2E%2e%2Fetc%2fpasswd"),
                                  std::string("/a%2fb"),
                                  std::string("/%00"),
                                  std::string("/index.html%00.js"),
                                  std::string("/a\\b"),
                                  std::string("/a%5cb"),
                                  std::string("//index.html"),
                                  std::string("/v1//edities"),
                                  std::string("/index.html;x"),
                                  std::string("/a%3bb"),
                                  std::string("/%c0%af"),
                                  std::string("/%c0%ae%c0%ae/"),
                                  std::string("/%e0%80%af"),
                                  std::string("/%ff"),
                                  std::string("/%"),
                                  std::string("/%4"),
                                  std::string("/%zz"),
                                  std::string("/a%0d%0aSet-Cookie:x"),
                                  std::string("/a%09b"),
                                  std::string("/<script>"),
                                  std::string("/a\"b"),
                                  std::string("/{a}"),
                                  std::string("/a#b"),
                                  edition + "/../" + server.id(),
                                  edition + "/%2e%2e/manifest.json"})
    EXPECT_EQ(status_of(server.port(), path), path + " 400");
  for (const std::string& path : {std::string("/%252e%252e/etc/passwd"),
                                  std::string("/v1"),
                                  std::string("/v1/"),
                                  std::string("/v1/edities/"),
                                  std::string("/V1/edities"),
                                  std::string("/v1/Edities"),
                                  edition + "/",
                                  edition + "/gebieden/",
                                  edition + "/gebieden.json",
                                  edition + "/manifest.json",
                                  edition + "/v1/gebieden",
                                  edition + "/gebieden.json.br",
                                  std::string("/v1/edities/current"),
                                  std::string("/v1/edities/nergens"),
                                  std::string("/.env"),
                                  std::string("/passwd.txt"),
                                  std::string("/assets"),
                                  std::string("/assets/"),
                                  std::string("/assets/index-BxY12abc.js.br"),
                                  std::string("/metrics"),
                                  std::string("/.git/config"),
                                  std::string("/wp-login.php"),
                                  std::string("/healthz/"),
                                  std::string("/healthz/x"),
                                  std::string("/kaart/"),
                                  std::string("/kaartje"),
                                  std::string("/kaart/a/b/c"),
                                  std::string("/v1/openapi"),
                                  std::string("/v1/openapi.yaml")})
    EXPECT_EQ(status_of(server.port(), path), path + " 404");
}

TEST(Routes, ABrowserAtAWrongAddressGetsAPageInBothLanguagesAndAProgramAProblem) {
  TinyServer server;
  const std::string browser = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n";
  for (const auto& [path, status] : std::vector<std::pair<std::string, int>>{{"/gebied/%zz", 400},
                                                                             {"/%", 400},
                                                                             {"/%00", 400},
                                                                             {"/a%2fb", 400},
                                                                             {"/../etc/passwd", 400},
                                                                             {"//kaart", 400},
                                                                             {"/kaart/", 404},
                                                                             {"/weg.txt", 404}}) {
    const Answer page = get(server.port(), path, browser);
    EXPECT_EQ(page.status, status) << path;
    EXPECT_EQ(page.field("Content-Type"), "text/html; charset=utf-8") << path;
    EXPECT_EQ(page.field("Cache-Control"), "no-store") << path;
    EXPECT_EQ(page.field("X-Content-Type-Options"), "nosniff") << path;
    EXPECT_NE(page.body.find("<p lang=\"en\">"), std::string::npos) << path;
    EXPECT_NE(page.body.find("href=\"/\""), std::string::npos) << path;
    EXPECT_EQ(page.body.find("passwd"), std::string::npos) << "nothing that was sent comes back";
    const Answer problem = get(server.port(), path);
    EXPECT_EQ(problem.status, status) << path;
    EXPECT_EQ(problem.field("Content-Type"), "application/problem+json; charset=utf-8") << path;
  }
  for (const std::string& path :
       {std::string("/v1/%zz"), server.edition("/%2e%2e/manifest.json"), std::string("/v1//edities"), std::string("/v1/")})
    EXPECT_EQ(get(server.port(), path, browser).field("Content-Type"), "application/problem+json; charset=utf-8")
        << "the API answers programs: " << path;
}

TEST(Routes, EveryUnknownParameterIsNamedInOneAnswer) {
  TinyServer server;
  const Answer answer = get(server.port(), "/v1/edities?limit=-1&bbox=NaN&limit=2&&%3Cb%3E=1&kaal");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(
      answer.body,
      R"({"status":400,"title":"Ongeldig verzoek","detail":"Het verzoek heeft parameters die niet bestaan.","fouten":[)"
      R"({"parameter":"limit","melding":"Deze parameter bestaat niet."},{"parameter":"bbox","melding":"Deze parameter bestaat niet."},)"
      R"({"parameter":"<b>","melding":"Deze parameter bestaat niet."},{"parameter":"kaal","melding":"Deze parameter bestaat niet."}]})");
  EXPECT_EQ(get(server.port(), "/v1/edities?").status, 200);
  EXPECT_EQ(get(server.port(), "/healthz?x").status, 400);
  EXPECT_EQ(get(server.port(), server.edition("/gebieden?x=%00%ff")).status, 400);
  EXPECT_EQ(get(server.port(), "/v1/edities/actueel?x").status, 400);
  EXPECT_EQ(get(server.port(), "/kaart/t1-angst?periode=2020&niveau=wijk").status, 200)
      << "the pages of the web app keep their state in the query";
  std::string many = "/v1/edities?";
  for (int i = 0; i < 1500; ++i) many += "a" + std::to_string(i) + "&";
  const Answer bounded = get(server.port(), many);
  EXPECT_EQ(bounded.status, 400);
  EXPECT_LT(bounded.body.size(), 20'000U);
}

TEST(Routes, PreflightsAreAnsweredForWhatExists) {
  TinyServer server;
  for (const char* origin : {"https://elders.example", "null"}) {
    const Answer answer = get(server.port(), server.edition("/gebieden"),
                              std::string("Origin: ") + origin + "\r\nAccess-Control-Request-Method: GET\r\n", "OPTIONS");
    EXPECT_EQ(answer.status, 204);
    EXPECT_EQ(answer.field("Access-Control-Allow-Origin"), "*");
    EXPECT_EQ(answer.field("Access-Control-Allow-Methods"), "GET, HEAD, OPTIONS");
    EXPECT_EQ(answer.field("Access-Control-Allow-Credentials"), "");
    EXPECT_EQ(answer.field("Content-Length"), "");
  }
  EXPECT_EQ(get(server.port(), "/v1/nergens", "", "OPTIONS").status, 404);
}

TEST(Routes, EveryAnswerCarriesTheVersionAndTheSecurityFields) {
  TinyServer server;
  struct Case {
    std::string path, fields, method;
    int status;
    bool web;
  };
  const std::string tag = get(server.port(), "/v1/edities").field("ETag");
  const std::vector<Case> cases = {
      {"/v1/edities", "", "GET", 200, false},
      {"/v1/edities", "", "OPTIONS", 204, false},
      {"/v1/edities", "If-None-Match: " + tag + "\r\n", "GET", 304, false},
      {"/v1/edities/actueel", "", "GET", 307, false},
      {"/v1/edities?x", "", "GET", 400, false},
      {"/%00", "", "GET", 400, false},
      {"/v1/x", "", "GET", 404, false},
      {"/v1/edities", "", "DELETE", 405, false},
      {"/v1/edities", "Accept: image/png\r\n", "GET", 406, false},
      {"/v1/edities", "Content-Length: 1\r\n", "GET", 413, false},
      {"/" + std::string(9000, 'a'), "", "GET", 414, false},
      {"/", "Expect: x\r\n", "GET", 417, false},
      {"/", "X: " + std::string(17'000, 'a') + "\r\n", "GET", 431, false},
      {"/", "", "BREW", 501, false},
      {"/healthz", "", "GET", 200, false},
      {"/", "", "GET", 200, true},
      {"/nergens", "Accept: text/html\r\n", "GET", 404, true},
      {"/nergens", "", "GET", 404, false},
      {"/assets/index-BxY12abc.js", "", "GET", 200, true},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.method + " " + c.path.substr(0, 60) + " " + c.fields.substr(0, 60));
    const Answer answer = get(server.port(), c.path, c.fields, c.method);
    EXPECT_EQ(answer.status, c.status);
    EXPECT_EQ(answer.field("API-Version"), "1.0.0");
    EXPECT_EQ(answer.field("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(answer.field("Strict-Transport-Security"), "max-age=31536000");
    EXPECT_EQ(answer.field("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(answer.field("X-Frame-Options"), c.web ? "SAMEORIGIN" : "DENY");
    const std::string policy = answer.field("Content-Security-Policy");
    EXPECT_TRUE(policy.starts_with("default-src 'none'; "));
    EXPECT_EQ(policy.find("unsafe-inline"), std::string::npos);
    EXPECT_NE(policy.find(c.web ? "script-src 'self' 'wasm-unsafe-eval'" : "frame-ancestors 'none'"), std::string::npos);
    EXPECT_EQ(answer.field("Server"), "");
    EXPECT_EQ(answer.field("Set-Cookie"), "");
    EXPECT_EQ(answer.field("Date").size(), 29U);
    if (c.status >= 400 && !c.web) {
      EXPECT_EQ(answer.field("Content-Type"), "application/problem+json; charset=utf-8");
      EXPECT_EQ(answer.field("Cache-Control"), "no-store");
      simdjson::dom::parser parser;
      std::int64_t status = 0;
      EXPECT_EQ(parser.parse(simdjson::padded_string(answer.body))["status"].get(status), simdjson::SUCCESS);
      EXPECT_EQ(status, c.status);
    }
  }
}

TEST(Routes, TheWebAppHasItsPagesAndItsAssets) {
  TinyServer server;
  for (const char* page : {"/", "/kaart", "/kaart/t1-angst", "/gebied/BU99990101", "/ladder", "/bronnen", "/over", "/toegankelijkheid"}) {
    const Answer answer = get(server.port(), page, "Accept: text/html\r\n");
    EXPECT_EQ(answer.status, 200) << page;
    EXPECT_EQ(answer.body, "<!doctype html><title>Monitor</title>");
    EXPECT_EQ(answer.field("Cache-Control"), "no-cache");
    EXPECT_EQ(answer.field("Content-Type"), "text/html; charset=utf-8");
  }
  const Answer script = get(server.port(), "/assets/index-BxY12abc.js", "Accept-Encoding: br\r\nAccept: image/png\r\n");
  EXPECT_EQ(script.field("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(script.field("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(script.field("Content-Encoding"), "br");
  EXPECT_TRUE(unbrotli(script.body, 1 << 20, "").value_or("").starts_with("console.log"));
  EXPECT_EQ(get(server.port(), "/robots.txt").field("Content-Type"), "text/plain; charset=utf-8");
  const Answer lost = get(server.port(), "/nergens", "Accept: text/html\r\n");
  EXPECT_EQ(lost.status, 404);
  EXPECT_NE(lost.body.find("<h1>Pagina niet gevonden</h1>"), std::string::npos);
}

TEST(Routes, TheThemeOfTheProjectTakesThePlaceOfTheAppsOwn) {
  {
    TinyServer server;
    EXPECT_EQ(get(server.port(), "/thema/thema.css").body, "/* own */");
    EXPECT_EQ(get(server.port(), "/thema/logo.svg").field("Content-Type"), "image/svg+xml");
  }
  test::TemporaryFolder folder;
  write_web(folder.path());
  const std::string png("\x89PNG\r\n\x1a\n picture", 16);
  auto app = serve::WebApp::load(folder.path() / "web", {{"thema.css", ":root {}"}, {"logo.png", png}, {"a.woff2", "wOF2"}});
  ASSERT_TRUE(app);
  const serve::WebFile* css = (*app)->find({"thema", "thema.css"});
  ASSERT_NE(css, nullptr);
  EXPECT_EQ(*css->document.identity, ":root {}");
  EXPECT_FALSE(css->immutable);
  EXPECT_EQ((*app)->find({"thema", "thema.css.br"}), nullptr) << "the compressed twin belonged to the app's own file";
  const serve::WebFile* logo = (*app)->find({"thema", "logo.svg"});
  ASSERT_NE(logo, nullptr);
  EXPECT_EQ(logo->document.type, "image/png") << "one address for the logo, whatever its kind";
  EXPECT_EQ((*app)->find({"thema", "a.woff2"})->document.type, "font/woff2");
}

TEST(Routes, WithoutAWebAppOnlyTheApiIsServed) {
  TinyServer server({}, {}, false);
  EXPECT_EQ(get(server.port(), "/").status, 404);
  EXPECT_EQ(get(server.port(), "/kaart").status, 404);
  EXPECT_EQ(get(server.port(), "/v1/edities").status, 200);
}

TEST(Routes, OnlyNamesWithAHashAreKeptForever) {
  EXPECT_TRUE(serve::has_hash("assets/index-BxY12abc.js"));
  EXPECT_TRUE(serve::has_hash("assets/source-sans-3-latin-400-normal-C_-pQ3zz.woff2"));
  for (const char* path : {"assets/index.js", "index-BxY12abc.js", "assets/index-short.js", "assets/index-BxY12ab!.js", "assets/x"})
    EXPECT_FALSE(serve::has_hash(path)) << path;
}

TEST(Csv, TextThatLooksLikeAFormulaIsMadeHarmlessAndNumbersAreNot) {
  std::string figures = waarnemingen_json("-1.5");
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"\"procent\"", "\"=1+1\""}, {"\"personen\"", "\"a;\\\"b\""}, {"\"geheim\"", "\"-geheim\""}})
    figures.replace(figures.find(from), from.size(), to);
  const auto csv = serve::render_csv(figures, gebieden_json());
  ASSERT_TRUE(csv);
  EXPECT_NE(csv->find(";-1.5;"), std::string::npos);
  EXPECT_NE(csv->find(";'=1+1;\"a;\"\"b\";"), std::string::npos);
  EXPECT_NE(csv->find(";'-geheim;"), std::string::npos);
}

TEST(Csv, FiguresOfAnotherShapeAreRefusedAsAWhole) {
  const std::string good = waarnemingen_json("1");
  EXPECT_TRUE(serve::render_csv(good, gebieden_json()));
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{{"\"status\":[0,1]", "\"status\":[0,9]"},
                                                                                 {"\"status\":[0,1]", "\"status\":[0]"},
                                                                                 {"\"waarde\":[1,null]", "\"waarde\":[1]"},
                                                                                 {"\"waarde\":[1,null]", "\"waarde\":[1,\"2\"]"},
                                                                                 {"\"reden\":[0,1]", "\"reden\":[0,-1]"},
                                                                                 {"\"niveau\":\"buurt\"", "\"niveau\":\"straat\""},
                                                                                 {"\"reeks\":", "\"rij\":"},
                                                                                 {"\"bron\":\"smap\"", "\"bron\":3"}}) {
    std::string damaged = good;
    damaged.replace(damaged.find(from), from.size(), to);
    const auto csv = serve::render_csv(damaged, gebieden_json());
    ASSERT_FALSE(csv) << to;
    EXPECT_EQ(csv.error().code, "serve.csv.damaged");
  }
  EXPECT_FALSE(serve::render_csv("", gebieden_json()));
  EXPECT_FALSE(serve::render_csv(good, "[]"));
}

}  // namespace
}  // namespace trede::test
