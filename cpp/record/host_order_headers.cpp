// THE TABLE of link types whose packets begin with a header in host byte order. What is in them:
// https://www.tcpdump.org/linktypes.html; to add one: a function and a row here.
#include "record/host_order_headers.h"

#include <algorithm>

namespace packetglass {
namespace {

// Walks over a header and turns its numbers round where they stand. A number of which nothing is
// there is no number; one of which a part is there is truncated.
class Turner {
 public:
  Turner(std::span<std::uint8_t> bytes, ByteOrder from) : left_(bytes), from_(from) {}

  void skip(std::size_t count) { left_ = left_.subspan(std::min(count, left_.size())); }
  std::uint16_t u16() { return turn<std::uint16_t>(); }
  std::uint32_t u32() { return turn<std::uint32_t>(); }
  std::uint64_t u64() { return turn<std::uint64_t>(); }

  std::size_t left() const { return left_.size(); }
  bool truncated() const { return truncated_; }

 private:
  template <typename T>
  T turn() {
    if (left_.size() < sizeof(T)) {
      truncated_ = truncated_ || !left_.empty();
      left_ = {};
      return 0;
    }
    const T value = load<T>(left_.data(), from_);
    store(left_.data(), value, opposite(from_));
    left_ = left_.subspan(sizeof(T));
    return value;
  }

  std::span<std::uint8_t> left_;
  ByteOrder from_;
  bool truncated_ = false;
};

// BSD loopback: the address family.
bool reorder_null(std::span<std::uint8_t> packet, ByteOrder from) {
  Turner header(packet, from);
  header.u32();
  return !header.truncated();
}

// OpenBSD IPsec: address family, security parameters index (in network order), flags.
bool reorder_enc(std::span<std::uint8_t> packet, ByteOrder from) {
  Turner header(packet, from);
  header.u32();
  header.skip(4);
  header.u32();
  return !header.truncated();
}

// What follows a cooked header of a protocol of CAN: the identifier, or CAN XL's priority, length
// and acceptance field. All that Linux's cooked headers say themselves is in network order.
bool reorder_can(std::span<std::uint8_t> packet, ByteOrder from, std::size_t protocol_offset,
                 std::size_t header_size) {
  constexpr std::uint16_t kCan = 0x000c;
  constexpr std::uint16_t kCanFd = 0x000d;
  constexpr std::uint16_t kCanXl = 0x000e;
  if (packet.size() <= header_size) return true;
  const auto protocol = load<std::uint16_t>(packet.data() + protocol_offset, ByteOrder::kBig);
  if (protocol != kCan && protocol != kCanFd && protocol != kCanXl) return true;
  Turner header(packet.subspan(header_size), from);
  header.u32();
  if (protocol != kCanXl) return !header.truncated();
  header.skip(2);  // flags, type of the payload
  header.u16();
  header.u32();
  return !header.truncated();
}

bool reorder_cooked(std::span<std::uint8_t> packet, ByteOrder from) {
  return reorder_can(packet, from, 14, 16);
}

bool reorder_cooked_2(std::span<std::uint8_t> packet, ByteOrder from) {
  return reorder_can(packet, from, 0, 20);
}

// Only the user and process ids of the sender and of the rule, as far as the header, which begins
// with its length, has them: older ones end before.
bool reorder_pflog(std::span<std::uint8_t> packet, ByteOrder from) {
  constexpr std::size_t kUserId = 44;
  if (packet.empty()) return true;
  Turner header(packet.first(std::min<std::size_t>(packet.size(), packet[0])), from);
  header.skip(kUserId);
  for (int i = 0; i < 4; ++i) header.u32();
  return !header.truncated();
}

// usbmon's header of 48 bytes. Returns whether the transfer is isochronous.
bool reorder_usbmon(Turner& header, std::span<const std::uint8_t> packet) {
  constexpr std::size_t kTransferType = 9;
  const bool isochronous = packet.size() > kTransferType && packet[kTransferType] == 0;
  header.u64();                                    // id
  header.skip(4);                                  // kind, transfer type, endpoint, device
  header.u16();                                    // bus
  header.skip(2);                                  // flags
  header.u64();                                    // seconds
  for (int i = 0; i < 4; ++i) header.u32();        // microseconds, status, two lengths
  if (!isochronous) return header.skip(8), false;  // as it was on the wire
  header.u32();                                    // errors
  header.u32();                                    // descriptors
  return true;
}

bool reorder_usb(std::span<std::uint8_t> packet, ByteOrder from) {
  Turner header(packet, from);
  reorder_usbmon(header, packet);
  return !header.truncated();
}

// 16 bytes more, and then the descriptors of an isochronous transfer that were captured.
bool reorder_usb_mapped(std::span<std::uint8_t> packet, ByteOrder from) {
  Turner header(packet, from);
  const bool isochronous = reorder_usbmon(header, packet);
  for (int i = 0; i < 3; ++i) header.u32();  // interval, start frame, flags
  const std::uint32_t descriptors = header.u32();
  if (!isochronous) return !header.truncated();
  for (std::uint32_t i = 0; i < descriptors && header.left() != 0; ++i) {
    for (int field = 0; field < 3; ++field) header.u32();  // status, offset, length
    header.skip(4);
  }
  return !header.truncated();
}

// Attributes whose types and lengths are in host order; what is in them is in network order.
bool reorder_nflog(std::span<std::uint8_t> packet, ByteOrder from) {
  constexpr std::size_t kHeadSize = 4;
  constexpr std::size_t kVersion = 1;
  if (packet.size() <= kHeadSize) return true;
  if (packet[kVersion] != 0) return false;
  Turner attributes(packet.subspan(kHeadSize), from);
  while (attributes.left() >= kHeadSize) {
    const std::size_t length = attributes.u16();
    attributes.u16();
    if (length < kHeadSize) return false;
    attributes.skip((length + 3) / 4 * 4 - kHeadSize);
  }
  return attributes.left() == 0;
}

// Behind a cooked header come messages of many families, with numbers that only these know.
bool keep_netlink(std::span<std::uint8_t> packet, ByteOrder) {
  constexpr std::size_t kCookedSize = 16;
  return packet.size() <= kCookedSize;
}

constexpr HostOrderHeader kHostOrderHeaders[] = {
    {0, reorder_null},          // NULL
    {109, reorder_enc},         // ENC
    {113, reorder_cooked},      // LINUX_SLL
    {117, reorder_pflog},       // PFLOG
    {189, reorder_usb},         // USB_LINUX
    {220, reorder_usb_mapped},  // USB_LINUX_MMAPPED
    {239, reorder_nflog},       // NFLOG
    {253, keep_netlink},        // NETLINK
    {276, reorder_cooked_2},    // LINUX_SLL2
};

}  // namespace

std::span<const HostOrderHeader> host_order_headers() {
  return kHostOrderHeaders;
}

const HostOrderHeader* find_host_order_header(LinkType link_type) {
  const auto* const at =
      std::find_if(std::begin(kHostOrderHeaders), std::end(kHostOrderHeaders),
                   [=](const HostOrderHeader& header) { return header.link_type == link_type; });
  return at != std::end(kHostOrderHeaders) ? at : nullptr;
}

}  // namespace packetglass
