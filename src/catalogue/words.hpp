// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Word lists of the catalogue's enumerations: the word in TOML and the word in what is published. The order is that of the enum.

#include <array>
#include <string_view>

namespace trede {

struct Word {
  std::string_view code, published;
};

inline constexpr std::array<Word, 6> kMeasureWords = {{{"register_rate", "registratie_cijfer"},
                                                       {"register_share", "registratie_aandeel"},
                                                       {"event_rate", "gebeurtenis_cijfer"},
                                                       {"survey_share", "enquete_aandeel"},
                                                       {"modelled_share", "model_aandeel"},
                                                       {"context_value", "context"}}};
inline constexpr std::array<Word, 3> kDirectionWords = {
    {{"higher_worse", "hoger_ongunstig"}, {"lower_worse", "lager_ongunstig"}, {"context", "context"}}};
inline constexpr std::array<Word, 8> kUnitWords = {{{"percent", "procent"},
                                                    {"per_1000", "per_1000"},
                                                    {"per_10000", "per_10000"},
                                                    {"number", "aantal"},
                                                    {"euro_1000", "euro_1000"},
                                                    {"km", "km"},
                                                    {"score", "score"},
                                                    {"per_km2", "per_km2"}}};
inline constexpr std::array<Word, 7> kCountsWords = {{{"persons", "personen"},
                                                      {"households", "huishoudens"},
                                                      {"registrations", "registraties"},
                                                      {"dwellings", "woningen"},
                                                      {"respondents", "respondenten"},
                                                      {"pupils", "leerlingen"},
                                                      {"none", "geen"}}};
inline constexpr std::array<Word, 2> kAccessWords = {{{"open", "open"}, {"municipal", "gemeentelijk"}}};
inline constexpr std::array<Word, 4> kVerifiedWords = {{{"yes", "ja"}, {"table", "tabel"}, {"source", "bron"}, {"no", "nee"}}};
inline constexpr std::array<Word, 4> kPairWords = {
    {{"reach", "bereik"}, {"need", "behoefte"}, {"registered", "geregistreerd"}, {"perceived", "ervaren"}}};
inline constexpr std::array<Word, 3> kSourceKindWords = {{{"table", "tabel"}, {"register", "registratie"}, {"survey", "enquete"}}};
inline constexpr std::array<Word, 3> kSourceDisclosureWords = {
    {{"published", "gepubliceerd"}, {"counts", "aantallen"}, {"survey", "enquete"}}};
inline constexpr std::array<std::string_view, 7> kContextGroups = {"bevolking", "huishoudens",   "herkomst",  "wonen",
                                                                   "omgeving",  "voorzieningen", "samenleven"};
inline constexpr std::array<std::string_view, 6> kPeriodicities = {"yearly",    "school_year", "monthly",
                                                                   "quarterly", "multi_year",  "incidental"};

}  // namespace trede
