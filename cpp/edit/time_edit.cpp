// A step that gives packets other times.
#include "edit/time_edit.h"

namespace packetglass {

PacketFate TimeEdit::edit(PacketDraft& draft) {
  if (!draft.packet.has_timestamp()) return PacketFate::kAsItIs;
  const auto time = time_of(draft);
  if (!time) {
    fail({ErrorCode::kTimeOutOfRange, draft.packet.offset,
          "Packet " + std::to_string(draft.number) +
              " would have a time before 1677 or after 2262."});
    return PacketFate::kDropped;
  }
  if (*time == draft.timestamp) return PacketFate::kAsItIs;
  draft.timestamp = *time;
  return PacketFate::kChanged;
}

}  // namespace packetglass
