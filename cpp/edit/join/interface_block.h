// Interface description blocks of a joined section: draft-ietf-opsawg-pcapng, section 4.2.
#pragma once

#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace packetglass {

// The interface description block with one comment more, behind its other options. As it stands
// where its options are malformed, or have no room for the comment.
std::vector<std::uint8_t> with_comment(Bytes block, ByteOrder order, std::string_view comment);

}  // namespace packetglass
