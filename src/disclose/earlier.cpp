// SPDX-License-Identifier: EUPL-1.2
#include "disclose/earlier.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <tuple>

namespace trede {
namespace {

bool same_place(EdgeKind kind) { return kind == EdgeKind::same || kind == EdgeKind::recoded || kind == EdgeKind::renamed; }

OldAreas same_codes(const EditionFigures& edition, const AreaSet& areas) {
  OldAreas out;
  out.edition = &edition;
  out.same_division = edition.vintage == areas.vintage().year;
  out.now.assign(edition.areas.code.size(), kNoArea);
  if (!out.same_division) return out;
  for (std::size_t i = 0; i < out.now.size(); ++i)
    if (const auto code = AreaCode::parse(edition.areas.code[i]))
      if (const auto found = areas.find(*code)) out.now[i] = *found;
  return out;
}

// The links of a concordance, in the positions of an edition.
class Linker {
 public:
  Linker(OldAreas& old, const AreaSet& from, const Concordance& concordance) : old_(old), from_(from), concordance_(concordance) {
    for (std::uint32_t i = 0; i < old.edition->areas.code.size(); ++i) position_[old.edition->areas.code[i]] = i;
    root_.resize(from.size());
    std::iota(root_.begin(), root_.end(), AreaIndex{0});
  }

  void run() {
    std::map<AreaIndex, AreaIndex> first;  // the first old area of each new one
    for (const Edge& e : concordance_.edges) {
      if (same_place(e.kind)) {
        if (const auto at = position_.find(from_.code(e.from).str()); at != position_.end()) old_.now[at->second] = e.to;
        continue;
      }
      const AreaIndex a = top(first.try_emplace(e.to, e.from).first->second), b = top(e.from);
      root_[std::max(a, b)] = std::min(a, b);
    }
    std::map<AreaIndex, std::pair<std::set<std::uint32_t>, std::set<AreaIndex>>> groups;
    for (const Edge& e : concordance_.edges) {
      const auto at = position_.find(from_.code(e.from).str());
      if (same_place(e.kind) || at == position_.end()) continue;
      groups[top(e.from)].first.insert(at->second);
      groups[top(e.from)].second.insert(e.to);
    }
    for (const auto& [root, group] : groups)
      old_.grounds.push_back({{group.first.begin(), group.first.end()}, {group.second.begin(), group.second.end()}});
  }

 private:
  AreaIndex top(AreaIndex a) {
    while (root_[a] != a) a = root_[a] = root_[root_[a]];
    return a;
  }
  OldAreas& old_;
  const AreaSet& from_;
  const Concordance& concordance_;
  std::map<std::string, std::uint32_t> position_;
  std::vector<AreaIndex> root_;
};

OldFigure figure_of(const EditionFigures& e, std::uint32_t row) {
  OldFigure f;
  const std::string& reason = e.reason[row];
  if (reason.empty() && std::isfinite(e.numerator[row])) {
    f.kind = OldFigure::Kind::shown;
    f.x = e.numerator[row];
    f.n = std::isfinite(e.denominator[row]) ? e.denominator[row] : 0.0;
  } else if (reason == published_word(Missing::suppressed_primary)) {
    f.kind = OldFigure::Kind::withheld;
  } else if (reason == published_word(Missing::above_level)) {
    f.kind = OldFigure::Kind::deeper;
  } else {
    f.nobody = reason == published_word(Missing::not_applicable);
  }
  return f;
}

}  // namespace

bool OldSeries::operator==(const OldSeries& other) const {
  const auto same = [](const OldFigure& a, const OldFigure& b) {
    return std::tie(a.kind, a.nobody, a.x, a.n) == std::tie(b.kind, b.nobody, b.x, b.n);
  };
  return areas->edition->areas.code == other.areas->edition->areas.code && areas->same_division == other.areas->same_division &&
         std::equal(figure.begin(), figure.end(), other.figure.begin(), other.figure.end(), same);
}

EarlierEditions::EarlierEditions(std::span<const EditionFigures> editions, const AreaSet& areas, std::span<const AreaSet> divisions,
                                 std::span<const Concordance> concordances) {
  for (const EditionFigures& edition : editions) {
    OldAreas old = same_codes(edition, areas);
    if (!old.same_division) {
      for (const Concordance& c : concordances) {
        if (c.from.year != edition.vintage || c.to != areas.vintage()) continue;
        const auto from = std::find_if(divisions.begin(), divisions.end(), [&](const AreaSet& d) { return d.vintage() == c.from; });
        if (from != divisions.end()) Linker(old, *from, c).run();
      }
    }
    std::map<Key, std::vector<std::uint32_t>> rows;
    for (std::uint32_t r = 0; r < edition.size(); ++r)
      rows[{edition.indicators[edition.indicator[r]], edition.periods[edition.period[r]]}].push_back(r);
    areas_.push_back(std::move(old));
    rows_.push_back(std::move(rows));
  }
}

std::vector<OldSeries> EarlierEditions::of(const IndicatorId& indicator, const Period& period) const {
  std::vector<OldSeries> out;
  for (std::size_t e = 0; e < areas_.size(); ++e) {
    const auto found = rows_[e].find({indicator.str(), period.str()});
    if (found == rows_[e].end()) continue;
    OldSeries series;
    series.areas = &areas_[e];
    const EditionFigures& edition = *areas_[e].edition;
    series.figure.resize(edition.areas.code.size());
    for (const std::uint32_t row : found->second) series.figure[edition.area[row]] = figure_of(edition, row);
    if (std::find(out.begin(), out.end(), series) == out.end()) out.push_back(std::move(series));
  }
  return out;
}

std::vector<PublicationLevel> EarlierEditions::levels() const {
  std::vector<PublicationLevel> out;
  if (areas_.empty()) return out;
  const EditionFigures& edition = *areas_.front().edition;
  std::map<std::string, PublicationLevel> found;
  for (const auto& [key, rows] : rows_.front()) {
    PublicationLevel& level =
        found.try_emplace(key.first, PublicationLevel{IndicatorId(key.first), AreaLevel::land, 1, true, {}}).first->second;
    const auto period = Period::parse(key.second);
    if (period && period->kind() == PeriodKind::span) level.years = period->last_year() - period->first_year() + 1;
    for (const std::uint32_t row : rows) {
      const auto kind = figure_of(edition, row).kind;
      if (kind != OldFigure::Kind::shown && kind != OldFigure::Kind::withheld) continue;
      level.none = false;
      level.level = std::max(level.level, edition.areas.level[edition.area[row]]);
    }
  }
  for (auto& [name, level] : found) out.push_back(std::move(level));
  return out;
}

}  // namespace trede
