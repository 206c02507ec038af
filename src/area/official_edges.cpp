// SPDX-License-Identifier: EUPL-1.2
// The official table of edges: CSV with the columns van;naar;aandeel, the share with a decimal point, above 0 and at most 1.

#include <charconv>
#include <map>
#include <set>

#include <fmt/core.h>

#include "area/shapes.hpp"
#include "base/csv.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

namespace trede {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{64} << 20;

Error problem(const char* code, std::string nl, std::string en, Where where) {
  Error error;
  error.code = code;
  error.nl = std::move(nl);
  error.en = std::move(en);
  error.where = std::move(where);
  return error;
}

std::optional<double> parse_share(std::string_view text) {
  double value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (failed != std::errc() || end != text.data() + text.size() || !(value > 0) || value > 1) return std::nullopt;
  return value;
}

}  // namespace

Checked<std::vector<OfficialEdge>> read_official_edges(const std::string& path) {
  const auto file = read_input_inflated(path, kMaxBytes);
  if (!file) return fail(file.error());
  auto csv = CsvReader::open(file->bytes, {.delimiter = ';', .file = path});
  if (!csv) return tl::unexpected<Errors>(csv.error());
  const auto from = csv->column("van"), to = csv->column("naar"), share = csv->column("aandeel");
  if (!from || !to || !share) {
    Where where;
    where.file = path;
    where.line = 1;
    return fail(problem("area.concordance.columns", "De tabel moet de kolommen van;naar;aandeel hebben.",
                        "The table must have the columns van;naar;aandeel.", std::move(where)));
  }
  std::vector<OfficialEdge> edges;
  std::set<std::pair<AreaCode, AreaCode>> seen;
  std::map<AreaCode, double> sum;
  Errors errors;
  while (csv->next()) {
    const auto old = AreaCode::parse(trim(csv->field(*from)));
    const auto now = AreaCode::parse(trim(csv->field(*to)));
    const auto part = parse_share(trim(csv->field(*share)));
    if (!old || !now || old->level() != now->level()) {
      errors.add(
          problem("area.concordance.bad_code", "Van en naar moeten gebiedscodes van hetzelfde niveau zijn, zoals BU07721111 en BU07721110.",
                  "Van and naar must be area codes of the same level, such as BU07721111 and BU07721110.", csv->where(!old ? *from : *to)));
    } else if (!part) {
      errors.add(problem("area.concordance.bad_share", "Het aandeel moet groter dan 0 en hoogstens 1 zijn, met een decimale punt.",
                         "The share must be above 0 and at most 1, with a decimal point.", csv->where(*share)));
    } else if (!seen.insert({*old, *now}).second) {
      errors.add(problem("area.concordance.duplicate", "Deze verbinding staat er al.", "This edge is there already.", csv->where(*to)));
    } else if ((sum[*old] += *part) > 1 + 1e-9) {
      errors.add(problem("area.concordance.share_sum", fmt::format("De aandelen van {} zijn samen meer dan 1.", old->view()),
                         fmt::format("The shares of {} add up to more than 1.", old->view()), csv->where(*share)));
    } else {
      edges.push_back({*old, *now, *part});
    }
  }
  errors.add(csv->take_errors());
  if (errors.fatal()) {
    errors.sort();
    return tl::unexpected<Errors>(std::move(errors));
  }
  return edges;
}

}  // namespace trede
