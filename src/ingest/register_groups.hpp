// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Who is behind the counts of a rule: the largest institution, the households, the different persons. For the disclosure rules; these
// numbers are as secret as the records.
//
// A rule is any SELECT over registratie, periode and ligging, and gives only counts. So it is run again over the same rows in which
// every place is cut up by group: buurt "BU…" becomes "BU…|group", and ligging places "BU…|group" in "WK…|group" and "GM…|group". What it
// then counts per place is what each group provides. This is one run per kind of group, however many groups there are.
//
// It rests on a rule treating buurt and gebied as opaque texts, which the catalogue's format asks. A rule that does not then counts
// nothing in places that have no group, and fails loudly as any rule does.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ingest/duck.hpp"
#include "ingest/staged.hpp"

namespace trede {

// For one place and period of a rule (or window of periods).
struct GroupCount {
  std::string niveau, gebied, periode;
  std::int64_t largest = 0;  // what the group that provides most provides
  std::int64_t groups = 0;   // groups that provide something
};

class RegisterGroups {
 public:
  // To be made once, after make_ligging and before the database is locked. `rows` is the SELECT of all registrations with the columns of
  // a rule (`columns`, written as SQL) and the hidden ones of register_load.hpp. Makes the view registratie, and ligging a view.
  RegisterGroups(Duck& duck, std::string rows, std::string columns);

  // Cuts the places up by a column of the rows (SQL); `empty_too`: rows where it is '' are one group together, else they are left out.
  // `only`: the places (niveau, gebied) that matter; all of them when it is empty. The fewer, the less it costs.
  void by(const std::string& column, bool empty_too, const std::vector<std::pair<std::string, std::string>>& only = {});
  // The plain rows again.
  void whole();

  // What the groups provide to a rule that has been run before. By (niveau, gebied, periode). `windows` gives for each period the window
  // it is counted in, or ''; without it each period stands for itself. In a window `largest` is that of one period and `groups` are
  // the groups that provide something in any of its periods. Errors: ingest.rule.failed, ingest.rule.memory.
  Checked<std::vector<GroupCount>> run(const Rule& rule, const std::vector<std::pair<std::string, std::string>>& windows = {});

 private:
  Duck& duck_;
  std::string rows_, columns_;
};

}  // namespace trede
