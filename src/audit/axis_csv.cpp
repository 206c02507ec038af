// SPDX-License-Identifier: EUPL-1.2
// Reads a dimension: its codes and what lies below what.
#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "audit/table_csv.hpp"
#include "base/csv.hpp"

namespace trede::audit {
namespace {

struct Edge {
  std::uint32_t child = 0;
  std::string parent;
  Where where;
};

class AxisReader {
 public:
  AxisReader(std::string file, std::string name) : file_(std::move(file)) { axis_.name = std::move(name); }

  Checked<Axis> read(std::string_view text) {
    auto csv = CsvReader::open(text, {.delimiter = ',', .file = file_});
    if (!csv) return tl::unexpected<Errors>(csv.error());
    const auto code = csv->column("code"), parent = csv->column("parent");
    if (!code || !parent || csv->header().size() != 2) {
      Where where;
      where.file = file_;
      where.line = 1;
      return fail({"audit.dim.columns", Failure::input, "Een dimensie heeft precies de kolommen code en parent.",
                   "A dimension has exactly the columns code and parent.", where, Severity::error});
    }
    while (csv->next()) take(csv->field(*code), csv->field(*parent), csv->where(*code), csv->where(*parent));
    errors_.add(csv->take_errors());
    if (axis_.code.empty()) {
      Where where;
      where.file = file_;
      say("audit.dim.empty", where, "Er staat geen enkele code in.", "There is not one code in it.");
    }
    link();
    if (!errors_.fatal()) look_for_circles();
    if (errors_.fatal()) return tl::unexpected<Errors>(std::move(errors_));
    return std::move(axis_);
  }

 private:
  void say(const char* code, const Where& where, std::string nl, std::string en) {
    errors_.add({code, Failure::input, std::move(nl), std::move(en), where, Severity::error});
  }

  void take(std::string_view code, std::string_view parent, const Where& at_code, const Where& at_parent) {
    if (code.empty()) {
      say("audit.dim.code_empty", at_code, "Hier ontbreekt de code.", "The code is missing here.");
      return;
    }
    const auto [found, is_new] = position_.try_emplace(std::string(code), static_cast<std::uint32_t>(axis_.code.size()));
    if (is_new) {
      axis_.code.emplace_back(code);
      axis_.parent.push_back(kNoNode);
      root_.push_back(0);
      edges_of_.push_back(0);
    }
    if (parent.empty()) {
      if (root_[found->second]++ != 0 || edges_of_[found->second] != 0)
        say("audit.dim.twice", at_code, "Deze code staat er al. Een code zonder ouder staat er één keer.",
            "This code is there already. A code without parent is there once.");
      return;
    }
    if (root_[found->second] != 0)
      say("audit.dim.twice", at_code, "Deze code staat er al, zonder ouder.", "This code is there already, without parent.");
    ++edges_of_[found->second];
    edges_.push_back({found->second, std::string(parent), at_parent});
  }

  void link() {
    axis_.children.resize(axis_.code.size());
    std::vector<std::vector<std::uint32_t>> parents(axis_.code.size());
    for (const Edge& edge : edges_) {
      const auto found = position_.find(edge.parent);
      if (found == position_.end()) {
        say("audit.dim.parent_unknown", edge.where,
            fmt::format("De ouder {} staat niet als code in dit bestand.", display_name(edge.parent)),
            fmt::format("The parent {} is not in this file as a code.", display_name(edge.parent)));
        continue;
      }
      std::vector<std::uint32_t>& children = axis_.children[found->second];
      // The edges of a code stand anywhere in the file; a code has few of them.
      std::vector<std::uint32_t>& own = parents[edge.child];
      if (std::find(own.begin(), own.end(), found->second) != own.end()) {
        say("audit.dim.twice", edge.where, "Deze code staat er al met dezelfde ouder.", "This code is there already with the same parent.");
        continue;
      }
      own.push_back(found->second);
      children.push_back(edge.child);
      if (axis_.parent[edge.child] == kNoNode) axis_.parent[edge.child] = found->second;
    }
    for (std::vector<std::uint32_t>& children : axis_.children) std::sort(children.begin(), children.end());
  }

  // Codes are taken away once all their children are; what stays lies on or above a circle.
  void look_for_circles() {
    std::vector<std::vector<std::uint32_t>> parents(axis_.size());
    std::vector<std::size_t> left(axis_.size());
    std::vector<std::uint32_t> ready;
    for (std::uint32_t c = 0; c < axis_.size(); ++c) {
      left[c] = axis_.children[c].size();
      if (left[c] == 0) ready.push_back(c);
      for (const std::uint32_t child : axis_.children[c]) parents[child].push_back(c);
    }
    std::size_t done = 0;
    for (; done < ready.size(); ++done)
      for (const std::uint32_t parent : parents[ready[done]])
        if (--left[parent] == 0) ready.push_back(parent);
    if (done == axis_.size()) return;
    for (const Edge& edge : edges_) {
      if (left[edge.child] == 0) continue;
      say("audit.dim.circle", edge.where, "Deze code ligt, via haar ouders, onder zichzelf.",
          "This code lies below itself, by way of its parents.");
      return;
    }
  }

  std::string file_;
  Axis axis_;
  std::unordered_map<std::string, std::uint32_t> position_;
  std::vector<std::uint8_t> root_;
  std::vector<std::size_t> edges_of_;
  std::vector<Edge> edges_;
  Errors errors_;
};

}  // namespace

Checked<Axis> parse_axis(std::string_view text, const std::string& file, const std::string& name) {
  return AxisReader(file, name).read(text);
}

}  // namespace trede::audit
