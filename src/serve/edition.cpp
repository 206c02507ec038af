// SPDX-License-Identifier: EUPL-1.2
#include "serve/edition.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <cerrno>

#include <fmt/format.h>
#include <simdjson.h>

#include "base/files.hpp"
#include "edition/read/verify.hpp"

namespace trede::serve {

namespace {

constexpr std::size_t kMaxManifest = std::size_t{256} << 20;

Error changed(const std::string& id, const std::string& path) {
  return {"serve.edition.changed",
          Failure::integrity,
          fmt::format("Editie {}: {} is veranderd of weg sinds de server startte. Bouw de editie opnieuw.", id, path),
          fmt::format("Edition {}: {} was changed or removed since the server started. Build the edition again.", id, path),
          {}};
}

Error no_editie(const std::string& id) {
  return {"serve.edition.editie",
          Failure::integrity,
          fmt::format("Editie {}: v1/editie.json ontbreekt of is niet te lezen. Bouw de editie opnieuw.", id),
          fmt::format("Edition {}: v1/editie.json is absent or unreadable. Build the edition again.", id),
          {}};
}

// Folder by folder without following a link, for kernels and sandboxes without openat2.
UniqueFd open_by_parts(int folder, std::string path) {
  UniqueFd at;
  std::size_t from = 0;
  for (std::size_t slash = path.find('/'); slash != std::string::npos; from = slash + 1, slash = path.find('/', from)) {
    const std::string part = path.substr(from, slash - from);
    UniqueFd next(::openat(at ? at.get() : folder, part.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!next) return {};
    at = std::move(next);
  }
  return UniqueFd(::openat(at ? at.get() : folder, path.c_str() + from, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
}

UniqueFd open_below(int folder, const std::string& path) {
  open_how how{};
  how.flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
  const long fd = ::syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how);
  if (fd >= 0) return UniqueFd(static_cast<int>(fd));
  if (errno == ENOSYS || errno == EPERM) return open_by_parts(folder, path);
  return {};
}

}  // namespace

bool read_exactly(int fd, char* out, std::size_t size, std::uint64_t offset) {
  while (size > 0) {
    const ssize_t got = ::pread(fd, out, size, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    out += got;
    offset += static_cast<std::uint64_t>(got);
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

UniqueFd Edition::open_file(const ManifestFile& file) const {
  UniqueFd fd = open_below(folder_.get(), file.path);
  struct stat state {};
  if (!fd || ::fstat(fd.get(), &state) != 0 || !S_ISREG(state.st_mode) || static_cast<std::uint64_t>(state.st_size) != file.bytes)
    return {};
  return fd;
}

Result<std::string> Edition::read_file(const ManifestFile& file) const {
  const UniqueFd fd = open_file(file);
  if (!fd) return fail_one(changed(id(), file.path));
  std::string bytes(file.bytes, '\0');
  if (!read_exactly(fd.get(), bytes.data(), bytes.size(), 0)) return fail_one(changed(id(), file.path));
  return bytes;
}

Errors Edition::read_periods() {
  const ManifestFile* entry = manifest_.file(kEditieResource);
  const auto text = entry != nullptr ? read_file(*entry) : fail_one(no_editie(id()));
  if (!text) return Errors(no_editie(id()));
  simdjson::dom::parser parser;
  simdjson::dom::array periods;
  if (parser.parse(simdjson::padded_string(*text))["perioden"].get(periods) != simdjson::SUCCESS) return Errors(no_editie(id()));
  for (const simdjson::dom::element element : periods) {
    std::string_view period;
    if (element.get(period) != simdjson::SUCCESS) return Errors(no_editie(id()));
    if (first_period_.empty()) first_period_ = period;
    last_period_ = period;
  }
  return {};
}

Checked<std::shared_ptr<const Edition>> Edition::open(const std::filesystem::path& folder) {
  auto manifest = read_manifest(folder);
  if (!manifest) return tl::unexpected(std::move(manifest.error()));
  Errors damaged = verify(folder, {.threads = 0, .unpack = false});
  if (damaged.fatal()) return tl::unexpected(std::move(damaged));
  auto text = read_input(folder / "manifest.json", kMaxManifest);
  if (!text) return fail(text.error());

  const std::shared_ptr<Edition> edition(new Edition(std::move(*manifest)));
  edition->manifest_text_ = std::move(text->bytes);
  edition->folder_ = UniqueFd(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!edition->folder_) return fail(changed(edition->id(), "manifest.json"));
  Errors problems = edition->read_periods();
  if (problems.fatal()) return tl::unexpected(std::move(problems));
  return edition;
}

}  // namespace trede::serve
