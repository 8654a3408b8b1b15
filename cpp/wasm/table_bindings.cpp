// What JavaScript sees of tables.
#include <emscripten/bind.h>

#include "wasm/packet_table.h"

EMSCRIPTEN_BINDINGS(packetglass_table) {
  using packetglass::PacketTable;
  emscripten::class_<PacketTable>("PacketTable")
      .constructor<>()
      .function("buffer", &PacketTable::buffer)
      .function("decodeAs", &PacketTable::decode_as)
      .function("prefer", &PacketTable::prefer)
      .function("compile", &PacketTable::compile)
      .function("expert", &PacketTable::expert)
      .function("needsLater", &PacketTable::needs_later)
      .function("needsDecoder", &PacketTable::needs_decoder)
      .function("choose", &PacketTable::choose)
      .function("block", &PacketTable::block)
      .function("blockSize", &PacketTable::block_size)
      .function("commit", &PacketTable::commit)
      .function("finish", &PacketTable::finish)
      .function("hasError", &PacketTable::has_error)
      .function("isLimited", &PacketTable::is_limited)
      .function("take", &PacketTable::take);
}
