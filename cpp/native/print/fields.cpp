// The values of some fields of a packet.
#include <algorithm>

#include "dissect/field_list.h"
#include "dissect/field_nodes.h"
#include "dissect/render.h"
#include "inspect/packet_values.h"
#include "native/print/styles.h"

namespace packetglass::native {
namespace {

// A field that was asked for.
struct Column {
  std::string name;
  FieldType type;
  PacketValues of_packet;  // nullptr: its values stand in nodes
};

// Of names that are in the list.
std::vector<Column> columns_of(const std::vector<std::string>& names) {
  std::vector<Column> columns;
  for (const std::string& name : names) {
    const FieldType type = type_of(find_field(name)->field->shape);
    columns.push_back({name, type, packet_values(name)});
  }
  return columns;
}

// Of those whose values stand in nodes.
std::vector<std::string_view> node_names(const std::vector<Column>& columns) {
  std::vector<std::string_view> names;
  names.reserve(columns.size());
  for (const Column& column : columns) {
    names.push_back(column.of_packet == nullptr ? std::string_view(column.name) : "");
  }
  return names;
}

class Fields final : public PrintStyle {
 public:
  Fields(const std::vector<std::string>& names, bool csv)
      : columns_(columns_of(names)), nodes_(node_names(columns_)), csv_(csv) {}

  WantedOfPackets wanted() const override {
    std::vector<std::string_view> names;
    for (const Column& column : columns_) names.push_back(column.name);
    return wanted_for(names);
  }

  std::string head() const override {
    if (!csv_) return "";
    std::string line;
    for (std::size_t i = 0; i < columns_.size(); ++i) put(line, i, columns_[i].name);
    return line + "\n";
  }

  void print(const PrintedPacket& packet, std::string& out) override {
    nodes_.load(packet.tree);
    for (std::size_t i = 0; i < columns_.size(); ++i) put(out, i, value_of(packet, i));
    out += '\n';
  }

 private:
  void put(std::string& line, std::size_t i, const std::string& value) const {
    if (i != 0) line += csv_ ? ',' : '\t';
    line += csv_ ? csv_value(value) : field_value(value);
  }

  std::string value_of(const PrintedPacket& packet, std::size_t i) const {
    const auto& [name, type, of_packet] = columns_[i];
    if (of_packet != nullptr) return packet_values_text(type, of_packet, packet);
    std::string value;
    for (const std::uint32_t node : nodes_.of(i)) {
      if (node != nodes_.of(i).front()) value += ',';
      value += field_text(*packet.tree, packet.tree->nodes()[node]);
    }
    return value;
  }

  std::vector<Column> columns_;
  FieldNodes nodes_;
  bool csv_;
};

}  // namespace

std::unique_ptr<PrintStyle> make_fields_style(const std::vector<std::string>& names, bool csv) {
  return std::make_unique<Fields>(names, csv);
}

}  // namespace packetglass::native
