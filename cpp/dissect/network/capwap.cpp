// What access points and their controllers send each other: CAPWAP, RFC 5415; 802.11 in it RFC
// 5416. Control messages are named, data are dissected.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/link/wlan.h"

namespace packetglass {
namespace {

constexpr Name kPreambleTypes[] = {{0, "CAPWAP Header"}, {1, "CAPWAP DTLS Header"}};
constexpr Name kBindings[] = {
    {0, "Reserved"}, {1, "IEEE 802.11"}, {2, "IEEE 802.16"}, {3, "EPCGlobal"}};
constexpr Name kPayloadNames[] = {{0, "IEEE 802.3 frame"},
                                  {1, "Native frame format (see Wireless Binding ID field)"}};
constexpr Name kMessages[] = {{1, "Discovery Request"},
                              {2, "Discovery Response"},
                              {3, "Join Request"},
                              {4, "Join Response"},
                              {5, "Configuration Status Request"},
                              {6, "Configuration Status Response"},
                              {7, "Configuration Update Request"},
                              {8, "Configuration Update Response"},
                              {9, "WTP Event Request"},
                              {10, "WTP Event Response"},
                              {11, "Change State Request"},
                              {12, "Change State Response"},
                              {13, "Echo Request"},
                              {14, "Echo Response"},
                              {15, "Image Data Request"},
                              {16, "Image Data Response"},
                              {17, "Reset Request"},
                              {18, "Reset Response"},
                              {19, "Primary Discovery Request"},
                              {20, "Primary Discovery Response"},
                              {21, "Data Transfer Request"},
                              {22, "Data Transfer Response"},
                              {23, "Clear Configuration Request"},
                              {24, "Clear Configuration Response"},
                              {25, "Station Configuration Request"},
                              {26, "Station Configuration Response"},
                              {3398913, "IEEE 802.11 WLAN Configuration Request"},
                              {3398914, "IEEE 802.11 WLAN Configuration Response"}};

constexpr Field kPreamble{"capwap.preamble", "Preamble", Shape::kGroup};
constexpr Field kVersion{"capwap.preamble.version", "Version", Shape::kNumber8, 0xf0};
constexpr Field kPreambleType{"capwap.preamble.type", "Type", Shape::kNumber8, 0x0f,
                              kPreambleTypes};
constexpr Field kPreambleReserved{"capwap.preamble.reserved", "Reserved", Shape::kNumber24};
constexpr Field kHeader{"capwap.header", "Header", Shape::kGroup};
constexpr Field kLength{"capwap.header.length", "Header Length", Shape::kNumber24, 0xf80000};
constexpr Field kRadio{"capwap.header.rid", "Radio ID", Shape::kNumber24, 0x07c000};
constexpr Field kBinding{"capwap.header.wbid", "Wireless Binding ID", Shape::kNumber24, 0x003e00,
                         kBindings};
constexpr Field kFlags{"capwap.header.flags", "Header Flags", Shape::kHex24, 0x0001ff};
constexpr Field kNative{"capwap.header.flags.t", "Payload Type", Shape::kFlag, 0x000100,
                        kPayloadNames};
constexpr Field kIsFragment{"capwap.header.flags.f", "Fragment", Shape::kFlag, 0x000080};
constexpr Field kLast{"capwap.header.flags.l", "Last Fragment", Shape::kFlag, 0x000040};
constexpr Field kHasWireless{"capwap.header.flags.w", "Wireless header", Shape::kFlag, 0x000020};
constexpr Field kHasMac{"capwap.header.flags.m", "Radio MAC header", Shape::kFlag, 0x000010};
constexpr Field kKeepAlive{"capwap.header.flags.k", "Keep-Alive", Shape::kFlag, 0x000008};
constexpr Field kFlagsReserved{"capwap.header.flags.r", "Reserved", Shape::kHex24, 0x000007};
constexpr Field kFragmentId{"capwap.header.fragment.id", "Fragment ID", Shape::kNumber16};
constexpr Field kFragmentOffset{"capwap.header.fragment.offset", "Fragment Offset",
                                Shape::kNumber16, 0xfff8};
constexpr Field kFragmentReserved{"capwap.header.fragment.reserved", "Reserved", Shape::kNumber16,
                                  0x0007};
constexpr Field kMacLength{"capwap.header.mac.length", "MAC length", Shape::kNumber8};
constexpr Field kMac{"capwap.header.mac.eui48", "MAC address", Shape::kMac};
constexpr Field kMacBytes{"capwap.header.mac.data", "MAC address", Shape::kBytes};
constexpr Field kWirelessLength{"capwap.header.wireless.length", "Wireless length",
                                Shape::kNumber8};
constexpr Field kWireless{"capwap.header.wireless.data", "Wireless data", Shape::kBytes};
constexpr Field kPadding{"capwap.header.padding", "Padding for 4 Byte Alignment", Shape::kBytes};
constexpr Field kControl{"capwap.control.header", "Control Header", Shape::kGroup};
constexpr Field kMessage{"capwap.control.header.message_type", "Message Type", Shape::kNumber32, 0,
                         kMessages};
constexpr Field kSequence{"capwap.control.header.sequence_number", "Sequence Number",
                          Shape::kNumber8};
constexpr Field kElementsLength{"capwap.control.header.message_element_length",
                                "Message Element Length", Shape::kNumber16};
constexpr Field kControlFlags{"capwap.control.header.flags", "Flags", Shape::kNumber8};

constexpr Field kElements{"capwap.elements", "Message Elements", Shape::kBytes};

constexpr Route kControlAt[] = {{Space::kUdpPort, 5246}};
constexpr Route kDataAt[] = {{Space::kUdpPort, 5247}};

constexpr std::uint8_t kDtls = 1;
constexpr std::size_t kFixedSize = 8;
constexpr Route kDtlsRoute{Space::kUdpStart};

struct Header {
  bool dtls = false;
  unsigned flags = 0, binding = 0;
  unsigned fragment_id = 0, fragment_offset = 0;

