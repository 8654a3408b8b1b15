// The checksum of the Internet protocols: RFC 1071.
#include "dissect/network/checksum.h"

#include "base/text.h"

namespace packetglass {

void read_checksum(Layer& layer, const Field& field) {
  const std::uint16_t sum = layer.u16(field);
  if (layer.recording_text() && !layer.truncated()) {
    layer.say(format_text("0x%04x [unverified]", sum));
  }
}

}  // namespace packetglass
