// SPDX-License-Identifier: EUPL-1.2
#include "serve/head.hpp"

namespace trede::serve {

HeadScanner::State HeadScanner::refuse(int status, std::string_view detail) {
  refusal_ = {status, detail};
  return State::refused;
}

// One empty line before the request line is passed over (RFC 9112 §2.2).
bool HeadScanner::end_of_line() {
  const bool empty = line_start_ == at_;
  at_ += 2;
  line_start_ = at_;
  if (empty && lines_ == 0 && !skipped_empty_) {
    skipped_empty_ = true;
    return false;
  }
  ++lines_;
  return empty;
}

HeadScanner::State HeadScanner::scan(std::string_view buffer) {
  while (at_ < buffer.size()) {
    if (at_ >= max_head_) return refuse(431, "De kop van het verzoek is langer dan 16 KiB.");
    if (lines_ == 0 && at_ - line_start_ > max_line_) return refuse(414, "Het adres is langer dan 8 KiB.");
    const auto byte = static_cast<unsigned char>(buffer[at_]);
    if (byte == '\r') {
      if (at_ + 1 == buffer.size()) return State::more;
      if (buffer[at_ + 1] != '\n') return refuse(400, "Een regel van de kop bevat een losse CR.");
      if (end_of_line()) return State::complete;
      continue;
    }
    if (byte == '\n') return refuse(400, "Een regel van de kop eindigt niet op CRLF.");
    if ((byte < 0x20 && byte != '\t') || byte == 0x7F) return refuse(400, "De kop bevat een besturingsteken.");
    ++at_;
  }
  return State::more;
}

}  // namespace trede::serve
