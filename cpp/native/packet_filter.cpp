#include "native/packet_filter.h"

#include "filter/bpf/compiler/compile.h"

namespace packetglass::native {

bool PacketFilter::wants(Bytes packet, std::uint32_t original_length, LinkType link_type) {
  auto found = filters_.find(link_type);
  if (found == filters_.end()) {
    found = filters_.emplace(link_type, compiled_for(link_type)).first;
  }
  return found->second && found->second->run(packet, original_length) != 0;
}

std::optional<bpf::Filter> PacketFilter::compiled_for(LinkType link_type) {
  bpf::CompileOptions options;
  options.link_type = link_type;
  const auto program = bpf::compile(text_, options);
  if (program) {
    auto filter = bpf::Filter::make(*program);
    if (filter) return std::move(*filter);
    error_ = filter.error().message;
  } else {
    error_ = program.error().message;
  }
  return std::nullopt;
}

}  // namespace packetglass::native
