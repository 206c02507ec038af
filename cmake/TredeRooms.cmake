# SPDX-License-Identifier: EUPL-1.2
# One library per room, one test program per room. A room without sources yet is skipped.

add_library(trede_flags INTERFACE)
target_compile_options(trede_flags INTERFACE -Wall -Wextra -Wconversion -Wshadow -Wpedantic -Werror
  -fno-math-errno -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # These follow the flow of optimised code and GCC 12 gets it wrong for std::string and std::optional (GCC bugs 105651, 80635); the
  # sanitizers look for the same mistakes at run time.
  target_compile_options(trede_flags INTERFACE -Wno-restrict "$<$<NOT:$<CONFIG:Debug>>:-Wno-maybe-uninitialized;-Wno-stringop-overflow>")
endif()
target_compile_definitions(trede_flags INTERFACE TREDE_VERSION="${PROJECT_VERSION}")
if(CMAKE_BUILD_TYPE STREQUAL "Release" OR CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
  target_compile_options(trede_flags INTERFACE -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
  target_link_options(trede_flags INTERFACE -Wl,-z,relro,-z,now)
endif()
if(TREDE_SANITIZE)
  # RapidJSON 1.1 adds an offset to a null pointer when its buffer is empty (stack.h), so that one check is off. Null pointers, alignment
  # and sizes of objects are the address sanitizer's work too; checked twice they double the time to compile.
  target_compile_options(trede_flags INTERFACE -fsanitize=${TREDE_SANITIZE} -fno-sanitize=pointer-overflow,null,alignment,object-size -fno-sanitize-recover=undefined
    -fno-omit-frame-pointer -O1 -g1)
  target_link_options(trede_flags INTERFACE -fsanitize=${TREDE_SANITIZE})
endif()
if(TREDE_FUZZ)
  target_compile_options(trede_flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=pointer-overflow,null,alignment,object-size -fno-sanitize-recover=undefined -g1)
  target_link_options(trede_flags INTERFACE -fsanitize=address,undefined)
endif()

if(TREDE_TESTS)
  enable_testing()
  find_package(GTest REQUIRED)
  include(GoogleTest)
endif()

set(TREDE_LONG_TESTS edition)

# trede_room(name [DIR sub] [ROOMS rooms…] [LIBS libs…] [TEST_LIBS libs…]): TEST_LIBS are linked to the test program only.
function(trede_room name)
  cmake_parse_arguments(R "" "DIR" "ROOMS;LIBS;TEST_LIBS" ${ARGN})
  if(NOT R_DIR)
    set(R_DIR ${name})
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${R_DIR}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_library(trede_${name} STATIC ${sources})
  target_include_directories(trede_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(trede_${name} PRIVATE trede_flags)
  foreach(room ${R_ROOMS})
    if(TARGET trede_${room})
      target_link_libraries(trede_${name} PUBLIC trede_${room})
    endif()
  endforeach()
  foreach(lib ${R_LIBS})
    if(lib STREQUAL "DUCKDB")
      find_package(DuckDB REQUIRED)
      target_link_libraries(trede_${name} PUBLIC DuckDB::duckdb)
    else()
      target_link_libraries(trede_${name} PUBLIC ${lib})
    endif()
  endforeach()

  file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${R_DIR}/*.cpp)
  if(TREDE_TESTS AND tests)
    add_executable(test_${name} ${tests})
    target_include_directories(test_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_compile_definitions(test_${name} PRIVATE TREDE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" TREDE_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
    target_link_libraries(test_${name} PRIVATE trede_${name} trede_flags GTest::gtest GTest::gtest_main)
    foreach(lib ${R_TEST_LIBS})
      string(TOUPPER ${lib} upper)
      find_library(${upper}_LIBRARY ${lib} REQUIRED)
      target_link_libraries(test_${name} PRIVATE ${${upper}_LIBRARY})
    endforeach()
    # A room whose tests take long runs in two parts, first, so that no processor core waits for it at the end.
    if(name IN_LIST TREDE_LONG_TESTS)
      foreach(part RANGE 1)
        add_test(NAME ${name}_${part} COMMAND test_${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
        set_tests_properties(${name}_${part} PROPERTIES COST 100 ENVIRONMENT "GTEST_TOTAL_SHARDS=2;GTEST_SHARD_INDEX=${part}")
      endforeach()
    else()
      add_test(NAME ${name} COMMAND test_${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    endif()
  endif()

  if(TREDE_FUZZ)
    file(GLOB fuzzers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/${name}_*.cpp)
    foreach(fuzzer ${fuzzers})
      get_filename_component(target ${fuzzer} NAME_WE)
      if(TARGET fuzz_${target})   # edition_read_… belongs to the room edition_read, which comes before edition
        continue()
      endif()
      add_executable(fuzz_${target} ${fuzzer})
      target_link_libraries(fuzz_${target} PRIVATE trede_${name} trede_flags -fsanitize=fuzzer)
    endforeach()
  endif()
endfunction()

# trede_program(name DIR dir ROOMS rooms…): one program; it links exactly the rooms named.
function(trede_program name)
  cmake_parse_arguments(P "" "DIR" "ROOMS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${P_DIR}/*.cpp)
  if(NOT sources OR TREDE_FUZZ)
    return()
  endif()
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE trede_flags)
  foreach(room ${P_ROOMS})
    if(TARGET trede_${room})
      target_link_libraries(${name} PRIVATE trede_${room})
    endif()
  endforeach()
  set_target_properties(${name} PROPERTIES INSTALL_RPATH "$ORIGIN;$ORIGIN/../lib")
  install(TARGETS ${name} RUNTIME DESTINATION bin)
endfunction()

# trede_share(): the catalogue and the web app beside the programs, in share/trede.
function(trede_share)
  set(share ${CMAKE_BINARY_DIR}/share/trede)
  add_custom_target(trede_share ALL
    COMMAND ${CMAKE_COMMAND} -E make_directory ${share}
    COMMAND ${CMAKE_COMMAND} -E create_symlink ${CMAKE_SOURCE_DIR}/catalogue ${share}/catalogue
    COMMAND ${CMAKE_COMMAND} -E create_symlink ${CMAKE_SOURCE_DIR}/web/dist ${share}/web
    COMMAND ${CMAKE_COMMAND} -E create_symlink ${CMAKE_SOURCE_DIR}/api ${share}/api
    VERBATIM)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/catalogue ${CMAKE_SOURCE_DIR}/api DESTINATION share/trede)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/web/dist/ DESTINATION share/trede/web OPTIONAL)
endfunction()
