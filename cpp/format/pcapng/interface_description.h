// Interface Description Block: draft-ietf-opsawg-pcapng, section 4.2.
#pragma once

#include <string>

#include "format/pcapng/block.h"
#include "format/pcapng/options.h"
#include "record/interface.h"

namespace packetglass::pcapng {

// What stands in place of the link type of an interface that is not described.
inline constexpr LinkType kUnknownLinkType = 0xffff;

struct InterfaceDescription {
  LinkType link_type = 0;
  std::uint32_t snaplen = 0;  // bytes; 0 means unlimited
  Bytes options;
};

// `block` is whole and not below the least size of its type. The reserved 16 bits are ignored.
InterfaceDescription read_interface_description(Bytes block, ByteOrder order);

// The interface that a description makes: as its options say, the last of each. Its section,
// number and offset are not set.
Interface interface_of(const InterfaceDescription& description, ByteOrder order);

// The text of an option of an interface's block, such as kIfName; empty when it has none.
std::string interface_option_text(const Interface& interface, ByteOrder order, std::uint16_t code);

}  // namespace packetglass::pcapng
