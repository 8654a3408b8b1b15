// Which nodes of a packet have the values of fields.
#include "dissect/field_nodes.h"

#include <algorithm>

#include "dissect/field_list.h"
#include "dissect/generic_fields.h"

namespace packetglass {
namespace {

std::size_t hash_of(const Field& field) {
  const auto address = reinterpret_cast<std::uintptr_t>(&field);
  return static_cast<std::size_t>((address >> 3) * 0x9e37'79b1u);
}

// Whether the node is the bytes of the last one again, under the name of another member.
bool is_again(const Node& node, const Node& last) {
  return node.offset == last.offset && node.source == last.source && node.size != 0 &&
         node.field->name != std::string_view(last.field->name);
}

std::span<const Text> members_of(std::string_view name) {
  const ListedField* const listed = find_field(name);
  return listed == nullptr ? std::span<const Text>() : members_of(*listed->field);
}

}  // namespace

FieldNodes::FieldNodes(std::span<const std::string_view> names)
    : nodes_(names.size()), table_(64) {
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    const auto members = members_of(names[i]);
    if (members.empty() && !names[i].empty()) names_.emplace_back(names[i], i);
    for (const Text& member : members) names_.emplace_back(member, i);
  }
  std::sort(names_.begin(), names_.end());
}

void FieldNodes::load(const Tree* tree) {
  for (std::vector<std::uint32_t>& nodes : nodes_) nodes.clear();
  if (tree == nullptr || names_.empty()) return;
  const std::vector<Node>& nodes = tree->nodes();
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    const Asked& found = asked(*nodes[i].field);
    for (std::uint32_t k = 0; k < found.count; ++k) add(nodes, i, asked_[found.first + k]);
  }
}

void FieldNodes::add(const std::vector<Node>& nodes, std::uint32_t node, std::uint32_t name) {
  std::vector<std::uint32_t>& found = nodes_[name];
  if (found.empty() || !is_again(nodes[node], nodes[found.back()])) found.push_back(node);
}

// The names of a field are found by its own once, and by its address from then on.
const FieldNodes::Asked& FieldNodes::asked(const Field& field) {
  if (2 * used_ >= table_.size()) grow();
  const std::size_t mask = table_.size() - 1;
  std::size_t at = hash_of(field) & mask;
  while (table_[at].field != nullptr && table_[at].field != &field) at = (at + 1) & mask;
  if (table_[at].field == nullptr) look_up(field, table_[at]);
  return table_[at];
}

void FieldNodes::look_up(const Field& field, Asked& found) {
  ++used_;
  found.field = &field;
  found.first = static_cast<std::uint32_t>(asked_.size());
  const std::string_view name = field.name;
  auto at = std::lower_bound(names_.begin(), names_.end(), std::pair(name, std::uint32_t{0}));
  for (; at != names_.end() && at->first == name; ++at) asked_.push_back(at->second);
  found.count = static_cast<std::uint32_t>(asked_.size()) - found.first;
}

void FieldNodes::grow() {
  std::vector<Asked> larger(2 * table_.size());
  for (const Asked& each : table_) {
    if (each.field == nullptr) continue;
    std::size_t at = hash_of(*each.field) & (larger.size() - 1);
    while (larger[at].field != nullptr) at = (at + 1) & (larger.size() - 1);
    larger[at] = each;
  }
  table_ = std::move(larger);
}

}  // namespace packetglass
