// Layer Two Tunneling Protocol: RFC 2661; version 3 RFC 3931, whose sessions do not say what they
// carry.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kMessageNames[] = {{1, "SCCRQ"}, {2, "SCCRP"}, {3, "SCCCN"}, {4, "StopCCN"},
                                  {6, "Hello"}, {7, "OCRQ"},  {8, "OCRP"},  {9, "OCCN"},
                                  {10, "ICRQ"}, {11, "ICRP"}, {12, "ICCN"}, {14, "CDN"},
                                  {15, "WEN"},  {16, "SLI"}};

constexpr Field kFlags{"l2tp.flags", "Flags", Shape::kHex16};
constexpr Field kType{"l2tp.type", "Type", Shape::kNumber16, 0x8000};
constexpr Field kHasLength{"l2tp.length_bit", "Length Bit", Shape::kFlag, 0x4000};
constexpr Field kHasSequence{"l2tp.seq_bit", "Sequence Bit", Shape::kFlag, 0x0800};
constexpr Field kHasOffset{"l2tp.offset_bit", "Offset bit", Shape::kFlag, 0x0200};
constexpr Field kPriority{"l2tp.priority", "Priority", Shape::kFlag, 0x0100};
constexpr Field kVersion{"l2tp.version", "Version", Shape::kNumber16, 0x000f};
constexpr Field kLength{"l2tp.length", "Length", Shape::kNumber16};
constexpr Field kTunnel{"l2tp.tunnel", "Tunnel ID", Shape::kNumber16};
constexpr Field kSession{"l2tp.session", "Session ID", Shape::kNumber16};
constexpr Field kSent{"l2tp.Ns", "Ns", Shape::kNumber16};
constexpr Field kReceived{"l2tp.Nr", "Nr", Shape::kNumber16};
constexpr Field kOffset{"l2tp.offset", "Offset", Shape::kNumber16};
constexpr Field kReserved{"l2tp.res", "Reserved", Shape::kHex16};
constexpr Field kLongSession{"l2tp.sid", "Session ID", Shape::kHex32};
constexpr Field kConnection{"l2tp.ccid", "Control Connection ID", Shape::kHex32};
constexpr Field kAvp{"l2tp.avp", "AVP", Shape::kGroup};
constexpr Field kMandatory{"l2tp.avp.mandatory", "Mandatory", Shape::kFlag, 0x8000};
constexpr Field kHidden{"l2tp.avp.hidden", "Hidden", Shape::kFlag, 0x4000};
constexpr Field kAvpLength{"l2tp.avp.length", "Length", Shape::kNumber16, 0x03ff};
constexpr Field kVendor{"l2tp.avp.vendor_id", "Vendor ID", Shape::kNumber16};
constexpr Field kAvpType{"l2tp.avp.type", "AVP Type", Shape::kNumber16};
constexpr Field kMessage{"l2tp.avp.message_type", "Message Type", Shape::kNumber16, 0,
                         kMessageNames};
constexpr Field kHost{"l2tp.avp.host_name", "Host Name", Shape::kText};
constexpr Field kVendorName{"l2tp.avp.vendor_name", "Vendor Name", Shape::kText};
constexpr Field kAssignedTunnel{"l2tp.avp.assigned_tunnel_id", "Assigned Tunnel ID",
                                Shape::kNumber16};
constexpr Field kAssignedSession{"l2tp.avp.assigned_session_id", "Assigned Session ID",
                                 Shape::kNumber16};
constexpr Field kSerial{"l2tp.avp.call_serial_number", "Call Serial Number", Shape::kNumber32};
constexpr Field kAvpValue{"l2tp.avp.value", "Value", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 1701}};
constexpr Route kInIpAt[] = {{Space::kIpProtocol, 115}};

constexpr unsigned kControlBit = 0x8000, kLengthBit = 0x4000, kSequenceBit = 0x0800,
                   kOffsetBit = 0x0200, kVersionMask = 0x000f;
constexpr unsigned kAvpHeader = 6, kHiddenBit = 0x4000;

struct Ids {
  std::uint16_t tunnel, session;
};

void read_avp_value(Layer& l2tp, std::uint16_t type) {
  if (type == 0) {
    l2tp.u16(kMessage);
  } else if (type == 7) {
    l2tp.remaining(kHost);
  } else if (type == 8) {
    l2tp.remaining(kVendorName);
  } else if (type == 9) {
    l2tp.u16(kAssignedTunnel);
  } else if (type == 14) {
    l2tp.u16(kAssignedSession);
  } else if (type == 15) {
    l2tp.u32(kSerial);
  }
}

// One attribute; false when none can follow.
bool read_avp(Layer& l2tp) {
  Layer::Group avp(l2tp, kAvp);
  const unsigned head = l2tp.u16({&kMandatory, &kHidden, &kAvpLength});
  const unsigned length = head & 0x03ff;
  const std::uint16_t vendor = l2tp.u16(kVendor);
  const std::uint16_t type = l2tp.u16(kAvpType);
  if (l2tp.truncated()) return false;
  if (length < kAvpHeader) {
    l2tp.malformed("the length of this attribute is less than its header");
    return false;
  }
  if (length - kAvpHeader > l2tp.left().size()) {
    l2tp.skip(length - kAvpHeader);
    return false;
  }
  Layer::Limit value(l2tp, length - kAvpHeader);
  const bool plain = vendor == 0 && (head & kHiddenBit) == 0 && !l2tp.left().empty();
  if (plain) read_avp_value(l2tp, type);
  if (!l2tp.left().empty()) l2tp.remaining(kAvpValue);
  return true;
}

