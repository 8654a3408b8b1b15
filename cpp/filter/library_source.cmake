# Where the sources of a library are that is compiled with ours: library_source().
include_guard()

# Debian's archive, as the machine's apt reaches it. Its own list of sources has often no entries for
# source packages: copies of it ask for them, with lists and caches apart. `release` is the one asked,
# where that is not the machine's own.
function(download_from_debian folder package release)
  find_program(PACKETGLASS_APT_GET apt-get NO_CMAKE_FIND_ROOT_PATH)
  file(GLOB lists /etc/apt/sources.list /etc/apt/sources.list.d/*.list
       /etc/apt/sources.list.d/*.sources)
  if(NOT PACKETGLASS_APT_GET OR NOT lists)
    return()
  endif()
  if(release AND EXISTS /etc/os-release)
    file(STRINGS /etc/os-release own REGEX "^VERSION_CODENAME=")
    string(REPLACE "VERSION_CODENAME=" "" own "${own}")
  endif()
  file(MAKE_DIRECTORY ${folder}/parts ${folder}/lists/partial ${folder}/cache/archives/partial)
  foreach(list IN LISTS lists)
    get_filename_component(name ${list} NAME)
    file(READ ${list} text)
    string(REGEX REPLACE "(^|\n)Types:[^\n]*" "\\1Types: deb-src" text "${text}")
    string(REGEX REPLACE "(^|\n)deb " "\\1deb-src " text "${text}")
    if(own)
      string(REPLACE "${own}-updates" "" text "${text}")
      string(REPLACE "${own}" "${release}" text "${text}")
    endif()
    file(WRITE ${folder}/parts/${name} "${text}")
  endforeach()
  set(apt ${PACKETGLASS_APT_GET} -qq -o Dir::Etc::sourcelist=/dev/null
      -o Dir::Etc::sourceparts=${folder}/parts -o Dir::State::lists=${folder}/lists
      -o Dir::Cache=${folder}/cache -o APT::Sandbox::User=root)
  execute_process(COMMAND ${apt} update OUTPUT_QUIET ERROR_QUIET)
  execute_process(COMMAND ${apt} source --download-only ${package}
                  WORKING_DIRECTORY ${folder} OUTPUT_QUIET ERROR_QUIET)
endfunction()

# The archive from Debian or else from upstream, whose SHA-256 is known, as ${folder}/sources.
function(download_library folder name version hash upstream debian debian_hashes release)
  message(STATUS "Downloading ${name} ${version}")
  download_from_debian(${folder} ${debian} "${release}")
  file(GLOB archive ${folder}/*.orig.tar.gz ${folder}/*.orig.tar.bz2 ${folder}/*.orig.tar.xz)
  if(archive)
    set(hash ${debian_hashes})
  else()
    set(archive ${folder}/${name}-${version}.tar.gz)
    file(DOWNLOAD ${upstream} ${archive} EXPECTED_HASH SHA256=${hash} TLS_VERIFY ON)
  endif()
  file(SHA256 ${archive} found)
  if(NOT found IN_LIST hash)
    file(REMOVE ${archive})
    message(FATAL_ERROR "${archive} is not ${name} ${version}: its SHA-256 is ${found}")
  endif()
  file(ARCHIVE_EXTRACT INPUT ${archive} DESTINATION ${folder})
  # What Debian packs anew says so behind the version, which may be a later one.
  file(GLOB extracted LIST_DIRECTORIES true ${folder}/${name}-[0-9]*)
  list(FILTER extracted EXCLUDE REGEX "\\.tar\\.gz$")
  # In one step, for builds that are interrupted.
  file(RENAME ${extracted} ${folder}/sources)
endfunction()

# Sets NAME_SOURCE_DIR, in capitals, to where the sources of a library are: what the user says, or
# what is downloaded once for all builds, into build/NAME. `file` is one of them. Behind it DEBIAN
# and its source package with its version, where that is not NAME=VERSION-1, and the SHA-256 of its
# archive, where that is another: of several the archive may have any. Behind RELEASE the Debian that
# has it, where that is not the machine's.
function(library_source name version hash upstream file)
  string(TOUPPER "${name}_SOURCE_DIR" variable)
  cmake_parse_arguments(PARSE_ARGV 5 given "" RELEASE DEBIAN)
  if(NOT given_DEBIAN)
    set(given_DEBIAN ${name}=${version}-1)
  endif()
  list(POP_FRONT given_DEBIAN debian)
  if(NOT given_DEBIAN)
    set(given_DEBIAN ${hash})
  endif()
  set(${variable} "" CACHE PATH "Sources of ${name} ${version}; else they are downloaded")
  set(sources "${${variable}}")
  if(NOT sources)
    set(folder ${PROJECT_SOURCE_DIR}/build/${name})
    set(sources ${folder}/sources)
    file(MAKE_DIRECTORY ${folder})
    file(LOCK ${folder}/lock GUARD FUNCTION)
    if(NOT EXISTS ${sources}/${file})
      download_library(${folder} ${name} ${version} ${hash} ${upstream} ${debian}
                       "${given_DEBIAN}" "${given_RELEASE}")
    endif()
  endif()
  if(NOT EXISTS ${sources}/${file})
    message(FATAL_ERROR "${variable} has no ${file}: ${sources}")
  endif()
  set(${variable} ${sources} PARENT_SCOPE)
endfunction()