  bool is(const Field& flag) const { return (flags & flag.mask) != 0; }
};

void read_fixed(Layer& capwap, Header& header) {
  const auto word = static_cast<unsigned>(capwap.uint(kFlags, 3));
  capwap.means(word & kFlags.mask);
  capwap.parts(word, {&kLength, &kRadio, &kBinding, &kNative, &kIsFragment, &kLast, &kHasWireless,
                      &kHasMac, &kKeepAlive, &kFlagsReserved});
  header.flags = word & kFlags.mask;
  header.binding = (word & kBinding.mask) >> 9;
  header.fragment_id = capwap.u16(kFragmentId);
  header.fragment_offset = capwap.u16({&kFragmentOffset, &kFragmentReserved}) >> 3;
}

void read_padding(Layer& capwap, std::size_t size) {
  const std::size_t padding = (4 - size % 4) % 4;
  if (padding != 0) capwap.bytes(kPadding, padding);
}

// Each optional part begins with its length, and ends at a multiple of four bytes.
void read_optional(Layer& capwap, const Header& header) {
  if (header.is(kHasMac)) {
    const std::size_t size = capwap.u8(kMacLength);
    if (size == 6) capwap.mac(kMac);
    if (size != 6 && size != 0) capwap.bytes(kMacBytes, size);
    read_padding(capwap, size + 1);
  }
  if (header.is(kHasWireless)) {
    const std::size_t size = capwap.u8(kWirelessLength);
    if (size != 0) capwap.bytes(kWireless, size);
    read_padding(capwap, size + 1);
  }
}

// What is malformed is said by whoever called.
Header read_header(Layer& capwap) {
  Header header;
  {
    Layer::Group preamble(capwap, kPreamble);
    header.dtls = (capwap.u8({&kVersion, &kPreambleType}) & 0x0f) == kDtls;
    if (header.dtls) capwap.uint(kPreambleReserved, 3);
  }
  if (header.dtls) return header;
  Layer::Group group(capwap, kHeader);
  const std::size_t size = std::size_t{4} * (capwap.peek() >> 3);
  read_fixed(capwap, header);
  Layer::Limit rest(capwap, size < kFixedSize ? 0 : size - kFixedSize);
  read_optional(capwap, header);
  return header;
}

// Which of the first two bytes of a data frame has its version, and which says to whom it goes:
// most controllers turn the frame control round, as nobody says.
std::uint32_t wlan_route(const Layer& capwap) {
  const unsigned first = capwap.peek(), second = capwap.peek(1);
  const bool standard = (first & 0x0f) == 8 && (second & 3) != 0 && (second & 0x0f) != 8;
  return standard ? kWlan : kWlanSwapped;
}

// They are not taken apart.
Outcome read_elements(Layer& capwap) {
  if (!capwap.left().empty()) capwap.remaining(kElements);
  return done();
}

// Version 0, of one of two types.
bool begins_like_it(const Layer& capwap) {
  return capwap.peek() <= kDtls;
}

Outcome dissect_data(Layer& capwap) {
  if (!begins_like_it(capwap)) return not_mine();
  const Header header = read_header(capwap);
  if (capwap.truncated()) return stop("the header is incomplete");
  if (header.dtls) return done(capwap.rest(), {kDtlsRoute});
  if (header.is(kKeepAlive)) {
    if (std::string* info = capwap.info()) *info = "CAPWAP-Data Keep-Alive";
    return read_elements(capwap);
  }
  if (header.is(kIsFragment)) {
    if (std::string* info = capwap.info()) {
      *info = format_text("CAPWAP-Data (Fragment ID: %u, Fragment Offset: %u)", header.fragment_id,
                          header.fragment_offset);
    }
    return done(capwap.rest(), {});
  }
  if (std::string* info = capwap.info()) *info = "CAPWAP-Data";
  if (!header.is(kNative)) return done(capwap.rest(), {{Space::kEtherType, 0x6558}});
  if (header.binding > 1) return done(capwap.rest(), {});
  return done(capwap.rest(), {{Space::kLinkType, wlan_route(capwap)}});
}

Outcome dissect_control(Layer& capwap) {
  if (!begins_like_it(capwap)) return not_mine();
  const Header header = read_header(capwap);
  if (capwap.truncated()) return stop("the header is incomplete");
  if (header.dtls) return done(capwap.rest(), {kDtlsRoute});
  if (header.is(kIsFragment)) return done(capwap.rest(), {});
  Layer::Group group(capwap, kControl);
  const std::uint32_t message = capwap.u32(kMessage);
  capwap.u8(kSequence);
  capwap.u16(kElementsLength);
  capwap.u8(kControlFlags);
  if (capwap.truncated()) return stop("the header is incomplete");
  if (std::string* info = capwap.info()) {
    const std::string_view name = name_of(kMessages, message);
    *info = "CAPWAP-Control - ";
    *info += name.empty() ? "Unknown" : name;
  }
  return read_elements(capwap);
}

constexpr FieldSpan kFields[] = {kPreamble,
                                 kVersion,
                                 kPreambleType,
                                 kPreambleReserved,
                                 kHeader,
                                 kLength,
                                 kRadio,
                                 kBinding,
                                 kFlags,
                                 kNative,
                                 kIsFragment,
                                 kLast,
                                 kHasWireless,
                                 kHasMac,
                                 kKeepAlive,
                                 kFlagsReserved,
                                 kFragmentId,
                                 kFragmentOffset,
                                 kFragmentReserved,
                                 kMacLength,
                                 kMac,
                                 kMacBytes,
                                 kWirelessLength,
                                 kWireless,
                                 kPadding,
                                 kControl,
                                 kMessage,
                                 kSequence,
                                 kElementsLength,
                                 kControlFlags,
                                 kElements};

}  // namespace

extern const Dissector kCapwapControl{
    {"capwap", "Control And Provisioning of Wireless Access Points - Control", Shape::kLayer},
    "CAPWAP-Control",
    kControlAt,
    kFields,
    dissect_control};
extern const Dissector kCapwapData{
    {"capwap.data", "Control And Provisioning of Wireless Access Points - Data", Shape::kLayer},
    "CAPWAP-Data",
    kDataAt,
    kFields,
    dissect_data};

}  // namespace packetglass
