// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Errors as values. An Error is for the person who must fix it: a stable code, a sentence in Dutch and English that says what to
// do, and the place in that person's own file. It never holds a value from a register.
//
// Functions that can find many problems at once return Checked<T>, whose error is the ordered list of all of them; functions with
// one way to fail return Result<T>.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace trede {

// What a failure means for the caller of the program; the value is the exit code (interface.md §1).
enum class Failure : std::uint8_t {
  usage = 2,
  input = 3,
  disclosure = 4,
  integrity = 5,
  io = 6,
  locked = 7,
  limit = 8,
  internal = 70,
};

enum class Severity : std::uint8_t { error, warning };

// A place in the user's data. Lines and rows count from 1; 0 means "not known". `row` counts data rows without the header.
struct Where {
  std::string file = {};
  std::int64_t line = 0;
  std::int64_t column = 0;       // character position, for text such as TOML
  std::int64_t row = 0;          // data row, for tables
  std::string column_name = {};  // header of the column, for tables
};

struct Error {
  std::string code;  // stable: "ingest.csv.bad_number"; listed in docs/formats/errors.md
  Failure failure = Failure::input;
  std::string nl;  // what is wrong and what to do
  std::string en;
  Where where;
  Severity severity = Severity::error;
};

// All problems of one step, in the order of the data, at most kMaxErrors; the rest is counted.
class Errors {
 public:
  static constexpr std::size_t kMaxErrors = 1000;

  Errors() = default;
  explicit Errors(Error error) { add(std::move(error)); }

  void add(Error error);
  void add(Errors other);
  [[nodiscard]] bool empty() const { return list_.empty() && dropped_ == 0; }
  // True when at least one entry is an error and not only a warning.
  [[nodiscard]] bool fatal() const { return fatal_; }
  [[nodiscard]] const std::vector<Error>& list() const { return list_; }
  [[nodiscard]] std::size_t dropped() const { return dropped_; }
  // The failure that decides the exit code: that of the first real error.
  [[nodiscard]] Failure failure() const;
  // Orders by file, line, row, column, code, so that the list does not depend on the order of work.
  void sort();

 private:
  std::vector<Error> list_;
  std::size_t dropped_ = 0;
  bool fatal_ = false;
};

template <class T>
using Result = tl::expected<T, Error>;
template <class T>
using Checked = tl::expected<T, Errors>;

inline tl::unexpected<Errors> fail(Error error) { return tl::unexpected<Errors>(Errors(std::move(error))); }
inline tl::unexpected<Error> fail_one(Error error) { return tl::unexpected<Error>(std::move(error)); }

// "bestand.csv:12, kolom inwoners: zin (code)" in the language asked ("nl" or "en").
std::string to_line(const Error& error, std::string_view language);
// {"bestand","regel","kolom","rij","kolomnaam","regelcode","ernst","melding"}: never a value from the data.
std::string to_json(const Error& error, std::string_view language);

// A file name as it may be shown: control characters and invalid UTF-8 become '?', at most 200 characters.
std::string display_name(std::string_view path);

}  // namespace trede
