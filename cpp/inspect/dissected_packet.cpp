// The columns of a packet.
#include "inspect/dissected_packet.h"

#include "dissect/render.h"

namespace packetglass {

Columns columns_of(const DissectedPacket& packet) {
  const Summary& summary = packet.summary;
  Columns columns;
  if (packet.packet.has_timestamp()) {
    columns.time = epoch_seconds(packet.since_first);
    columns.time.resize(columns.time.size() - (9 - packet.digits));
  }
  columns.source = to_text(summary.source);
  columns.destination = to_text(summary.destination);
  columns.protocol = summary.protocol;
  columns.length = std::to_string(packet.packet.original_length);
  columns.info = info_text(summary, packet.info);
  return columns;
}

}  // namespace packetglass
