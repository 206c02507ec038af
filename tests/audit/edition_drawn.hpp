// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A drawn edition: the published tables of a small gemeente, written by hand, without any protection. What stands in it is what the test
// says.

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <stdlib.h>

#include "audit/edition.hpp"
#include "audit/edition_facts.hpp"
#include "audit/edition_relations.hpp"
#include "base/compress.hpp"

namespace trede::audit {

inline constexpr const char* kWithheld = "";

class DrawnEdition {
 public:
  // Wijken WK999900, WK999901, … with the buurten BU99990000, BU99990001, …; everybody has 1000 inhabitants per buurt.
  explicit DrawnEdition(const std::vector<int>& buurten_of_wijk, int vintage = 2020) : vintage_(vintage) {
    std::string name = (std::filesystem::temp_directory_path() / "trede-drawn-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
    manifest_.vintage = vintage;
    manifest_.name = "Getekend";
    manifest_.rules = {{"mo", DisclosureConfig{}}, {"panel", DisclosureConfig{}}};
    int wijk = 0;
    for (const int count : buurten_of_wijk) {
      const std::string code = "WK99990" + std::to_string(wijk);
      for (int i = 0; i < count; ++i) areas_["BU99990" + std::to_string(wijk) + "0" + std::to_string(i)] = {"buurt", code, 1000};
      areas_[code] = {"wijk", "", count * 1000};
      ++wijk;
    }
    areas_["GM9999"] = {"gemeente", "", 10000};
  }
  ~DrawnEdition() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  DrawnEdition(const DrawnEdition&) = delete;
  DrawnEdition& operator=(const DrawnEdition&) = delete;

  void inhabitants(const std::string& area, int people) { areas_[area].people = people; }
  void move(const std::string& buurt, const std::string& wijk) { areas_[buurt].wijk = wijk; }
  DisclosureConfig& rule() { return manifest_.rules[0].rule; }
  // A count as text, or kWithheld. The denominator is shown with it.
  void count(const std::string& area, const std::string& count, int base = 1000, const std::string& period = "2020",
             const std::string& indicator = "hulp") {
    const std::string level = area.starts_with("BU") ? "buurt" : area.starts_with("WK") ? "wijk" : "gemeente";
    std::string row = indicator + ";" + period + ";" + area + ";" + std::to_string(vintage_) + ";" + level + ";";
    if (count.empty()) row += ";;;;;;per_1000;personen;achtergehouden;onderdrukt;drempel;mo\n";
    else row += rate(std::stod(count), base) + ";;;" + count + ";" + std::to_string(base) + ";;per_1000;personen;gemeten;;drempel;mo\n";
    rows_[indicator + period + area] = row;
  }
  void raw(const std::string& key, const std::string& row) { rows_[key] = row; }
  void own_area(const std::string& id, const std::string& codes, const std::string& count) {
    own_ += id + ";naam;" + codes + ";hulp;2020;;" + count + ";;per_1000;personen;" +
            (count.empty() ? "achtergehouden;onderdrukt" : "gemeten;") + ";mo\n";
  }
  void link(const std::string& from, const std::string& to, const std::string& before, const std::string& now) {
    links_ += from + ";" + to + ";" + before + ";" + now + ";gelijk;1;grens\n";
  }
  void catalogue(const std::string& text) { catalogue_ = text; }
  void indicator(const std::string& id, const std::string& variant_of = "") { indicators_[id] = variant_of; }

  void file(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }
  const std::filesystem::path& write() const {
    std::string areas = "gebied;indeling;niveau;naam;wijk;gemeente;inwoners;oppervlakte_km2;x_rd;y_rd\n";
    for (const auto& [code, area] : areas_)
      areas += code + ";" + std::to_string(vintage_) + ";" + area.level + ";naam;" + area.wijk + ";GM9999;" + std::to_string(area.people) +
               ";;;\n";
    table("gebieden", areas);
    std::string rows =
        "indicator;periode;gebied;indeling;niveau;waarde;ondergrens;bovengrens;teller;noemer;n;eenheid;telt;status;reden;behandeling;bron\n";
    for (const auto& [key, row] : rows_) rows += row;
    table("waarnemingen", rows);
    table("concordantie", "van;naar;gebied_van;gebied_naar;soort;aandeel;grondslag\n" + links_);
    std::string indicators = "indicator;variant_van;eenheid;telt;decimalen\n";
    for (const auto& [id, variant_of] : indicators_) indicators += id + ";" + variant_of + ";per_1000;personen;1\n";
    table("indicatoren", indicators);
    if (!own_.empty())
      table("eigen_gebieden", "eigen_gebied;naam;gebieden;indicator;periode;waarde;teller;noemer;eenheid;telt;status;reden;bron\n" + own_);
    file("catalogus/catalogue.toml", catalogue_);
    return path_;
  }
  [[nodiscard]] const Manifest& manifest() const { return manifest_; }
  [[nodiscard]] EditionFacts facts() const { return read_facts(write(), manifest_).value(); }
  [[nodiscard]] EditionAudit audit(EditionAuditOptions options = {}) const {
    options.threads = 1;
    return audit_edition(write(), manifest_, options).value();
  }

 private:
  struct Area {
    std::string level, wijk;
    int people = 0;
  };
  static std::string rate(double count, int base) {
    std::string text = std::to_string(static_cast<long>(count * 10000 / base + 0.5));
    while (text.size() < 2) text.insert(0, "0");
    return text.substr(0, text.size() - 1) + "." + text.back();
  }
  void table(const std::string& name, const std::string& text) const { file("tabellen/" + name + ".csv.gz", gzip(text)); }

  int vintage_ = 2020;
  std::filesystem::path path_;
  Manifest manifest_;
  std::map<std::string, Area> areas_;
  std::map<std::string, std::string> rows_, indicators_ = {{"hulp", ""}};
  std::string own_, links_;
  std::string catalogue_ =
      "schema = 1\n[[denominator]]\nid = \"inwoners\"\ncounts = \"persons\"\n[[indicator]]\nid = \"hulp\"\ndenominator = \"inwoners\"\n";
};

inline std::multimap<std::string, std::string> kinds_of(const std::vector<EditionFinding>& findings) {
  std::multimap<std::string, std::string> kinds;  // kind → area
  for (const EditionFinding& finding : findings) kinds.emplace(finding.kind, finding.area);
  return kinds;
}

}  // namespace trede::audit
