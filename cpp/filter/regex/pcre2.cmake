# PCRE2 of its sources, with the settings that Debian's library has but for the compiler to machine
# code: what a pattern means, and its limits, are the same.
include(${PROJECT_SOURCE_DIR}/cpp/filter/library_source.cmake)
library_source(pcre2 10.42 c33b418e3b936ee3153de2c61cc638e7e4fe3156022a5c77d0711bcbb9d64f1f
               https://github.com/PCRE2Project/pcre2/releases/download/pcre2-10.42/pcre2-10.42.tar.gz
               src/pcre2_match.c)

# As NON-AUTOTOOLS-BUILD among the sources says.
set(made ${CMAKE_CURRENT_BINARY_DIR})
set(theirs ${PCRE2_SOURCE_DIR}/src)
configure_file(${theirs}/config.h.generic ${made}/config.h COPYONLY)
configure_file(${theirs}/pcre2.h.generic ${made}/pcre2.h COPYONLY)
configure_file(${theirs}/pcre2_chartables.c.dist ${made}/pcre2_chartables.c COPYONLY)

# Patterns and subjects are bytes: of the tables of Unicode only what they have of the first 256
# characters is asked. The others have the properties of the first 128.
file(READ ${theirs}/pcre2_ucd.c tables)
string(REGEX REPLACE "(ucd_stage1\\))\\[\\] = {[^}]*}" "\\1[8704] = { 0, 1 }" stage1 "${tables}")
string(REGEX REPLACE "(/\\* block 1 \\*/[^/]*)/\\* block 2 \\*/[^}]*}" "\\1}" stage2 "${stage1}")
if(stage1 STREQUAL tables OR stage2 STREQUAL stage1)
  message(FATAL_ERROR "${theirs}/pcre2_ucd.c has no tables to be cut")
endif()
file(CONFIGURE OUTPUT ${made}/pcre2_ucd.c CONTENT "${stage2}" @ONLY)

set(sources ${made}/pcre2_chartables.c ${made}/pcre2_ucd.c)
foreach(name auto_possess compile config context error extuni find_bracket match match_data newline
             ord2utf script_run string_utils study tables valid_utf xclass)
  list(APPEND sources ${theirs}/pcre2_${name}.c)
endforeach()
add_library(packetglass_pcre2 STATIC ${sources})
target_include_directories(packetglass_pcre2 PUBLIC ${made} PRIVATE ${theirs})
target_compile_definitions(packetglass_pcre2
                           PUBLIC PCRE2_STATIC
                           PRIVATE HAVE_CONFIG_H SUPPORT_UNICODE PCRE2_CODE_UNIT_WIDTH=8)
target_compile_options(packetglass_pcre2 PRIVATE -w)
