// SPDX-License-Identifier: EUPL-1.2
#include "serve/tiny_edition.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>

#include "base/compress.hpp"
#include "base/hash.hpp"
#include "edition/read/manifest.hpp"

namespace trede::test {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "trede-serve-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void write_file(const fs::path& path, const std::string& bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

std::string gebieden_json() {
  return R"({"indeling":2020,"niveaus":{"buurt":{"code":["BU99990101","BU99990102"],"naam":["Noord","Zuid"],"wijk":[0,0],"gemeente":[0,0],)"
         R"("inwoners":[100,null],"leeg":[false,true],"x":[1,2],"y":[1,2],"voorheen":[[],[]]},"wijk":{"code":["WK999901"],"naam":["Wijk"]},)"
         R"("gemeente":{"code":["GM9999"],"naam":["Proefstad"]},"land":{"code":["NL00"],"naam":["Nederland"]}}})";
}

std::string waarnemingen_json(const std::string& first_value) {
  const std::string filler(1500, ' ');  // worth compressing
  return R"({"indicator":"t1-angst","niveau":"buurt","indeling":2020,"eenheid":"procent","telt":"personen","decimalen":1,)"
         R"("redenen":["","geheim"],"statussen":["gemeten","achtergehouden"],"klassen":[5.2,6.8],"reeks":[{"periode":"2020","breuk":null,"waarde":[)" +
         first_value +
         R"(,null],"ondergrens":null,"bovengrens":[9.5,null],"teller":null,"noemer":null,"status":[0,1],"reden":[0,1],"referentie":null,"land":null,)"
         R"("herkomst":{"bron":"smap","tabel":"50120NED","bestand":"a.csv","sha256":"","opgehaald":"2021-03-27","stand":null,"kolommen":[],)"
         R"("rijen":{},"indeling":2020,"regel":null,"noemerBron":null,"stappen":[]}}]})" +
         filler;
}

std::string privacy_html() {
  return "<!doctype html><html lang=\"nl\"><title>Verslag</title><style>p{color:#123}</style><style>h1{margin:0}</style><h1>Verslag</h1>";
}

namespace {

using Files = std::map<std::string, std::string>;

void add_resource(Files& files, const std::string& path, const std::string& json) {
  files["v1/" + path + ".json"] = json;
  files["v1/" + path + ".json.br"] = brotli(json);
  files["v1/" + path + ".json.gz"] = gzip(json);
}

Files make_files(const TinyEdition& tiny) {
  Files files;
  add_resource(files, "gebieden", gebieden_json());
  add_resource(files, "waarnemingen/t1-angst/buurt", waarnemingen_json(tiny.first_value));
  add_resource(files, "profielen/GM9999", R"({"gemeente":"GM9999"})");
  for (const char* name : {"ladder", "indicatoren", "bronnen", "concordantie", "eigen-gebieden", "signalen", "vergelijkbaar", "scoring",
                           "scores/GM9999", "verhalen", "verhalen/een-verhaal"})
    add_resource(files, name, "{}");
  files["kaarten/2020/GM9999.topojson"] = R"({"type":"Topology","arcs":[],"objects":{}})";
  files["kaarten/2020.topojson"] = R"({"type":"Topology","arcs":[],"objects":{}})";
  add_resource(files, "kaarten/2020/tegels", R"({"indeling":2020,"niveaus":[]})");
  files["v1/kaarten/2020/tegels/buurt/6/32/21.mvt"] = std::string("\x1a\x00", 2);  // one empty layer
  files["rapport/bouw.json"] = R"({"gepubliceerd":1})";
  files["privacy/rapport.json"] = R"({"ontsloten":0})";
  files["privacy/rapport.html"] = privacy_html();
  files["privacy/dpia-bijlage.html"] = "<!doctype html><title>Bijlage</title><p>Niets</p>";
  files["tabellen/bronnen.csv.gz"] = gzip("bron;naam;organisatie;tabel;indeling;opgehaald;stand;licentie;toegang;behandeling;sha256\n");
  if (tiny.large_file > 0) {
    std::string& large = files["tabellen/groot.parquet"];
    large.resize(tiny.large_file);
    for (std::size_t i = 0; i < large.size(); ++i)
      large[i] = static_cast<char>((i * 31 + i / 251 + static_cast<std::size_t>(tiny.sequence)) & 0xFF);
  }
  return files;
}

}  // namespace

std::string write_edition(const fs::path& project, const TinyEdition& tiny) {
  Files files = make_files(tiny);
  const std::string rest = R"("naam":"Proefstad","fictief":true,"perioden":["2012","2020"]})";
  Manifest manifest;
  manifest.sequence = tiny.sequence;
  manifest.name = "Proefstad";
  manifest.fictional = true;
  manifest.vintage = 2020;
  manifest.catalogue_id = "oggz";
  manifest.catalogue_version = "0.1";
  manifest.catalogue_sha256 = sha256_hex("catalogue");
  manifest.engine = "0.1.0";
  manifest.editie = sha256_hex(rest);
  for (const auto& [path, bytes] : files) manifest.files.push_back({path, bytes.size(), sha256_hex(bytes)});
  manifest.content = content_hash(manifest);
  manifest.id = edition_id("proefstad", manifest.vintage, manifest.content);

  add_resource(files, "editie", fmt::format(R"({{"id":"{}","volgnummer":{},)", manifest.id, tiny.sequence) + rest);
  manifest.files.clear();
  for (const auto& [path, bytes] : files) manifest.files.push_back({path, bytes.size(), sha256_hex(bytes)});

  const fs::path folder = project / "editions" / manifest.id;
  for (const auto& [path, bytes] : files) write_file(folder / path, bytes);
  write_file(folder / "manifest.json", render_manifest(manifest));
  return manifest.id;
}

void make_current(const fs::path& project, const std::string& id) {
  const fs::path fresh = project / "editions" / ".current-new";
  fs::remove(fresh);
  fs::create_directory_symlink(id, fresh);
  fs::rename(fresh, project / "editions" / "current");
}

void write_web(const fs::path& folder) {
  write_file(folder / "web/index.html", "<!doctype html><title>Monitor</title>");
  const std::string script = "console.log('" + std::string(2000, 'a') + "')";
  write_file(folder / "web/assets/index-BxY12abc.js", script);
  write_file(folder / "web/assets/index-BxY12abc.js.br", brotli(script));
  write_file(folder / "web/thema/thema.css", "/* own */");
  write_file(folder / "web/thema/thema.css.br", brotli("/* own */"));
  write_file(folder / "web/thema/logo.svg", "<svg/>");
  write_file(folder / "web/robots.txt", "User-agent: *\n");
  write_file(folder / "web/.env", "SECRET=1\n");
  fs::create_symlink("/etc/passwd", folder / "web/passwd.txt");
}

void write_api(const fs::path& folder) {
  fs::create_directories(folder / "api");
  fs::copy_file(fs::path(TREDE_SOURCE_DIR) / "api/openapi.json", folder / "api/openapi.json");
}

}  // namespace trede::test
