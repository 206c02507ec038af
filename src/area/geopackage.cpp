// SPDX-License-Identifier: EUPL-1.2
// GeoPackage (OGC 12-128): the file is an SQLite database and treated as hostile. It is read into memory first, so that neither a
// journal beside it nor a change underneath matters; opened read-only and in defensive mode; triggers and views are off, nothing
// of its schema is trusted, and only a plain table that gpkg_contents lists as features is read, by quoted names. No SQL of the file
// runs. Geometry blobs are parsed here (header + ISO WKB of polygons), without recursion.

#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>

#include <fmt/core.h>
#include <sqlite3.h>

#include "area/shape_input.hpp"
#include "base/text.hpp"

namespace trede::shape_input {
namespace {

constexpr const char* kDamaged = "area.gpkg.damaged";
constexpr int kMaxBlob = 64 << 20;

// Bounded reading of little or big endian values.
class Bytes {
 public:
  Bytes(const unsigned char* data, std::size_t size) : data_(data), left_(size) {}
  bool skip(std::size_t count) {
    if (count > left_) return false;
    data_ += count;
    left_ -= count;
    return true;
  }
  std::optional<unsigned char> byte() {
    if (left_ == 0) return std::nullopt;
    const unsigned char value = *data_;
    skip(1);
    return value;
  }
  std::optional<std::uint32_t> u32(bool little) {
    if (left_ < 4) return std::nullopt;
    std::uint32_t value = 0;
    for (unsigned i = 0; i < 4; ++i) value |= static_cast<std::uint32_t>(data_[little ? i : 3 - i]) << (8U * i);
    skip(4);
    return value;
  }
  std::optional<double> f64(bool little) {
    if (left_ < 8) return std::nullopt;
    std::uint64_t bits = 0;
    for (unsigned i = 0; i < 8; ++i) bits |= static_cast<std::uint64_t>(data_[little ? i : 7 - i]) << (8U * i);
    skip(8);
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }
  [[nodiscard]] std::size_t left() const { return left_; }

