// Layers as bytes, as they cross from JavaScript: web/lib/write/packed-layers.ts packs them.
#pragma once

#include <string>

#include "base/result.h"
#include "edit/build/layers.h"

namespace packetglass::build {

// A layer is its number in AnyLayer, a byte, and then its fields in the order of layers.h. A field
// is a byte that says in which form it is there, and its value, little-endian:
//
//   0  nothing: it is as it is by default
//   1  a number as u32, true or false as u8, the bytes of an address; other bytes and texts with
//      their length before them, u32; records with their count, u32, each of fields
//   2  a text with its length: an address, or a name of DNS for bytes
//
// Bytes that are no layers are none.
struct UnpackedLayers {
  std::vector<AnyLayer> layers;
  // What is wrong with a text, and of which field it is: counted from 0 in all layers.
  std::string wrong;
  std::size_t wrong_field = 0;
};
UnpackedLayers unpack_layers(Bytes packed);

}  // namespace packetglass::build
