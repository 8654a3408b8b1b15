# The decoders of zlib, Brotli and Zstandard of their sources, small rather than fast.
include(${PROJECT_SOURCE_DIR}/cpp/filter/library_source.cmake)
library_source(zlib 1.2.13 b3a24de97a8fdbc835b9833169501030b8977031bcb54b3b3ac13740f846ab30
               https://github.com/madler/zlib/releases/download/v1.2.13/zlib-1.2.13.tar.gz
               inflate.c
               DEBIAN zlib=1:1.2.13.dfsg-1
               71feb7947e3c00ef125f83b79a4e529bde31171e5babe48b391f06758d1ab0a1)
library_source(brotli 1.0.9 f9e8d81d0405ba66d181529af42a3354f838c939095ff99930da6aa9cdf6fe46
               https://github.com/google/brotli/archive/refs/tags/v1.0.9.tar.gz
               c/dec/decode.c
               DEBIAN brotli=1.0.9-2)
library_source(zstd 1.5.4 0f470992aedad543126d06efab344dc5f3e171893810455787d38347343a4424
               https://github.com/facebook/zstd/releases/download/v1.5.4/zstd-1.5.4.tar.gz
               lib/zstd.h
               DEBIAN libzstd=1.5.4+dfsg2-5
               8cf4bbb65e77ec348d052c8d6230eba66d435bddf64c8b5be2fcb16880c19953)

set(sources)
foreach(name adler32 crc32 inffast inflate inftrees zutil)
  list(APPEND sources ${ZLIB_SOURCE_DIR}/${name}.c)
endforeach()
file(GLOB brotli ${BROTLI_SOURCE_DIR}/c/common/*.c ${BROTLI_SOURCE_DIR}/c/dec/*.c)
list(APPEND sources ${brotli})
foreach(name entropy_common error_private fse_decompress xxhash zstd_common)
  list(APPEND sources ${ZSTD_SOURCE_DIR}/lib/common/${name}.c)
endforeach()
file(GLOB zstd ${ZSTD_SOURCE_DIR}/lib/decompress/*.c)
list(APPEND sources ${zstd})

add_library(packetglass_decoders STATIC ${sources})
target_include_directories(packetglass_decoders SYSTEM
                           PUBLIC ${ZLIB_SOURCE_DIR} ${BROTLI_SOURCE_DIR}/c/include
                                  ${ZSTD_SOURCE_DIR}/lib)
# Of the ways that Zstandard has for the same, one.
target_compile_definitions(packetglass_decoders
                           PRIVATE HUF_FORCE_DECOMPRESS_X1 ZSTD_FORCE_DECOMPRESS_SEQUENCES_SHORT
                                   ZSTD_NO_INLINE ZSTD_STRIP_ERROR_STRINGS ZSTD_DISABLE_ASM
                                   DYNAMIC_BMI2=0)
target_compile_options(packetglass_decoders PRIVATE -w)
