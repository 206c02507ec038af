// SPDX-License-Identifier: EUPL-1.2
#include "ingest/odata_pages.hpp"

#include <algorithm>
#include <unordered_set>

#include "ingest/problem.hpp"

namespace trede {

void check_pages(const std::vector<TableDraft*>& pages, Errors& errors) {
  std::vector<const TableDraft*> ordered;
  for (const TableDraft* page : pages)
    if (!page->page_ids.empty()) ordered.push_back(page);
  std::sort(ordered.begin(), ordered.end(), [](const TableDraft* a, const TableDraft* b) {
    return *std::min_element(a->page_ids.begin(), a->page_ids.end()) < *std::min_element(b->page_ids.begin(), b->page_ids.end());
  });
  std::unordered_set<std::int64_t> seen;
  for (const TableDraft* page : ordered) {
    for (std::size_t row = 0; row < page->page_ids.size(); ++row) {
      if (page->page_ids[row] < 0 || seen.insert(page->page_ids[row]).second) continue;
      errors.add(problem("ingest.odata.duplicate_id",
                         "Deze rij (ID) staat ook op een andere plaats: er is een bladzijde dubbel. Haal de tabel opnieuw op.",
                         "This row (ID) is also somewhere else: a page is there twice. Retrieve the table again.",
                         {.file = page->shown, .row = static_cast<std::int64_t>(row) + 1}));
      break;
    }
  }
  std::int64_t rows = 0;
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    const TableDraft& page = *ordered[i];
    rows += static_cast<std::int64_t>(page.page_ids.size());
    const bool last = i + 1 == ordered.size();
    const bool skip_right = page.next_skip < 0 || page.next_skip == rows;
    if (last ? page.more_pages : (page.more_pages && !skip_right)) {
      errors.add(
          problem("ingest.odata.incomplete",
                  "Na deze bladzijde hoort er nog een (odata.nextLink), maar die is er niet bij. Haal alle bladzijden op en noem ze alle.",
                  "After this page there should be another (odata.nextLink), but it is not there. Retrieve all pages and name them all.",
                  {.file = page.shown}));
    }
  }
}

Error no_selected_rows(const std::string& shown) {
  return problem(
      "ingest.table.no_selected_rows",
      "Dit bestand heeft geen enkele rij voor de gemeenten van dit project. Een leeg antwoord is geen nul: controleer de levering en het filter waarmee het is opgehaald.",
      "This file has no row at all for the gemeenten of this project. An empty answer is not zero: check the delivery and the filter it was retrieved with.",
      {.file = shown});
}

}  // namespace trede
