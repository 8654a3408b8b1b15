# What optimised native programs are hardened with: what a fault of ours would let a hostile capture
# do, ends the program instead. test/hardening looks for each in the binary. Sanitizers find more,
# and stand in its place. Before the targets, which take their options from here.
if(NOT PACKETGLASS_HARDEN OR PACKETGLASS_SANITIZE OR PACKETGLASS_FUZZ)
  return()
endif()

set(packetglass_hot
    dissect/dissection.cpp dissect/dissectors.cpp dissect/layer.cpp dissect/plain_summary.cpp
    dissect/transport/tcp.cpp flow/batch_summary.cpp flow/conversation_row.cpp flow/flow_table.cpp
    flow/link_table.cpp flow/summary_columns.cpp flow/summary_index.cpp flow/tcp_conversation.cpp)

include(CheckCXXCompilerFlag)
include(CheckLinkerFlag)

# Without optimisation there is nothing to fortify, and glibc warns.
add_compile_options("$<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2>")
# Of libstdc++: an index beyond a vector or span, an optional that is empty.
add_compile_definitions(_GLIBCXX_ASSERTIONS)

# Modules are what tests load into a program.
set(packetglass_is_module "$<STREQUAL:$<TARGET_PROPERTY:TYPE>,MODULE_LIBRARY>")

# Each where the compiler and the processor have it. Code of libraries too goes into programs only,
# so that it need not be the slower kind that could be exchanged when it is loaded.
foreach(flag -fPIE -fstack-protector-strong -fstack-clash-protection -fcf-protection=full)
  string(MAKE_C_IDENTIFIER "packetglass_has${flag}" known)
  check_cxx_compiler_flag(${flag} ${known})
  if(${known})
    add_compile_options("$<$<NOT:${packetglass_is_module}>:${flag}>")
  endif()
endforeach()
foreach(flag -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
  string(MAKE_C_IDENTIFIER "packetglass_has${flag}" known)
  check_linker_flag(CXX ${flag} ${known})
  if(${known})
    add_link_options("$<$<NOT:${packetglass_is_module}>:${flag}>")
  endif()
endforeach()

# What runs for every packet of a summary goes without the checks that cost there: with them it takes
# 11 % more instructions, without 4 %, and the index 1 %. The fuzzers and the debug preset run it with
# sanitizers.
list(TRANSFORM packetglass_hot PREPEND "${PROJECT_SOURCE_DIR}/cpp/")
require_files(${packetglass_hot})
set_source_files_properties(${packetglass_hot} PROPERTIES
  COMPILE_OPTIONS "-U_GLIBCXX_ASSERTIONS;-fno-stack-protector" SKIP_PRECOMPILE_HEADERS ON)
if(packetglass_has_fstack_clash_protection)
  set_property(SOURCE ${packetglass_hot} APPEND PROPERTY
               COMPILE_OPTIONS -fno-stack-clash-protection)
endif()

# Of other systems test/hardening cannot read the binaries.
if(CMAKE_SYSTEM_NAME STREQUAL Linux AND NOT CMAKE_BUILD_TYPE STREQUAL Debug)
  set(packetglass_hardened ON)
endif()
