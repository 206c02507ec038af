// SPDX-License-Identifier: EUPL-1.2
#include "audit/parquet_look.hpp"

#include <algorithm>
#include <cstring>
#include <map>

#include <zstd.h>

namespace trede::audit {
namespace {

constexpr std::string_view kMagic = "PAR1";
constexpr int kMaxDepth = 16;
constexpr std::size_t kMaxPage = std::size_t{1} << 31U;

// Thrift's compact protocol as a tree.
struct Node {
  std::int64_t whole = 0;
  std::string_view bytes;
  std::map<int, Node> fields;
  std::vector<Node> items;

  [[nodiscard]] const Node* field(int id) const {
    const auto at = fields.find(id);
    return at == fields.end() ? nullptr : &at->second;
  }
  [[nodiscard]] std::int64_t number(int id, std::int64_t otherwise = -1) const {
    const Node* node = field(id);
    return node == nullptr ? otherwise : node->whole;
  }
};

class ThriftReader {
 public:
  explicit ThriftReader(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] std::size_t at() const { return at_; }

  Node structure(int depth = 0) {
    Node node;
    int id = 0;
    while (good_ && depth < kMaxDepth) {
      const std::uint8_t head = byte();
      if (head == 0) return node;
      const int delta = head >> 4U;
      id = delta != 0 ? id + delta : static_cast<int>(zigzag());
      node.fields[id] = value(head & 0x0FU, depth);
    }
    good_ = false;
    return node;
  }

