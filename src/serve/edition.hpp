// SPDX-License-Identifier: EUPL-1.2
#pragma once
// An edition opened for serving: its manifest as a map from path to length and hash, and a handle on its folder.
//
// Only a path that the manifest lists can be opened, below that handle, without following a link; so no address can reach another file,
// and an answer that is under way keeps its file when the edition is replaced or removed. Every file was hashed against the manifest
// before the edition is served at all.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "edition/read/manifest.hpp"
#include "serve/unique_fd.hpp"

namespace trede::serve {

class Edition {
 public:
  // Errors: those of edition/read; edition.* for what is damaged (exit 5); serve.edition.editie (v1/editie.json absent or unreadable).
  static Checked<std::shared_ptr<const Edition>> open(const std::filesystem::path& folder);

  [[nodiscard]] const Manifest& manifest() const { return manifest_; }
  [[nodiscard]] const std::string& id() const { return manifest_.id; }
  [[nodiscard]] const std::string& manifest_text() const { return manifest_text_; }
  [[nodiscard]] const std::string& first_period() const { return first_period_; }  // empty: no figures
  [[nodiscard]] const std::string& last_period() const { return last_period_; }

  // A regular file of the length in the manifest, or no handle.
  [[nodiscard]] UniqueFd open_file(const ManifestFile& file) const;
  // Its bytes. Errors: serve.edition.changed (gone, replaced or of another length).
  [[nodiscard]] Result<std::string> read_file(const ManifestFile& file) const;

 private:
  explicit Edition(Manifest manifest) : manifest_(std::move(manifest)) {}
  Errors read_periods();

  Manifest manifest_;
  std::string manifest_text_;
  std::string first_period_, last_period_;
  UniqueFd folder_;
};

// Exactly `size` bytes from the start of an open file, or false.
bool read_exactly(int fd, char* out, std::size_t size, std::uint64_t offset);

}  // namespace trede::serve
