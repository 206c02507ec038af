# SPDX-License-Identifier: EUPL-1.2
# DuckDB's C API: DUCKDB_ROOT (variable or environment), else what tools/get-duckdb.sh put in build/deps/duckdb, else the system.
# Gives DuckDB::duckdb. The library's SONAME carries no version: it is copied beside the programs, which find it by rpath.
set(_hints ${DUCKDB_ROOT} $ENV{DUCKDB_ROOT} ${CMAKE_SOURCE_DIR}/build/deps/duckdb)
find_path(DuckDB_INCLUDE_DIR duckdb.h HINTS ${_hints} PATH_SUFFIXES include)
find_library(DuckDB_LIBRARY duckdb HINTS ${_hints} PATH_SUFFIXES lib)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(DuckDB REQUIRED_VARS DuckDB_LIBRARY DuckDB_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "run tools/get-duckdb.sh, or set DUCKDB_ROOT to a folder with duckdb.h and libduckdb.so")
if(DuckDB_FOUND AND NOT TARGET DuckDB::duckdb)
  add_library(DuckDB::duckdb SHARED IMPORTED GLOBAL)
  set_target_properties(DuckDB::duckdb PROPERTIES IMPORTED_LOCATION ${DuckDB_LIBRARY} IMPORTED_NO_SONAME ON
    INTERFACE_INCLUDE_DIRECTORIES ${DuckDB_INCLUDE_DIR})
  install(FILES ${DuckDB_LIBRARY} DESTINATION lib)
endif()
