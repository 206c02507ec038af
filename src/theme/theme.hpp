// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A municipality's own theme: the folder `thema/` of the project, with thema.css, logo.svg or logo.png, and typefaces (.woff2).
//
// The server shows these files under /thema/ in the place of the app's own; `trede check` also reads what thema.css says. A theme may
// replace the accent, the mark and the typeface. Colours that carry a value are not its to change (docs/guides/theme.md).

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace trede {

struct ThemeFile {
  std::string name;  // "thema.css", "logo.svg", "logo.png", "gemeente-sans-400.woff2"
  std::string bytes;
};

// By name; empty when the project has no such folder. Hidden names are passed over. All problems at once: theme.folder, theme.name,
// theme.link, theme.large, theme.kind (the content is not what the name says), theme.unreadable.
Checked<std::vector<ThemeFile>> read_theme(const std::filesystem::path& project);

// What thema.css may not say: theme.css.syntax, theme.css.rule, theme.css.property, theme.css.value, theme.css.font, and an accent that
// cannot be read on the background of light or dark pages: theme.contrast. The places name `thema/thema.css`.
Errors check_theme(const std::vector<ThemeFile>& files);

}  // namespace trede
