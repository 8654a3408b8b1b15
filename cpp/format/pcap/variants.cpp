// Finds a row of the table of pcap variants.
#include "format/pcap/variants.h"

namespace packetglass::pcap {

std::optional<Recognised> find_variant(Bytes start) {
  if (start.size() < sizeof(std::uint32_t)) return std::nullopt;
  for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
    const auto magic = load<std::uint32_t>(start.data(), order);
    for (const Variant& variant : kVariants) {
      if (variant.magic == magic) return Recognised{&variant, order};
    }
  }
  return std::nullopt;
}

}  // namespace packetglass::pcap
