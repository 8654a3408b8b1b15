// All layers and fields of a packet as JSON.
#include "dissect/render.h"
#include "native/json_text.h"
#include "native/print/styles.h"

namespace packetglass::native {
namespace {

using Json = nlohmann::ordered_json;

Json value_of(const Tree& tree, const Node& node) {
  const Shape shape = node.field->shape;
  if (number_form(shape) == NumberForm::kSigned) return signed_number(node);
  if (shape == Shape::kReal) return real_number(node);
  if (number_form(shape) != NumberForm::kOther) return node.number;
  if (shape == Shape::kFlag) return node.number != 0;
  return value_text(tree, node);
}

// The nodes from `at` on that are deeper than `depth`; `at` is then behind them.
Json inside(const Tree& tree, std::size_t& at, int depth) {
  Json list = Json::array();
  const auto& nodes = tree.nodes();
  while (at < nodes.size() && nodes[at].depth > depth) {
    const Node& node = nodes[at++];
    Json item{{"name", node.field->name}};
    const Shape shape = node.field->shape;
    if (!is_heading(shape)) item["value"] = value_of(tree, node);
    item["text"] = line_text(tree, node);
    if (!node.generated) {
      item["offset"] = node.offset;
      item["length"] = node.size;
    }
    if (node.source != 0) item["source"] = node.source;
    if (node.field->mask != 0) item["mask"] = node.field->mask;
    if (Json fields = inside(tree, at, node.depth); !fields.empty()) {
      item["fields"] = std::move(fields);
    }
    list.push_back(std::move(item));
  }
  return list;
}

class AsJson final : public PrintStyle {
 public:
  std::string head() const override { return "["; }
  std::string tail() const override { return "\n]\n"; }

  void print(const PrintedPacket& packet, std::string& out) override {
    const Columns columns = columns_of(packet);
    std::size_t at = 0;
    Json json{{"number", packet.number}};
    if (packet.packet.has_timestamp()) json["timestamp"] = iso8601(packet.packet.timestamp);
    json["captured_length"] = packet.packet.captured_length;
    json["original_length"] = packet.packet.original_length;
    json["source"] = columns.source;
    json["destination"] = columns.destination;
    json["protocol"] = columns.protocol;
    json["info"] = columns.info;
    json["layers"] = inside(*packet.tree, at, -1);
    out += first_ ? "\n" : ",\n";
    first_ = false;
    out += json_text(json);
  }

 private:
  bool first_ = true;
};

}  // namespace

std::unique_ptr<PrintStyle> make_json_style() {
  return std::make_unique<AsJson>();
}

}  // namespace packetglass::native
