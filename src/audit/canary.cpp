// SPDX-License-Identifier: EUPL-1.2
#include "audit/canary.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <memory>

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

// Appends what the frame at the start of `bytes` holds; the number of bytes it takes, or 0 when it does not unpack.
std::size_t unpack_frame(std::string_view bytes, std::string& out) {
  const std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream(ZSTD_createDStream(), &ZSTD_freeDStream);
  std::vector<char> piece(ZSTD_DStreamOutSize());
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  const std::size_t before = out.size();
  while (stream) {
    ZSTD_outBuffer to{piece.data(), piece.size(), 0};
    const std::size_t left = ZSTD_decompressStream(stream.get(), &to, &in);
    if (ZSTD_isError(left) != 0 || out.size() - before + to.pos > kMaxUnpacked) break;
    out.append(piece.data(), to.pos);
    if (left == 0) return in.pos;
    if (in.pos == in.size && to.pos < piece.size()) break;  // cut short
  }
  out.resize(before);
  return 0;
}

// Every zstd frame in the bytes, unpacked: Parquet keeps its pages so, between headers of its own.
void add_zstd_frames(std::string_view bytes, DecodedForms& forms) {
  std::string out;
  std::size_t taken = 0;
  for (std::size_t at = bytes.find(kZstdMagic); at != std::string_view::npos;
       at = bytes.find(kZstdMagic, at + std::max<std::size_t>(taken, 1))) {
    taken = unpack_frame(bytes.substr(at), out);
    if (taken == 0) forms.whole = false;
    out += '\n';
  }
  forms.texts.push_back(std::move(out));
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

EditionFinding finding(const std::string& file, Text how) { return {found::kCanary, {}, {}, {}, file, -1, std::move(how)}; }

Text unread() {
  return {"Dit bestand is niet te lezen of niet uit te pakken; waarden van de lijst kunnen er ongezien in staan.",
          "This file cannot be read or unpacked; values of the list may stand in it unseen."};
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

DecodedForms decoded_forms(const std::string& path, const std::string& bytes) {
  DecodedForms forms;
  forms.texts = {bytes};
  const auto take = [&](Result<std::string> text) {
    if (text) forms.texts.push_back(std::move(*text));
    else forms.whole = false;
  };
  if (path.ends_with(".gz")) take(gunzip(bytes, kMaxUnpacked, path));
  if (path.ends_with(".br")) take(unbrotli(bytes, kMaxUnpacked, path));
  if (path.ends_with(".parquet")) add_zstd_frames(bytes, forms);
  return forms;
}

std::vector<EditionFinding> search_canaries(const fs::path& edition, const std::vector<Canary>& canaries, unsigned threads) {
  std::vector<std::string> files;
  std::error_code problem;
  const fs::path root = fs::is_symlink(edition, problem) ? fs::canonical(edition, problem) : edition;
  for (fs::recursive_directory_iterator at(root, problem), end; !problem && at != end; at.increment(problem))
    if (std::error_code dangling; !at->is_directory(dangling)) files.push_back(at->path().lexically_relative(root).generic_string());
  std::vector<EditionFinding> all;
  if (problem)
    all.push_back(finding({}, {"Niet elke map van deze editie is te lezen; waarden van de lijst kunnen er ongezien in staan.",
                               "Not every folder of this edition can be read; values of the list may stand there unseen."}));
  std::sort(files.begin(), files.end());
  std::vector<std::vector<EditionFinding>> found(files.size());
  parallel_for(files.size(), threads, [&](std::size_t f) {
    auto file = read_input(root / files[f]);
    if (!file) return found[f].push_back(finding(files[f], unread()));
    const auto [forms, whole] = decoded_forms(files[f], file->bytes);
    if (!whole) found[f].push_back(finding(files[f], unread()));
    for (std::size_t c = 0; c < canaries.size(); ++c)
      if (holds(files[f], forms, canaries[c]))
        found[f].push_back(finding(files[f], {fmt::format("Waarde {} van de lijst komt in dit bestand voor.", c + 1),
                                              fmt::format("Value {} of the list occurs in this file.", c + 1)}));
  });
  for (const auto& some : found) all.insert(all.end(), some.begin(), some.end());
  return all;
}

}  // namespace trede::audit
