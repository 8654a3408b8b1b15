// The values of the fields that a filter asks for, in one packet.
#pragma once

#include <span>
#include <vector>

#include "dissect/field_nodes.h"
#include "filter/program.h"
#include "filter/text_arena.h"
#include "inspect/packet_values.h"

namespace packetglass {

// Makes values of what is asked for.
class PacketFields {
 public:
  // The program outlives it.
  explicit PacketFields(const FilterProgram& program);

  // The packet, which outlives what is asked of it.
  void load(const DissectedPacket& packet);
  // The values of fields[index]; none where the packet does not have it.
  std::span<const FilterValue> values(std::uint32_t index);
  // From now on fields[index] has these values, until the next packet is loaded.
  void set(std::uint32_t index, std::span<const FilterValue> values) {
    slots_[index].values.assign(values.begin(), values.end());
    slots_[index].made = true;
  }

 private:
  // Of a field: where its values stand, and which they are once they were asked for.
  struct Slot {
    PacketValues of_packet = nullptr;  // nullptr: they stand in nodes
    std::vector<PacketValue> generic;
    std::vector<FilterValue> values;
    bool made = false;
  };
  void make(std::uint32_t index, Slot& slot);
  void add_node(const FilterField& field, const Node& node, Slot& slot);
  void add_generic(const FilterField& field, const PacketValue& value, Slot& slot);
  bool is_in_layers(const FilterField& field, std::uint32_t node);
  void number_layers();
  std::int32_t count_layer(const Field& layer);

  const FilterProgram& program_;
  const DissectedPacket* packet_ = nullptr;
  std::vector<Slot> slots_;  // as the fields of the program
  FieldNodes nodes_;
  bool any_layers_ = false;
  // Of each node: which of its protocol's layers it is in, and how many there are.
  struct LayerNumber {
    const Field* layer = nullptr;
    std::int32_t number = 0;
  };
  std::vector<LayerNumber> layers_;
  std::vector<std::pair<const Field*, std::int32_t>> layer_counts_;
};

}  // namespace packetglass
