// SPDX-License-Identifier: EUPL-1.2
#pragma once
// JSON out: UTF-8, keys in the order given, numbers with the decimals asked (no locale, no exponent), no NaN and no infinity (a
// std::logic_error: the caller must write null). A thin face over RapidJSON's writer.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"

namespace trede {

class JsonWriter {
 public:
  JsonWriter();
  ~JsonWriter();
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view value);
  JsonWriter& integer(std::int64_t value);
  JsonWriter& number(double value, int decimals);  // 8.2, trailing zeros cut: 8 not 8.0; -0 becomes 0
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  JsonWriter& text(const Text& value);     // {"nl":…,"en":…}
  JsonWriter& raw(std::string_view json);  // a finished JSON value

  // key and value in one
  JsonWriter& field(std::string_view name, std::string_view value) { return key(name).string(value); }
  JsonWriter& field(std::string_view name, const char* value) { return key(name).string(value); }
  JsonWriter& field(std::string_view name, const std::string& value) { return key(name).string(value); }
  JsonWriter& field(std::string_view name, const Text& value) { return key(name).text(value); }
  JsonWriter& field_int(std::string_view name, std::int64_t value) { return key(name).integer(value); }
  JsonWriter& field_bool(std::string_view name, bool value) { return key(name).boolean(value); }

  [[nodiscard]] std::string take();  // the document; the writer is empty afterwards

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// `value` with that many decimals, rounded half away from zero on the decimal value: 8.25, stored as 8.2499…, is 8.3. The one rounding of
// everything that is published, in figures and in sentences.
double rounded_decimal(double value, int decimals);
// `value` with at most `decimals` decimals, rounded half away from zero on the decimal value, trailing zeros cut.
std::string format_number(double value, int decimals);

}  // namespace trede
