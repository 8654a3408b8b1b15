// Which nodes of a packet have the values of a field.
#include "dissect/field_nodes.h"

#include "dissect/field_list.h"
#include "dissect/generic_fields.h"

namespace packetglass {

std::vector<std::string_view> node_names_of(std::string_view name) {
  const ListedField* const listed = find_field(name);
  const auto members = listed == nullptr ? std::span<const Text>() : members_of(*listed->field);
  if (members.empty()) return {name};
  return {members.begin(), members.end()};
}

bool is_again(const Node& node, const Node& last) {
  return node.field->name != std::string_view(last.field->name) && node.size != 0 &&
         node.offset == last.offset && node.source == last.source;
}

}  // namespace packetglass
