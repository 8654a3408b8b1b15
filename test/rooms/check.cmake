# Checks that includes point one way, a room may use only the rooms before it, and that nothing
# lies at the top of the repository that does not belong there.
#   cmake -DROOT=<repository> -P check.cmake
cmake_policy(VERSION 3.24)
set(rooms base crypto record format index describe decode dissect stream flow inspect filter table export edit event decompress)
set(shells native wasm)

# capture.h joins the rooms, so that only the shells may use it.
function(check file room allowed)
  file(STRINGS "${file}" lines REGEX "^#include \"")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^#include \"([^\"]+)\".*" "\\1" included "${line}")
    string(REGEX REPLACE "/.*" "" from "${included}")
    if(NOT EXISTS "${ROOT}/cpp/${included}")
      message(SEND_ERROR "${file} includes \"${included}\", which is not a path below cpp/")
    elseif(NOT from IN_LIST allowed)
      message(SEND_ERROR "${file}: the room ${room} may not use ${included}")
    endif()
  endforeach()
endfunction()

# The core knows neither the machine nor its shells.
function(check_purity file)
  file(STRINGS "${file}" lines
       REGEX "^#include <(iostream|fstream|thread|mutex|pcap.*|emscripten.*|unistd\\.h|fcntl\\.h)>")
  if(lines)
    message(SEND_ERROR "${file}: the core is sans-I/O, but has ${lines}")
  endif()
endfunction()

# What the repository holds at its top, in addition to files whose names begin with a dot.
set(tree cpp web test CMakeLists.txt CMakePresets.json package.json package-lock.json README.md
    CHANGELOG.md LICENSE)
execute_process(COMMAND git -C "${ROOT}" ls-files OUTPUT_VARIABLE tracked)
string(REGEX MATCHALL "[^\n]+" tracked "${tracked}")
list(TRANSFORM tracked REPLACE "/.*" "")
list(REMOVE_DUPLICATES tracked)
foreach(name IN LISTS tracked)
  if(NOT name IN_LIST tree AND NOT name MATCHES "^\\.")
    message(SEND_ERROR "${name} does not belong at the top of the repository")
  endif()
endforeach()

set(before)
set(checked 0)
foreach(room IN LISTS rooms)
  list(APPEND before ${room})
  file(GLOB_RECURSE files "${ROOT}/cpp/${room}/*.h" "${ROOT}/cpp/${room}/*.cpp")
  foreach(file IN LISTS files)
    check("${file}" ${room} "${before}")
    check_purity("${file}")
    math(EXPR checked "${checked} + 1")
  endforeach()
endforeach()
foreach(room IN LISTS shells)
  file(GLOB_RECURSE files "${ROOT}/cpp/${room}/*.h" "${ROOT}/cpp/${room}/*.cpp")
  foreach(file IN LISTS files)
    check("${file}" ${room} "${before};${room};capture.h")
    math(EXPR checked "${checked} + 1")
  endforeach()
endforeach()

# What other packets say of one is asked of a history, in inspect: the native program follows no
# conversations.
file(GLOB_RECURSE files "${ROOT}/cpp/native/*.h" "${ROOT}/cpp/native/*.cpp")
foreach(file IN LISTS files)
  file(STRINGS "${file}" lines REGEX "FlowTable|flow_table|batch_summary")
  if(lines)
    message(SEND_ERROR "${file} holds a FlowTable: ${lines}")
  endif()
endforeach()

if(checked EQUAL 0)
  message(SEND_ERROR "no sources found below ${ROOT}/cpp")
endif()
message(STATUS "${checked} files, their includes point one way")
