// What has to be made of packets for some of their fields.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "dissect/field_choice.h"

namespace packetglass {

// What of each packet is wanted besides what the columns know.
struct WantedOfPackets {
  bool fields = false;
  bool text = true;                                   // of fields: what only people read
  bool info = true;                                   // the column Info
  bool past = true;                                   // of fields: those that is_of_past() names
  bool decoded = true;                                // of fields: those of what is decoded
  bool carried = true;                                // what transports carry
  std::shared_ptr<const FieldChoice> only = nullptr;  // of fields; nullptr: all of them
};

// What the values of these fields need, of names of the list: of "frame.len" nothing, of "tcp.len"
// the fields of the packet, and of those only this one.
WantedOfPackets wanted_for(std::span<const std::string_view> names);

}  // namespace packetglass
