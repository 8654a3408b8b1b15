// Community ID, version 1: a name for a conversation that other tools give it too.
#pragma once

#include <optional>
#include <string>

#include "dissect/dissection.h"

namespace packetglass {

// "1:LQU9qZlK+B5F3KDmev6m5PMibrg="; nothing for a packet without IP addresses. Both directions
// have the same. ICMP's types stand for ports. Specification:
// github.com/corelight/community-id-spec.
std::optional<std::string> community_id(const Summary& summary, std::uint16_t seed = 0);

}  // namespace packetglass
