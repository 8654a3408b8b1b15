// The decoder that JavaScript has for this module: the module decode, whose memory is another.
// web/lib/core/decoder-core.ts forwards what is asked here.
#pragma once

#include "decode/decoder.h"

namespace packetglass {

// Asks the `decoder` of this instance, which JavaScript sets once it is needed.
class ForeignDecoder final : public Decoder {
 public:
  Decoded decode(Coding coding, Bytes bytes, std::size_t limit) override;

  // From now on it was not needed.
  void begin() { missing_ = false; }
  // Whether it was needed, and there was none.
  bool missing() const { return missing_; }

 private:
  bool missing_ = false;
};

}  // namespace packetglass