// What the first attribute says the message is; its value stands behind its header.
std::string message_text(const Layer& l2tp) {
  if (l2tp.left_on_wire() == 0) return "ZLB     ";
  const unsigned type = static_cast<unsigned>(l2tp.peek(6)) << 8 | l2tp.peek(7);
  return std::string(name_of(kMessageNames, type));
}

Outcome read_avps(Layer& l2tp) {
  while (!l2tp.left().empty() && read_avp(l2tp)) {
  }
  return l2tp.truncated() ? stop("an attribute is incomplete") : done();
}

Outcome dissect_control(Layer& l2tp, const Ids& ids) {
  if (std::string* info = l2tp.info()) {
    *info = format_text("Control Message - %s (tunnel id=%u, session id=%u)",
                        message_text(l2tp).c_str(), ids.tunnel, ids.session);
  }
  return read_avps(l2tp);
}

Outcome dissect_message(Layer& l2tp, unsigned flags) {
  Ids ids{};
  ids.tunnel = l2tp.u16(kTunnel);
  ids.session = l2tp.u16(kSession);
  if ((flags & kSequenceBit) != 0) {
    l2tp.u16(kSent);
    l2tp.u16(kReceived);
  }
  if ((flags & kOffsetBit) != 0) l2tp.skip(l2tp.u16(kOffset));
  if (l2tp.truncated()) return stop("the header is incomplete");
  if ((flags & kControlBit) != 0) return dissect_control(l2tp, ids);
  if (std::string* info = l2tp.info()) {
    *info = format_text("Data Message            (tunnel id=%u, session id=%u)", ids.tunnel,
                        ids.session);
  }
  return done(l2tp.rest(), {{Space::kLinkType, 9}});
}

Outcome dissect_session(Layer& l2tp) {
  const std::uint32_t session = l2tp.u32(kLongSession);
  if (l2tp.truncated()) return stop("the header is incomplete");
  if (std::string* info = l2tp.info()) *info = format_text("D[S:0x%08X]", session);
  return done(l2tp.rest(), {});
}

Outcome dissect_control3(Layer& l2tp) {
  const std::uint32_t connection = l2tp.u32(kConnection);
  l2tp.u16(kSent);
  l2tp.u16(kReceived);
  if (l2tp.truncated()) return stop("the header is incomplete");
  if (std::string* info = l2tp.info()) {
    std::string text = message_text(l2tp);
    text.erase(text.find_last_not_of(' ') + 1);
    *info = format_text("Control Message - %s (ccid=0x%08x)", text.c_str(), connection);
  }
  return read_avps(l2tp);
}

unsigned read_flags(Layer& l2tp) {
  const unsigned flags = l2tp.u16(kFlags);
  const bool old = (flags & kVersionMask) == 2;
  l2tp.parts(flags, {&kType, &kHasLength, &kHasSequence});
  if (old) l2tp.parts(flags, {&kHasOffset, &kPriority});
  l2tp.parts(flags, {&kVersion});
  return flags;
}

// What is behind the flags of a message that says its length, if it does.
Outcome dissect_messages(Layer& l2tp, unsigned flags, std::size_t begin) {
  const bool old = (flags & kVersionMask) == 2;
  const auto message = [&] { return old ? dissect_message(l2tp, flags) : dissect_control3(l2tp); };
  if ((flags & kLengthBit) == 0) return message();
  const std::size_t length = l2tp.u16(kLength);
  const std::size_t read = l2tp.position() - begin;
  if (l2tp.truncated()) return stop("the header is incomplete");
  if (length < read) return stop("the length is less than the header");
  Layer::Limit limit(l2tp, l2tp.rest(length - read).length);
  return message();
}

Outcome dissect(Layer& l2tp) {
  const unsigned version = l2tp.peek(1) & kVersionMask;
  if (version != 2 && version != 3) return not_mine();
  if (version == 3) l2tp.column("L2TPv3");
  const unsigned flags = read_flags(l2tp);
  if (version == 2 || (flags & kControlBit) != 0) return dissect_messages(l2tp, flags, 0);
  l2tp.u16(kReserved);
  return dissect_session(l2tp);
}

// Without UDP the session comes first, and none is what control messages have.
Outcome dissect_in_ip(Layer& l2tp) {
  constexpr std::size_t kSessionSize = 4;
  if (l2tp.peek16() != 0 || l2tp.peek16(2) != 0) return dissect_session(l2tp);
  l2tp.u32(kLongSession);
  const unsigned flags = read_flags(l2tp);
  return dissect_messages(l2tp, (flags & ~kVersionMask) | 3, kSessionSize);
}

constexpr FieldSpan kFields[] = {
    kFlags,   kType,     kHasLength, kHasSequence, kHasOffset,      kPriority,
    kVersion, kLength,   kTunnel,    kSession,     kSent,           kReceived,
    kOffset,  kAvp,      kMandatory, kHidden,      kAvpLength,      kVendor,
    kAvpType, kMessage,  kHost,      kVendorName,  kAssignedTunnel, kAssignedSession,
    kSerial,  kAvpValue, kReserved,  kLongSession, kConnection};

}  // namespace

extern const Dissector kL2tp{
    {"l2tp", "Layer 2 Tunneling Protocol", Shape::kLayer}, "L2TP", kFoundAt, kFields, dissect};
extern const Dissector kL2tpInIp{{"l2tp", "Layer 2 Tunneling Protocol version 3", Shape::kLayer},
                                 "L2TPv3",
                                 kInIpAt,
                                 kFields,
                                 dissect_in_ip};

}  // namespace packetglass
