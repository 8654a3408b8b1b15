// Which nodes of a packet have the values of a field that is asked for by its name.
#pragma once

#include <string_view>
#include <vector>

#include "dissect/tree.h"

namespace packetglass {

// The names of the nodes: of "ip.addr" those of its members, else the name itself.
std::vector<std::string_view> node_names_of(std::string_view name);

// Whether the node is the bytes of the last one again, under the name of another member: a
// receiver that is the destination.
bool is_again(const Node& node, const Node& last);

}  // namespace packetglass
