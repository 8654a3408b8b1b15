// The values of the fields that a filter asks for, in one packet.
#include "filter/packet_fields.h"

#include <algorithm>

#include "base/text.h"
#include "dissect/render.h"

namespace packetglass {
namespace {

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

// Of fields whose values stand in nodes.
std::vector<std::string_view> names_of(const FilterProgram& program) {
  std::vector<std::string_view> names;
  names.reserve(program.fields.size());
  for (const FilterField& field : program.fields) {
    names.push_back(packet_values(field.name()) == nullptr ? field.name() : "");
  }
  return names;
}

std::string_view text_of_node(const Tree& tree, const Node& node) {
  return node.text_size != 0 ? tree.text(node) : text_of(tree.value_bytes(node));
}

}  // namespace

PacketFields::PacketFields(const FilterProgram& program)
    : program_(program), slots_(program.fields.size()), nodes_(names_of(program)) {
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    any_layers_ |= !program.fields[i].layers.empty();
    slots_[i].of_packet = packet_values(program.fields[i].name());
  }
}

void PacketFields::load(const DissectedPacket& packet) {
  packet_ = &packet;
  for (Slot& slot : slots_) slot.made = false;
  nodes_.load(packet.tree);
  if (any_layers_ && packet.tree != nullptr) number_layers();
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
  if (!slot.made) make(index, slot);
  return slot.values;
}

void PacketFields::make(std::uint32_t index, Slot& slot) {
  const FilterField& field = program_.fields[index];
  slot.made = true;
  slot.values.clear();
  if (slot.of_packet != nullptr) {
    slot.generic.clear();
    const bool first = field.layers.empty() || is_in(field.layers, 1, 1);
    if (first) slot.of_packet(*packet_, slot.generic);
    for (const PacketValue& value : slot.generic) add_generic(field, value, slot);
    return;
  }
  for (const std::uint32_t i : nodes_.of(index)) {
    if (field.layers.empty() || is_in_layers(field, i)) {
      add_node(field, packet_->tree->nodes()[i], slot);
    }
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
    case ValueType::kReal:
      return slot.values.push_back(of_real(real_number(node)));
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
