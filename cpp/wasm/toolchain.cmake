# Finds Emscripten's own toolchain file next to the em++ on the PATH, wherever that was installed.
find_program(PACKETGLASS_EMXX em++ REQUIRED)
execute_process(
  COMMAND em-config EMSCRIPTEN_ROOT
  OUTPUT_VARIABLE packetglass_emscripten_root
  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
include("${packetglass_emscripten_root}/cmake/Modules/Platform/Emscripten.cmake")
