// SPDX-License-Identifier: EUPL-1.2
#include "serve/response.hpp"

#include <array>
#include <chrono>
#include <ctime>

#include <fmt/format.h>

#include "base/json_writer.hpp"

namespace trede::serve {

namespace {

struct StatusText {
  int status;
  std::string_view phrase, title;
};

constexpr std::array<StatusText, 17> kStatuses = {{
    {200, "OK", ""},
    {204, "No Content", ""},
    {304, "Not Modified", ""},
    {307, "Temporary Redirect", ""},
    {400, "Bad Request", "Ongeldig verzoek"},
    {404, "Not Found", "Niet gevonden"},
    {405, "Method Not Allowed", "Methode niet toegestaan"},
    {406, "Not Acceptable", "Formaat niet beschikbaar"},
    {408, "Request Timeout", "Verzoek duurde te lang"},
    {413, "Content Too Large", "Verzoek met inhoud"},
    {414, "URI Too Long", "Adres te lang"},
    {417, "Expectation Failed", "Verwachting niet ondersteund"},
    {431, "Request Header Fields Too Large", "Kop te groot"},
    {500, "Internal Server Error", "Interne fout"},
    {501, "Not Implemented", "Methode onbekend"},
    {503, "Service Unavailable", "Tijdelijk niet beschikbaar"},
    {505, "HTTP Version Not Supported", "HTTP-versie niet ondersteund"},
}};

const StatusText& find_status(int status) {
  for (const StatusText& text : kStatuses)
    if (text.status == status) return text;
  return find_status(500);
}

constexpr std::string_view kCommonFields =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Strict-Transport-Security: max-age=31536000\r\n";

constexpr std::string_view kApiFields =
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
    "X-Frame-Options: DENY\r\n"
    "Cross-Origin-Resource-Policy: cross-origin\r\n"
    "Access-Control-Allow-Origin: *\r\n"
    "Access-Control-Expose-Headers: API-Version, Content-Disposition, ETag\r\n";

// A document of an edition: text with style sheets of its own, and nothing else.
constexpr std::string_view kDocumentFields =
    "X-Frame-Options: DENY\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=()\r\n";

constexpr std::string_view kWebFields =
    "Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'\r\n"
    "X-Frame-Options: SAMEORIGIN\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=()\r\n";

std::string security_fields(const Response& response) {
  switch (response.audience) {
    case Audience::web: return std::string(kWebFields);
    case Audience::document:
      return fmt::format(
          "Content-Security-Policy: default-src 'none'; style-src {}; base-uri 'none'; form-action 'none'; "
          "frame-ancestors 'none'\r\n{}",
          response.styles.empty() ? std::string_view("'none'") : std::string_view(response.styles), kDocumentFields);
    case Audience::api: break;
  }
  return std::string(kApiFields);
}

std::tm utc(std::time_t at) {
  std::tm parts{};
  ::gmtime_r(&at, &parts);
  return parts;
}

}  // namespace

Response& Response::add(std::string_view name, std::string_view value) {
  fields.append(name).append(": ").append(value).append("\r\n");
  return *this;
}

std::string_view reason_phrase(int status) { return find_status(status).phrase; }

Response problem(int status, std::string_view detail, const std::vector<Fault>& faults) {
  JsonWriter json;
  json.begin_object().field_int("status", status).field("title", find_status(status).title).field("detail", detail);
  if (!faults.empty()) {
    json.key("fouten").begin_array();
    for (const Fault& fault : faults) json.begin_object().field("parameter", fault.parameter).field("melding", fault.message).end_object();
    json.end_array();
  }
  json.end_object();
  Response response;
  response.status = status;
  response.text = std::make_shared<const std::string>(json.take());
  response.length = response.text->size();
  response.add("Content-Type", "application/problem+json; charset=utf-8").add("Content-Language", "nl").add("Cache-Control", "no-store");
  return response;
}

std::string render_head(const Response& response, bool keep_alive, std::string_view date) {
  std::string head;
  head.reserve(1024);
  fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\nDate: {}\r\nAPI-Version: {}\r\n", response.status,
                 reason_phrase(response.status), date, kApiVersion);
  head.append(kCommonFields).append(security_fields(response)).append(response.fields);
  if (response.has_length) fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", response.length);
  if (!keep_alive) head.append("Connection: close\r\n");
  return head.append("\r\n");
}

std::string http_date() {
  static constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  thread_local std::time_t last = 0;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now == last && !text.empty()) return text;
  const std::tm parts = utc(now);
  text = fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", kDays[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                     kMonths[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
  last = now;
  return text;
}

std::string log_time() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
  const std::tm parts = utc(static_cast<std::time_t>(milliseconds / 1000));
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
                     parts.tm_min, parts.tm_sec, milliseconds % 1000);
}

}  // namespace trede::serve
