// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Pages that stand by themselves: one file, one style sheet inside, no script, nothing from elsewhere; readable on a telephone, on paper
// and with a screen reader. The style sheet is the same text on every page, so that a server can allow it by its hash.

#include <string>
#include <string_view>
#include <vector>

namespace trede::audit {

std::string escaped(std::string_view text);

struct HtmlColumn {
  std::string name;
  bool number = false;
};

class HtmlPage {
 public:
  HtmlPage(std::string language, std::string title) : language_(std::move(language)), title_(std::move(title)) {}

  // All take text, which is escaped here.
  HtmlPage& heading(int level, std::string_view text);
  HtmlPage& paragraph(std::string_view text, std::string_view kind = {});
  HtmlPage& list(const std::vector<std::string>& items);
  // A table that can be scrolled by keyboard when it is wider than the screen.
  HtmlPage& table(std::string_view caption, const std::vector<HtmlColumn>& columns, const std::vector<std::vector<std::string>>& rows);
  HtmlPage& open_section(std::string_view language);
  HtmlPage& close_section();
  [[nodiscard]] std::string take() const;

 private:
  std::string language_, title_, body_;
};

}  // namespace trede::audit
