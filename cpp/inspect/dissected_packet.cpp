// The columns of a packet.
#include "inspect/dissected_packet.h"

#include "dissect/render.h"

namespace packetglass {

std::string time_column(const DissectedPacket& packet) {
  if (!packet.packet.has_timestamp()) return {};
  std::string time = epoch_seconds(packet.since_first);
  time.resize(time.size() - (9 - packet.digits));
  return time;
}

Columns columns_of(const DissectedPacket& packet) {
  const Summary& summary = packet.summary;
  Columns columns;
  columns.time = time_column(packet);
  columns.source = to_text(summary.source);
  columns.destination = to_text(summary.destination);
  columns.protocol = summary.protocol;
  columns.length = std::to_string(packet.packet.original_length);
  columns.info = info_text(summary, packet.info);
  return columns;
}

}  // namespace packetglass
