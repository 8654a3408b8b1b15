// Custom Block: draft-ietf-opsawg-pcapng, section 4.8.
#include "format/pcapng/custom.h"

#include "base/cursor.h"

namespace packetglass::pcapng {

Custom read_custom(Bytes block, ByteOrder order) {
  Custom custom;
  custom.may_copy = read_head(block, order).type == kCustom;
  Cursor cursor(body_of(block), order);
  custom.enterprise = cursor.u32();
  custom.rest = cursor.bytes(cursor.left());
  return custom;
}

}  // namespace packetglass::pcapng
