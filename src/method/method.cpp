// SPDX-License-Identifier: EUPL-1.2
#include "method/method.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace trede::method {
namespace {

std::vector<Method> all() {
  std::vector<Method> list;
  add_interval_methods(list);
  add_small_area_methods(list);
  add_bym2_methods(list);
  add_spatial_methods(list);
  add_scan_methods(list);
  add_series_methods(list);
  add_composite_methods(list);
  return list;
}

Error bad_setting(const std::string& name, const std::string& nl, const std::string& en) {
  return {"stat.setting", Failure::usage, fmt::format("--set {}: {}", name, nl), fmt::format("--set {}: {}", name, en), {}};
}

}  // namespace

const std::vector<Method>& methods() {
  static const std::vector<Method> list = all();
  return list;
}

const Method* find_method(std::string_view name) {
  for (const Method& method : methods())
    if (method.name == name) return &method;
  return nullptr;
}

Result<double> Call::number(const std::string& name, double least, double most) const {
  const std::string& text = settings.at(name);
  double value = 0.0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (wrong == std::errc() && end == text.data() + text.size() && value >= least && value <= most) return value;
  return fail_one(bad_setting(name, fmt::format("geef een getal van {} tot en met {}.", least, most),
                              fmt::format("give a number from {} to {}.", least, most)));
}

Result<std::uint64_t> Call::whole(const std::string& name, std::uint64_t least, std::uint64_t most) const {
  const std::string& text = settings.at(name);
  std::uint64_t value = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (wrong == std::errc() && end == text.data() + text.size() && value >= least && value <= most) return value;
  return fail_one(bad_setting(name, fmt::format("geef een heel getal van {} tot en met {}.", least, most),
                              fmt::format("give a whole number from {} to {}.", least, most)));
}

Result<std::string> Call::word(const std::string& name, const std::vector<std::string>& allowed) const {
  const std::string& text = settings.at(name);
  if (std::find(allowed.begin(), allowed.end(), text) != allowed.end()) return text;
  const std::string words = fmt::format("{}", fmt::join(allowed, ", "));
  return fail_one(bad_setting(name, fmt::format("kies uit {}.", words), fmt::format("choose from {}.", words)));
}

Checked<std::vector<std::pair<std::uint32_t, std::uint32_t>>> read_neighbours(const std::filesystem::path& path, std::size_t areas) {
  const auto table = Table::read(path);
  if (!table) return tl::unexpected(table.error());
  if (table->has("weight"))
    return fail({"stat.neighbour_weight", Failure::input,
                 "Eigen gewichten van buren worden niet gebruikt: haal de kolom weight weg en kies met --set weights=row of binary.",
                 "Weights of your own are not used: take the column weight away and choose with --set weights=row or binary.",
                 table->where()});
  const auto i = table->counts("i"), j = table->counts("j");
  Errors errors = problems(i, j);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
  out.reserve(i->size());
  for (std::size_t row = 0; row < i->size(); ++row) {
    const auto a = (*i)[row], b = (*j)[row];
    if (a < 1 || b < 1 || a > areas || b > areas)
      errors.add({"stat.neighbour_unknown", Failure::input,
                  fmt::format("Dit gebied bestaat niet: de tabel heeft {} regels, geteld vanaf 1.", areas),
                  fmt::format("This area does not exist: the table has {} rows, counted from 1.", areas),
                  table->where(row, a < 1 || a > areas ? "i" : "j")});
    else out.emplace_back(a - 1, b - 1);
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return out;
}

Checked<std::map<std::string, std::string>> settings_of(const Method& method, const std::vector<std::string>& given) {
  std::map<std::string, std::string> out;
  for (const Setting& s : method.settings) out[s.name] = s.standard;
  Errors errors;
  for (const std::string& one : given) {
    const auto equals = one.find('=');
    const std::string name = one.substr(0, equals);
    if (equals == std::string::npos) errors.add(bad_setting(display_name(one), "schrijf naam=waarde.", "write name=value."));
    else if (!out.contains(name))
      errors.add(
          {"stat.setting_unknown",
           Failure::usage,
           fmt::format("--set {}: deze methode kent die instelling niet. Zie trede stat {} --help.", display_name(name), method.name),
           fmt::format("--set {}: this method has no such setting. See trede stat {} --help.", display_name(name), method.name),
           {}});
    else out[name] = one.substr(equals + 1);
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return out;
}

}  // namespace trede::method
