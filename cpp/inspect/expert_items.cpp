// Expert information of a packet.
#include "inspect/expert_items.h"

#include "dissect/field_list.h"
#include "dissect/short_name.h"

namespace packetglass {
namespace {

// The layers around a node, as nodes come in their order.
class LayersAround {
 public:
  void add(const Node& layer) {
    while (!layers_.empty() && layers_.back()->depth >= layer.depth) layers_.pop_back();
    layers_.push_back(&layer);
  }
  std::string_view name_around(const Node& node) {
    while (!layers_.empty() && layers_.back()->depth >= node.depth) layers_.pop_back();
    return layers_.empty() ? std::string_view() : short_name(*layers_.back()->field);
  }

 private:
  std::vector<const Node*> layers_;
};

// The heading at `at`, with the fields inside: nodes that are not kept may part it from others.
ExpertItem item_at(const Tree& tree, std::size_t at, std::string_view protocol) {
  const std::vector<Node>& nodes = tree.nodes();
  const Node& heading = nodes[at];
  ExpertItem item{severity_of(heading.number), group_of(heading.number), protocol, {}, {}};
  for (++at; at < nodes.size() && nodes[at].depth == heading.depth + 1; ++at) {
    const Node& node = nodes[at];
    if (node.field->shape == Shape::kExpert) item.field = node.field->name;
    if (node.field->shape == Shape::kMessage) item.text = tree.text(node);
  }
  return item;
}

}  // namespace

std::vector<std::string_view> expert_fields() {
  std::vector<std::string_view> names{kExpertFields.heading.name, kExpertFields.message.name};
  for (const ListedField& listed : all_fields()) {
    if (listed.field->shape == Shape::kExpert) names.push_back(listed.field->name);
  }
  return names;
}

WantedOfPackets wanted_for_expert() {
  WantedOfPackets wanted{.fields = true, .text = false, .info = false, .carried = false};
  wanted.only = std::make_shared<FieldChoice>(expert_fields(), true);
  return wanted;
}

void find_expert_items(const Tree& tree, std::vector<ExpertItem>& items) {
  items.clear();
  LayersAround layers;
  const std::vector<Node>& nodes = tree.nodes();
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Node& node = nodes[i];
    if (node.field->shape == Shape::kLayer) layers.add(node);
    if (node.field != &kExpertFields.heading || (node.number & kQuotedExpert) != 0) continue;
    items.push_back(item_at(tree, i, layers.name_around(node)));
  }
}

}  // namespace packetglass