 private:
  const unsigned char* data_;
  std::size_t left_;
};

struct WkbHeader {
  bool little = true;
  std::uint32_t type = 0;  // 3 polygon, 6 multipolygon
  std::size_t extra = 0;   // coordinates beside x and y
};

std::optional<WkbHeader> read_wkb_header(Bytes& in) {
  const auto order = in.byte();
  if (!order || *order > 1) return std::nullopt;
  WkbHeader header;
  header.little = *order == 1;
  const auto type = in.u32(header.little);
  if (!type || *type >= 4000) return std::nullopt;
  header.type = *type % 1000;
  header.extra = *type / 1000 == 3 ? 2 : *type / 1000 == 0 ? 0 : 1;
  return header;
}

bool read_wkb_polygon(Bytes& in, const WkbHeader& header, MultiPolygon& out) {
  const auto ring_count = in.u32(header.little);
  if (!ring_count || *ring_count == 0 || *ring_count > in.left() / 4) return false;
  Polygon polygon;
  for (std::uint32_t r = 0; r < *ring_count; ++r) {
    const auto count = in.u32(header.little);
    const std::size_t width = 8 * (2 + header.extra);
    if (!count || *count > in.left() / width) return false;
    Ring ring(*count);
    for (Point& point : ring) {
      point.x = *in.f64(header.little);
      point.y = *in.f64(header.little);
      in.skip(8 * header.extra);
    }
    polygon.rings.push_back(std::move(ring));
  }
  out.push_back(std::move(polygon));
  return true;
}

bool read_wkb(Bytes& in, MultiPolygon& out) {
  const auto header = read_wkb_header(in);
  if (!header) return false;
  if (header->type == 3) return read_wkb_polygon(in, *header, out);
  if (header->type != 6) return false;
  const auto count = in.u32(header->little);
  if (!count || *count == 0 || *count > in.left() / 9) return false;
  for (std::uint32_t i = 0; i < *count; ++i) {
    const auto part = read_wkb_header(in);
    if (!part || part->type != 3 || !read_wkb_polygon(in, *part, out)) return false;
  }
  return true;
}

// The GeoPackage header before the WKB: "GP", version, flags, srs id, envelope.
bool read_blob(const unsigned char* data, std::size_t size, MultiPolygon& out) {
  Bytes in(data, size);
  const auto g = in.byte();
  const auto p = in.byte();
  const auto version = in.byte();
  const auto flags = in.byte();
  if (g != 'G' || p != 'P' || version != 0 || !flags || (*flags & 0x20U) != 0 || (*flags & 0x10U) != 0) return false;
  const std::size_t envelope = (*flags >> 1U) & 7U;
  if (envelope > 4) return false;
  constexpr std::size_t kEnvelopeBytes[] = {0, 32, 48, 48, 64};
  return in.skip(4 + kEnvelopeBytes[envelope]) && read_wkb(in, out);
}

std::string quoted(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

struct CloseDatabase {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
struct EndStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, EndStatement>;

class Package {
 public:
  Package(std::string bytes, const ShapeSpec& spec) : bytes_(std::move(bytes)), spec_(spec) {}

  Checked<std::vector<Feature>> read() {
    if (!open()) return damaged();
    const auto geometry = find_layer();
    if (!geometry) return tl::unexpected<Errors>(geometry.error());
    const auto columns = columns_of_layer();
    for (const std::string& name : {spec_.code_property, spec_.name_property}) {
      if (name.empty() || has(columns, name)) continue;
      return fail(problem("area.gpkg.column_missing", fmt::format("De laag heeft geen kolom '{}'.", display_name(name)),
                          fmt::format("The layer has no column '{}'.", display_name(name)), spec_));
    }
    if (!has(columns, *geometry)) return damaged();
    return read_rows(*geometry, columns);
  }

 private:
  tl::unexpected<Errors> damaged() const {
    return fail(problem(kDamaged, "Dit is geen gaaf GeoPackage. Haal het bestand opnieuw op.",
                        "This is no sound GeoPackage. Fetch the file again.", spec_));
  }

  bool open() {
    if (bytes_.size() < 512 || !bytes_.starts_with(std::string_view("SQLite format 3\0", 16))) return false;
    const std::string_view id = std::string_view(bytes_).substr(68, 4);
    if (id != "GPKG" && id != "GP10" && id != "GP11") return false;
    bytes_[18] = bytes_[19] = 1;  // a database in memory has no write-ahead log
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2(":memory:", &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_PRIVATECACHE, nullptr);
    db_.reset(raw);
    if (opened != SQLITE_OK) return false;
    for (const auto& [option, value] : {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1}, std::pair{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                        std::pair{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, std::pair{SQLITE_DBCONFIG_ENABLE_VIEW, 0},
                                        std::pair{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}}) {
      if (sqlite3_db_config(db_.get(), option, value, nullptr) != SQLITE_OK) return false;
    }
    sqlite3_limit(db_.get(), SQLITE_LIMIT_LENGTH, kMaxBlob);
    sqlite3_limit(db_.get(), SQLITE_LIMIT_ATTACHED, 0);
    const auto size = static_cast<sqlite3_int64>(bytes_.size());
    return sqlite3_deserialize(db_.get(), "main", reinterpret_cast<unsigned char*>(bytes_.data()), size, size,
                               SQLITE_DESERIALIZE_READONLY) == SQLITE_OK;
  }

  Statement prepare(const std::string& sql) const {
    sqlite3_stmt* raw = nullptr;
    sqlite3_prepare_v2(db_.get(), sql.c_str(), -1, &raw, nullptr);
    return Statement(raw);
  }

  static std::string text(const Statement& row, int column) {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(row.get(), column));
    return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(row.get(), column)));
  }

  // First value of the first row; nullopt when there is none or the query cannot run.
  std::optional<std::string> one(const std::string& sql, const std::string& bound) const {
    const Statement row = prepare(sql);
    if (!row) return std::nullopt;
    sqlite3_bind_text(row.get(), 1, bound.c_str(), static_cast<int>(bound.size()), SQLITE_STATIC);
    if (sqlite3_step(row.get()) != SQLITE_ROW) return std::nullopt;
    return text(row, 0);
  }

  // The plain table's own definition; a view or a virtual table is none.
  bool is_plain_table(const std::string& name) const {
    const auto sql = one("SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?1 AND rootpage > 0", name);
    return sql && sql->starts_with("CREATE TABLE");
  }

  // The geometry column of the layer.
  Checked<std::string> find_layer() const {
    for (const char* name : {"gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys"}) {
      if (!is_plain_table(name)) return damaged();
    }
    if (!one("SELECT 1 FROM gpkg_contents WHERE table_name = ?1 AND data_type = 'features'", spec_.layer) || !is_plain_table(spec_.layer)) {
      return fail(problem(
          "area.gpkg.layer_missing",
          fmt::format("Het GeoPackage heeft geen tabel '{}' met vlakken. Wel aanwezig: {}.", display_name(spec_.layer), layers()),
          fmt::format("The GeoPackage has no table '{}' with features. Present are: {}.", display_name(spec_.layer), layers()), spec_));
    }
    const auto geometry = one("SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?1", spec_.layer);
    const auto crs =
        one("SELECT upper(s.organization) || ':' || s.organization_coordsys_id FROM gpkg_geometry_columns g "
            "JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id WHERE g.table_name = ?1",
            spec_.layer);
    if (!geometry || !crs) return damaged();
    if (*crs != spec_.crs) {
      return fail(problem("area.gpkg.crs_other",
                          fmt::format("De laag staat in {}, maar opgegeven is {}. Verbeter crs.", display_name(*crs), spec_.crs),
                          fmt::format("The layer is in {}, but {} was given. Correct crs.", display_name(*crs), spec_.crs), spec_));
    }
    return *geometry;
  }

  std::string layers() const {
    std::string names;
    const Statement row = prepare("SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY table_name LIMIT 20");
    while (row && sqlite3_step(row.get()) == SQLITE_ROW) names += (names.empty() ? "" : ", ") + display_name(text(row, 0));
    return names.empty() ? "-" : names;
  }

  std::vector<std::string> columns_of_layer() const {
    std::vector<std::string> names;
    const Statement row = prepare("PRAGMA main.table_info(" + quoted(spec_.layer) + ")");  // without generated columns
    while (row && sqlite3_step(row.get()) == SQLITE_ROW) names.push_back(text(row, 1));
    return names;
  }

  static bool has(const std::vector<std::string>& columns, const std::string& name) {
    for (const std::string& column : columns)
      if (column == name) return true;
    return false;
  }

  Checked<std::vector<Feature>> read_rows(const std::string& geometry, const std::vector<std::string>& columns) const {
    std::string water = "NULL";
    for (const char* name : {"water", "WATER", "H2O"})
      if (has(columns, name)) water = quoted(name);
    const std::string name = spec_.name_property.empty() ? "NULL" : quoted(spec_.name_property);
    const Statement row = prepare("SELECT " + quoted(geometry) + ", " + quoted(spec_.code_property) + ", " + name + ", " + water +
                                  " FROM main." + quoted(spec_.layer) + " NOT INDEXED ORDER BY rowid");
    if (!row) return damaged();
    std::vector<Feature> features;
    Errors errors;
    std::int64_t number = 0;
    std::size_t vertices = 0;
    int state = SQLITE_ROW;
    while ((state = sqlite3_step(row.get())) == SQLITE_ROW) {
      ++number;
      if (text(row, 3) == "JA") continue;
      Feature feature;
      feature.row = number;
      feature.code = trim(text(row, 1));
      feature.name = trim(text(row, 2));
      const auto* blob = static_cast<const unsigned char*>(sqlite3_column_blob(row.get(), 0));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(row.get(), 0));
      if (blob == nullptr || sqlite3_column_type(row.get(), 0) != SQLITE_BLOB || !read_blob(blob, size, feature.polygons)) {
        errors.add(problem(kDamaged, "De geometrie is geen (Multi)Polygon van een GeoPackage.",
                           "The geometry is no (Multi)Polygon of a GeoPackage.", spec_, number));
        continue;
      }
      for (const Polygon& polygon : feature.polygons)
        for (const Ring& ring : polygon.rings) vertices += ring.size();
      if (vertices > kMaxVertices) return fail(too_many_vertices(spec_));
      features.push_back(std::move(feature));
    }
    if (state == SQLITE_TOOBIG) {
      return fail(problem("area.gpkg.too_large", "Een geometrie in het GeoPackage is groter dan 64 MiB.",
                          "A geometry in the GeoPackage is larger than 64 MiB.", spec_, number + 1, Failure::limit));
    }
    if (state != SQLITE_DONE) return damaged();
    if (errors.fatal()) return tl::unexpected<Errors>(std::move(errors));
    return features;
  }

  std::string bytes_;  // must outlive db_
  const ShapeSpec& spec_;
  std::unique_ptr<sqlite3, CloseDatabase> db_;
};

}  // namespace

Checked<std::vector<Feature>> read_geopackage(std::string bytes, const ShapeSpec& spec) { return Package(std::move(bytes), spec).read(); }

}  // namespace trede::shape_input
