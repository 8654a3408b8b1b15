// THE TABLE of values that are no fields of a layer: what is known of every packet.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dissect/field_type.h"
#include "inspect/dissected_packet.h"

namespace packetglass {

// One value, of the type that its field has in the list.
struct PacketValue {
  std::uint64_t number = 0;  // of numbers; of times their nanoseconds
  std::string text;          // of texts
  Bytes bytes;               // of bytes: they are the packet's
};

// Appends the values of such a field, in their order; none where it does not exist.
using PacketValues = void (*)(const DissectedPacket& packet, std::vector<PacketValue>& values);

// What gives the values of such a field; nullptr where its values stand in layers. The names are
// in dissect/generic_fields.cpp.
PacketValues packet_values(std::string_view name);

// One value of a field of this type as text.
std::string packet_value_text(FieldType type, const PacketValue& value);

// What has to be known of a packet for the values of a field, of whatever kind: each level has
// those before it.
enum class PacketLevel : std::uint8_t {
  kRecord,   // its number, times and bytes
  kSummary,  // what the columns say of it
  kInfo,     // the column Info
  kFields,   // its layers
};
PacketLevel packet_level(std::string_view name);

// All values of a field of this type as --fields prints them, separated by commas.
std::string packet_values_text(FieldType type, PacketValues values, const DissectedPacket& packet);

}  // namespace packetglass
