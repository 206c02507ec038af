// SPDX-License-Identifier: EUPL-1.2
#include "base/json_writer.hpp"

#include <cmath>
#include <stdexcept>

#include <fmt/format.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace trede {

struct JsonWriter::State {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer{buffer};
};

namespace {
constexpr double kExact = 4e15;  // beyond it a double has no digits to round
rapidjson::SizeType length(std::string_view s) { return static_cast<rapidjson::SizeType>(s.size()); }
}  // namespace

JsonWriter::JsonWriter() : state_(std::make_unique<State>()) {}
JsonWriter::~JsonWriter() = default;

JsonWriter& JsonWriter::begin_object() {
  state_->writer.StartObject();
  return *this;
}
JsonWriter& JsonWriter::end_object() {
  state_->writer.EndObject();
  return *this;
}
JsonWriter& JsonWriter::begin_array() {
  state_->writer.StartArray();
  return *this;
}
JsonWriter& JsonWriter::end_array() {
  state_->writer.EndArray();
  return *this;
}
JsonWriter& JsonWriter::key(std::string_view name) {
  state_->writer.Key(name.data(), length(name));
  return *this;
}
JsonWriter& JsonWriter::string(std::string_view value) {
  state_->writer.String(value.data() == nullptr ? "" : value.data(), length(value));
  return *this;
}
JsonWriter& JsonWriter::integer(std::int64_t value) {
  state_->writer.Int64(value);
  return *this;
}
JsonWriter& JsonWriter::boolean(bool value) {
  state_->writer.Bool(value);
  return *this;
}
JsonWriter& JsonWriter::null() {
  state_->writer.Null();
  return *this;
}
JsonWriter& JsonWriter::text(const Text& value) { return begin_object().field("nl", value.nl).field("en", value.en).end_object(); }

JsonWriter& JsonWriter::number(double value, int decimals) {
  const std::string text = format_number(value, decimals);
  state_->writer.RawValue(text.data(), text.size(), rapidjson::kNumberType);
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  state_->writer.RawValue(json.data(), json.size(), rapidjson::kObjectType);
  return *this;
}

std::string JsonWriter::take() {
  std::string out(state_->buffer.GetString(), state_->buffer.GetSize());
  state_->buffer.Clear();
  state_->writer.Reset(state_->buffer);
  return out;
}

double rounded_decimal(double value, int decimals) {
  const double power = std::pow(10.0, decimals);
  const double scaled = value * power;
  if (std::abs(scaled) >= kExact) return value;
  const bool half = std::abs(std::abs(scaled - std::trunc(scaled)) - 0.5) < std::max(1e-9, 1e-15 * std::abs(scaled));
  return (half ? std::trunc(scaled) + std::copysign(1.0, scaled) : std::round(scaled)) / power;
}

std::string format_number(double value, int decimals) {
  if (!std::isfinite(value)) throw std::logic_error("a figure is not a finite number");
  std::string text = fmt::format("{:.{}f}", rounded_decimal(value, decimals), decimals);
  if (decimals > 0) {
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

}  // namespace trede
