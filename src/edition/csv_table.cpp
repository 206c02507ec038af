// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <stdexcept>

#include <zlib.h>

#include "edition/numbers.hpp"
#include "edition/rows.hpp"

namespace trede {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20U;
constexpr std::size_t kManyRows = 200'000;
constexpr int kBest = 9;
constexpr int kQuick = 4;
constexpr int kGzipWindow = 15 + 16;

// gzip in pieces; base/compress.hpp wants the whole text at once.
class GzipStream {
 public:
  explicit GzipStream(int level) {
    if (deflateInit2(&stream_, level, Z_DEFLATED, kGzipWindow, 9, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::runtime_error("zlib is not available");
  }
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;
  ~GzipStream() { deflateEnd(&stream_); }

  void add(std::string_view bytes, bool last) {
    std::array<char, 1U << 16U> block{};
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(block.data());
      stream_.avail_out = static_cast<uInt>(block.size());
      deflate(&stream_, last ? Z_FINISH : Z_NO_FLUSH);
      out_.append(block.data(), block.size() - stream_.avail_out);
    } while (stream_.avail_out == 0);
  }
  std::string take() { return std::move(out_); }

 private:
  z_stream stream_{};
  std::string out_;
};

bool looks_like_formula(std::string_view text) {
  return !text.empty() && (text[0] == '=' || text[0] == '+' || text[0] == '-' || text[0] == '@' || text[0] == '\t' || text[0] == '\r');
}

class CsvSink : public RowSink {
 public:
  void text(std::string_view value) override {
    separate();
    const bool guard = looks_like_formula(value);
    const bool quote = value.find_first_of(";\"\r\n") != std::string_view::npos;
    if (quote) out_ += '"';
    if (guard) out_ += '\'';
    for (const char c : value) {
      if (c == '"') out_ += '"';
      out_ += c;
    }
    if (quote) out_ += '"';
  }
  void number(double value, int decimals) override {
    separate();
    append_number(out_, value, decimals);
  }
  void whole(std::int64_t value) override {
    separate();
    append_whole(out_, value);
  }
  void nothing() override { separate(); }

  void end_row() {
    out_ += '\n';
    first_ = true;
  }
  std::string& out() { return out_; }

 private:
  void separate() {
    if (!first_) out_ += ';';
    first_ = false;
  }
  std::string out_;
  bool first_ = true;
};

}  // namespace

std::string csv_gz(const TableContract& contract, const TableRows& rows) {
  GzipStream gzip(rows.size() > kManyRows ? kQuick : kBest);
  CsvSink sink;
  for (const TableColumn& column : contract.columns) sink.text(column.name);
  sink.end_row();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows.row(i, sink);
    sink.end_row();
    if (sink.out().size() < kBlock) continue;
    gzip.add(sink.out(), false);
    sink.out().clear();
  }
  gzip.add(sink.out(), true);
  return gzip.take();
}

}  // namespace trede
