// The index of a capture: everything about it but its bytes.
#pragma once

#include <vector>

#include "index/block_columns.h"
#include "index/issue_log.h"
#include "index/packet_columns.h"
#include "record/record_sink.h"

namespace packetglass {

// Sections and interfaces are bounded, and so are their options that are kept: record/limits.h.
struct Index {
  std::vector<Section> sections;
  std::vector<Interface> interfaces;
  PacketColumns packets;
  BlockColumns blocks;
  IssueLog issues;
};

// The interface that a section numbers so; nullptr when it has no such.
const Interface* find_interface(const Index& index, std::uint32_t section, std::uint32_t number);

}  // namespace packetglass
