// Dynamic Host Configuration Protocol: RFC 2131; without its options BOOTP, RFC 951.
#include <algorithm>

#include "base/text.h"
#include "dissect/application/dhcp_options.h"

namespace packetglass {
namespace {

constexpr Name kTypes[] = {{1, "Boot Request"}, {2, "Boot Reply"}};
constexpr Field kType{"dhcp.type", "Message type", Shape::kNumber8, 0, kTypes};
constexpr Field kHardwareType{"dhcp.hw.type", "Hardware type", Shape::kHex8};
constexpr Field kHardwareLength{"dhcp.hw.len", "Hardware address length", Shape::kNumber8};
constexpr Field kHops{"dhcp.hops", "Hops", Shape::kNumber8};
constexpr Field kId{"dhcp.id", "Transaction ID", Shape::kHex32};
constexpr Field kSeconds{"dhcp.secs", "Seconds elapsed", Shape::kNumber16};
constexpr Field kFlags{"dhcp.flags", "Bootp flags", Shape::kHex16};
constexpr Field kBroadcast{"dhcp.flags.bc", "Broadcast flag", Shape::kFlag, 0x8000};
constexpr Field kReserved{"dhcp.flags.reserved", "Reserved flags", Shape::kHex16, 0x7fff};
constexpr Field kClient{"dhcp.ip.client", "Client IP address", Shape::kIpv4};
constexpr Field kYours{"dhcp.ip.your", "Your (client) IP address", Shape::kIpv4};
constexpr Field kServer{"dhcp.ip.server", "Next server IP address", Shape::kIpv4};
constexpr Field kRelay{"dhcp.ip.relay", "Relay agent IP address", Shape::kIpv4};
constexpr Field kMac{"dhcp.hw.mac_addr", "Client MAC address", Shape::kMac};
constexpr Field kPadding{"dhcp.hw.addr_padding", "Client hardware address padding", Shape::kBytes};
constexpr Field kAddress{"dhcp.hw.addr", "Client hardware address", Shape::kBytes};
constexpr Field kServerName{"dhcp.server", "Server host name", Shape::kText};
constexpr Field kFile{"dhcp.file", "Boot file name", Shape::kText};
constexpr Field kCookie{"dhcp.cookie", "Magic cookie", Shape::kIpv4};
constexpr Field kVendor{"dhcp.vendor", "Bootp vendor specific options", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 67}, {Space::kUdpPort, 68}};

constexpr std::size_t kHardwareSize = 16, kOptionsAt = 236;
constexpr std::uint32_t kMagic = 0x63825363;

// Returns it as text.
std::string read_hardware_address(Layer& dhcp, std::uint8_t type, std::uint8_t length) {
  if (type == 1 && length == 6) {
    const std::string text = to_text(dhcp.mac(kMac));
    dhcp.bytes(kPadding, kHardwareSize - 6);
    return text;
  }
  const std::size_t size = std::min<std::size_t>(length, kHardwareSize);
  if (size != 0) dhcp.bytes(kAddress, size);
  dhcp.skip(kHardwareSize - size);
  return {};
}

// Whether options follow: their magic number stands before them.
bool has_options(Bytes whole) {
  return whole.size() >= kOptionsAt + 4 &&
         load<std::uint32_t>(&whole[kOptionsAt], ByteOrder::kBig) == kMagic;
}

std::string boot_info(std::uint8_t type, const std::string& mac) {
  if (type == 2) return "Boot Reply";
  return "Boot Request" + (mac.empty() ? mac : " from " + mac + " (" + mac + ")");
}

Outcome read_options(Layer& dhcp, std::uint32_t id) {
  dhcp.ipv4(kCookie);
  dhcp.say("DHCP");
  const std::uint8_t kind = read_dhcp_options(dhcp);
  if (kind != 0) {
    dhcp.column("DHCP");
    const std::string name(name_of(dhcp_message_names(), kind));
    if (std::string* info = dhcp.info())
      *info = format_text("DHCP %-8s - Transaction ID 0x%x", name.c_str(), id);
    if (dhcp.recording()) dhcp.title(" (" + name + ")");
  }
  return dhcp.truncated() ? stop("the options are incomplete") : done();
}

// The column says DHCP only when an option says what kind of message it is.
bool says_kind(Bytes whole) {
  if (!has_options(whole)) return false;
  for (std::size_t at = kOptionsAt + 4; at + 1 < whole.size() && whole[at] != 255;) {
    if (whole[at] == 53) return true;
    at += whole[at] == 0 ? 1 : 2u + whole[at + 1];
  }
  return false;
}

Outcome dissect(Layer& dhcp) {
  if (says_kind(dhcp.whole())) dhcp.column("DHCP");
  if (!dhcp.recording() && dhcp.info() == nullptr) return done();
  const std::uint8_t type = dhcp.u8(kType);
  const std::uint8_t hardware = dhcp.u8(kHardwareType);
  const std::uint8_t length = dhcp.u8(kHardwareLength);
  dhcp.u8(kHops);
  const std::uint32_t id = dhcp.u32(kId);
  dhcp.u16(kSeconds);
  const std::uint16_t flags = dhcp.u16(kFlags);
  dhcp.parts(flags, {&kBroadcast, &kReserved});
  dhcp.ipv4(kClient);
  dhcp.ipv4(kYours);
  dhcp.ipv4(kServer);
  dhcp.ipv4(kRelay);
  const std::string mac = read_hardware_address(dhcp, hardware, length);
  if (dhcp.truncated()) return stop("the header is incomplete");
  if (std::string* info = dhcp.info()) *info = boot_info(type, mac);
  if (dhcp.left().size() >= 64) read_padded_text(dhcp, kServerName, 64);
  if (dhcp.left().size() >= 128) read_padded_text(dhcp, kFile, 128);
  if (has_options(dhcp.whole())) return read_options(dhcp, id);
  if (dhcp.position() != kOptionsAt || dhcp.left_on_wire() == 0) {
    dhcp.skip(dhcp.left().size() + 1);
    return stop("the header is incomplete");
  }
  dhcp.remaining(kVendor);
  return done();
}

constexpr FieldSpan kFields[] = {
    kType,      kHardwareType, kHardwareLength, kHops,  kId,     kSeconds, kFlags,
    kBroadcast, kReserved,     kClient,         kYours, kServer, kRelay,   kMac,
    kPadding,   kAddress,      kServerName,     kFile,  kCookie, kVendor,  kDhcpOptionFields};

}  // namespace

extern const Dissector kDhcp{{"dhcp", "Dynamic Host Configuration Protocol", Shape::kLayer},
                             "BOOTP",
                             kFoundAt,
                             kFields,
                             dissect};

}  // namespace packetglass
