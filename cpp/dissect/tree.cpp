// What was found in a packet.
#include "dissect/tree.h"

#include "base/text.h"

namespace packetglass {

void Tree::reset(Bytes packet, const FieldChoice* only) {
  only_ = only;
  nodes_.clear();
  added_ = 0;
  texts_.clear();
  sources_.assign(1, packet);
  kept_.clear();
  kept_size_ = 0;
  runs_.resize(1);
}

Bytes Tree::value_bytes(const Node& node) const {
  if (!node.kept) return bytes(node);
  return {reinterpret_cast<const std::uint8_t*>(texts_.data()) + node.text, node.text_size};
}

void Tree::set_size(std::size_t node, std::uint32_t size) {
  if (Node* const changed = at(node)) changed->size = size;
}

void Tree::set_text(std::size_t node, std::string_view text) {
  if (node >= nodes_.size()) return;
  nodes_[node].text = static_cast<std::uint32_t>(texts_.size());
  nodes_[node].text_size = static_cast<std::uint32_t>(text.size());
  texts_ += text;
}

void Tree::set_value(std::size_t node, Bytes value) {
  set_text(node, text_of(value));
  if (Node* const changed = at(node)) changed->kept = true;
}

void Tree::set_number(std::size_t node, std::uint64_t number) {
  if (Node* const changed = at(node)) changed->number = number;
}

std::uint8_t Tree::source_of(const std::uint8_t* at) const {
  for (std::size_t i = sources_.size(); --i != 0;) {
    const Bytes& source = sources_[i];
    if (at >= source.data() && at <= source.data() + source.size()) {
      return static_cast<std::uint8_t>(i);
    }
  }
  return 0;
}

std::uint8_t Tree::add_source(std::vector<std::uint8_t> bytes, std::vector<SourceRun> runs) {
  kept_size_ += bytes.size();
  kept_.push_back(std::move(bytes));
  runs_.push_back(std::move(runs));
  sources_.push_back(kept_.back());
  return static_cast<std::uint8_t>(sources_.size() - 1);
}

}  // namespace packetglass
