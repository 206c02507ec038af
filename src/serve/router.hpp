// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From a checked head to an answer. The routes are those of docs/formats/api.md, the web app, /healthz and /readyz; nothing else exists.

#include <memory>

#include "serve/deliver.hpp"
#include "serve/head.hpp"
#include "serve/response.hpp"
#include "serve/site.hpp"

namespace trede::serve {

struct Routed {
  Response response;
  std::string object;  // the path for the log, made safe, without the query
};

// `ready`: false while the server is stopping. The answer to HEAD has the length and fields of GET and no body.
Routed route(const Site& site, const Head& head, bool ready, const std::shared_ptr<RenderBudget>& budget);

}  // namespace trede::serve
