// What JavaScript sees of display filters.
#include <emscripten/bind.h>

#include "wasm/packet_filter.h"

EMSCRIPTEN_BINDINGS(packetglass_filter) {
  using packetglass::PacketFilter;
  emscripten::class_<PacketFilter>("PacketFilter")
      .constructor<>()
      .function("buffer", &PacketFilter::buffer)
      .function("decodeAs", &PacketFilter::decode_as)
      .function("prefer", &PacketFilter::prefer)
      .function("compile", &PacketFilter::compile)
      .function("needsRegex", &PacketFilter::needs_regex)
      .function("complete", &PacketFilter::complete)
      .function("needsLater", &PacketFilter::needs_later)
      .function("needsDecoder", &PacketFilter::needs_decoder)
      .function("block", &PacketFilter::block)
      .function("blockSize", &PacketFilter::block_size)
      .function("commit", &PacketFilter::commit)
      .function("finish", &PacketFilter::finish)
      .function("hasError", &PacketFilter::has_error)
      .function("taken", &PacketFilter::taken)
      .function("exceeded", &PacketFilter::exceeded);
}
