// A step that puts other addresses, ports or ids where these stand in packets.
#include "edit/rewrite/place_rewrite.h"

namespace packetglass {

PacketFate PlaceRewrite::edit(PacketDraft& draft) {
  const Bytes packet = draft.bytes;
  places_.find(packet, draft.original_length, draft.interface->link_type);
  packet_.begin(packet);
  std::uint8_t after[16];
  std::uint64_t replaced = 0;
  for (const Place& place : places_.places()) {
    if (!replace(place, packet.data() + place.offset, after)) continue;
    packet_.replace(place.offset, Bytes(after).first(size_of(place.kind)));
    ++replaced;
  }
  if (!packet_.changed()) return PacketFate::kAsItIs;
  checksums_ += packet_.mend(places_.checksums());
  replaced_ += replaced;
  ++packets_;
  draft.bytes = packet_.bytes();
  return PacketFate::kChanged;
}

std::vector<EditCount> PlaceRewrite::counts() const {
  return {{"packets changed", packets_},
          {"places rewritten", replaced_},
          {"checksums corrected", checksums_}};
}

}  // namespace packetglass
