// Makes pcapng captures byte by byte, right ones and wrong ones.
#pragma once

#include <optional>
#include <string_view>

#include "format/pcapng/block_types.h"
#include "support/pcap_bytes.h"

namespace packetglass::test {

inline Bytes as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline ByteVector operator+(ByteVector a, const ByteVector& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

// What a block claims; by default the truth.
struct BlockLengths {
  std::optional<std::uint32_t> first = std::nullopt;
  std::optional<std::uint32_t> second = std::nullopt;
};

struct PacketFields {
  std::uint64_t ticks = 0;
  std::string_view bytes = "";
  std::uint32_t interface = 0;
  std::optional<std::uint32_t> captured = std::nullopt;
  std::optional<std::uint32_t> original = std::nullopt;
  ByteVector options = {};
};

// Builds blocks in one byte order. Bodies come out padded; lengths may lie.
class PcapngBytes {
 public:
  explicit PcapngBytes(ByteOrder order) : order_(order) {}

  ByteOrder order() const { return order_; }

  ByteVector u16(std::uint16_t value) const { return number(value); }
  ByteVector u32(std::uint32_t value) const { return number(value); }
  ByteVector u64(std::uint64_t value) const { return number(value); }

  static ByteVector text(std::string_view text) { return {text.begin(), text.end()}; }

  static ByteVector padded(ByteVector bytes) {
    bytes.resize((bytes.size() + 3) / 4 * 4);
    return bytes;
  }

  ByteVector option(std::uint16_t code, const ByteVector& value) const {
    return u16(code) + u16(static_cast<std::uint16_t>(value.size())) + padded(value);
  }
  ByteVector end_of_options() const { return u32(0); }

  ByteVector block(std::uint32_t type, const ByteVector& body,
                   const BlockLengths& lie = {}) const {
    const ByteVector inside = padded(body);
    const auto length = static_cast<std::uint32_t>(inside.size() + 12);
    return u32(type) + u32(lie.first.value_or(length)) + inside +
           u32(lie.second.value_or(lie.first.value_or(length)));
  }

  ByteVector section(const ByteVector& options = {}, std::uint64_t length = ~std::uint64_t{0},
                     std::uint16_t major = 1, std::uint16_t minor = 0) const {
    return block(pcapng::kSectionHeader, section_body(options, length, major, minor));
  }
  ByteVector section_body(const ByteVector& options = {}, std::uint64_t length = ~std::uint64_t{0},
                          std::uint16_t major = 1, std::uint16_t minor = 0) const {
    return u32(0x1a2b3c4d) + u16(major) + u16(minor) + u64(length) + options;
  }

  ByteVector interface(std::uint16_t link_type = 1, std::uint32_t snaplen = 262144,
                       const ByteVector& options = {}) const {
    return block(pcapng::kInterfaceDescription, u16(link_type) + u16(0) + u32(snaplen) + options);
  }
  ByteVector enhanced_body(const PacketFields& packet) const {
    return u32(packet.interface) + fields(packet);
  }
  ByteVector enhanced(const PacketFields& packet, const BlockLengths& lie = {}) const {
    return block(pcapng::kEnhancedPacket, enhanced_body(packet), lie);
  }
  ByteVector obsolete(const PacketFields& packet, std::uint16_t drops = 0xffff) const {
    return block(pcapng::kObsoletePacket,
                 u16(static_cast<std::uint16_t>(packet.interface)) + u16(drops) + fields(packet));
  }
  ByteVector simple(std::string_view bytes, std::optional<std::uint32_t> original = {}) const {
    const auto size = static_cast<std::uint32_t>(bytes.size());
    return block(pcapng::kSimplePacket, u32(original.value_or(size)) + text(bytes));
  }

 private:
  template <typename T>
  ByteVector number(T value) const {
    ByteVector out(sizeof value);
    store(out.data(), value, order_);
    return out;
  }

  ByteVector fields(const PacketFields& packet) const {
    const auto size = static_cast<std::uint32_t>(packet.bytes.size());
    return u32(static_cast<std::uint32_t>(packet.ticks >> 32)) +
           u32(static_cast<std::uint32_t>(packet.ticks)) + u32(packet.captured.value_or(size)) +
           u32(packet.original.value_or(size)) + padded(text(packet.bytes)) + packet.options;
  }

  ByteOrder order_;
};

inline constexpr ByteOrder kBothOrders[] = {ByteOrder::kLittle, ByteOrder::kBig};

}  // namespace packetglass::test
