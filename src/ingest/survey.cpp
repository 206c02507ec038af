// SPDX-License-Identifier: EUPL-1.2
#include "ingest/survey.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <set>

#include <fmt/format.h>

#include "base/parallel.hpp"
#include "base/text.hpp"
#include "ingest/area_match.hpp"
#include "ingest/number.hpp"
#include "ingest/period_check.hpp"
#include "ingest/pii.hpp"
#include "ingest/problem.hpp"
#include "ingest/provenance.hpp"
#include "ingest/row_source.hpp"
#include "ingest/tables.hpp"
#include "ingest/unite.hpp"
#include "ingest/wanted.hpp"

namespace trede {
namespace {

constexpr double kHugeWeight = 100;  // times the median

struct WantedItem {
  std::set<std::string> codes;  // answers the catalogue knows
  bool closed = false;          // some mapping lists all valid answers
};

std::map<std::string, WantedItem> wanted_items(const Catalogue& catalogue, const SourceId& source) {
  std::map<std::string, WantedItem> items;
  for (const Mapping& mapping : mappings_to(catalogue, source)) {
    const Figures& figures = *mapping.figures;
    if (figures.item.empty()) continue;
    WantedItem& item = items[figures.item];
    item.codes.insert(figures.valid.begin(), figures.valid.end());
    item.codes.insert(figures.positive.begin(), figures.positive.end());
    item.closed = item.closed || !figures.valid.empty();
    if (!figures.filter_item.empty()) items[figures.filter_item].codes.insert(figures.filter_in.begin(), figures.filter_in.end());
  }
  return items;
}

class SurveyReader {
 public:
  SurveyReader(const Project& project, const Source& source, const SourceFileConfig& file, const AreaSet& division,
               std::optional<AreaIndex> gemeente, const Staging& staging, const std::map<std::string, WantedItem>& items)
      : project_(project),
        source_(source),
        file_(file),
        division_(division),
        gemeente_(gemeente),
        items_(items),
        matcher_(division, staging.divisions, file.area_by, file.area_level.value_or(AreaLevel::buurt), project.all_gemeenten),
        periods_(project, file, false) {}

  Errors errors;

  // One file; false when nothing of it can be used.
  bool read(const IngestOptions& options) {
    auto opened = file_.format == FileFormat::parquet ? open_parquet(file_, 1) : open_csv(file_, options.max_field_bytes);
    if (!opened) {
      errors.add(std::move(opened.error()));
      return false;
    }
    if (!file_.aliases.empty()) errors.add(matcher_.read_aliases(file_.aliases, display_name(file_.aliases)));
    RowSource& rows = *opened->rows;
    if (!plan(rows.header())) return false;
    PiiDetector pii(rows.header(), exempt(rows.header()), FeedKind::records, rows.header()[*respondent_]);
    while (rows.next()) {
      for (std::size_t c = 0; c < rows.header().size(); ++c) pii.look(c, rows.cell(c).text);
      take(rows);
    }
    errors.add(pii.verdict(file_.shown));
    errors.add(rows.take_errors());
    if (rows.rows() == 0) {
      errors.add(problem("ingest.survey.no_rows", "De enquête heeft geen rijen onder de kop. Haal het bestand opnieuw op.",
                         "The survey has no rows below its header. Retrieve the file again.", {.file = file_.shown}));
    }
    check_weights();
    check_respondents();
    if (errors.fatal()) return false;
    from_ = {provenance_of(project_, source_, file_, file_.table, division_.vintage(), opened->sha256, rows.rows())};
    return true;
  }

  // Whether the other file has answers of the same division and a same period: then the two are one survey.
  [[nodiscard]] bool belongs_with(const SurveyReader& other) const {
    if (&division_ != &other.division_) return false;
    std::set<Period> own;
    for (const Answer& answer : answers_) own.insert(answer.period);
    return std::any_of(other.answers_.begin(), other.answers_.end(), [&](const Answer& answer) { return own.contains(answer.period); });
  }

  void absorb(SurveyReader& other) {
    answers_.insert(answers_.end(), std::make_move_iterator(other.answers_.begin()), std::make_move_iterator(other.answers_.end()));
    from_.insert(from_.end(), other.from_.begin(), other.from_.end());
    strata_ = strata_ || other.strata_;
    other.answers_.clear();
    check_respondents();
  }

