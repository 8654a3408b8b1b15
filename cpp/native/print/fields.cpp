// The values of some fields of a packet.
#include "dissect/field_nodes.h"
#include "dissect/field_type.h"
#include "dissect/render.h"
#include "inspect/packet_values.h"
#include "native/print/styles.h"

namespace packetglass::native {
namespace {

// As tshark -T fields has it: of what has no value that it is there, of a layer its line.
std::string node_value(const Tree& tree, const Node& node) {
  switch (type_of(node.field->shape)) {
    case FieldType::kNone:
      return "1";
    case FieldType::kProtocol:
      return tree.said(node).empty() ? std::string(node.field->name) : line_text(tree, node);
    default:
      return value_text(tree, node);
  }
}

// A field that was asked for, and where its values are.
class Column {
 public:
  explicit Column(const std::string& name)
      : name_(name), of_packet_(packet_values(name)), nodes_(node_names_of(name_)) {}

  std::string value_of(const PrintedPacket& packet) const {
    if (of_packet_ != nullptr) return packet_values_text(name_, of_packet_, packet);
    std::string value;
    const Node* last = nullptr;
    for (const Node& node : packet.tree->nodes()) {
      if (!has(node) || (last != nullptr && is_again(node, *last))) continue;
      if (last != nullptr) value += ',';
      value += node_value(*packet.tree, node);
      last = &node;
    }
    return value;
  }

 private:
  bool has(const Node& node) const {
    const std::string_view name = node.field->name;
    return std::find(nodes_.begin(), nodes_.end(), name) != nodes_.end();
  }

  std::string_view name_;                // which outlives it
  PacketValues of_packet_;               // nullptr: they stand in layers …
  std::vector<std::string_view> nodes_;  // … and are those of these nodes
};

class Fields final : public PrintStyle {
 public:
  Fields(const std::vector<std::string>& names, bool csv)
      : names_(names), columns_(names_.begin(), names_.end()), csv_(csv) {}

  std::string head() const override { return csv_ ? joined(names_) + "\n" : ""; }

  void print(const PrintedPacket& packet, std::string& out) override {
    std::vector<std::string> values;
    for (const Column& column : columns_) values.push_back(column.value_of(packet));
    out += joined(values) + "\n";
  }

 private:
  std::string joined(const std::vector<std::string>& values) const {
    std::string line;
    for (const std::string& value : values) {
      if (&value != &values.front()) line += csv_ ? ',' : '\t';
      line += csv_ ? csv_value(value) : field_value(value);
    }
    return line;
  }

  std::vector<std::string> names_;
  std::vector<Column> columns_;
  bool csv_;
};

}  // namespace

std::unique_ptr<PrintStyle> make_fields_style(const std::vector<std::string>& names, bool csv) {
  return std::make_unique<Fields>(names, csv);
}

}  // namespace packetglass::native
