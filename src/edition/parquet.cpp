// SPDX-License-Identifier: EUPL-1.2
#include "edition/parquet.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include <duckdb.h>
#include <fmt/format.h>

#include "edition/numbers.hpp"
#include "edition/problems.hpp"

namespace trede {
namespace {

constexpr const char* kFunction = "edition_rows";

struct Table {
  const TableContract* contract = nullptr;
  const TableRows* rows = nullptr;
};

struct Cursor {
  std::size_t next = 0;
};

duckdb_type type_of(TableType type) {
  switch (type) {
    case TableType::number: return DUCKDB_TYPE_DOUBLE;
    case TableType::whole: return DUCKDB_TYPE_BIGINT;
    case TableType::text: break;
  }
  return DUCKDB_TYPE_VARCHAR;
}

// Puts the cells of one row into the vectors of a chunk.
class ChunkSink : public RowSink {
 public:
  ChunkSink(duckdb_data_chunk chunk, std::size_t columns) {
    for (idx_t i = 0; i < columns; ++i) {
      vectors_.push_back(duckdb_data_chunk_get_vector(chunk, i));
      data_.push_back(duckdb_vector_get_data(vectors_.back()));
    }
  }
  void text(std::string_view value) override {
    if (value.empty()) return nothing();
    duckdb_vector_assign_string_element_len(vectors_[column_++], row_, value.data(), value.size());
  }
  void number(double value, int decimals) override { static_cast<double*>(data_[column_++])[row_] = rounded_number(value, decimals); }
  void whole(std::int64_t value) override { static_cast<std::int64_t*>(data_[column_++])[row_] = value; }
  void nothing() override {
    duckdb_vector_ensure_validity_writable(vectors_[column_]);
    duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vectors_[column_]), row_);
    ++column_;
  }
  void end_row() {
    ++row_;
    column_ = 0;
  }
  [[nodiscard]] idx_t rows() const { return row_; }

 private:
  std::vector<duckdb_vector> vectors_;
  std::vector<void*> data_;
  std::size_t column_ = 0;
  idx_t row_ = 0;
};

void bind(duckdb_bind_info info) {
  const auto& table = *static_cast<const Table*>(duckdb_bind_get_extra_info(info));
  for (const TableColumn& column : table.contract->columns) {
    duckdb_logical_type type = duckdb_create_logical_type(type_of(column.type));
    duckdb_bind_add_result_column(info, std::string(column.name).c_str(), type);
    duckdb_destroy_logical_type(&type);
  }
  duckdb_bind_set_cardinality(info, table.rows->size(), true);
}

void start(duckdb_init_info info) {
  duckdb_init_set_max_threads(info, 1);
  duckdb_init_set_init_data(info, new Cursor, [](void* cursor) { delete static_cast<Cursor*>(cursor); });
}

// Called from C: nothing may be thrown through it.
void fill(duckdb_function_info info, duckdb_data_chunk chunk) {
  const auto& table = *static_cast<const Table*>(duckdb_function_get_extra_info(info));
  auto& cursor = *static_cast<Cursor*>(duckdb_function_get_init_data(info));
  try {
    ChunkSink sink(chunk, table.contract->columns.size());
    const std::size_t stop = std::min(table.rows->size(), cursor.next + duckdb_vector_size());
    for (; cursor.next < stop; ++cursor.next) {
      table.rows->row(cursor.next, sink);
      sink.end_row();
    }
    duckdb_data_chunk_set_size(chunk, sink.rows());
  } catch (const std::exception& problem) {
    duckdb_function_set_error(info, problem.what());
  }
}

class Database {
 public:
  Database() {
    duckdb_config config = nullptr;
    if (duckdb_create_config(&config) != DuckDBSuccess) throw std::runtime_error("DuckDB is not available");
    for (const auto& [name, value] :
         {std::pair{"threads", "1"}, std::pair{"preserve_insertion_order", "true"}, std::pair{"temp_directory", ""},
          std::pair{"autoinstall_known_extensions", "false"}, std::pair{"autoload_known_extensions", "false"}})
      duckdb_set_config(config, name, value);
    const bool open =
        duckdb_open_ext(nullptr, &database_, config, nullptr) == DuckDBSuccess && duckdb_connect(database_, &connection_) == DuckDBSuccess;
    duckdb_destroy_config(&config);
    if (!open) throw std::runtime_error("DuckDB is not available");
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() {
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
  }

  void offer(Table& table) {
    duckdb_table_function function = duckdb_create_table_function();
    duckdb_table_function_set_name(function, kFunction);
    duckdb_table_function_set_extra_info(function, &table, nullptr);
    duckdb_table_function_set_bind(function, bind);
    duckdb_table_function_set_init(function, start);
    duckdb_table_function_set_function(function, fill);
    const bool done = duckdb_register_table_function(connection_, function) == DuckDBSuccess;
    duckdb_destroy_table_function(&function);
    if (!done) throw std::runtime_error("DuckDB did not take a table function");
  }

  // Empty, or what went wrong.
  std::string run(const std::string& sql) {
    duckdb_result result;
    const bool done = duckdb_query(connection_, sql.c_str(), &result) == DuckDBSuccess;
    std::string problem;
    if (!done) problem = duckdb_result_error(&result) == nullptr ? "?" : duckdb_result_error(&result);
    duckdb_destroy_result(&result);
    return problem;
  }

 private:
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

std::string sql_text(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += '\'';
    out += c;
  }
  return out + "'";
}

}  // namespace

Result<void> write_parquet(const TableContract& contract, const TableRows& rows, const std::filesystem::path& path) {
  Table table{&contract, &rows};
  Database database;
  database.offer(table);
  const std::string sql =
      fmt::format("COPY (SELECT * FROM {}()) TO {} (FORMAT parquet, COMPRESSION zstd)", kFunction, sql_text(path.string()));
  if (const std::string problem = database.run(sql); !problem.empty()) return fail_one(table_failed(path, problem));
  return {};
}

}  // namespace trede
