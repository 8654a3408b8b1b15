// Puts headers in host byte order into the order of the capture they are written into.
#pragma once

#include "export/losses.h"
#include "record/host_order_headers.h"

namespace packetglass {

// `packet` stands in the capture that is written; `offset` is where it stood in the source.
inline void reorder_header(LinkType link_type, std::span<std::uint8_t> packet, ByteOrder from,
                           std::uint64_t offset, Losses& losses) {
  const HostOrderHeader* const header = find_host_order_header(link_type);
  if (header == nullptr || header->reorder(packet, from)) return;
  losses.add(IssueKind::kHostOrderHeaderKept, offset);
}

}  // namespace packetglass
