// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A small wall around DuckDB's C API: an in-memory database that never writes to disk, loads no extensions, and can be locked so that
// SQL cannot reach a file. Statements take no text from data: values travel by appender or by quoted literals of our own making.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace trede {

// 'it''s': a literal for SQL.
std::string sql_text(std::string_view text);
// "a ""name""": an identifier for SQL.
std::string sql_name(std::string_view name);

class DuckResult;

// Why SQL failed, in DuckDB's words. Once data is read those words may hold a value: they are shown only when `before_data`.
struct DuckError {
  std::string text;
  bool before_data = false;
  bool out_of_memory = false;
};

class Duck {
 public:
  // In memory, `threads` threads (0 = as many as the machine has), at most 70 % of the machine's memory, never a temporary file, never an
  // extension that is not built in.
  explicit Duck(unsigned threads);
  ~Duck();
  Duck(const Duck&) = delete;
  Duck& operator=(const Duck&) = delete;

  // From here on SQL reaches no file and no network, and no setting can be changed. Called after our own loading and before any SQL
  // of a catalogue.
  void lock();

  tl::expected<DuckResult, DuckError> query(const std::string& sql);
  // Throws when it fails: for statements that are ours and cannot fail.
  DuckResult must(const std::string& sql);
  // As query(), but only if the text is exactly one SELECT.
  tl::expected<DuckResult, DuckError> query_select(const std::string& sql);

  // Fills a table of VARCHAR columns, row by row; nullopt is NULL.
  class Appender {
   public:
    Appender(Duck& duck, const std::string& table);
    ~Appender();
    Appender(const Appender&) = delete;
    Appender& operator=(const Appender&) = delete;
    void row(const std::vector<std::optional<std::string_view>>& values);
    void close();

   private:
    struct State;
    std::unique_ptr<State> state_;
  };

 private:
  friend class Appender;
  struct State;
  std::unique_ptr<State> state_;
};

// A result, read chunk by chunk. Views hold until the next call of next_chunk().
class DuckResult {
 public:
  explicit DuckResult(void* raw);  // duckdb_result*, taken over
  DuckResult(DuckResult&&) noexcept;
  DuckResult& operator=(DuckResult&&) noexcept;
  ~DuckResult();

  [[nodiscard]] std::size_t columns() const;
  [[nodiscard]] std::string name(std::size_t column) const;
  [[nodiscard]] bool is_text(std::size_t column) const;
  [[nodiscard]] bool is_integer(std::size_t column) const;  // of any width

  bool next_chunk();
  [[nodiscard]] std::size_t chunk_size() const;
  [[nodiscard]] bool null(std::size_t column, std::size_t row) const;
  [[nodiscard]] std::string_view text(std::size_t column, std::size_t row) const;
  // nullopt when it does not fit in 64 bits.
  [[nodiscard]] std::optional<std::int64_t> integer(std::size_t column, std::size_t row) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace trede
