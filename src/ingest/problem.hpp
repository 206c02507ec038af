// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Short ways to make an Error inside this room. The code is stable and listed in docs/formats/errors.md.

#include <string>
#include <utility>

#include "base/error.hpp"

namespace trede {

inline Error problem(std::string code, std::string nl, std::string en, Where where = {}, Failure failure = Failure::input) {
  Error error;
  error.code = std::move(code);
  error.failure = failure;
  error.nl = std::move(nl);
  error.en = std::move(en);
  error.where = std::move(where);
  return error;
}

inline Error caution(std::string code, std::string nl, std::string en, Where where = {}) {
  Error error = problem(std::move(code), std::move(nl), std::move(en), std::move(where));
  error.severity = Severity::warning;
  return error;
}

}  // namespace trede