  [[nodiscard]] StagedSurvey survey() const {
    StagedSurvey survey = ordered();
    survey.from = unite_provenance(from_);
    return survey;
  }

 private:
  struct Answer {
    std::string respondent;
    Period period;
    AreaIndex area = kNoArea;
    double weight = 0;
    std::string stratum;
    std::vector<std::string> items;  // "" = none
    Where where;
  };

  bool plan(const std::vector<std::string>& header) {
    std::vector<std::string> missing;
    const auto look = [&](const std::string& name) -> std::optional<std::size_t> {
      if (name.empty()) return std::nullopt;
      const auto map = file_.columns.find(name);
      const std::string& wanted = map == file_.columns.end() ? name : map->second;
      const auto found = std::find(header.begin(), header.end(), wanted);
      if (found != header.end()) return static_cast<std::size_t>(found - header.begin());
      missing.push_back(wanted);
      return std::nullopt;
    };
    const SurveyColumns& columns = source_.survey_columns;
    respondent_ = look(columns.respondent);
    weight_ = look(columns.weight);
    area_ = look(columns.area);
    if (!file_.period) period_ = look(columns.period);
    for (const auto& [name, item] : items_) item_columns_.push_back(look(name).value_or(0));
    // A survey without strata leaves the column out.
    const std::size_t before = missing.size();
    stratum_ = look(columns.stratum);
    strata_ = stratum_.has_value();
    missing.resize(before);
    if (missing.empty()) return true;
    std::string list;
    for (const std::string& name : missing) list += (list.empty() ? "" : ", ") + display_name(name);
    errors.add(problem(
        "ingest.header.missing",
        fmt::format("Deze kolommen ontbreken in de enquête: {}. Heten ze anders? Zet dat in columns van dit bestand.", list),
        fmt::format("These columns are missing in the survey: {}. Are they called otherwise? Say so in columns of this file.", list),
        {.file = file_.shown, .line = 1}));
    return false;
  }

  std::set<std::string> exempt(const std::vector<std::string>& header) const {
    std::set<std::string> out;
    for (const auto& column : {weight_, area_, period_, stratum_})
      if (column) out.insert(header[*column]);
    for (const std::size_t column : item_columns_) out.insert(header[column]);
    return out;
  }

  void take(const RowSource& rows) {
    Answer answer;
    answer.where = rows.where();
    answer.respondent = trim(rows.cell(*respondent_).text);
    if (answer.respondent.empty()) {
      errors.add(problem("ingest.survey.no_respondent", "Deze rij heeft geen respondentnummer. Vul het in.",
                         "This row has no respondent number. Fill it in.", rows.where(*respondent_)));
    }
    bool complete = !answer.respondent.empty();
    if (file_.period) {
      answer.period = *file_.period;
    } else {
      const auto period = periods_.read(rows.cell(*period_).text, rows.where(*period_), errors);
      complete = complete && period;
      answer.period = period.value_or(Period{});
    }
    complete = take_weight(rows, answer) && complete;
    complete = take_area(rows, answer) && complete;
    if (stratum_) answer.stratum = trim(rows.cell(*stratum_).text);
    std::size_t i = 0;
    for (const auto& [name, item] : items_) {
      const std::size_t column = item_columns_[i++];
      std::string text(trim(rows.cell(column).text));
      if (source_.missing.contains(text) || file_.dialect.missing.contains(text)) text.clear();
      if (!text.empty() && item.closed && !item.codes.contains(text)) {
        complete = false;
        errors.add(
            problem("ingest.survey.unknown_answer",
                    "Dit antwoord kent de catalogus niet (valid). Is het een teken voor 'geen antwoord'? Zet het in dialect.missing.",
                    "The catalogue does not know this answer (valid). Is it a sign for 'no answer'? Put it in dialect.missing.",
                    rows.where(column)));
      }
      answer.items.push_back(std::move(text));
    }
    if (complete) answers_.push_back(std::move(answer));
  }

