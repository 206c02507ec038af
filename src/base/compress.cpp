// SPDX-License-Identifier: EUPL-1.2
#include "base/compress.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <stdexcept>

#include <brotli/decode.h>
#include <brotli/encode.h>
#include <fmt/format.h>
#include <zlib.h>

namespace trede {
namespace {

constexpr int kGzipWindow = 15 + 16;
constexpr std::size_t kMaxStep = std::size_t{1} << 30;

Error damaged(std::string_view kind, std::string_view name) {
  return {fmt::format("base.{}.damaged", kind),
          Failure::input,
          fmt::format("Het {}-bestand is beschadigd of afgebroken. Haal het opnieuw op.", kind),
          fmt::format("The {} file is damaged or cut off. Fetch it again.", kind),
          {.file = std::string(name)}};
}
Error too_large(std::string_view kind, std::string_view name, std::size_t limit) {
  return {fmt::format("base.{}.too_large", kind),
          Failure::limit,
          fmt::format("Uitgepakt is het bestand groter dan de grens van {} bytes.", limit),
          fmt::format("Unpacked, the file is larger than the limit of {} bytes.", limit),
          {.file = std::string(name)}};
}

}  // namespace

std::string gzip(std::string_view bytes, int level) {
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib is not available");
  std::string out;
  std::array<char, 1U << 16U> block{};
  std::size_t given = 0;
  int state = Z_OK;
  do {
    if (stream.avail_in == 0 && given < bytes.size()) {
      const std::size_t step = std::min(kMaxStep, bytes.size() - given);
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data() + given));
      stream.avail_in = static_cast<uInt>(step);
      given += step;
    }
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    state = deflate(&stream, given == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
    out.append(block.data(), block.size() - stream.avail_out);
  } while (state != Z_STREAM_END);
  deflateEnd(&stream);
  return out;
}

std::string brotli(std::string_view bytes, int quality) {
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  if (size == 0) size = bytes.size() + 1024;
  std::string out(size, '\0');
  const int window = bytes.size() > (1U << 20U) ? 22 : 18;
  if (BrotliEncoderCompress(quality, window, BROTLI_MODE_TEXT, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                            reinterpret_cast<std::uint8_t*>(out.data())) != BROTLI_TRUE)
    throw std::runtime_error("Brotli failed");
  out.resize(size);
  return out;
}

Result<std::string> gunzip(std::string_view bytes, std::size_t limit, std::string_view name) {
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) throw std::runtime_error("zlib is not available");
  const std::unique_ptr<z_stream, int (*)(z_stream*)> guard(&stream, inflateEnd);
  std::string out;
  std::array<char, 1U << 16U> block{};
  std::size_t given = 0;
  while (true) {
    if (stream.avail_in == 0 && given < bytes.size()) {
      const std::size_t step = std::min(kMaxStep, bytes.size() - given);
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data() + given));
      stream.avail_in = static_cast<uInt>(step);
      given += step;
    }
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    const int state = inflate(&stream, Z_NO_FLUSH);
    const std::size_t got = block.size() - stream.avail_out;
    if (out.size() + got > limit) return fail_one(too_large("gzip", name, limit));
    out.append(block.data(), got);
    if (state == Z_STREAM_END) {
      if (stream.avail_in == 0 && given == bytes.size()) return out;
      if (inflateReset(&stream) != Z_OK) return fail_one(damaged("gzip", name));  // a further member, as gzip allows
      continue;
    }
    if (state != Z_OK || (got == 0 && stream.avail_in == 0 && given == bytes.size())) return fail_one(damaged("gzip", name));
  }
}

Result<std::string> unbrotli(std::string_view bytes, std::size_t limit, std::string_view name) {
  const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> state(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr),
                                                                                 BrotliDecoderDestroyInstance);
  std::string out;
  std::array<std::uint8_t, 1U << 16U> block{};
  std::size_t available_in = bytes.size();
  const auto* next_in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  while (true) {
    std::size_t available_out = block.size();
    std::uint8_t* next_out = block.data();
    const auto result = BrotliDecoderDecompressStream(state.get(), &available_in, &next_in, &available_out, &next_out, nullptr);
    const std::size_t got = block.size() - available_out;
    if (out.size() + got > limit) return fail_one(too_large("brotli", name, limit));
    out.append(reinterpret_cast<const char*>(block.data()), got);
    if (result == BROTLI_DECODER_RESULT_SUCCESS && available_in == 0) return out;
    if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return fail_one(damaged("brotli", name));
  }
}

}  // namespace trede
