// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Numbers as text, quickly: an edition of the whole country holds tens of millions of them.

#include <cstdint>
#include <string>

namespace trede {

// Appends what format_number (base/json_writer.hpp) gives, byte for byte.
void append_number(std::string& out, double value, int decimals);
void append_whole(std::string& out, std::int64_t value);
// The double nearest to that text.
double rounded_number(double value, int decimals);

}  // namespace trede
