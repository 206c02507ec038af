// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/links.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "catalogue/read.hpp"

namespace trede {
namespace {

constexpr std::string_view kNoemer = ":noemer";

LinkTerm term_of(std::string_view text) {
  const bool noemer = text.ends_with(kNoemer);
  if (noemer) text.remove_suffix(kNoemer.size());
  return {IndicatorId(std::string(text)), noemer};
}

std::string shown(const LinkTerm& term) { return term.indicator.str() + (term.noemer ? std::string(kNoemer) : ""); }

// The mapping of an indicator to a source whose counts are protected; null when there is none.
const Figures* counted(const Catalogue& catalogue, const Indicator& indicator) {
  for (const Figures& f : indicator.figures) {
    const Source* source = catalogue.source(f.source);
    if (source != nullptr && source->disclosure == SourceDisclosure::counts) return &f;
  }
  return nullptr;
}

void add(Errors& errors, std::string_view code, const Where& where, std::string nl, std::string en) {
  errors.add({fmt::format("catalogue.{}", code), Failure::input, std::move(nl), std::move(en), where});
}

void check_term(const Catalogue& catalogue, const Link& link, const LinkTerm& term, Errors& errors) {
  if (term.indicator.empty()) return;  // said already
  const Indicator* indicator = catalogue.indicator(term.indicator);
  if (indicator == nullptr) {
    std::vector<std::string> known;
    for (const Indicator& i : catalogue.indicators) known.push_back(i.id.str());
    const std::string nearest = nearest_word(term.indicator.str(), known);
    add(errors, "link_unknown", link.where,
        fmt::format("De indicator {} bestaat niet in de catalogus.{}", term.indicator.str(),
                    nearest.empty() ? "" : fmt::format(" Bedoelt u {}?", nearest)),
        fmt::format("The indicator {} does not exist in the catalogue.{}", term.indicator.str(),
                    nearest.empty() ? "" : fmt::format(" Did you mean {}?", nearest)));
    return;
  }
  const Figures* figures = counted(catalogue, *indicator);
  if (figures == nullptr) {
    add(errors, "link_wrong", link.where,
        fmt::format("{} is geen telling van de gemeente: alleen die worden samen beschermd.", shown(term)),
        fmt::format("{} is no count of the municipality: only those are protected together.", shown(term)));
  } else if (term.noemer && (figures->rule.empty() || !indicator->denominator.empty())) {
    add(errors, "link_wrong", link.where, fmt::format("{} heeft geen noemer uit een telregel.", term.indicator.str()),
        fmt::format("{} has no noemer from a counting rule.", term.indicator.str()));
  }
}

}  // namespace

Link read_link(TomlTable table) {
  Link link;
  link.where = table.where();
  link.total = term_of(table.required_string("total"));
  for (const std::string& part : table.strings("parts")) link.parts.push_back(term_of(part));
  if (link.parts.empty()) {
    table.problem("parts", "key_missing", "Noem in parts minstens één indicator die deel is van total.",
                  "Name in parts at least one indicator that is part of total.");
  }
  if (const auto rest = table.boolean("rest")) link.rest = *rest;
  else if (!table.has("rest")) {
    table.problem("rest", "key_missing", "Zeg of de delen iets overlaten: rest = true of rest = false.",
                  "Say whether the parts leave something over: rest = true or rest = false.");
  }
  link.why = table.required_text("why");
  table.done();
  return link;
}

void drop_from_links(std::vector<Link>& links, const std::set<IndicatorId>& off) {
  for (Link& link : links) {
    const auto gone = std::erase_if(link.parts, [&](const LinkTerm& part) { return off.contains(part.indicator); });
    if (gone > 0) link.rest = true;
  }
  std::erase_if(links, [&](const Link& link) { return link.parts.empty() || off.contains(link.total.indicator); });
}

void check_links(const Catalogue& catalogue, Errors& errors) {
  for (const Link& link : catalogue.links) {
    check_term(catalogue, link, link.total, errors);
    for (std::size_t i = 0; i < link.parts.size(); ++i) {
      const LinkTerm& part = link.parts[i];
      check_term(catalogue, link, part, errors);
      const bool twice = std::find(link.parts.begin(), link.parts.begin() + static_cast<std::ptrdiff_t>(i), part) !=
                         link.parts.begin() + static_cast<std::ptrdiff_t>(i);
      if (part == link.total || twice) {
        add(errors, "link_wrong", link.where, fmt::format("{} staat meer dan één keer in deze samenhang.", shown(part)),
            fmt::format("{} is more than once in this link.", shown(part)));
      }
    }
  }
}

void add_implied_links(Catalogue& catalogue) {
  std::vector<Link> found;
  const auto written = [&](const LinkTerm& total, const LinkTerm& part) {
    return std::any_of(catalogue.links.begin(), catalogue.links.end(),
                       [&](const Link& l) { return l.total == total && std::find(l.parts.begin(), l.parts.end(), part) != l.parts.end(); });
  };
  for (std::size_t i = 0; i < catalogue.indicators.size(); ++i) {
    const Indicator& indicator = catalogue.indicators[i];
    const Figures* own = counted(catalogue, indicator);
    if (own == nullptr) continue;
    for (std::size_t j = 0; j < i; ++j) {
      const Indicator& other = catalogue.indicators[j];
      const Figures* theirs = counted(catalogue, other);
      if (theirs == nullptr || theirs->source != own->source) continue;
      const bool same_rule = !own->rule.empty() && own->rule == theirs->rule;
      if (!same_rule && indicator.variant_of != other.id) continue;
      Link link;
      link.total = {other.id, false};
      link.parts = {{indicator.id, false}};
      link.rest = !same_rule;
      link.implied = true;
      link.where = indicator.where;
      link.why = same_rule ? Text{"Beide komen uit dezelfde telregel.", "Both come from the same counting rule."}
                           : Text{"Een variant telt een deel van haar indicator.", "A variant counts a part of its indicator."};
      if (!written(link.total, link.parts.front())) found.push_back(std::move(link));
    }
  }
  catalogue.links.insert(catalogue.links.end(), found.begin(), found.end());
}

}  // namespace trede
