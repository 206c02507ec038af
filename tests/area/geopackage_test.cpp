// SPDX-License-Identifier: EUPL-1.2
// GeoPackages made here by SQLite, whole and damaged.
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "area/drawn.hpp"
#include "area/shapes.hpp"

namespace trede {
namespace {

using Codes = std::vector<std::string>;

void put(std::string& out, const void* value, std::size_t size) { out.append(static_cast<const char*>(value), size); }
void put_u32(std::string& out, std::uint32_t value) { put(out, &value, 4); }
void put_f64(std::string& out, double value) { put(out, &value, 8); }
static_assert(std::endian::native == std::endian::little);

// Header with an envelope, then a little-endian MultiPolygon.
std::string blob(const MultiPolygon& shape) {
  std::string out = "GP";
  out += '\0';
  out += '\x03';  // little endian, envelope xy
  put_u32(out, 28992);
  for (int i = 0; i < 4; ++i) put_f64(out, 0);
  out += '\1';
  put_u32(out, 6);
  put_u32(out, static_cast<std::uint32_t>(shape.size()));
  for (const Polygon& polygon : shape) {
    out += '\1';
    put_u32(out, 3);
    put_u32(out, static_cast<std::uint32_t>(polygon.rings.size()));
    for (const Ring& ring : polygon.rings) {
      put_u32(out, static_cast<std::uint32_t>(ring.size()));
      for (const Point& p : ring) {
        put_f64(out, p.x);
        put_f64(out, p.y);
      }
    }
  }
  return out;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Package {
  test::Folder folder;
  test::Map map = test::drawn({"AAB", "ACB"});
  std::string path = folder.path("kaart.gpkg");

  void run(const std::string& sql) const {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
    char* message = nullptr;
    EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << (message != nullptr ? message : "");
    sqlite3_free(message);
    sqlite3_close(db);
  }

  void insert(const std::string& area, const std::string& geometry) const {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
    sqlite3_stmt* row = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(db, "INSERT INTO buurten(geom, code, naam) VALUES(?1, ?2, 'x')", -1, &row, nullptr), SQLITE_OK);
    sqlite3_bind_blob(row, 1, geometry.data(), static_cast<int>(geometry.size()), SQLITE_STATIC);
    sqlite3_bind_text(row, 2, area.c_str(), -1, SQLITE_STATIC);
    EXPECT_EQ(sqlite3_step(row), SQLITE_DONE);
    sqlite3_finalize(row);
    sqlite3_close(db);
  }

  void make(bool with_shapes = true) const {
    run("PRAGMA application_id = 0x47504B47;"
        "CREATE TABLE gpkg_spatial_ref_sys(srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER);"
        "CREATE TABLE gpkg_contents(table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER);"
        "CREATE TABLE gpkg_geometry_columns(table_name TEXT, column_name TEXT, srs_id INTEGER);"
        "INSERT INTO gpkg_spatial_ref_sys VALUES('RD', 28992, 'EPSG', 28992), ('WGS84', 4326, 'EPSG', 4326);"
        "INSERT INTO gpkg_contents VALUES('buurten', 'features', 28992);"
        "INSERT INTO gpkg_geometry_columns VALUES('buurten', 'geom', 28992);"
        "CREATE TABLE buurten(fid INTEGER PRIMARY KEY, geom BLOB, code TEXT, naam TEXT);");
    if (!with_shapes) return;
    for (const Shape& shape : map.buurten.shapes) insert(map.areas.code(shape.area).str(), blob(shape.rd));
  }

  [[nodiscard]] Checked<ShapeLayer> read(const std::string& layer = "buurten", const std::string& crs = "EPSG:28992",
                                         const std::string& column = "code") const {
    return read_shapes({AreaLevel::buurt, path, layer, column, "", crs}, map.areas);
  }
  [[nodiscard]] Codes codes(const std::string& layer = "buurten", const std::string& crs = "EPSG:28992",
                            const std::string& column = "code") const {
    const auto found = read(layer, crs, column);
    return found ? Codes{} : test::codes_of(found.error());
  }
};

TEST(GeoPackage, ASoundPackageGivesTheShapesThatWentIn) {
  const Package package;
  package.make();
  const auto layer = package.read();
  ASSERT_TRUE(layer.has_value()) << to_line(layer.error().list().at(0), "en");
  ASSERT_EQ(layer->shapes.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(layer->shapes[i].rd[0].rings[0], package.map.buurten.shapes[i].rd[0].rings[0]);
}

TEST(GeoPackage, APackageInWriteAheadModeIsRead) {
  const Package package;
  package.make();
  package.run("PRAGMA journal_mode = WAL");
  EXPECT_TRUE(package.read().has_value());
}

TEST(GeoPackage, AMissingLayerColumnOrAnotherCoordinateSystemIsSaid) {
  const Package package;
  package.make();
  EXPECT_EQ(package.codes("wijken"), Codes{"area.gpkg.layer_missing"});
  EXPECT_EQ(package.codes("buurten", "EPSG:4326"), Codes{"area.gpkg.crs_other"});
  EXPECT_EQ(package.codes("buurten", "EPSG:28992", "statcode"), Codes{"area.gpkg.column_missing"});
  EXPECT_EQ(package.codes("buurten\"; DROP TABLE buurten; --"), Codes{"area.gpkg.layer_missing"});
  EXPECT_NE(package.read("wijken").error().list()[0].en.find("buurten"), std::string::npos);
}

TEST(GeoPackage, AViewOrVirtualTableNamedAsLayerIsNoLayer) {
  const Package package;
  package.make();
  package.run(
      "CREATE VIEW kijk AS SELECT * FROM buurten; INSERT INTO gpkg_contents VALUES('kijk', 'features', 28992);"
      "INSERT INTO gpkg_geometry_columns VALUES('kijk', 'geom', 28992);"
      "CREATE VIRTUAL TABLE boom USING rtree(id, a, b); INSERT INTO gpkg_contents VALUES('boom', 'features', 28992);"
      "INSERT INTO gpkg_geometry_columns VALUES('boom', 'a', 28992);");
  EXPECT_EQ(package.codes("kijk"), Codes{"area.gpkg.layer_missing"});
  EXPECT_EQ(package.codes("boom"), Codes{"area.gpkg.layer_missing"});
  package.run("ALTER TABLE gpkg_contents RENAME TO echt; CREATE VIEW gpkg_contents AS SELECT * FROM echt;");
  EXPECT_EQ(package.codes(), Codes{"area.gpkg.damaged"});
}

TEST(GeoPackage, ATriggerInTheFileDoesNotMatterAndTheFileStaysAsItWas) {
  const Package package;
  package.make();
  package.run("CREATE TRIGGER t AFTER INSERT ON buurten BEGIN DELETE FROM gpkg_contents; END;");
  const std::string before = read_file(package.path);
  EXPECT_TRUE(package.read().has_value());
  EXPECT_EQ(read_file(package.path), before);
}

TEST(GeoPackage, WrongMagicAndDamagedGeometriesAreRefused) {
  {
    const Package package;
    package.make();
    package.run("PRAGMA application_id = 1");
    EXPECT_EQ(package.codes(), Codes{"area.gpkg.damaged"});
  }
  const std::string good = blob({Polygon{{{{160000, 380000}, {160100, 380000}, {160000, 380100}, {160000, 380000}}}}});
  std::string huge_count = good;
  huge_count.replace(45, 4, "\xff\xff\xff\x7f");
  std::string point = good;
  point[41] = '\1';
  for (const std::string& bad :
       {std::string(), std::string("GP"), std::string(200, 'x'), good.substr(0, good.size() - 1), huge_count, point}) {
    const Package package;
    package.make(false);
    package.insert("BU00010101", bad);
    EXPECT_EQ(package.codes(), Codes{"area.gpkg.damaged"});
  }
  const Package package;
  package.make(false);
  package.insert("BU00010101", blob({Polygon{{{{160000, 380000}, {std::nan(""), 380000}, {160000, 380100}, {160000, 380000}}}}}));
  EXPECT_EQ(package.codes(), Codes{"area.shape.not_finite"});
}

TEST(GeoPackage, ABlobOf70MiBEndsAtTheLimit) {
  const Package package;
  package.make(false);
  package.run("INSERT INTO buurten(geom, code) VALUES(zeroblob(70 * 1024 * 1024), 'BU00010101')");
  const auto layer = package.read();
  ASSERT_FALSE(layer.has_value());
  EXPECT_EQ(test::codes_of(layer.error()), Codes{"area.gpkg.too_large"});
  EXPECT_EQ(layer.error().failure(), Failure::limit);
}

TEST(GeoPackage, NoDamageOfTheFileCrashesTheReader) {
  const Package package;
  package.make();
  const std::string whole = read_file(package.path);
  std::mt19937 random(24);
  std::size_t refused = 0;
  for (int round = 0; round < 400; ++round) {
    std::string bytes = whole;
    if (round % 4 == 0) bytes.resize(random() % bytes.size());
    for (int n = 0; n < 1 + round % 30 && !bytes.empty(); ++n) bytes[random() % bytes.size()] = static_cast<char>(random());
    std::ofstream(package.path, std::ios::binary) << bytes;
    if (!package.read().has_value()) ++refused;
  }
  EXPECT_GT(refused, 100U);
}

}  // namespace
}  // namespace trede
