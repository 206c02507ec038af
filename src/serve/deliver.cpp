// SPDX-License-Identifier: EUPL-1.2
#include "serve/deliver.hpp"

#include <fmt/format.h>

#include "serve/csv_rendering.hpp"
#include "serve/negotiate.hpp"

namespace trede::serve {

namespace {

constexpr std::uint64_t kReadAtOnce = std::uint64_t{64} << 10;  // larger files are read in blocks while they are sent

constexpr std::string_view kDamaged = "Een bestand van deze editie is beschadigd. De beheerder kan de editie nakijken met: trede verify.";

const ManifestFile* file_for(const EditionFile& file, Coding coding) {
  if (coding == Coding::br) return file.br;
  return coding == Coding::gzip ? file.gzip : file.identity;
}

std::shared_ptr<const std::string> text_for(const Document& document, Coding coding) {
  if (coding == Coding::br) return document.br;
  return coding == Coding::gzip ? document.gzip : document.identity;
}

std::string_view coding_name(Coding coding) { return coding == Coding::br ? "br" : "gzip"; }

std::string entity_tag(const Representation& chosen, Coding coding) {
  if (coding == Coding::identity) return fmt::format("\"{}\"", chosen.tag);
  return fmt::format("\"{}-{}\"", chosen.tag, coding == Coding::br ? "br" : "gz");
}

void use_text(Response& response, std::shared_ptr<const std::string> text) {
  response.length = text->size();
  response.text = std::move(text);
}

bool attach_file(Response& response, const EditionFile& file, Coding coding) {
  const ManifestFile& entry = *file_for(file, coding);
  UniqueFd fd = file.edition->open_file(entry);
  if (!fd) return false;
  response.length = entry.bytes;
  if (entry.bytes > kReadAtOnce) {
    response.file = std::move(fd);
    return true;
  }
  std::string bytes(entry.bytes, '\0');
  if (!read_exactly(fd.get(), bytes.data(), bytes.size(), 0)) return false;
  response.text = std::make_shared<const std::string>(std::move(bytes));
  return true;
}

Response busy() {
  Response response = problem(503, "Er worden nu te veel grote antwoorden gemaakt. Probeer het over enkele seconden opnieuw.");
  response.add("Retry-After", "5");
  return response;
}

// nullopt: attached. Otherwise the answer to give instead.
std::optional<Response> attach_csv(Response& response, const Representation& chosen, const std::shared_ptr<RenderBudget>& budget) {
  const Edition& edition = *chosen.file.edition;
  if (chosen.file.identity->bytes > kMaxCsvSource || chosen.areas->bytes > kMaxCsvSource)
    return problem(406, "Dit is te groot om ter plekke in CSV om te zetten. Gebruik de tabel waarnemingen van deze editie.");
  const auto figures = edition.read_file(*chosen.file.identity);
  const auto areas = edition.read_file(*chosen.areas);
  if (!figures || !areas) return problem(500, kDamaged);
  auto csv = render_csv(*figures, *areas);
  if (!csv) return problem(500, kDamaged);
  auto held = RenderBudget::hold(budget, std::move(*csv));
  if (held == nullptr) return busy();
  use_text(response, std::move(held));
  return std::nullopt;
}

}  // namespace

std::shared_ptr<const std::string> RenderBudget::hold(const std::shared_ptr<RenderBudget>& budget, std::string text) {
  const std::size_t size = text.size();
  if (budget->used_.fetch_add(size) + size > budget->limit_) {
    budget->used_.fetch_sub(size);
    return nullptr;
  }
  return {new std::string(std::move(text)), [budget, size](const std::string* held) {
            delete held;
            budget->used_.fetch_sub(size);
          }};
}

Response deliver(const Resource& resource, const Head& head, const std::shared_ptr<RenderBudget>& budget) {
  const bool several = resource.representations.size() > 1;
  const bool documents = several && resource.representations.back().html;
  std::vector<std::string_view> types;
  for (const Representation& representation : resource.representations) types.push_back(representation.type);
  const auto accept = head.find("accept");
  // The web app's own files are not negotiated by type: a browser asks for what it found in the page.
  const auto type = resource.audience == Audience::web ? std::optional<std::size_t>(0) : choose_type(accept, types);
  const std::string_view vary = resource.audience == Audience::web ? "Accept-Encoding" : "Accept-Encoding, Accept";
  if (!type) {
    Response refused = problem(406, documents ? "Dit is er als application/json en als text/html."
                                    : several ? "Dit is er als application/json en als text/csv."
                                              : "Dit is er niet in een formaat dat u accepteert.");
    refused.add("Vary", vary);
    return refused;
  }
  const Representation& chosen = resource.representations[*type];
  const Document* document = chosen.document;
  const auto coding = choose_coding(head.find("accept-encoding"), document != nullptr ? document->br != nullptr : chosen.file.br != nullptr,
                                    document != nullptr ? document->gzip != nullptr : chosen.file.gzip != nullptr);
  if (!coding) {
    Response refused = problem(406, "Dit is er niet in een codering (Accept-Encoding) die u accepteert.");
    refused.add("Vary", vary);
    return refused;
  }
  const std::string tag = entity_tag(chosen, *coding);
  Response response;
  response.audience = chosen.html ? Audience::document : resource.audience;
  response.styles = chosen.styles;
  response.add("ETag", tag).add("Cache-Control", resource.cache).add("Vary", vary);
  const auto known = head.find("if-none-match");
  if (known && matches_tag(*known, tag)) {
    response.status = 304;
    response.has_length = false;
    return response;
  }
  response.add("Content-Type", chosen.content_type).add("Accept-Ranges", "none");
  if (*coding != Coding::identity) response.add("Content-Encoding", coding_name(*coding));
  if (!chosen.download_name.empty()) response.add("Content-Disposition", fmt::format("attachment; filename=\"{}\"", chosen.download_name));
  if (document != nullptr) {
    use_text(response, text_for(*document, *coding));
  } else if (chosen.areas != nullptr) {
    if (auto instead = attach_csv(response, chosen, budget)) return std::move(*instead);
  } else if (!attach_file(response, chosen.file, *coding)) {
    return problem(500, kDamaged);
  }
  return response;
}

}  // namespace trede::serve
