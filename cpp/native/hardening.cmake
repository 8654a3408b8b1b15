# What optimised native programs are hardened with: what a fault of ours would let a hostile capture
# do, ends the program instead. test/hardening looks for each in the binary. Sanitizers find more,
# and stand in its place. Before the targets, which take their options from here.
if(NOT PACKETGLASS_HARDEN OR PACKETGLASS_SANITIZE OR PACKETGLASS_FUZZ)
  return()
endif()

include(CheckCXXCompilerFlag)
include(CheckLinkerFlag)

# Without optimisation there is nothing to fortify, and glibc warns.
add_compile_options("$<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2>")
# Of libstdc++: an index beyond a vector or span, an optional that is empty.
add_compile_definitions(_GLIBCXX_ASSERTIONS)

# Each where the compiler and the processor have it. Code of libraries too goes into programs only,
# so that it need not be the slower kind that could be exchanged when it is loaded.
foreach(flag -fPIE -fstack-protector-strong -fstack-clash-protection -fcf-protection=full)
  string(MAKE_C_IDENTIFIER "packetglass_has${flag}" known)
  check_cxx_compiler_flag(${flag} ${known})
  if(${known})
    add_compile_options(${flag})
  endif()
endforeach()
foreach(flag -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
  string(MAKE_C_IDENTIFIER "packetglass_has${flag}" known)
  check_linker_flag(CXX ${flag} ${known})
  if(${known})
    add_link_options(${flag})
  endif()
endforeach()

# Of other systems test/hardening cannot read the binaries.
if(CMAKE_SYSTEM_NAME STREQUAL Linux AND NOT CMAKE_BUILD_TYPE STREQUAL Debug)
  set(packetglass_hardened ON)
endif()
