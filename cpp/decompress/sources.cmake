# The decoders of liblzma and libbz2 of their sources: no encoders, no threads, no files. What Debian
# has changed in these versions is in code that is not compiled here, or is not called again after it
# failed, as its change wants it to be possible.
include(${PROJECT_SOURCE_DIR}/cpp/filter/library_source.cmake)
library_source(xz 5.4.1 5d9827aa1875b21c288f78864bb26d2650b436ea8d2cad364e4921eb6266a5a5
               https://github.com/tukaani-project/xz/releases/download/v5.4.1/xz-5.4.1.tar.xz
               src/liblzma/api/lzma.h
               RELEASE bookworm
               DEBIAN xz-utils)
library_source(bzip2 1.0.8 ab5a03176ee106d3f0fa90e381da478ddae405918153cca248e682cd0c4a2269
               https://sourceware.org/pub/bzip2/bzip2-1.0.8.tar.gz
               bzlib.h
               DEBIAN bzip2=1.0.8-5)

set(liblzma ${XZ_SOURCE_DIR}/src/liblzma)
set(sources)
foreach(name common block_decoder block_header_decoder block_util filter_common filter_decoder
             filter_flags_decoder index_hash stream_decoder stream_flags_common
             stream_flags_decoder vli_decoder vli_size)
  list(APPEND sources ${liblzma}/common/${name}.c)
endforeach()
foreach(name check/check check/crc32_small check/crc64_small check/sha256
             lz/lz_decoder lzma/lzma_decoder lzma/lzma2_decoder
             delta/delta_common delta/delta_decoder
             simple/simple_coder simple/simple_decoder)
  list(APPEND sources ${liblzma}/${name}.c)
endforeach()
# All filters and checks that the library has natively.
set(filters x86 powerpc ia64 arm armthumb arm64 sparc)
foreach(name IN LISTS filters)
  list(APPEND sources ${liblzma}/simple/${name}.c)
endforeach()
set(decoders LZMA2 DELTA ${filters})
list(TRANSFORM decoders TOUPPER)
list(TRANSFORM decoders PREPEND HAVE_DECODER_)

add_library(packetglass_lzma STATIC ${sources})
target_include_directories(packetglass_lzma SYSTEM PUBLIC ${liblzma}/api
                           PRIVATE ${XZ_SOURCE_DIR}/src/common ${liblzma}/common ${liblzma}/check
                                   ${liblzma}/delta ${liblzma}/lz ${liblzma}/lzma
                                   ${liblzma}/rangecoder ${liblzma}/simple)
target_compile_definitions(packetglass_lzma
                           PRIVATE HAVE_STDBOOL_H HAVE__BOOL HAVE_STDINT_H HAVE_INTTYPES_H
                                   TUKLIB_SYMBOL_PREFIX=lzma_ ${decoders}
                                   HAVE_CHECK_CRC32 HAVE_CHECK_CRC64 HAVE_CHECK_SHA256)
# Tables that are made when they are needed.
set_property(SOURCE ${liblzma}/check/check.c ${liblzma}/check/crc32_small.c
                    ${liblzma}/check/crc64_small.c
             APPEND PROPERTY COMPILE_DEFINITIONS HAVE_SMALL)

add_library(packetglass_bzip2 STATIC ${BZIP2_SOURCE_DIR}/bzlib.c ${BZIP2_SOURCE_DIR}/crctable.c
            ${BZIP2_SOURCE_DIR}/decompress.c ${BZIP2_SOURCE_DIR}/huffman.c
            ${BZIP2_SOURCE_DIR}/randtable.c)
target_include_directories(packetglass_bzip2 SYSTEM PUBLIC ${BZIP2_SOURCE_DIR})
target_compile_definitions(packetglass_bzip2 PRIVATE BZ_NO_STDIO)
foreach(library packetglass_lzma packetglass_bzip2)
  target_compile_options(${library} PRIVATE -w)
endforeach()
