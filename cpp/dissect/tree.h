// What was found in a packet: layers, their fields, the fields inside fields.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "dissect/field_choice.h"
#include "dissect/ip_reassembly.h"

namespace packetglass {

// One layer, field or heading. Its bytes are those of its source from `offset` on.
struct Node {
  const Field* field = nullptr;
  std::uint64_t number = 0;  // of numbers, flags and times; as the wire has it, masked
  std::uint32_t offset = 0;
  std::uint32_t size = 0;       // bytes; 0 of a generated field
  std::uint32_t text = 0;       // where its text begins in the tree's texts …
  std::uint32_t text_size = 0;  // … when it has one: it then stands for the bytes
  std::uint16_t depth = 0;      // 0: a layer
  std::uint8_t source = 0;      // 0: the packet; else what was reassembled
  bool generated = false;       // it does not stand in the packet
  bool kept = false;            // its text are the bytes of its value, which stand nowhere
};

// The nodes in the order of the packet, each before what is inside it. A node's inside are those
// behind it that are deeper, up to the next one that is not.
class Tree {
 public:
  // More fields than any packet ought to have are not kept.
  static constexpr std::size_t kMaxNodes = 20'000;
  // Sources, and their bytes, behind which nothing is decoded.
  static constexpr std::size_t kMostSources = 128, kMostKept = std::size_t{4} << 20;

  // The bytes of the packet outlive the tree.
  explicit Tree(Bytes packet) : sources_{packet}, runs_(1) {}

  // The tree of another packet, empty, in the memory of this one. Of its fields only those that
  // are chosen are kept, where a choice is given; it outlives the tree.
  void reset(Bytes packet, const FieldChoice* only = nullptr);

  // Whether the field is kept where it is added, and whether any field of the layer may be.
  bool keeps(const Field& field) const { return only_ == nullptr || only_->has(field); }
  bool keeps_in(const Field& layer) const { return only_ == nullptr || only_->has_in(layer); }

  const std::vector<Node>& nodes() const { return nodes_; }
  // Whether fields were left out, because there were too many.
  bool full() const { return added_ >= kMaxNodes; }

  Bytes bytes(const Node& node) const {
    return sources_[node.source].subspan(node.offset, node.size);
  }
  Bytes source(std::size_t number) const { return sources_[number]; }
  // The source that the byte at `at` belongs to.
  std::uint8_t source_of(const std::uint8_t* at) const;
  std::size_t sources() const { return sources_.size(); }
  std::string_view text(const Node& node) const {
    return std::string_view(texts_).substr(node.text, node.text_size);
  }
  // What its layer said the value is.
  std::string_view said(const Node& node) const { return node.kept ? "" : text(node); }
  // The bytes that are its value: those of the node, unless others were kept.
  Bytes value_bytes(const Node& node) const;

  // Of a node that is not kept, because its field was not chosen: the last one is still known.
  static constexpr std::size_t kNotKept = kMaxNodes + 1;

  // The number of a node; kNotKept; or kMaxNodes when it was left out: set_…() then do nothing.
  std::size_t add(const Node& node) {
    if (full()) return kMaxNodes;
    ++added_;
    if (keeps(*node.field)) {
      nodes_.push_back(node);
      return nodes_.size() - 1;
    }
    not_kept_.field = node.field;
    not_kept_.number = node.number;
    not_kept_.offset = node.offset;
    not_kept_.size = node.size;
    not_kept_.text_size = 0;
    not_kept_.depth = node.depth;
    not_kept_.source = node.source;
    not_kept_.generated = node.generated;
    not_kept_.kept = node.kept;
    return kNotKept;
  }
  // The node with a number that add() returned; nullptr where it was left out.
  const Node* node(std::size_t number) const {
    if (number == kNotKept) return &not_kept_;
    return number < nodes_.size() ? &nodes_[number] : nullptr;
  }
  // How many were added so far, and how many of them are kept.
  struct Mark {
    std::size_t added = 0, kept = 0;
  };
  Mark mark() const { return {added_, nodes_.size()}; }
  // Takes back all nodes that were added since.
  void take_back(Mark mark) {
    added_ = std::min(mark.added, added_);
    nodes_.resize(std::min(mark.kept, nodes_.size()));
  }
  void set_size(std::size_t node, std::uint32_t size);
  void set_number(std::size_t node, std::uint64_t number);
  void set_text(std::size_t node, std::string_view text);
  // Keeps bytes that are its value and do not stand in a source as they are.
  void set_value(std::size_t node, Bytes value);
  // Keeps bytes that are not the packet's, and where they are from; returns the number of the
  // source.
  std::uint8_t add_source(std::vector<std::uint8_t> bytes, std::vector<SourceRun> runs);
  // Whether there is room for what is decoded. What is reassembled is never so much.
  bool has_room() const { return sources_.size() < kMostSources && kept_size_ < kMostKept; }
  // Where the bytes of a source are from, one behind the other; none of the packet itself.
  const std::vector<SourceRun>& runs(std::size_t source) const { return runs_[source]; }

 private:
  Node* at(std::size_t number) {
    if (number == kNotKept) return &not_kept_;
    return number < nodes_.size() ? &nodes_[number] : nullptr;
  }

  const FieldChoice* only_ = nullptr;
  std::vector<Node> nodes_;
  Node not_kept_;          // the last one
  std::size_t added_ = 0;  // nodes, kept or not
  std::string texts_;
  std::vector<Bytes> sources_;
  std::vector<std::vector<std::uint8_t>> kept_;
  std::size_t kept_size_ = 0;  // bytes of them
  std::vector<std::vector<SourceRun>> runs_;
};

}  // namespace packetglass
