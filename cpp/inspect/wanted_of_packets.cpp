// What has to be made of packets for some of their fields.
#include "inspect/wanted_of_packets.h"

#include <vector>

#include "dissect/field_list.h"
#include "inspect/packet_values.h"
#include "inspect/said_later.h"

namespace packetglass {
namespace {

// The text of a layer is its title, which only people read. Of all other fields it is a value.
bool is_layer(std::string_view name) {
  const ListedField* const listed = find_field(name);
  return listed != nullptr && type_of(listed->field->shape) == FieldType::kProtocol;
}

// Bodies are data, whatever their type.
bool is_of_body(std::string_view name) {
  return name == "http.file_data" || name == "data" || name.starts_with("data.");
}

}  // namespace

WantedOfPackets wanted_for(std::span<const std::string_view> names) {
  WantedOfPackets wanted{
      .text = false, .info = false, .past = false, .decoded = false, .carried = false};
  std::vector<std::string_view> in_layers;
  bool all_layers = false;
  for (const std::string_view name : names) {
    const PacketLevel level = packet_level(name);
    const bool stands_in_layers = packet_values(name) == nullptr;
    wanted.fields |= level == PacketLevel::kFields;
    wanted.info |= level == PacketLevel::kInfo;
    wanted.past |= is_of_past(name);
    wanted.decoded |= is_of_body(name);
    wanted.carried |= name == "tcp.payload" || name == "udp.payload";
    wanted.text |= stands_in_layers && is_layer(name);
    all_layers |= !stands_in_layers && level == PacketLevel::kFields;
    if (stands_in_layers) in_layers.push_back(name);
  }
  if (wanted.fields) wanted.only = std::make_shared<FieldChoice>(in_layers, all_layers);
  return wanted;
}

}  // namespace packetglass
