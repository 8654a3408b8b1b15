// A capture filter over the packets of a capture, whatever their link types are.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "filter/bpf/filter.h"
#include "record/link_type.h"
#include "record/packet.h"

namespace packetglass::native {

class PacketFilter {
 public:
  // Compiled for each link type when the first packet of it comes.
  explicit PacketFilter(std::string text) : text_(std::move(text)) {}

  // Whether a packet is wanted. Where the filter cannot be compiled for its link type none is, and
  // error() says why.
  bool wants(Bytes packet, std::uint32_t original_length, LinkType link_type);

  // Empty as long as all went well.
  const std::string& error() const { return error_; }

 private:
  std::optional<bpf::Filter> compiled_for(LinkType link_type);

  std::string text_;
  std::string error_;
  std::map<LinkType, std::optional<bpf::Filter>> filters_;
};

}  // namespace packetglass::native
