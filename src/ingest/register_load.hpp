// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One file of a register into a table of DuckDB: persoon, begin, einde, buurt, the source's extra columns, and what only the disclosure
// rules look at: the institution and the household, under kInstitutionOfRow and kHouseholdOfRow, '' when not known.
//
// The household stands in the column that monitor.toml maps (`columns = { household = "…" }`); the institution in a mapped column, or it
// follows from the address and the project's list of institutions, or both. Neither ever leaves this room, nor stands in a message.
//
// The fast way: DuckDB reads the file itself, and one query looks for anything wrong. When something is, or DuckDB refuses the file, the
// careful way: the file is read row by row, every wrong row is listed with line, column and rule, and if nothing is wrong after all the
// rows are handed over one by one. No message holds a value.

#include <optional>
#include <string>

#include "area/area_set.hpp"
#include "ingest/duck.hpp"
#include "ingest/staged.hpp"

namespace trede {

inline constexpr const char* kInstitutionOfRow = "g instelling";
inline constexpr const char* kHouseholdOfRow = "g huishouden";

struct RegisterFile {
  const Project* project = nullptr;
  const Source* source = nullptr;
  const SourceFileConfig* file = nullptr;
  const AreaSet* division = nullptr;
  const std::vector<AreaSet>* divisions = nullptr;
};

struct LoadedRegister {
  std::string table;  // in DuckDB
  std::string sha256;
  std::int64_t rows = 0;
  std::optional<Date> first_begin, last_begin;
  bool institutions = false, households = false;  // whether the file could tell
};

// Errors: base.file.*, base.csv.*, ingest.text.*, ingest.file.format, ingest.header.missing, ingest.pii.*, ingest.area.*,
// ingest.register.no_person, ingest.register.no_begin, ingest.register.bad_date, ingest.register.end_before_begin, ingest.register.future,
// ingest.register.value_unknown, ingest.register.no_rows, ingest.register.format, ingest.address.*, ingest.institution.*.
std::optional<LoadedRegister> load_register(Duck& duck, const RegisterFile& file, const std::string& table, const IngestOptions& options,
                                            Errors& errors);

}  // namespace trede
