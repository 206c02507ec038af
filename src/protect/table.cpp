// SPDX-License-Identifier: EUPL-1.2
#include "protect/table.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "protect/roll_up.hpp"

namespace trede::protect {
namespace {

// Children of every code (by name), in the order of their bytes; the roots are the children of "".
std::map<std::string, std::vector<std::string>> children_by_name(const std::vector<DimensionRow>& rows) {
  std::map<std::string, std::vector<std::string>> children;
  for (const DimensionRow& row : rows) children[row.parent].push_back(row.code);
  for (auto& [parent, list] : children) std::sort(list.begin(), list.end());
  return children;
}

}  // namespace

Dimension dimension_of(std::string name, const std::vector<DimensionRow>& rows) {
  const auto children = children_by_name(rows);
  Dimension dimension{std::move(name), {}, {}};
  std::map<std::string, std::uint32_t> place;
  std::vector<std::string> open;
  const auto push = [&](const std::string& parent) {
    const auto found = children.find(parent);
    if (found != children.end()) open.insert(open.end(), found->second.rbegin(), found->second.rend());
  };
  push("");
  while (!open.empty()) {
    const std::string code = std::move(open.back());
    open.pop_back();
    if (!place.emplace(code, static_cast<std::uint32_t>(dimension.code.size())).second) continue;
    dimension.code.push_back(code);
    push(code);
  }
  for (const DimensionRow& row : rows)
    if (!row.parent.empty()) dimension.edges.emplace_back(place.at(row.code), place.at(row.parent));
  std::sort(dimension.edges.begin(), dimension.edges.end());
  return dimension;
}

Outline outline_of(const Dimension& dimension) {
  Outline outline;
  const std::size_t count = dimension.size();
  outline.first.assign(count + 1, 0);
  outline.parent.assign(count, kNoNode);
  for (const auto& [child, parent] : dimension.edges) {
    ++outline.first[parent + 1];
    if (outline.parent[child] == kNoNode) outline.parent[child] = parent;
  }
  for (std::size_t i = 0; i < count; ++i) outline.first[i + 1] += outline.first[i];
  outline.child.resize(dimension.edges.size());
  std::vector<std::uint32_t> next(outline.first.begin(), outline.first.end() - 1);
  for (const auto& [child, parent] : dimension.edges) outline.child[next[parent]++] = child;
  return outline;
}

std::vector<std::size_t> strides_of(const Table& table) {
  std::vector<std::size_t> strides(table.dimensions.size());
  std::size_t stride = 1;
  for (std::size_t d = strides.size(); d-- > 0;) {
    strides[d] = stride;
    stride *= table.dimensions[d].size();
  }
  return strides;
}

bool add_totals(Table& table) {
  std::vector<std::int64_t> wide(table.value.begin(), table.value.end());
  roll_up(table.dimensions, wide);
  const auto fits = [](std::int64_t total) { return total <= std::numeric_limits<std::int32_t>::max(); };
  if (!std::all_of(wide.begin(), wide.end(), fits)) return false;
  std::transform(wide.begin(), wide.end(), table.value.begin(), [](std::int64_t total) { return static_cast<std::int32_t>(total); });
  return true;
}

}  // namespace trede::protect
