// SPDX-License-Identifier: EUPL-1.2
#include "edition/read/tables.hpp"

#include <array>

namespace trede {
namespace {

constexpr TableColumn kBronnen[] = {{"bron"},      {"naam"},  {"organisatie"}, {"tabel"},   {"indeling", TableType::whole},
                                    {"opgehaald"}, {"stand"}, {"licentie"},    {"toegang"}, {"behandeling"},
                                    {"sha256"}};

constexpr TableColumn kConcordantie[] = {{"van", TableType::whole},
                                         {"naar", TableType::whole},
                                         {"gebied_van"},
                                         {"gebied_naar"},
                                         {"soort"},
                                         {"aandeel", TableType::number},
                                         {"grondslag"}};

constexpr TableColumn kEigenGebieden[] = {{"eigen_gebied"},
                                          {"naam"},
                                          {"gebieden"},
                                          {"indicator"},
                                          {"periode"},
                                          {"waarde", TableType::number},
                                          {"teller", TableType::number},
                                          {"noemer", TableType::number},
                                          {"eenheid"},
                                          {"telt"},
                                          {"status"},
                                          {"reden"},
                                          {"bron"}};

constexpr TableColumn kGebieden[] = {{"gebied"},
                                     {"indeling", TableType::whole},
                                     {"niveau"},
                                     {"naam"},
                                     {"wijk"},
                                     {"gemeente"},
                                     {"inwoners", TableType::whole},
                                     {"oppervlakte_km2", TableType::number},
                                     {"x_rd", TableType::number},
                                     {"y_rd", TableType::number}};

constexpr TableColumn kIndicatoren[] = {{"indicator"},
                                        {"variant_van"},
                                        {"naam"},
                                        {"name"},
                                        {"definitie"},
                                        {"trede"},
                                        {"domein"},
                                        {"leefgebied"},
                                        {"groep"},
                                        {"eenheid"},
                                        {"telt"},
                                        {"decimalen", TableType::whole},
                                        {"maat"},
                                        {"richting"},
                                        {"fijnste_niveau"},
                                        {"toegang"},
                                        {"licentie"},
                                        {"geverifieerd"},
                                        {"gewicht", TableType::number},
                                        {"publicatieniveau"},
                                        {"publicatiejaren", TableType::whole},
                                        {"publicatie_uitleg"}};
constexpr std::size_t kIndicatorenFirst = 19;  // columns of the first editions, which knew no publication level

constexpr TableColumn kScores[] = {{"gebied"},
                                   {"niveau"},
                                   {"periode"},
                                   {"trede"},
                                   {"leefgebied"},
                                   {"score", TableType::number},
                                   {"aantal", TableType::whole},
                                   {"van", TableType::whole},
                                   {"soort"},
                                   {"domein"},
                                   {"ondergrens", TableType::number},
                                   {"bovengrens", TableType::number},
                                   {"rang", TableType::whole},
                                   {"rang_van", TableType::whole},
                                   {"rang_tot", TableType::whole},
                                   {"gerangschikt", TableType::whole},
                                   {"in_top", TableType::number},
                                   {"alleen_model"}};
constexpr std::size_t kScoresFirst = 8;

constexpr TableColumn kSchattingen[] = {{"indicator"},
                                        {"periode"},
                                        {"gebied"},
                                        {"niveau"},
                                        {"soort"},
                                        {"waarde", TableType::number},
                                        {"ondergrens", TableType::number},
                                        {"bovengrens", TableType::number}};

constexpr TableColumn kSignalen[] = {
    {"signaal"}, {"soort"},    {"niveau"},    {"gebieden"}, {"indicatoren"},          {"periode"},
    {"zin"},     {"sentence"}, {"niet_voor"}, {"sterkte"},  {"p", TableType::number}, {"q", TableType::number}};

constexpr TableColumn kVergelijkingen[] = {
    {"indicator"}, {"periode"}, {"gebied"}, {"niveau"}, {"vergeleken_met"}, {"referentie", TableType::number}, {"oordeel"}};

constexpr TableColumn kVerloop[] = {
    {"indicator"}, {"gebied"}, {"niveau"}, {"verloop"}, {"reden"}, {"helling", TableType::number}, {"p", TableType::number}, {"oordeel"}};

constexpr TableColumn kWaarnemingen[] = {{"indicator"},
                                         {"periode"},
                                         {"gebied"},
                                         {"indeling", TableType::whole},
                                         {"niveau"},
                                         {"waarde", TableType::number},
                                         {"ondergrens", TableType::number},
                                         {"bovengrens", TableType::number},
                                         {"teller", TableType::number},
                                         {"noemer", TableType::number},
                                         {"n", TableType::number},
                                         {"eenheid"},
                                         {"telt"},
                                         {"status"},
                                         {"reden"},
                                         {"behandeling"},
                                         {"bron"},
                                         {"betrouwbaarheid"}};
constexpr std::size_t kWaarnemingenFirst = 17;

constexpr std::array<TableContract, 11> kTables = {{{"bronnen", kBronnen},
                                                    {"concordantie", kConcordantie},
                                                    {"eigen_gebieden", kEigenGebieden},
                                                    {"gebieden", kGebieden},
                                                    {"indicatoren", kIndicatoren, kIndicatorenFirst},
                                                    {"schattingen", kSchattingen},
                                                    {"scores", kScores, kScoresFirst},
                                                    {"signalen", kSignalen},
                                                    {"vergelijkingen", kVergelijkingen},
                                                    {"verloop", kVerloop},
                                                    {"waarnemingen", kWaarnemingen, kWaarnemingenFirst}}};

}  // namespace

std::span<const TableContract> edition_tables() { return kTables; }

const TableContract* edition_table(std::string_view name) {
  for (const TableContract& table : kTables)
    if (table.name == name) return &table;
  return nullptr;
}

}  // namespace trede
