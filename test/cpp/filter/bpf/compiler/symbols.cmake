# Checks that all names that libpcap's sources have for others begin with packetglass_: a program may
# be linked with the system's libpcap too.
#   cmake -DNM=<nm> -DOBJECTS=<files, separated by ,> -P symbols.cmake
string(REPLACE "," ";" objects "${OBJECTS}")
set(count 0)
foreach(object IN LISTS objects)
  execute_process(COMMAND ${NM} -g --defined-only ${object} OUTPUT_VARIABLE symbols
                  COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[^\n]+" lines "${symbols}")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE ".* _?" "" name "${line}")
    # What ASan finds doubled variables by.
    if(name MATCHES "^_*odr_asan")
      continue()
    endif()
    math(EXPR count "${count} + 1")
    if(NOT name MATCHES "^packetglass_")
      message(SEND_ERROR "${object} has ${name}: symbols.h renames it")
    endif()
  endforeach()
endforeach()
if(count LESS 50)
  message(SEND_ERROR "only ${count} names found in ${OBJECTS}")
endif()
