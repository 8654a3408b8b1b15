// The values of the fields that a filter asks for, in one packet.
#include "filter/packet_fields.h"

#include <algorithm>

#include "base/text.h"
#include "dissect/field_nodes.h"
#include "dissect/render.h"

namespace packetglass {
namespace {

std::size_t hash_of(const Field& field) {
  const auto address = reinterpret_cast<std::uintptr_t>(&field);
  return static_cast<std::size_t>((address >> 3) * 0x9e37'79b1u);
}

// Of a list of layers: the layer as its number from 1, or as its number from the end.
bool is_in(const std::vector<SyntaxRange>& ranges, std::int32_t number, std::int32_t count) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const SyntaxRange& range) {
    const auto at = [&](std::int32_t n) { return std::int64_t{n} + (n < 0 ? count + 1 : 0); };
    const std::int64_t first = at(range.first);
    std::int64_t last = first + range.count - 1;
    if (range.is_last)
      last = at(range.last);
    else if (range.count == SyntaxRange::kToTheEnd)
      last = count;
    return number >= first && number <= last;
  });
}

FilterValue of_bytes(Bytes bytes) {
  return of_text(text_of(bytes));
}

std::string_view text_of_node(const Tree& tree, const Node& node) {
  return node.text_size != 0 ? tree.text(node) : text_of(tree.value_bytes(node));
}

}  // namespace

PacketFields::PacketFields(const FilterProgram& program)
    : program_(program), slots_(program.fields.size()), table_(64) {
  for (std::uint32_t i = 0; i < slots_.size(); ++i) {
    const FilterField& field = program.fields[i];
    any_layers_ |= !field.layers.empty();
    slots_[i].of_packet = packet_values(field.name());
    if (slots_[i].of_packet != nullptr) continue;
    for (const std::string_view name : node_names_of(field.name())) names_.emplace_back(name, i);
  }
  std::sort(names_.begin(), names_.end());
}

// The slots of a field are found by its name once, and by its address from then on.
const PacketFields::Wanted& PacketFields::wanted(const Field& field) {
  if (2 * used_ >= table_.size()) grow();
  const std::size_t mask = table_.size() - 1;
  std::size_t at = hash_of(field) & mask;
  while (table_[at].field != nullptr && table_[at].field != &field) at = (at + 1) & mask;
  if (table_[at].field == nullptr) look_up(field, table_[at]);
  return table_[at];
}

void PacketFields::look_up(const Field& field, Wanted& found) {
  ++used_;
  found.field = &field;
  found.first = static_cast<std::uint32_t>(slots_of_fields_.size());
  const std::string_view name = field.name;
  auto at = std::lower_bound(names_.begin(), names_.end(), std::pair(name, std::uint32_t{0}));
  for (; at != names_.end() && at->first == name; ++at) slots_of_fields_.push_back(at->second);
  found.count = static_cast<std::uint32_t>(slots_of_fields_.size()) - found.first;
}

void PacketFields::grow() {
  std::vector<Wanted> larger(2 * table_.size());
  for (const Wanted& each : table_) {
    if (each.field == nullptr) continue;
    std::size_t at = hash_of(*each.field) & (larger.size() - 1);
    while (larger[at].field != nullptr) at = (at + 1) & (larger.size() - 1);
    larger[at] = each;
  }
  table_ = std::move(larger);
}

void PacketFields::load(const DissectedPacket& packet) {
  packet_ = &packet;
  for (Slot& slot : slots_) {
    slot.nodes.clear();
    slot.made = false;
  }
  if (packet.tree == nullptr || names_.empty()) return;
  const std::vector<Node>& nodes = packet.tree->nodes();
  if (any_layers_) number_layers();
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    const Wanted& found = wanted(*nodes[i].field);
    for (std::uint32_t slot = 0; slot < found.count; ++slot) {
      slots_[slots_of_fields_[found.first + slot]].nodes.push_back(i);
    }
  }
}

