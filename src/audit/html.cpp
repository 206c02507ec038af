// SPDX-License-Identifier: EUPL-1.2
#include "audit/html.hpp"

#include <fmt/format.h>

namespace trede::audit {
namespace {

constexpr std::string_view kStyle = R"(
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--line:#8a8a8a;--soft:#f1f3f4;--good:#0b5d2e;--bad:#9b1c1c;--link:#0b4f9e}
@media (prefers-color-scheme:dark){:root{--ink:#f2f2f2;--paper:#161616;--line:#8f8f8f;--soft:#242424;--good:#7fd6a2;--bad:#ff9a9a;--link:#9cc8ff}}
*{box-sizing:border-box}
body{margin:0;font:1rem/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
main{max-width:64rem;margin:0 auto;padding:1rem}
h1{font-size:1.7rem;line-height:1.25;margin:1rem 0 .5rem}
h2{font-size:1.3rem;line-height:1.3;margin:2rem 0 .5rem;border-top:1px solid var(--line);padding-top:1rem}
h3{font-size:1.1rem;margin:1.5rem 0 .25rem}
p,ul{max-width:42rem;margin:.5rem 0;overflow-wrap:anywhere}
.good,.bad{font-weight:600;border-left:.4rem solid;padding:.5rem .75rem;background:var(--soft)}
.good{border-color:var(--good);color:var(--good)}
.bad{border-color:var(--bad);color:var(--bad)}
.wide{overflow-x:auto;margin:1rem 0}
.wide:focus-visible{outline:3px solid var(--link);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.95rem}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top}
th{background:var(--soft)}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
@media print{:root{--ink:#000;--paper:#fff;--soft:#eee}main{max-width:none;padding:0}.wide{overflow:visible}thead{display:table-header-group}tr{break-inside:avoid}h2,h3{break-after:avoid}}
)";

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

HtmlPage& HtmlPage::heading(int level, std::string_view text) {
  body_ += fmt::format("<h{0}>{1}</h{0}>\n", level, escaped(text));
  return *this;
}

HtmlPage& HtmlPage::paragraph(std::string_view text, std::string_view kind) {
  body_ += kind.empty() ? fmt::format("<p>{}</p>\n", escaped(text)) : fmt::format("<p class=\"{}\">{}</p>\n", kind, escaped(text));
  return *this;
}

HtmlPage& HtmlPage::list(const std::vector<std::string>& items) {
  body_ += "<ul>\n";
  for (const std::string& item : items) body_ += fmt::format("<li>{}</li>\n", escaped(item));
  body_ += "</ul>\n";
  return *this;
}

HtmlPage& HtmlPage::table(std::string_view caption, const std::vector<HtmlColumn>& columns,
                          const std::vector<std::vector<std::string>>& rows) {
  body_ +=
      fmt::format("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{0}\">\n<table>\n<caption>{0}</caption>\n<thead><tr>",
                  escaped(caption));
  for (const HtmlColumn& column : columns)
    body_ += fmt::format("<th scope=\"col\"{}>{}</th>", column.number ? " class=\"number\"" : "", escaped(column.name));
  body_ += "</tr></thead>\n<tbody>\n";
  for (const auto& row : rows) {
    body_ += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const char* tag = i == 0 ? "th" : "td";
      body_ += fmt::format("<{}{}{}>{}</{}>", tag, i == 0 ? " scope=\"row\"" : "", columns[i].number ? " class=\"number\"" : "",
                           escaped(row[i]), tag);
    }
    body_ += "</tr>\n";
  }
  body_ += "</tbody>\n</table>\n</div>\n";
  return *this;
}

HtmlPage& HtmlPage::open_section(std::string_view language) {
  body_ += fmt::format("<section lang=\"{}\">\n", escaped(language));
  return *this;
}

HtmlPage& HtmlPage::close_section() {
  body_ += "</section>\n";
  return *this;
}

std::string HtmlPage::take() const {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width,initial-scale=1\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
      escaped(language_), escaped(title_), kStyle, body_);
}

}  // namespace trede::audit
