// A packet on its way through a step that may change it.
#include "edit/packet_draft.h"

#include "format/pcapng/enhanced_packet.h"
#include "format/pcapng/obsolete_packet.h"

namespace packetglass {

Bytes options_of(const PacketDraft& draft) {
  const bool enhanced = draft.packet.kind == RecordKind::kEnhanced;
  if (!enhanced && draft.packet.kind != RecordKind::kObsolete) return {};
  pcapng::PacketBlock block = enhanced ? pcapng::read_enhanced_packet(draft.record, draft.order)
                                       : pcapng::read_obsolete_packet(draft.record, draft.order);
  // What was read of it: a packet may end where its block does.
  block.captured = draft.packet.captured_length;
  return block.options();
}

}  // namespace packetglass
