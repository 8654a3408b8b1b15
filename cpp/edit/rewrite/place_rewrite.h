// A step that puts other addresses, ports or ids where these stand in packets.
#pragma once

#include "edit/packet_edit.h"
#include "edit/rewrite/changed_packet.h"
#include "edit/rewrite/packet_places.h"

namespace packetglass {

// Lengths stay, and checksums are corrected. A packet in which nothing is replaced is handed on as
// it stands.
class PlaceRewrite : public PacketEdit {
 public:
  std::vector<EditCount> counts() const override;

 protected:
  PacketFate edit(PacketDraft& draft) override;
  // What comes to a place instead of the size_of(place.kind) bytes at `before`; false: nothing.
  virtual bool replace(const Place& place, const std::uint8_t* before,
                       std::uint8_t* after) const = 0;

 private:
  PacketPlaces places_;
  ChangedPacket packet_;
  std::uint64_t packets_ = 0, replaced_ = 0, checksums_ = 0;
};

}  // namespace packetglass
