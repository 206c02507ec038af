// SPDX-License-Identifier: EUPL-1.2
#include "serve/router.hpp"

#include <algorithm>
#include <array>
#include <variant>

#include <fmt/format.h>

#include "serve/target.hpp"

namespace trede::serve {

namespace {

constexpr std::string_view kMethods = "GET, HEAD, OPTIONS";
constexpr std::string_view kNoSuchPage = "Deze pagina bestaat niet.";
constexpr std::string_view kNotFoundPage =
    "<!doctype html>\n<html lang=\"nl\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
    "<title>Pagina niet gevonden</title></head>\n<body>\n<main>\n<h1>Pagina niet gevonden</h1>\n"
    "<p>Deze pagina bestaat niet. Ga naar <a href=\"/\">de monitor</a>.</p>\n"
    "<p lang=\"en\">This page does not exist. Go to <a href=\"/\">the monitor</a>.</p>\n</main>\n</body>\n</html>\n";

constexpr std::string_view kWrongAddressPage =
    "<!doctype html>\n<html lang=\"nl\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
    "<title>Dit adres klopt niet</title></head>\n<body>\n<main>\n<h1>Dit adres klopt niet</h1>\n"
    "<p>In het adres staat een teken dat daar niet mag staan, of een %-code die niet af is. Kijk het na, of ga naar "
    "<a href=\"/\">de monitor</a>.</p>\n"
    "<p lang=\"en\">This address is not right: it holds a character that may not be there, or a % code that is not complete. Check it, or "
    "go to <a href=\"/\">the monitor</a>.</p>\n</main>\n</body>\n</html>\n";

// What an address leads to: a resource, an address elsewhere, or an answer at once (404).
struct Elsewhere {
  std::string location;
};
using Destination = std::variant<Resource, Elsewhere, Response>;

Resource document_resource(const Document& document, std::string_view cache, Audience audience) {
  Resource resource;
  resource.representations.push_back(
      {std::string_view(document.type).substr(0, document.type.find(';')), document.type, document.tag, "", &document, {}, nullptr});
  resource.cache = cache;
  resource.audience = audience;
  return resource;
}

std::string encode_segment(std::string_view segment) {
  std::string out;
  for (const char c : segment) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) out += c;
    else out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

Destination edition_destination(const Site& site, const std::vector<std::string>& segments, Document& manifest) {
  const bool current = segments[2] == "actueel";
  const auto found = current ? site.editions.find(site.current->id()) : site.editions.find(segments[2]);
  if (found == site.editions.end()) return problem(404, "Deze editie is er niet. De edities die er zijn staan op /v1/edities.");
  const std::vector<std::string> rest(segments.begin() + 3, segments.end());
  const bool is_manifest = rest.size() == 1 && rest[0] == "manifest";
  auto resource = is_manifest ? std::nullopt : find_resource(found->second, rest);
  if (!resource && !is_manifest) return problem(404, "Dit is er niet in deze editie. De beschrijving staat op /v1/openapi.json.");
  if (current) {
    std::string location = "/v1/edities/" + found->first;
    for (const std::string& segment : rest) location += "/" + encode_segment(segment);
    return Elsewhere{location};
  }
  if (!is_manifest) return std::move(*resource);
  manifest = make_document("application/json", found->second->manifest_text(), false);
  return document_resource(manifest, kImmutable, Audience::api);
}

// `manifest` holds the document of a manifest as long as the destination is used.
Destination api_destination(const Site& site, const std::vector<std::string>& segments, Document& manifest) {
  if (segments.size() == 2 && segments[1] == "openapi.json") return document_resource(*site.openapi, kNoCache, Audience::api);
  if (segments.size() == 2 && segments[1] == "edities") return document_resource(site.list, kNoCache, Audience::api);
  if (segments.size() >= 3 && segments[1] == "edities") return edition_destination(site, segments, manifest);
  return problem(404, "Dit adres bestaat niet. De beschrijving van de API staat op /v1/openapi.json.");
}

bool wants_html(const Head& head) {
  const auto accept = head.find("accept");
  return accept && accept->find("text/html") != std::string::npos;
}

// For somebody who typed or followed an address: programs get problem() instead.
Response page(int status, std::shared_ptr<const std::string> text) {
  Response response;
  response.status = status;
  response.audience = Audience::web;
  response.text = std::move(text);
  response.length = response.text->size();
  response.add("Content-Type", "text/html; charset=utf-8").add("Cache-Control", "no-store").add("Vary", "Accept");
  return response;
}

Response not_found_page(const Site& site, const Head& head, std::string_view detail = kNoSuchPage) {
  if (!wants_html(head)) return problem(404, detail);
  const WebFile* own = site.web ? site.web->not_found() : nullptr;
  return page(404, own != nullptr ? own->document.identity : std::make_shared<const std::string>(kNotFoundPage));
}

// An address that could mean two things is refused as it stands, so whether it is one of the API is read off its first bytes only.
Response wrong_address(const Head& head, const Refusal& refusal) {
  const bool of_a_page = head.target.starts_with('/') && !head.target.starts_with("/v1");
  if (!of_a_page || !wants_html(head)) return problem(refusal.status, refusal.detail);
  return page(refusal.status, std::make_shared<const std::string>(kWrongAddressPage));
}

Destination web_destination(const Site& site, const Head& head, const std::vector<std::string>& segments) {
  if (!site.web) return not_found_page(site, head);
  const WebFile* file = segments.empty() ? nullptr : site.web->find(segments);
  if (file == nullptr && is_page(segments)) file = &site.web->index();
  if (file == nullptr) return not_found_page(site, head);
  return document_resource(file->document, file->immutable ? kImmutable : kNoCache, Audience::web);
}

Response health(bool good) {
  Response response;
  response.status = good ? 200 : 503;
  if (!good) return problem(503, "De server stopt.");
  response.text = std::make_shared<const std::string>("{\"status\":\"ok\"}");
  response.length = response.text->size();
  response.add("Content-Type", "application/json").add("Cache-Control", "no-store");
  return response;
}

Response allowed(const Head& head) {
  Response response;
  response.status = 204;
  response.has_length = false;
  response.add("Allow", kMethods).add("Cache-Control", "no-store");
  if (head.find("origin") && head.find("access-control-request-method"))
    response.add("Access-Control-Allow-Methods", kMethods)
        .add("Access-Control-Allow-Headers", "Accept, If-None-Match")
        .add("Access-Control-Max-Age", "86400");
  return response;
}

Response redirect(const Elsewhere& elsewhere) {
  Response response;
  response.status = 307;
  response.add("Location", elsewhere.location).add("Cache-Control", kNoCache);
  return response;
}

std::vector<Fault> unknown_parameters(const Target& target) {
  std::vector<Fault> faults;
  for (const std::string& name : target.parameters) faults.push_back({name, "Deze parameter bestaat niet."});
  return faults;
}

std::optional<Response> check_method(std::string_view method) {
  static constexpr std::array<std::string_view, 6> kRefused = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT"};
  if (method == "GET" || method == "HEAD" || method == "OPTIONS") return std::nullopt;
  const bool known = std::find(kRefused.begin(), kRefused.end(), method) != kRefused.end();
  Response response =
      known ? problem(405, "Deze server is alleen om te lezen: GET, HEAD en OPTIONS.") : problem(501, "Deze methode is onbekend.");
  response.add("Allow", kMethods);
  return response;
}

Response answer(const Site& site, const Head& head, const Target& target, bool ready, const std::shared_ptr<RenderBudget>& budget) {
  if (target.asterisk) return allowed(head);
  const std::vector<std::string>& segments = target.segments;
  const bool is_health = segments.size() == 1 && (segments[0] == "healthz" || segments[0] == "readyz");
  const bool is_api = !segments.empty() && segments[0] == "v1";
  if (target.trailing_slash) {
    constexpr std::string_view kSlash = "Dit adres bestaat niet: een adres eindigt niet op een schuine streep.";
    return is_api || is_health ? problem(404, kSlash) : not_found_page(site, head, kSlash);
  }
  Document manifest;
  Destination destination = is_health ? Destination(health(segments[0] == "healthz" || ready))
                            : is_api  ? api_destination(site, segments, manifest)
                                      : web_destination(site, head, segments);
  if (auto* response = std::get_if<Response>(&destination); response != nullptr && response->status == 404) return std::move(*response);
  if (head.method == "OPTIONS") return allowed(head);
  if ((is_api || is_health) && !target.parameters.empty())
    return problem(400, "Het verzoek heeft parameters die niet bestaan.", unknown_parameters(target));
  if (auto* response = std::get_if<Response>(&destination)) return std::move(*response);
  if (const auto* elsewhere = std::get_if<Elsewhere>(&destination)) return redirect(*elsewhere);
  return deliver(std::get<Resource>(destination), head, budget);
}

std::string log_object(const Target& target) {
  std::string path;
  for (const std::string& segment : target.segments) path += "/" + segment;
  if (path.empty() || target.trailing_slash) path += '/';
  return display_name(path);
}

}  // namespace

Routed route(const Site& site, const Head& head, bool ready, const std::shared_ptr<RenderBudget>& budget) {
  Routed routed;
  if (auto refused = check_method(head.method)) {
    routed.response = std::move(*refused);
    routed.object = display_name(head.target.substr(0, head.target.find('?')));
    return routed;
  }
  const auto target = parse_target(head);
  if (!target) {
    routed.response = wrong_address(head, target.error());
    routed.object = display_name(head.target.substr(0, head.target.find('?')));
    return routed;
  }
  routed.response = answer(site, head, *target, ready, budget);
  routed.object = log_object(*target);
  return routed;
}

}  // namespace trede::serve