  bool take_weight(const RowSource& rows, Answer& answer) {
    const std::string_view text = trim(rows.cell(*weight_).text);
    const ParsedNumber weight = parse_number(text, rows.decimal());
    answer.weight = weight.value;
    if (!text.empty() && weight.fault == NumberFault::none && weight.value > 0) return true;
    Text say{"Een weging is een getal groter dan 0.", "A weight is a number larger than 0."};
    if (!text.empty() && weight.fault != NumberFault::none) {
      const Text why = advice(weight.fault, rows.decimal());
      say.nl += " " + why.nl;
      say.en += " " + why.en;
    }
    errors.add(problem("ingest.survey.weight", std::move(say.nl), std::move(say.en), rows.where(*weight_)));
    return false;
  }

  bool take_area(const RowSource& rows, Answer& answer) {
    const std::string_view text = trim(rows.cell(*area_).text);
    if (text.empty()) {
      if (gemeente_) answer.area = *gemeente_;
      return true;
    }
    const AreaMatch match = matcher_.match(text);
    const bool elsewhere = gemeente_ && match.fault == AreaFault::none && !match.outside && division_.gemeente(match.area) != *gemeente_;
    if (match.outside || elsewhere) {
      errors.add(problem("ingest.survey.outside",
                         "Deze respondent woont in een andere gemeente dan die van de enquête of het project. Haal de rij weg.",
                         "This respondent lives in another gemeente than that of the survey or those of the project. Remove the row.",
                         rows.where(*area_)));
      return false;
    }
    answer.area = match.area;
    if (match.fault == AreaFault::none) return true;
    Text say = advice(match, text, false, division_.vintage());
    errors.add(problem(std::string(code_of(match.fault)), std::move(say.nl), std::move(say.en), rows.where(*area_)));
    return false;
  }

  void check_weights() {
    if (answers_.empty()) return;
    std::vector<double> weights;
    for (const Answer& answer : answers_) weights.push_back(answer.weight);
    std::nth_element(weights.begin(), weights.begin() + static_cast<std::ptrdiff_t>(weights.size() / 2), weights.end());
    const double limit = kHugeWeight * weights[weights.size() / 2];
    for (const Answer& answer : answers_) {
      if (answer.weight <= limit) continue;
      errors.add(problem("ingest.survey.weight_huge",
                         "Deze weging is meer dan honderd keer de gewone: één respondent zou het cijfer bepalen. Controleer hem.",
                         "This weight is more than a hundred times the usual one: a single respondent would decide the figure. Check it.",
                         answer.where));
    }
  }

  void check_respondents() {
    std::stable_sort(answers_.begin(), answers_.end(), [](const Answer& a, const Answer& b) {
      return a.period != b.period ? a.period < b.period : a.respondent < b.respondent;
    });
    for (std::size_t i = 1; i < answers_.size(); ++i) {
      if (answers_[i].period != answers_[i - 1].period || answers_[i].respondent != answers_[i - 1].respondent) continue;
      const Where& first = answers_[i - 1].where;
      const bool same_file = first.file == answers_[i].where.file;
      const std::string nl = same_file ? fmt::format("regel {}", first.line) : fmt::format("{}, regel {}", first.file, first.line);
      const std::string en = same_file ? fmt::format("line {}", first.line) : fmt::format("{}, line {}", first.file, first.line);
      errors.add(problem("ingest.survey.respondent_twice",
                         fmt::format("Deze respondent staat er in deze periode al ({}). Houd één rij over.", nl),
                         fmt::format("This respondent is already there in this period ({}). Keep one row.", en), answers_[i].where));
    }
  }

