// The functions of a conversion, for a module that has one.
#pragma once

#include <emscripten/bind.h>

#include "wasm/conversion.h"

namespace packetglass {

inline void bind_conversion(const emscripten::class_<Conversion>& conversion) {
  conversion.function("block", emscripten::select_overload<double()>(&Conversion::block))
      .function("blockSize", &Conversion::block_size)
      .function("choices", &Conversion::choices)
      .function("commit", &Conversion::commit)
      .function("finish", &Conversion::finish)
      .function("out", &Conversion::out)
      .function("outSize", &Conversion::out_size)
      .function("clearOut", &Conversion::clear_out)
      .function("packetCount", &Conversion::packet_count)
      .function("issues", &Conversion::issues)
      .function("patches", &Conversion::patches)
      .function("error", &Conversion::error);
}

}  // namespace packetglass
