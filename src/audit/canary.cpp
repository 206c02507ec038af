// SPDX-License-Identifier: EUPL-1.2
#include "audit/canary.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include <fmt/format.h>
#include <zstd.h>

#include "base/compress.hpp"
#include "base/files.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"

namespace trede::audit {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxUnpacked = std::size_t{4} << 30U;
constexpr std::string_view kZstdMagic = "\x28\xB5\x2F\xFD";

// Every zstd frame in the bytes, unpacked: Parquet keeps its pages so, between headers of its own.
std::string zstd_frames(std::string_view bytes) {
  std::string out;
  for (std::size_t at = bytes.find(kZstdMagic); at != std::string_view::npos; at = bytes.find(kZstdMagic, at + 1)) {
    const std::string_view rest = bytes.substr(at);
    const std::size_t packed = ZSTD_findFrameCompressedSize(rest.data(), rest.size());
    const unsigned long long size = ZSTD_getFrameContentSize(rest.data(), rest.size());
    if (ZSTD_isError(packed) != 0 || size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kMaxUnpacked) continue;
    const std::size_t before = out.size();
    out.resize(before + size);
    const std::size_t written = ZSTD_decompress(out.data() + before, size, rest.data(), packed);
    out.resize(ZSTD_isError(written) != 0 ? before : before + written);
    out += '\n';
  }
  return out;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A number that stands by itself: no digit, and no decimal point with a digit, on either side.
bool stands_alone(std::string_view bytes, std::size_t at, std::size_t size) {
  if (at > 0 && (is_digit(bytes[at - 1]) ||
                 ((bytes[at - 1] == '.' || bytes[at - 1] == ',') && at > 1 && is_digit(bytes[at - 2]) && bytes[at - 1] == '.')))
    return false;
  const std::size_t end = at + size;
  if (end < bytes.size() && is_digit(bytes[end])) return false;
  return !(end + 1 < bytes.size() && bytes[end] == '.' && is_digit(bytes[end + 1]));
}

bool holds_text(std::string_view bytes, std::string_view text, bool alone) {
  for (std::size_t at = bytes.find(text); at != std::string_view::npos; at = bytes.find(text, at + 1))
    if (!alone || stands_alone(bytes, at, text.size())) return true;
  return false;
}

bool holds_binary(std::string_view bytes, double number) {
  std::array<char, sizeof(double)> form{};
  std::memcpy(form.data(), &number, sizeof number);
  if (number != 0.0 && bytes.find(std::string_view(form.data(), form.size())) != std::string_view::npos) return true;
  const auto whole = static_cast<std::int64_t>(number);
  // Small whole numbers are everywhere in binary files; only a figure of some size says something.
  if (static_cast<double>(whole) != number || std::abs(number) < 65536) return false;
  std::memcpy(form.data(), &whole, sizeof whole);
  return bytes.find(std::string_view(form.data(), form.size())) != std::string_view::npos;
}

bool holds(const std::string& path, const std::vector<std::string>& forms, const Canary& canary) {
  const bool binary = canary.number.has_value() && path.ends_with(".parquet");
  const bool packed = path.ends_with(".gz") || path.ends_with(".br");
  for (std::size_t i = 0; i < forms.size(); ++i) {
    if (binary && holds_binary(forms[i], *canary.number)) return true;
    // Digits in packed bytes are chance; texts are looked for there as well.
    if (canary.number && (binary || (packed && i == 0))) continue;
    if (holds_text(forms[i], canary.text, canary.number.has_value())) return true;
  }
  return false;
}

}  // namespace

std::vector<Canary> read_canaries(std::string_view text) {
  std::vector<Canary> canaries;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find('\n', from), text.size());
    const std::string_view line = trim(text.substr(from, to - from));
    from = to + 1;
    if (line.empty() || line.front() == '#') continue;
    Canary canary{std::string(line), std::nullopt};
    double number = 0.0;
    const auto read = std::from_chars(line.data(), line.data() + line.size(), number, std::chars_format::fixed);
    if (read.ec == std::errc() && read.ptr == line.data() + line.size()) canary.number = number;
    canaries.push_back(std::move(canary));
  }
  return canaries;
}

std::vector<std::string> decoded_forms(const std::string& path, const std::string& bytes) {
  std::vector<std::string> forms = {bytes};
  if (path.ends_with(".gz"))
    if (auto text = gunzip(bytes, kMaxUnpacked, path)) forms.push_back(std::move(*text));
  if (path.ends_with(".br"))
    if (auto text = unbrotli(bytes, kMaxUnpacked, path)) forms.push_back(std::move(*text));
  if (path.ends_with(".parquet")) forms.push_back(zstd_frames(bytes));
  return forms;
}

std::vector<EditionFinding> search_canaries(const fs::path& edition, const std::vector<Canary>& canaries, unsigned threads) {
  std::vector<std::string> files;
  std::error_code problem;
  const fs::path root = fs::is_symlink(edition, problem) ? fs::canonical(edition, problem) : edition;
  for (fs::recursive_directory_iterator at(root, problem), end; !problem && at != end; at.increment(problem))
    if (at->is_regular_file()) files.push_back(at->path().lexically_relative(root).generic_string());
  std::sort(files.begin(), files.end());
  std::vector<std::vector<EditionFinding>> found(files.size());
  parallel_for(files.size(), threads, [&](std::size_t f) {
    auto file = read_input(root / files[f]);
    if (!file) return;
    const std::vector<std::string> forms = decoded_forms(files[f], file->bytes);
    for (std::size_t c = 0; c < canaries.size(); ++c)
      if (holds(files[f], forms, canaries[c]))
        found[f].push_back({found::kCanary,
                            {},
                            {},
                            {},
                            files[f],
                            -1,
                            {fmt::format("Waarde {} van de lijst komt in dit bestand voor.", c + 1),
                             fmt::format("Value {} of the list occurs in this file.", c + 1)}});
  });
  std::vector<EditionFinding> all;
  for (const auto& some : found) all.insert(all.end(), some.begin(), some.end());
  return all;
}

}  // namespace trede::audit