// One more of the layer: how many there are now.
std::int32_t PacketFields::count_layer(const Field& layer) {
  for (auto& [counted, count] : layer_counts_) {
    if (counted->name == layer.name) return ++count;
  }
  layer_counts_.emplace_back(&layer, 1);
  return 1;
}

// A field is in the layer around it; a layer is in itself.
void PacketFields::number_layers() {
  const std::vector<Node>& nodes = packet_->tree->nodes();
  layers_.assign(nodes.size(), {});
  layer_counts_.clear();
  std::vector<std::pair<std::uint16_t, LayerNumber>> around;  // with their depths
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Node& node = nodes[i];
    while (!around.empty() && around.back().first >= node.depth) around.pop_back();
    if (node.field->shape == Shape::kLayer) {
      around.push_back({node.depth, {node.field, count_layer(*node.field)}});
    }
    if (!around.empty()) layers_[i] = around.back().second;
  }
}

bool PacketFields::is_in_layers(const FilterField& field, std::uint32_t node) {
  const LayerNumber& layer = layers_[node];
  if (layer.layer == nullptr) return is_in(field.layers, 1, 1);
  const auto count =
      std::find_if(layer_counts_.begin(), layer_counts_.end(),
                   [&](const auto& each) { return each.first->name == layer.layer->name; });
  return is_in(field.layers, layer.number, count->second);
}

std::span<const FilterValue> PacketFields::values(std::uint32_t index) {
  Slot& slot = slots_[index];
  if (!slot.made) make(program_.fields[index], slot);
  return slot.values;
}

void PacketFields::make(const FilterField& field, Slot& slot) {
  slot.made = true;
  slot.values.clear();
  if (slot.of_packet != nullptr) {
    slot.generic.clear();
    const bool first = field.layers.empty() || is_in(field.layers, 1, 1);
    if (first) slot.of_packet(*packet_, slot.generic);
    for (const PacketValue& value : slot.generic) add_generic(field, value, slot);
    return;
  }
  const Node* last = nullptr;
  for (const std::uint32_t i : slot.nodes) {
    const Node& node = packet_->tree->nodes()[i];
    if (last != nullptr && is_again(node, *last)) continue;
    last = &node;
    if (field.layers.empty() || is_in_layers(field, i)) add_node(field, node, slot);
  }
}

void PacketFields::add_node(const FilterField& field, const Node& node, Slot& slot) {
  const Tree& tree = *packet_->tree;
  const Bytes bytes = field.raw ? tree.bytes(node) : tree.value_bytes(node);
  switch (field.raw ? ValueType::kBytes : field.type) {
    case ValueType::kBoolean:
      return slot.values.push_back(of_number(node.number != 0));
    case ValueType::kInteger: {
      const bool is_signed = number_form(node.field->shape) == NumberForm::kSigned;
      const Wide number =
          is_signed ? static_cast<Wide>(signed_number(node)) : static_cast<Wide>(node.number);
      return slot.values.push_back(of_number(number));
    }
    case ValueType::kAbsoluteTime:
    case ValueType::kRelativeTime:
      return slot.values.push_back(of_number(static_cast<std::int64_t>(node.number)));
    case ValueType::kIpv4:
      if (bytes.size() < 4) return;
      return slot.values.push_back(
          of_number(packetglass::load<std::uint32_t>(bytes.data(), ByteOrder::kBig)));
    case ValueType::kString:
      return slot.values.push_back(of_text(text_of_node(tree, node)));
    case ValueType::kNone:
      return slot.values.emplace_back(), void();
    default:
      return slot.values.push_back(of_bytes(bytes));
  }
}

void PacketFields::add_generic(const FilterField& field, const PacketValue& value, Slot& slot) {
  if (field.type == ValueType::kString) {
    slot.values.push_back(of_text(value.text));
  } else if (field.type == ValueType::kBytes) {
    slot.values.push_back(of_bytes(value.bytes));
  } else if (is_number(field.type)) {
    slot.values.push_back(of_number(static_cast<std::int64_t>(value.number)));
  } else {
    slot.values.emplace_back();
  }
}

}  // namespace packetglass
