// Blocks that name an interface, moved to a section in which it has another number.
#include "edit/join/renumber.h"

#include <limits>

#include "base/appender.h"
#include "format/pcapng/enhanced_packet.h"
#include "format/pcapng/obsolete_packet.h"
#include "format/pcapng/option.h"

namespace packetglass {
namespace {

using namespace pcapng;

constexpr std::uint16_t kDropCount = 4;  // epb_dropcount
constexpr std::uint16_t kUnknownDrops = std::numeric_limits<std::uint16_t>::max();
// Of a simple packet block: type, length, original length.
constexpr std::size_t kSimpleDataOffset = 12;

void append_drops(Appender& out, std::uint16_t drops) {
  out.u16(kDropCount);
  out.u16(sizeof(std::uint64_t));
  out.u64(drops);
}

// Everything of the packet but its number, as an enhanced packet block.
void append_enhanced(std::vector<std::uint8_t>& to, const PacketBlock& packet, ByteOrder order,
                     std::uint32_t interface) {
  const std::size_t begin = to.size();
  Appender out(to, order);
  for (const std::uint32_t word :
       {kEnhancedPacket, 0u, interface, static_cast<std::uint32_t>(packet.ticks >> 32),
        static_cast<std::uint32_t>(packet.ticks), packet.captured, packet.original}) {
    out.u32(word);
  }
  out.bytes(packet.packet());
  while ((to.size() - begin) % 4 != 0) out.u8(0);
  const bool drops = packet.drops && *packet.drops != kUnknownDrops;
  if (drops) append_drops(out, *packet.drops);
  out.bytes(packet.options());
  if (drops && packet.options().empty()) out.u32(kEndOfOptions);
  const auto length = static_cast<std::uint32_t>(to.size() - begin + kBlockTailSize);
  store(to.data() + begin + 4, length, order);
  out.u32(length);
}

PacketBlock simple(Bytes block, ByteOrder order, std::uint32_t captured) {
  PacketBlock packet;
  packet.captured = captured;
  packet.original = load<std::uint32_t>(block.data() + kBlockHeadSize, order);
  packet.rest = block.subspan(kSimpleDataOffset, captured);
  return packet;
}

}  // namespace

bool renumber_packet(std::vector<std::uint8_t>& out, std::size_t begin, RecordKind kind,
                     ByteOrder order, std::uint32_t interface, std::uint32_t captured) {
  std::uint8_t* const number = out.data() + begin + kBlockHeadSize;
  if (kind == RecordKind::kEnhanced || kind == RecordKind::kClassic) {
    store(number, interface, order);
    return true;
  }
  const bool is_obsolete = kind == RecordKind::kObsolete;
  if (is_obsolete && interface <= std::numeric_limits<std::uint16_t>::max()) {
    store(number, static_cast<std::uint16_t>(interface), order);
    return true;
  }
  if (!is_obsolete && interface == 0) return true;
  const std::vector<std::uint8_t> block(out.begin() + static_cast<std::ptrdiff_t>(begin),
                                        out.end());
  out.resize(begin);
  PacketBlock packet =
      is_obsolete ? read_obsolete_packet(block, order) : simple(block, order, captured);
  // What a block claims beyond its end is not in it.
  if (!packet.fits()) packet.captured = static_cast<std::uint32_t>(packet.rest.size());
  append_enhanced(out, packet, order, interface);
  return is_obsolete;
}

}  // namespace packetglass
