// The values of some fields of a packet.
#include "dissect/render.h"
#include "flow/community_id.h"
#include "native/print/styles.h"

namespace packetglass::native {
namespace {

// Values that are no fields of a layer.
std::string column_value(const PrintedPacket& packet, const std::string& name) {
  if (name == "frame.number") return std::to_string(packet.number);
  if (name == "frame.len") return std::to_string(packet.packet.original_length);
  if (name == "frame.cap_len") return std::to_string(packet.packet.captured_length);
  if (name == "frame.time_epoch") {
    return packet.packet.has_timestamp() ? epoch_seconds(packet.packet.timestamp) : "";
  }
  if (name == "communityid") return community_id(packet.summary).value_or("");
  const Columns columns = columns_of(packet);
  if (name == "_ws.col.Source") return columns.source;
  if (name == "_ws.col.Destination") return columns.destination;
  if (name == "_ws.col.Protocol") return columns.protocol;
  if (name == "_ws.col.Info") return columns.info;
  return {};
}

std::string stack_of(const Tree& tree) {
  std::string stack;
  for (const Node& node : tree.nodes()) {
    if (node.field->shape != Shape::kLayer) continue;
    if (!stack.empty()) stack += ':';
    stack += node.field->name;
  }
  return stack;
}

class Fields final : public PrintStyle {
 public:
  Fields(const std::vector<std::string>& names, bool csv) : names_(names), csv_(csv) {}

  std::string head() const override { return csv_ ? joined(names_) + "\n" : ""; }

  void print(const PrintedPacket& packet, std::string& out) override {
    std::vector<std::string> values;
    for (const std::string& name : names_) values.push_back(value_of(packet, name));
    out += joined(values) + "\n";
  }

 private:
  static std::string value_of(const PrintedPacket& packet, const std::string& name) {
    if (name == "frame.protocols") return stack_of(*packet.tree);
    if (name.starts_with("frame.") || name.starts_with("_ws.col.") || name == "communityid") {
      return column_value(packet, name);
    }
    std::string value;
    bool first = true;
    for (const Node& node : packet.tree->nodes()) {
      if (node.field->name != name) continue;
      if (!first) value += ',';
      value += value_text(*packet.tree, node);
      first = false;
    }
    return value;
  }

  std::string joined(const std::vector<std::string>& values) const {
    std::string line;
    for (const std::string& value : values) {
      if (&value != &values.front()) line += csv_ ? ',' : '\t';
      line += csv_ ? csv_value(value) : field_value(value);
    }
    return line;
  }

  std::vector<std::string> names_;
  bool csv_;
};

}  // namespace

std::unique_ptr<PrintStyle> make_fields_style(const std::vector<std::string>& names, bool csv) {
  return std::make_unique<Fields>(names, csv);
}

}  // namespace packetglass::native