 private:
  Node value(unsigned type, int depth, bool in_list = false) {
    Node node;
    switch (type) {
      case 1:
      case 2: node.whole = in_list ? byte() == 1 : type == 1; break;
      case 3: node.whole = static_cast<std::int8_t>(byte()); break;
      case 4:
      case 5:
      case 6: node.whole = zigzag(); break;
      case 7: take(8); break;
      case 8: node.bytes = take(varint()); break;
      case 9:
      case 10: {
        const std::uint8_t head = byte();
        const std::uint64_t size = (head >> 4U) == 15 ? varint() : head >> 4U;
        if (size > bytes_.size()) good_ = false;
        for (std::uint64_t i = 0; good_ && i < size; ++i) node.items.push_back(value(head & 0x0FU, depth + 1, true));
        break;
      }
      case 12: node = structure(depth + 1); break;
      default: good_ = false;
    }
    return node;
  }
  std::uint8_t byte() {
    const std::string_view one = take(1);
    return one.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(one[0]);
  }
  std::uint64_t varint() {
    std::uint64_t out = 0;
    for (unsigned shift = 0; shift < 64 && good_; shift += 7) {
      const std::uint8_t part = byte();
      out |= static_cast<std::uint64_t>(part & 0x7FU) << shift;
      if ((part & 0x80U) == 0) return out;
    }
    good_ = false;
    return 0;
  }
  std::int64_t zigzag() {
    const std::uint64_t raw = varint();
    return static_cast<std::int64_t>(raw >> 1U) ^ -static_cast<std::int64_t>(raw & 1U);
  }
  std::string_view take(std::uint64_t size) {
    if (size > bytes_.size() - at_) {
      good_ = false;
      return {};
    }
    const std::string_view out = bytes_.substr(at_, size);
    at_ += size;
    return out;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool good_ = true;
};

enum PhysicalType : std::uint8_t { kInt32 = 1, kInt64 = 2, kDouble = 5, kByteArray = 6 };

template <class T>
T as(std::string_view bytes) {
  T value{};
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

// One value in PLAIN form at the start of `bytes`; false when there is none.
bool plain_value(std::int64_t physical, std::string_view& bytes, ParquetColumn& column) {
  const std::size_t size = physical == kInt32 ? 4 : physical == kByteArray ? 4 : 8;
  if (bytes.size() < size) return false;
  if (physical == kDouble) column.numbers.push_back(as<double>(bytes));
  else if (physical == kInt64) column.numbers.push_back(static_cast<double>(as<std::int64_t>(bytes)));
  else if (physical == kInt32) column.numbers.push_back(as<std::int32_t>(bytes));
  bytes.remove_prefix(size == 4 && physical == kByteArray ? 0 : size);
  if (physical != kByteArray) return true;
  const std::uint32_t length = as<std::uint32_t>(bytes);
  if (length > bytes.size() - 4) return false;
  column.texts.emplace_back(bytes.substr(4, length));
  bytes.remove_prefix(4 + length);
  return true;
}

void plain_values(std::int64_t physical, std::string_view bytes, ParquetColumn& column) {
  while (!bytes.empty())
    if (!plain_value(physical, bytes, column)) {
      column.unread = true;
      return;
    }
}

constexpr std::size_t kCutFrom = 256;  // writers keep no more of a text in statistics

// A bound in statistics: a bare value, for text without its length.
void bound(std::int64_t physical, const Node* node, ParquetColumn& column) {
  if (node == nullptr) return;
  if (physical == kByteArray) {
    (node->bytes.size() >= kCutFrom ? column.cut : column.texts).emplace_back(node->bytes);
    return;
  }
  std::string_view bytes = node->bytes;
  if (!plain_value(physical, bytes, column)) column.unread = true;
}

void statistics(std::int64_t physical, const Node* node, ParquetColumn& column) {
  if (node == nullptr) return;
  for (const int id : {1, 2, 5, 6}) bound(physical, node->field(id), column);  // max, min; max_value, min_value
}

void page(std::int64_t physical, const Node& head, std::string_view body, bool optional, ParquetColumn& column) {
  constexpr std::int64_t kDataPage = 0, kDictionaryPage = 2, kPlain = 0, kPlainDictionary = 2, kRleDictionary = 8;
  if (head.number(1) == kDictionaryPage) return plain_values(physical, body, column);
  const Node* data = head.field(5);
  if (head.number(1) != kDataPage || data == nullptr) {
    column.unread = true;
    return;
  }
  statistics(physical, data->field(5), column);
  const std::int64_t encoding = data->number(2);
  if (encoding == kPlainDictionary || encoding == kRleDictionary) return;  // positions in the dictionary
  if (encoding != kPlain) {
    column.unread = true;
    return;
  }
  if (optional) {
    if (body.size() < 4 || as<std::uint32_t>(body) > body.size() - 4) {
      column.unread = true;
      return;
    }
    body.remove_prefix(4 + as<std::uint32_t>(body));
  }
  plain_values(physical, body, column);
}

void pages(std::string_view file, const Node& chunk, bool optional, ParquetColumn& column) {
  constexpr std::int64_t kUncompressed = 0, kZstd = 6;
  const std::int64_t physical = chunk.number(1), codec = chunk.number(4);
  std::int64_t from = chunk.number(9);
  if (const std::int64_t dictionary = chunk.number(11); dictionary > 0) from = std::min(from, dictionary);
  const std::int64_t size = chunk.number(7);
  if (from < 0 || size < 0 || from + size > static_cast<std::int64_t>(file.size())) {
    column.unread = true;
    return;
  }
  std::string_view rest = file.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(size));
  while (!rest.empty()) {
    ThriftReader reader(rest);
    const Node head = reader.structure();
    const std::int64_t packed = head.number(3), unpacked = head.number(2);
    if (!reader.good() || packed < 0 || unpacked < 0 || static_cast<std::size_t>(packed) > rest.size() - reader.at() ||
        static_cast<std::size_t>(unpacked) > kMaxPage || (codec != kUncompressed && codec != kZstd)) {
      column.unread = true;
      return;
    }
    const std::string_view body = rest.substr(reader.at(), static_cast<std::size_t>(packed));
    std::string out(static_cast<std::size_t>(unpacked), '\0');
    if (codec == kZstd && ZSTD_decompress(out.data(), out.size(), body.data(), body.size()) != out.size()) column.unread = true;
    page(physical, head, codec == kZstd ? std::string_view(out) : body, optional, column);
    rest.remove_prefix(reader.at() + body.size());
  }
}

ParquetType type_of(std::int64_t physical) {
  if (physical == kDouble) return ParquetType::number;
  if (physical == kInt32 || physical == kInt64) return ParquetType::whole;
  return physical == kByteArray ? ParquetType::text : ParquetType::other;
}

}  // namespace

ParquetLook look_into_parquet(std::string_view bytes) {
  ParquetLook look;
  if (bytes.size() < 12 || !bytes.starts_with(kMagic) || !bytes.ends_with(kMagic)) return look;
  const std::size_t length = as<std::uint32_t>(bytes.substr(bytes.size() - 8));
  if (length > bytes.size() - 12) return look;
  ThriftReader reader(bytes.substr(bytes.size() - 8 - length, length));
  const Node footer = reader.structure();
  const Node* schema = footer.field(2);
  const Node* groups = footer.field(4);
  if (!reader.good() || schema == nullptr || groups == nullptr || schema->items.empty()) return look;
  look.rows = footer.number(3);
  for (std::size_t i = 1; i < schema->items.size(); ++i) {
    const Node& leaf = schema->items[i];
    ParquetColumn column;
    if (const Node* name = leaf.field(4)) column.name = name->bytes;
    column.type = type_of(leaf.number(1));
    look.columns.push_back(std::move(column));
  }
  for (const Node& group : groups->items) {
    const Node* chunks = group.field(1);
    if (chunks == nullptr || chunks->items.size() != look.columns.size()) return look;
    for (std::size_t i = 0; i < look.columns.size(); ++i) {
      const Node* chunk = chunks->items[i].field(3);
      if (chunk == nullptr) return look;
      statistics(chunk->number(1), chunk->field(12), look.columns[i]);
      pages(bytes, *chunk, schema->items[i + 1].number(3) == 1, look.columns[i]);
    }
  }
  if (const Node* keys = footer.field(5))
    for (const Node& entry : keys->items)
      if (const Node* key = entry.field(1)) look.extra_keys.emplace_back(key->bytes);
  look.readable = true;
  return look;
}

}  // namespace trede::audit
