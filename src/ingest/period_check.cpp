// SPDX-License-Identifier: EUPL-1.2
#include "ingest/period_check.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "ingest/problem.hpp"

namespace trede {

constexpr int kFirstDivision = 1995;  // CBS's first division into wijken en buurten that the tables are published on

bool PeriodReader::check(const Period& period, const Where& where, Errors& errors) {
  const int last = file_->retrieved ? file_->retrieved->year : project_->to.last_year() + 1;
  if (period.last_year() > last) {
    const std::string nl = file_->retrieved ? "na de dag waarop het bestand is opgehaald (retrieved)"
                                            : "meer dan een jaar na de laatste periode van het project";
    const std::string en = file_->retrieved ? "after the day on which the file was retrieved (retrieved)"
                                            : "more than a year after the last period of the project";
    errors.add(problem("ingest.period.future", fmt::format("De periode {} ligt {}. Verbeter de periode of de datum.", period.str(), nl),
                       fmt::format("The period {} lies {}. Correct the period or the date.", period.str(), en), where));
    return false;
  }
  if (period.first_year() < kFirstDivision) {
    errors.add(problem(
        "ingest.period.before_division",
        fmt::format("De periode {} ligt voor de eerste indeling in wijken en buurten ({}). Verbeter de periode of haal de rijen weg.",
                    period.str(), kFirstDivision),
        fmt::format("The period {} lies before the first division into wijken and buurten ({}). Correct the period or remove the rows.",
                    period.str(), kFirstDivision),
        where));
    return false;
  }
  if (kind_ && *kind_ != period.kind() && !mixed_) {
    mixed_ = true;
    errors.add(problem(
        "ingest.period.mixed_kinds",
        "In één bestand staan periodes van verschillende soort (jaren, kwartalen, maanden, schooljaren). Lever ze in aparte bestanden.",
        "One file has periods of different kinds (years, quarters, months, school years). Deliver them in separate files.", where));
  }
  if (!kind_) kind_ = period.kind();
  return true;
}

std::optional<Period> PeriodReader::read(std::string_view text, const Where& where, Errors& errors) {
  text = trim(text);
  const auto found = known_.find(text);
  if (found != known_.end()) return found->second;
  auto period = Period::parse(text);
  if (text.empty()) {
    errors.add(problem("ingest.period.empty", "Deze rij heeft geen periode. Vul hem in.", "This row has no period. Fill it in.", where));
  } else if (!period) {
    const std::string shown = open_ ? fmt::format("'{}' ", display_name(text).substr(0, 40)) : "";
    errors.add(problem(
        "ingest.period.unreadable",
        fmt::format("De periode {}is niet te lezen. Schrijf 2020, 2020-K1, 2020-M03, 2019/2020, 2018-2020 of een CBS-code als 2020JJ00.",
                    shown),
        fmt::format("The period {}cannot be read. Write 2020, 2020-K1, 2020-M03, 2019/2020, 2018-2020 or a CBS code such as 2020JJ00.",
                    shown),
        where));
  } else if (!check(*period, where, errors)) {
    period.reset();
  }
  known_.emplace(std::string(text), period);
  return period;
}

}  // namespace trede
