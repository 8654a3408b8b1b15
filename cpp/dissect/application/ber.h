// Values in the Basic Encoding Rules, ITU-T X.690: a tag, a length, and what is inside.
#pragma once

#include <string>

#include "dissect/layer.h"

namespace packetglass {

// The tags that protocols share.
enum BerTag : std::uint8_t {
  kBerBoolean = 0x01,
  kBerInteger = 0x02,
  kBerOctets = 0x04,
  kBerNull = 0x05,
  kBerObject = 0x06,
  kBerEnumerated = 0x0a,
  kBerSequence = 0x30,
};

struct BerHead {
  std::uint8_t tag = 0;  // 0: there is none, or its form is not one that network protocols use
  std::size_t length = 0;
  std::size_t size = 0;  // bytes of the head itself
};

// The head at the start of bytes. Tags of one byte and definite lengths up to 4 bytes.
BerHead look_ber(Bytes bytes);

// Passes over the head where the layer stands. Truncated when there is none.
BerHead take_ber(Layer& layer);

// Passes over a head and reads a number of 1 to 8 bytes; passes over what is none.
std::uint64_t read_ber_number(Layer& layer, const Field& field);
// Passes over a head and reads its bytes.
Bytes read_ber_bytes(Layer& layer, const Field& field);
// Passes over a head and reads its bytes as text, which it returns.
std::string read_ber_text(Layer& layer, const Field& field);
// Passes over a head and reads an object identifier, "1.3.6.1", which it returns.
std::string read_ber_object(Layer& layer, const Field& field);

}  // namespace packetglass
