// --cut-after: keeps each packet up to the end of a layer, such as TCP's header.
#include <algorithm>

#include "dissect/dissection.h"
#include "dissect/dissectors.h"
#include "edit/edits.h"
#include "edit/packet_edit.h"

namespace packetglass {
namespace {

bool is_layer_name(std::string_view name) {
  return std::any_of(std::begin(dissectors()), std::end(dissectors()),
                     [&](const Dissector* dissector) { return dissector->layer.name == name; });
}

// Where the header of a layer ends in the packet: 0 where the tree does not have the layer. Of
// several of one name it is the innermost.
std::size_t end_of_layer(const Tree& tree, std::string_view name) {
  std::size_t end = 0;
  for (const Node& node : tree.nodes()) {
    const bool is_layer = node.depth == 0 && node.source == 0 && !node.generated;
    if (is_layer && node.field->name == name) end = node.offset + std::size_t{node.size};
  }
  return end;
}

// That of the first layer: where the payload of the link begins.
std::size_t end_of_first(const Tree& tree) {
  for (const Node& node : tree.nodes()) {
    if (node.depth == 0) return node.offset + std::size_t{node.size};
  }
  return 0;
}

class CutAfter final : public PacketEdit {
 public:
  explicit CutAfter(std::vector<std::string> names) : names_(std::move(names)) {}

  std::vector<EditCount> counts() const override {
    return {{"packets cut", cut_}, {"packets without the layer", without_}};
  }

 protected:
  // A packet without any of the layers is cut behind its first: whoever cuts payload away does not
  // want any to pass.
  PacketFate edit(PacketDraft& draft) override {
    tree_.reset(draft.bytes);
    Summary summary = kNoSummary;
    Dissection dissection(summary);
    dissection.wanted.tree = &tree_;
    dissection.wanted.text = false;
    dissect(draft.bytes, draft.original_length, draft.interface->link_type, dissection);
    std::size_t end = 0;
    for (const std::string& name : names_) {
      if (end == 0) end = end_of_layer(tree_, name);
    }
    if (end == 0) {
      ++without_;
      end = end_of_first(tree_);
    }
    if (end >= draft.bytes.size()) return PacketFate::kAsItIs;
    ++cut_;
    draft.bytes = draft.bytes.first(end);
    return PacketFate::kChanged;
  }

 private:
  const std::vector<std::string> names_;
  Tree tree_{Bytes()};
  std::uint64_t cut_ = 0, without_ = 0;
};

MadeEdit make(std::string_view value) {
  std::vector<std::string> names;
  for (std::size_t comma = 0; comma != std::string_view::npos;) {
    comma = value.find(',');
    const std::string_view name = value.substr(0, comma);
    if (!is_layer_name(name)) {
      return {nullptr, "does not name layers: tcp, or several: tcp,udp,ip"};
    }
    names.emplace_back(name);
    if (comma != std::string_view::npos) value.remove_prefix(comma + 1);
  }
  return {std::make_unique<CutAfter>(std::move(names)), {}};
}

}  // namespace

extern const EditKind kCutAfter;
const EditKind kCutAfter{"cut-after", EditValue::kText, "LAYER",
                         "Keep each packet up to the end of this layer's header: tcp; of several "
                         "(tcp,udp,ip) the first that it has, without any its first layer",
                         make};

}  // namespace packetglass
