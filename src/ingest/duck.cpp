// SPDX-License-Identifier: EUPL-1.2
#include "ingest/duck.hpp"

#include <algorithm>
#include <stdexcept>

#include <duckdb.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/parallel.hpp"

namespace trede {

std::string sql_text(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

std::string sql_name(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

struct Duck::State {
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  ~State() {
    if (connection != nullptr) duckdb_disconnect(&connection);
    if (database != nullptr) duckdb_close(&database);
  }
};

namespace {

DuckError failure_of(const char* text, bool before_data) {
  DuckError error;
  error.text = text != nullptr ? text : "unknown";
  error.before_data = before_data;
  error.out_of_memory = error.text.find("Out of Memory") != std::string::npos || error.text.find("could not allocate") != std::string::npos;
  return error;
}

// 70 % of the memory of this machine, in DuckDB's words.
std::string memory_limit() {
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  const long size = ::sysconf(_SC_PAGESIZE);
  const std::int64_t mebibytes = pages > 0 && size > 0 ? static_cast<std::int64_t>(pages) * size / (std::int64_t{1} << 20) : 4096;
  return fmt::format("{}MiB", std::max<std::int64_t>(mebibytes * 7 / 10, 256));
}

}  // namespace

Duck::Duck(unsigned threads) : state_(std::make_unique<State>()) {
  duckdb_config config = nullptr;
  if (duckdb_create_config(&config) != DuckDBSuccess) throw std::runtime_error("DuckDB gave no configuration");
  const std::string count = std::to_string(threads == 0 ? default_threads() : threads);
  bool set = true;
  for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{{"threads", count},
                                                                                    {"memory_limit", memory_limit()},
                                                                                    {"autoinstall_known_extensions", "false"},
                                                                                    {"autoload_known_extensions", "false"},
                                                                                    {"allow_community_extensions", "false"},
                                                                                    {"allow_unsigned_extensions", "false"},
                                                                                    {"temp_directory", ""},
                                                                                    {"preserve_insertion_order", "false"}}) {
    set = duckdb_set_config(config, name.c_str(), value.c_str()) == DuckDBSuccess && set;
  }
  char* error = nullptr;
  const bool opened = set && duckdb_open_ext(":memory:", &state_->database, config, &error) == DuckDBSuccess;
  duckdb_destroy_config(&config);
  if (!opened) {
    const std::string why = error != nullptr ? error : "a setting was refused";
    duckdb_free(error);
    throw std::runtime_error("DuckDB did not open: " + why);
  }
  if (duckdb_connect(state_->database, &state_->connection) != DuckDBSuccess) throw std::runtime_error("DuckDB gave no connection");
}

void Duck::lock() {
  must("SET enable_external_access = false");
  must("SET lock_configuration = true");
}

Duck::~Duck() = default;

tl::expected<DuckResult, DuckError> Duck::query(const std::string& sql) {
  auto* raw = new duckdb_result();
  DuckResult result(raw);
  if (duckdb_query(state_->connection, sql.c_str(), raw) != DuckDBSuccess)
    return tl::unexpected<DuckError>(failure_of(duckdb_result_error(raw), false));
  return result;
}

DuckResult Duck::must(const std::string& sql) {
  auto result = query(sql);
  if (!result) throw std::logic_error("DuckDB refused a statement of ours: " + result.error().text);
  return std::move(*result);
}

tl::expected<DuckResult, DuckError> Duck::query_select(const std::string& sql) {
  duckdb_extracted_statements statements = nullptr;
  const idx_t count = duckdb_extract_statements(state_->connection, sql.c_str(), &statements);
  tl::expected<DuckResult, DuckError> out = tl::unexpected<DuckError>(DuckError{});
  duckdb_prepared_statement prepared = nullptr;
  if (count == 0) {
    out = tl::unexpected<DuckError>(failure_of(duckdb_extract_statements_error(statements), true));
  } else if (count > 1) {
    out = tl::unexpected<DuckError>(failure_of("more than one statement", true));
  } else if (duckdb_prepare_extracted_statement(state_->connection, statements, 0, &prepared) != DuckDBSuccess) {
    out = tl::unexpected<DuckError>(failure_of(duckdb_prepare_error(prepared), true));
  } else if (duckdb_prepared_statement_type(prepared) != DUCKDB_STATEMENT_TYPE_SELECT) {
    out = tl::unexpected<DuckError>(failure_of("not a SELECT", true));
  } else {
    auto* raw = new duckdb_result();
    DuckResult result(raw);
    if (duckdb_execute_prepared(prepared, raw) == DuckDBSuccess) out = std::move(result);
    else out = tl::unexpected<DuckError>(failure_of(duckdb_result_error(raw), false));
  }
  duckdb_destroy_prepare(&prepared);
  duckdb_destroy_extracted(&statements);
  return out;
}

struct Duck::Appender::State {
  duckdb_appender appender = nullptr;
};

Duck::Appender::Appender(Duck& duck, const std::string& table) : state_(std::make_unique<State>()) {
  if (duckdb_appender_create(duck.state_->connection, nullptr, table.c_str(), &state_->appender) != DuckDBSuccess)
    throw std::logic_error("DuckDB gave no appender for " + table);
}

Duck::Appender::~Appender() {
  if (state_->appender != nullptr) duckdb_appender_destroy(&state_->appender);
}

void Duck::Appender::row(const std::vector<std::optional<std::string_view>>& values) {
  for (const auto& value : values) {
    const auto state =
        value ? duckdb_append_varchar_length(state_->appender, value->data(), value->size()) : duckdb_append_null(state_->appender);
    if (state != DuckDBSuccess) throw std::runtime_error("DuckDB did not take a value");
  }
  if (duckdb_appender_end_row(state_->appender) != DuckDBSuccess) throw std::runtime_error("DuckDB did not take a row");
}

void Duck::Appender::close() {
  if (duckdb_appender_close(state_->appender) != DuckDBSuccess) throw std::runtime_error("DuckDB did not take the rows");
}

struct DuckResult::State {
  duckdb_result* raw = nullptr;
  duckdb_data_chunk chunk = nullptr;
  ~State() {
    if (chunk != nullptr) duckdb_destroy_data_chunk(&chunk);
    if (raw != nullptr) duckdb_destroy_result(raw);
    delete raw;
  }
  [[nodiscard]] duckdb_vector vector(std::size_t column) const { return duckdb_data_chunk_get_vector(chunk, column); }
};

DuckResult::DuckResult(void* raw) : state_(std::make_unique<State>()) { state_->raw = static_cast<duckdb_result*>(raw); }
DuckResult::DuckResult(DuckResult&&) noexcept = default;
DuckResult& DuckResult::operator=(DuckResult&&) noexcept = default;
DuckResult::~DuckResult() = default;

std::size_t DuckResult::columns() const { return duckdb_column_count(state_->raw); }
std::string DuckResult::name(std::size_t column) const { return duckdb_column_name(state_->raw, column); }
bool DuckResult::is_text(std::size_t column) const { return duckdb_column_type(state_->raw, column) == DUCKDB_TYPE_VARCHAR; }

bool DuckResult::is_integer(std::size_t column) const {
  switch (duckdb_column_type(state_->raw, column)) {
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_USMALLINT:
    case DUCKDB_TYPE_UINTEGER:
    case DUCKDB_TYPE_UBIGINT:
    case DUCKDB_TYPE_HUGEINT: return true;
    default: return false;
  }
}

bool DuckResult::next_chunk() {
  if (state_->chunk != nullptr) duckdb_destroy_data_chunk(&state_->chunk);
  state_->chunk = duckdb_fetch_chunk(*state_->raw);
  return state_->chunk != nullptr && chunk_size() > 0;
}

std::size_t DuckResult::chunk_size() const { return state_->chunk == nullptr ? 0 : duckdb_data_chunk_get_size(state_->chunk); }

bool DuckResult::null(std::size_t column, std::size_t row) const {
  std::uint64_t* validity = duckdb_vector_get_validity(state_->vector(column));
  return validity != nullptr && !duckdb_validity_row_is_valid(validity, row);
}

std::string_view DuckResult::text(std::size_t column, std::size_t row) const {
  auto* strings = static_cast<duckdb_string_t*>(duckdb_vector_get_data(state_->vector(column)));
  return {duckdb_string_t_data(&strings[row]), duckdb_string_t_length(strings[row])};
}

std::optional<std::int64_t> DuckResult::integer(std::size_t column, std::size_t row) const {
  const void* data = duckdb_vector_get_data(state_->vector(column));
  switch (duckdb_column_type(state_->raw, column)) {
    case DUCKDB_TYPE_TINYINT: return static_cast<const std::int8_t*>(data)[row];
    case DUCKDB_TYPE_SMALLINT: return static_cast<const std::int16_t*>(data)[row];
    case DUCKDB_TYPE_INTEGER: return static_cast<const std::int32_t*>(data)[row];
    case DUCKDB_TYPE_BIGINT: return static_cast<const std::int64_t*>(data)[row];
    case DUCKDB_TYPE_UTINYINT: return static_cast<const std::uint8_t*>(data)[row];
    case DUCKDB_TYPE_USMALLINT: return static_cast<const std::uint16_t*>(data)[row];
    case DUCKDB_TYPE_UINTEGER: return static_cast<const std::uint32_t*>(data)[row];
    case DUCKDB_TYPE_UBIGINT: {
      const std::uint64_t value = static_cast<const std::uint64_t*>(data)[row];
      if (value > static_cast<std::uint64_t>(INT64_MAX)) return std::nullopt;
      return static_cast<std::int64_t>(value);
    }
    case DUCKDB_TYPE_HUGEINT: {
      const duckdb_hugeint value = static_cast<const duckdb_hugeint*>(data)[row];
      const bool fits = (value.upper == 0 && value.lower <= static_cast<std::uint64_t>(INT64_MAX)) ||
                        (value.upper == -1 && value.lower > static_cast<std::uint64_t>(INT64_MAX));
      if (!fits) return std::nullopt;
      return static_cast<std::int64_t>(value.lower);
    }
    default: return std::nullopt;
  }
}

}  // namespace trede
