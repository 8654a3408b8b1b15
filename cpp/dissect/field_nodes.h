// Which nodes of a packet have the values of fields that are asked for by their names.
#pragma once

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "dissect/tree.h"

namespace packetglass {

// Looks once at each node of a packet, however many fields are asked for.
class FieldNodes {
 public:
  // The names of fields, which outlive it. Of "ip.addr" the nodes are those of its members, of ""
  // there are none.
  explicit FieldNodes(std::span<const std::string_view> names);

  // The nodes of the next packet; none where its fields were not wanted.
  void load(const Tree* tree);
  // Those of names[i], in the order of the packet: their numbers in the tree. Bytes that stand
  // there again under the name of another member count once: a receiver that is the destination.
  std::span<const std::uint32_t> of(std::size_t i) const { return nodes_[i]; }

 private:
  // The names that a field of nodes is asked for by: a range of `asked_`.
  struct Asked {
    const Field* field = nullptr;
    std::uint32_t first = 0, count = 0;
  };

  const Asked& asked(const Field& field);
  void look_up(const Field& field, Asked& found);
  void grow();
  void add(const std::vector<Node>& nodes, std::uint32_t node, std::uint32_t name);

  std::vector<std::vector<std::uint32_t>> nodes_;                  // of each name
  std::vector<std::pair<std::string_view, std::uint32_t>> names_;  // of nodes, sorted
  std::vector<std::uint32_t> asked_;
  std::vector<Asked> table_;  // by the address of the field
  std::size_t used_ = 0;
};

}  // namespace packetglass