  StagedSurvey ordered() const {
    StagedSurvey survey;
    std::map<std::string, std::int32_t> strata;
    for (const Answer& answer : answers_) strata[answer.stratum];
    std::int32_t next = 0;
    for (auto& [name, index] : strata) index = next++;
    std::size_t i = 0;
    for (const auto& [name, wanted] : items_) {
      StagedSurvey::Item item;
      item.name = name;
      std::set<std::string> codes = wanted.codes;
      for (const Answer& answer : answers_)
        if (!answer.items[i].empty()) codes.insert(answer.items[i]);
      item.codes.assign(codes.begin(), codes.end());
      for (const Answer& answer : answers_) {
        const auto found = codes.find(answer.items[i]);
        item.answer.push_back(found == codes.end() ? std::int16_t{-1} : static_cast<std::int16_t>(std::distance(codes.begin(), found)));
      }
      survey.items.push_back(std::move(item));
      ++i;
    }
    for (const Answer& answer : answers_) {
      survey.period.push_back(answer.period);
      survey.area.push_back(answer.area);
      survey.weight.push_back(answer.weight);
      survey.stratum.push_back(strata_ ? strata.at(answer.stratum) : -1);
    }
    return survey;
  }

  const Project& project_;
  const Source& source_;
  const SourceFileConfig& file_;
  const AreaSet& division_;
  std::optional<AreaIndex> gemeente_;  // of the survey, when the project has more of them
  const std::map<std::string, WantedItem>& items_;
  AreaMatcher matcher_;
  PeriodReader periods_;
  std::optional<std::size_t> respondent_, weight_, area_, period_, stratum_;
  std::vector<std::size_t> item_columns_;
  std::vector<Answer> answers_;
  std::vector<Provenance> from_;
  bool strata_ = false;
};

}  // namespace

void ingest_surveys(const Project& project, const Catalogue& catalogue, const IngestOptions& options, Staging& staging, Errors& errors) {
  for (const SourceConfig& config : project.sources) {
    const Source* source = catalogue.source(config.id);
    if (source == nullptr || source->kind != SourceKind::survey) continue;
    const auto gemeente = gemeente_of(project, config);
    if (!gemeente) continue;  // said already: project.source_gemeente_needed
    const auto items = wanted_items(catalogue, source->id);
    if (items.empty()) {
      errors.add(caution("ingest.table.unused",
                         fmt::format("De catalogus vraagt niets uit de enquête {}: ze wordt niet gelezen.", source->id.str()),
                         fmt::format("The catalogue asks nothing of the survey {}: it is not read.", source->id.str()), config.where));
      continue;
    }
    std::vector<std::unique_ptr<SurveyReader>> readers;
    for (const SourceFileConfig& file : config.files) {
      const AreaSet* division = division_of(staging, nullptr, file, errors);
      if (division == nullptr) continue;
      // With one gemeente in the project an unknown buurt is one of that gemeente without saying so.
      std::optional<AreaIndex> own;
      if (project.all_gemeenten || project.gemeenten.size() > 1) {
        own = division->find(*gemeente);
        if (!own) {
          errors.add(problem(
              "ingest.survey.gemeente",
              fmt::format("De gemeente {} van {} bestaat niet in de indeling {} van dit bestand. Zet de goede vintage of gemeente.",
                          gemeente->str(), source->id.str(), division->vintage().year),
              fmt::format("The gemeente {} of {} does not exist in the division of {} of this file. Give the right vintage or gemeente.",
                          gemeente->str(), source->id.str(), division->vintage().year),
              file.where));
          continue;
        }
      }
      auto reader = std::make_unique<SurveyReader>(project, *source, file, *division, own, staging, items);
      const bool good = reader->read(options);
      errors.add(std::move(reader->errors));
      reader->errors = Errors();
      if (good) readers.push_back(std::move(reader));
    }
    // The first of the files that belong together takes the others, until none is left to take.
    for (std::size_t i = 0; i < readers.size(); ++i) {
      for (std::size_t j = i + 1; j < readers.size();) {
        if (!readers[i]->belongs_with(*readers[j])) {
          ++j;
          continue;
        }
        readers[i]->absorb(*readers[j]);
        readers.erase(readers.begin() + static_cast<std::ptrdiff_t>(j));
        j = i + 1;
      }
      errors.add(std::move(readers[i]->errors));
      staging.surveys.push_back(readers[i]->survey());
    }
  }
  std::sort(staging.surveys.begin(), staging.surveys.end(), [](const StagedSurvey& a, const StagedSurvey& b) {
    return std::tie(a.from.source, a.from.vintage, a.from.sha256) < std::tie(b.from.source, b.from.vintage, b.from.sha256);
  });
}

}  // namespace trede
