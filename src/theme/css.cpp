// SPDX-License-Identifier: EUPL-1.2
#include "theme/css.hpp"

#include <optional>
#include <utility>

namespace trede {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// One pass over the text. After the first error nothing more is read: what follows a missing brace cannot be understood.
class CssParser {
 public:
  CssParser(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  Checked<std::vector<CssRule>> parse() {
    std::vector<CssRule> rules = read_rules(false);
    if (error_) return fail(std::move(*error_));
    return rules;
  }

 private:
  [[nodiscard]] bool done() const { return at_ >= text_.size() || error_.has_value(); }
  [[nodiscard]] Where here() const { return {.file = file_, .line = line_, .column = column_}; }

  void step() {
    const auto byte = static_cast<unsigned char>(text_[at_++]);
    if (byte == '\n') {
      ++line_;
      column_ = 1;
    } else if ((byte & 0xC0U) != 0x80U) {
      ++column_;
    }
  }

  void wrong(Where where, std::string nl, std::string en) {
    if (!error_) error_ = Error{"theme.css.syntax", Failure::input, std::move(nl), std::move(en), std::move(where)};
  }

  bool skip_comment() {
    if (!text_.substr(at_).starts_with("/*")) return false;
    const Where start = here();
    const std::size_t end = text_.find("*/", at_ + 2);
    if (end == std::string_view::npos) {
      wrong(start, "Dit commentaar eindigt niet. Sluit af met */.", "This comment does not end. Close it with */.");
      return true;
    }
    while (at_ < end + 2) step();
    return true;
  }

  void skip_space() {
    while (!done() && (is_space(text_[at_]) || text_.substr(at_).starts_with("/*")))
      if (!skip_comment()) step();
  }

  void copy_string(std::string& out) {
    const Where start = here();
    const char quote = text_[at_];
    do {
      out += text_[at_];
      step();
    } while (!done() && text_[at_] != quote && text_[at_] != '\n');
    if (done() || text_[at_] != quote) {
      wrong(start, "Deze tekst tussen aanhalingstekens eindigt niet op dezelfde regel.", "This quoted text does not end on its line.");
      return;
    }
    out += quote;
    step();
  }

  // Text up to one of `ends` outside strings and brackets, with runs of space made one.
  std::string read_until(std::string_view ends) {
    std::string out;
    int depth = 0;
    while (!done()) {
      const char c = text_[at_];
      if (depth == 0 && ends.find(c) != std::string_view::npos) break;
      if (c == '\\') {
        wrong(here(), "Een backslash mag niet in een thema.", "A backslash is not allowed in a theme.");
        break;
      }
      if (c == '"' || c == '\'') {
        copy_string(out);
      } else if (is_space(c) || text_.substr(at_).starts_with("/*")) {
        skip_space();
        if (!out.empty()) out += ' ';
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        out += c;
        step();
      }
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
  }

  std::vector<CssRule> read_rules(bool inside) {
    std::vector<CssRule> rules;
    const Where start = here();
    for (skip_space(); !done(); skip_space()) {
      if (text_[at_] == '}') {
        if (inside) return rules;
        wrong(here(), "Deze accolade sluit niets.", "This brace closes nothing.");
        return rules;
      }
      rules.push_back(read_rule());
    }
    if (inside) unclosed(start);
    return rules;
  }

  void unclosed(const Where& start) {
    wrong(start, "Dit blok eindigt niet. Sluit af met een accolade.", "This block does not end. Close it with a brace.");
  }

  CssRule read_rule() {
    CssRule rule;
    rule.where = here();
    rule.prelude = read_until("{};");
    if (done() || text_[at_] == '}') {
      wrong(rule.where, "Hier ontbreekt een blok tussen accolades.", "A block between braces is missing here.");
      return rule;
    }
    rule.has_block = text_[at_] == '{';
    step();
    if (!rule.has_block) return rule;
    const bool groups = rule.prelude.starts_with("@media") || rule.prelude.starts_with("@supports") || rule.prelude.starts_with("@layer");
    if (groups) rule.rules = read_rules(true);
    else rule.declarations = read_declarations(rule.where);
    if (!done()) step();  // the closing brace
    return rule;
  }

  std::vector<CssDeclaration> read_declarations(const Where& start) {
    std::vector<CssDeclaration> declarations;
    for (skip_space(); !done() && text_[at_] != '}'; skip_space()) {
      if (text_[at_] == ';') {
        step();
        continue;
      }
      CssDeclaration declaration;
      declaration.where = here();
      declaration.name = read_until(":;{}");
      if (done() || text_[at_] != ':') {
        wrong(declaration.where, "Schrijf naam: waarde;", "Write name: value;");
        break;
      }
      step();
      skip_space();
      declaration.value = read_until(";{}");
      if (!done() && text_[at_] == '{') {
        wrong(declaration.where, "Een regel in een regel mag niet.", "A rule inside a rule is not allowed.");
        break;
      }
      declarations.push_back(std::move(declaration));
    }
    if (at_ >= text_.size()) unclosed(start);
    return declarations;
  }

  std::string_view text_;
  std::string file_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
  std::int64_t column_ = 1;
  std::optional<Error> error_;
};

}  // namespace

Checked<std::vector<CssRule>> parse_css(std::string_view text, const std::string& file) { return CssParser(text, file).parse(); }

}  // namespace trede
