# Looks for what a program and its library are hardened with, and names what is missing.
#   cmake -DREADELF=readelf -DPROGRAM=packetglass -DLIBRARY=libpacketglass_core.a
#         -DCOMMANDS=compile_commands.json [-DX86=1] -P check.cmake
cmake_minimum_required(VERSION 3.24)

function(read_elf out)
  execute_process(COMMAND ${READELF} ${ARGN} OUTPUT_VARIABLE text ERROR_QUIET
                  COMMAND_ERROR_IS_FATAL ANY)
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# Says what is missing where the text does not match.
function(want text regex what)
  if(NOT "${text}" MATCHES "${regex}")
    message(SEND_ERROR "not hardened: ${what}")
  endif()
endfunction()

read_elf(header --file-header ${PROGRAM})
read_elf(segments --program-headers --wide ${PROGRAM})
read_elf(dynamic --dynamic --wide ${PROGRAM})
read_elf(symbols --dyn-syms --wide ${PROGRAM})

want("${header}" "DYN " "the program can be loaded anywhere (-pie)")
want("${segments}" "GNU_RELRO" "what the loader wrote is read-only after it (-z relro)")
want("${dynamic}" "NOW" "all functions are found when it is loaded (-z now)")
want("${segments}" "GNU_STACK +0x0+ +0x0+ +0x0+ +0x0+ +0x0+ RW " "the stack holds no code")
want("${symbols}" "__stack_chk_fail" "the stack has a protector (-fstack-protector-strong)")
want("${symbols}" "__[a-z]+_chk" "copies are checked (-D_FORTIFY_SOURCE)")
want("${symbols}" "__glibcxx_assert_fail" "indices are checked (-D_GLIBCXX_ASSERTIONS)")

# It leaves no name in the binary.
file(READ ${COMMANDS} commands)
want("${commands}" "-fstack-clash-protection" "no frame jumps over the stack's end")

# The C library's own start-up code is not marked, so that the linked program is not: ours is.
if(X86)
  read_elf(notes --notes --wide ${LIBRARY})
  string(REGEX MATCHALL "\nFile: [^\n]*" members "${notes}")
  string(REGEX MATCHALL "x86 feature: IBT, SHSTK" marked "${notes}")
  list(LENGTH members count)
  list(LENGTH marked marked)
  if(count EQUAL 0 OR NOT count EQUAL marked)
    message(SEND_ERROR "not hardened: jumps land where they may (-fcf-protection): "
                       "${marked} of ${count} files")
  endif()
endif()
