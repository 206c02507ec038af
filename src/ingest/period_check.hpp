// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Periods as a file writes them: read, and checked against what can be known when the file was retrieved. Each distinct text is judged
// once, at the first row that has it.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/period.hpp"
#include "ingest/project.hpp"

namespace trede {

class PeriodReader {
 public:
  // `open`: the text may be shown in messages.
  PeriodReader(const Project& project, const SourceFileConfig& file, bool open) : project_(&project), file_(&file), open_(open) {}

  // The period of a row, or nullopt after an error: ingest.period.empty, ingest.period.unreadable, ingest.period.future,
  // ingest.period.before_division, ingest.period.mixed_kinds.
  std::optional<Period> read(std::string_view text, const Where& where, Errors& errors);
  // The same checks for a period that monitor.toml, the catalogue or a header gives.
  bool check(const Period& period, const Where& where, Errors& errors);

 private:
  const Project* project_;
  const SourceFileConfig* file_;
  bool open_;
  std::map<std::string, std::optional<Period>, std::less<>> known_;
  std::optional<PeriodKind> kind_;
  bool mixed_ = false;
};

}  // namespace trede
