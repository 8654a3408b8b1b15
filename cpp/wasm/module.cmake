# A WebAssembly module: NAME.js (glue, an ES module) and NAME.wasm, of these bindings and of what
# they use of the core.
function(add_wasm_module name)
  add_executable(${name} ${ARGN})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
  target_link_libraries(${name} PRIVATE packetglass_core)
  target_compile_options(${name} PRIVATE -fno-exceptions -fno-rtti -Oz)
  # embind without RTTI, which would name types only in messages.
  target_compile_definitions(${name} PRIVATE EMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0)
  target_link_options(${name} PRIVATE
    -lembind -fno-exceptions -fno-rtti
    -sMODULARIZE=1 -sEXPORT_ES6=1 -sEXPORT_NAME=createCore
    # Without node: the glue loads nothing itself, and old glue cannot be loaded as a module in
    # Node.
    -sENVIRONMENT=web,worker -sFILESYSTEM=0
    -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=4GB
    # Works under a Content-Security-Policy without 'unsafe-eval'.
    -sDYNAMIC_EXECUTION=0
    -sWASM_BIGINT=1
    # Few, large allocations: the small allocator is as good.
    -sMALLOC=emmalloc
    -sSUPPORT_LONGJMP=0
    -sEXPORTED_RUNTIME_METHODS=HEAPU8
    -sINCOMING_MODULE_JS_API=instantiateWasm
    -Wl,-z,stack-size=1048576)
  # Debian's emcc needs acorn to minify, and does not look where Debian puts it.
  if(EXISTS /usr/share/nodejs/acorn AND NOT DEFINED ENV{EMSDK})
    set_property(TARGET ${name} PROPERTY RULE_LAUNCH_LINK
                 "${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs")
  endif()
endfunction()
