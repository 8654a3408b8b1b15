// Wireless LAN: IEEE 802.11, the header of each frame; bodies of data frames.
#include "dissect/link/wlan.h"

#include "base/reflected_crc.h"
#include "base/text.h"

namespace packetglass {
namespace {

constexpr Name kTypeNames[] = {
    {0, "Management frame"}, {1, "Control frame"}, {2, "Data frame"}, {3, "Extension frame"}};
constexpr Name kSubtypeNames[] = {{0x00, "Association Request"},
                                  {0x01, "Association Response"},
                                  {0x02, "Reassociation Request"},
                                  {0x03, "Reassociation Response"},
                                  {0x04, "Probe Request"},
                                  {0x05, "Probe Response"},
                                  {0x06, "Timing Advertisement"},
                                  {0x08, "Beacon frame"},
                                  {0x09, "ATIM"},
                                  {0x0a, "Disassociate"},
                                  {0x0b, "Authentication"},
                                  {0x0c, "Deauthentication"},
                                  {0x0d, "Action"},
                                  {0x0e, "Action No Ack"},
                                  {0x12, "Trigger"},
                                  {0x14, "Beamforming Report Poll"},
                                  {0x15, "VHT/HE NDP Announcement"},
                                  {0x16, "Control Frame Extension"},
                                  {0x17, "Control Wrapper"},
                                  {0x18, "802.11 Block Ack Req"},
                                  {0x19, "802.11 Block Ack"},
                                  {0x1a, "Power-Save poll"},
                                  {0x1b, "Request-to-send"},
                                  {0x1c, "Clear-to-send"},
                                  {0x1d, "Acknowledgement"},
                                  {0x1e, "CF-End (Control-frame)"},
                                  {0x1f, "CF-End + CF-Ack (Control-frame)"},
                                  {0x20, "Data"},
                                  {0x24, "Null function (No data)"},
                                  {0x28, "QoS Data"},
                                  {0x29, "QoS Data + CF-Acknowledgment"},
                                  {0x2a, "QoS Data + CF-Poll"},
                                  {0x2b, "QoS Data + CF-Ack + CF-Poll"},
                                  {0x2c, "QoS Null function (No data)"},
                                  {0x2e, "QoS CF-Poll (No Data)"},
                                  {0x2f, "QoS CF-Ack + CF-Poll (No data)"},
                                  {0x30, "DMG Beacon"},
                                  {0x31, "S1G Beacon"}};

constexpr Field kTypeSubtype{"wlan.fc.type_subtype", "Type/Subtype", Shape::kNumber16, 0,
                             kSubtypeNames};
constexpr Field kControl{"wlan.fc", "Frame Control Field", Shape::kHex16};
constexpr Field kVersion{"wlan.fc.version", "Version", Shape::kNumber8, 0x0300};
constexpr Field kType{"wlan.fc.type", "Type", Shape::kNumber8, 0x0c00, kTypeNames};
constexpr Field kSubtype{"wlan.fc.subtype", "Subtype", Shape::kNumber8, 0xf000};
constexpr Field kFlags{"wlan.flags", "Flags", Shape::kHex8, 0x00ff};
constexpr Field kDs{"wlan.fc.ds", "DS status", Shape::kHex8, 0x0003};
constexpr Field kToDs{"wlan.fc.tods", "To DS", Shape::kFlag, 0x0001};
constexpr Field kFromDs{"wlan.fc.fromds", "From DS", Shape::kFlag, 0x0002};
constexpr Field kMoreFragments{"wlan.fc.frag", "More Fragments", Shape::kFlag, 0x0004};
constexpr Expert kRetransmission{
    {"wlan.fc.retry.expert", "Retransmission (retry)", Shape::kExpert},
    ExpertSeverity::kNote,
    ExpertGroup::kSequence};
constexpr Field kRetry{"wlan.fc.retry", "Retry", Shape::kFlag, 0x0008};
constexpr Field kPower{"wlan.fc.pwrmgt", "PWR MGT", Shape::kFlag, 0x0010};
constexpr Field kMoreData{"wlan.fc.moredata", "More Data", Shape::kFlag, 0x0020};
constexpr Field kProtected{"wlan.fc.protected", "Protected flag", Shape::kFlag, 0x0040};
constexpr Field kOrder{"wlan.fc.order", "+HTC/Order flag", Shape::kFlag, 0x0080};
constexpr Field kDuration{"wlan.duration", "Duration", Shape::kNumber16, 0x7fff};
constexpr Field kAid{"wlan.aid", "AID", Shape::kHex16, 0x3fff};
constexpr Field kReceiver{"wlan.ra", "Receiver address", Shape::kMac};
constexpr Field kTransmitter{"wlan.ta", "Transmitter address", Shape::kMac};
constexpr Field kBssid{"wlan.bssid", "BSS Id", Shape::kMac};
constexpr Field kStation{"wlan.staa", "STA address", Shape::kMac};
constexpr Field kFragment{"wlan.frag", "Fragment number", Shape::kNumber16, 0x000f};
constexpr Field kSequence{"wlan.seq", "Sequence number", Shape::kNumber16, 0xfff0};
constexpr Field kSequenceWord{"wlan.seq_control", "Sequence control", Shape::kHex16};
constexpr Field kHt{"wlan.htc", "HT Control (+HTC)", Shape::kHex32};
constexpr Field kQos{"wlan.qos", "Qos Control", Shape::kHex16};
constexpr Field kTid{"wlan.qos.tid", "TID", Shape::kNumber16, 0x000f};
constexpr Field kPriority{"wlan.qos.priority", "Priority", Shape::kNumber16, 0x0007};
constexpr Field kEndOfService{"wlan.qos.eosp", "EOSP", Shape::kFlag, 0x0010};
constexpr Field kBit4{"wlan.qos.bit4", "QoS bit 4", Shape::kFlag, 0x0010};
constexpr Field kAckPolicy{"wlan.qos.ack", "Ack Policy", Shape::kHex16, 0x0060};
constexpr Field kAggregate{"wlan.qos.amsdupresent", "Payload Type: A-MSDU", Shape::kFlag, 0x0080};
constexpr Field kBlockAckControl{"wlan.ba.control", "Block Ack Control", Shape::kHex16};
constexpr Field kBlockAckPolicy{"wlan.ba.control.ackpolicy", "BA Ack Policy", Shape::kFlag,
                                0x0001};
constexpr Field kBlockAckType{"wlan.ba.control.ba_type", "BA Type", Shape::kHex16, 0x001e};
constexpr Field kBlockAckTid{"wlan.ba.basic.tidinfo", "TID", Shape::kHex16, 0xf000};
constexpr Field kStartingControl{"wlan.fixed.ssc", "Block Ack Starting Sequence Control (SSC)",
                                 Shape::kHex16};
constexpr Field kStartingFragment{"wlan.fixed.ssc.fragment", "Fragment", Shape::kNumber16, 0x000f};
constexpr Field kStarting{"wlan.fixed.ssc.sequence", "Starting Sequence Number", Shape::kNumber16,
                          0xfff0};
constexpr Field kBitmap{"wlan.ba.bm", "Block Ack Bitmap", Shape::kBytes};
constexpr Field kWepIv{"wlan.wep.iv", "Initialization Vector", Shape::kHex24};
constexpr Field kCcmpIv{"wlan.ccmp.extiv", "CCMP Ext. Initialization Vector", Shape::kText};
constexpr Field kTkipIv{"wlan.tkip.extiv", "TKIP Ext. Initialization Vector", Shape::kText};
constexpr Field kKey{"wlan.wep.key", "Key Index", Shape::kNumber8, 0xc0};
constexpr Field kFcs{"wlan.fcs", "Frame check sequence", Shape::kHex32};

constexpr Route kWlanAt[] = {{Space::kLinkType, kWlan}, {Space::kEtherType, 0x2452}};
constexpr Route kWlanSwappedAt[] = {{Space::kLinkType, kWlanSwapped}};
constexpr Route kWlanWithFcsAt[] = {{Space::kLinkType, kWlanWithFcs}};
constexpr Route kPaddedAt[] = {{Space::kLinkType, kWlanPadded}};
constexpr Route kPaddedWithFcsAt[] = {{Space::kLinkType, kWlanPaddedWithFcs}};

constexpr unsigned kToDsBit = 1, kFromDsBit = 2, kMoreFragmentsBit = 4, kProtectedBit = 0x40,
                   kOrderBit = 0x80;
constexpr unsigned kVersionMask = 3;
constexpr std::size_t kFcsSize = 4;
constexpr Route kLlcRoute{Space::kEtherType, 4};

struct Header {
  unsigned type, subtype, flags;
  unsigned sequence = 0, fragment = 0;
  bool good_fcs = false;
  bool padded = false;     // to a multiple of four bytes
  bool aggregate = false;  // several packets

  bool qos() const { return type == 2 && (subtype & 8) != 0; }
  bool has_data() const { return type == 2 && (subtype & 4) == 0; }
};

// "opmPRMFTC", a dot for each flag that is not set; C for a right check sequence.
std::string flags_text(const Header& header) {
  constexpr std::string_view kLetters = "TFMRPmpo";
  std::string text;
  for (unsigned bit = 8; bit-- > 0;) text += header.flags >> bit & 1 ? kLetters[bit] : '.';
  return header.good_fcs ? text + "C" : text;
}

void put_info(Layer& wlan, const Header& header) {
  const std::string_view name = name_of(kSubtypeNames, header.type << 4 | header.subtype);
  if (wlan.recording()) {
    wlan.title(std::string(" ").append(name) + ", Flags: " + flags_text(header));
  }
  std::string* const info = wlan.info();
  if (info == nullptr) return;
  *info = name.empty() ? "Unrecognized (Reserved frame)" : std::string(name);
  if (header.type == 0 || header.type == 2) {
    *info += format_text(", SN=%u, FN=%u", header.sequence, header.fragment);
  }
  *info += ", Flags=" + flags_text(header);
}

Header read_control(Layer& wlan, bool swapped) {
  Header header{};
  const unsigned first = wlan.peek(swapped ? 1 : 0), second = wlan.peek(swapped ? 0 : 1);
  const unsigned word = first << 8 | second;
  header.type = word >> 10 & 3;
  header.subtype = word >> 12;
  header.flags = word & 0xff;
  wlan.generated(kTypeSubtype, header.type << 4 | header.subtype);
  wlan.u16(kControl);
  wlan.parts(word, {&kVersion, &kType, &kSubtype, &kFlags, &kDs, &kToDs, &kFromDs, &kMoreFragments,
                    &kRetry, &kPower, &kMoreData, &kProtected, &kOrder});
  if ((header.flags & kRetry.mask) != 0) wlan.expert_info(kRetransmission);
  return header;
}

void read_duration(Layer& wlan, const Header& header) {
  const bool poll = header.type == 1 && header.subtype == 10;
  const std::uint16_t word = wlan.u16le(poll ? kAid : kDuration);
  wlan.means(word & (poll ? 0x3fffu : 0x7fffu));
}

void read_sequence(Layer& wlan, Header& header) {
  const std::uint16_t word = wlan.u16le(kSequenceWord);
  wlan.parts(word, {&kFragment, &kSequence});
  header.fragment = word & 15u;
  header.sequence = word >> 4;
}

// An address that is two things at once.
Address read_both(Layer& wlan, const Field& one, const Field& other) {
  const Address address = wlan.mac(one);
  wlan.also(other);
  return address;
}

// Management and data frames: which address is what depends on the way they go.
void read_addresses(Layer& wlan, Header& header) {
  Address destination, source;
  const unsigned way = header.type == 2 ? header.flags & (kToDsBit | kFromDsBit) : 0;
  if (way == kToDsBit) {
    read_both(wlan, kReceiver, kBssid);
    source = read_both(wlan, kTransmitter, kWlanSource);
    wlan.also(kStation);
    destination = wlan.mac(kWlanDestination);
  } else if (way == kFromDsBit) {
    destination = read_both(wlan, kReceiver, kWlanDestination);
    wlan.also(kStation);
    read_both(wlan, kTransmitter, kBssid);
    source = wlan.mac(kWlanSource);
  } else if (way == 0) {
    destination = read_both(wlan, kReceiver, kWlanDestination);
    source = read_both(wlan, kTransmitter, kWlanSource);
    wlan.mac(kBssid);
  } else {
    wlan.mac(kReceiver);
    wlan.mac(kTransmitter);
    destination = wlan.mac(kWlanDestination);
  }
  read_sequence(wlan, header);
  if (way == (kToDsBit | kFromDsBit)) source = wlan.mac(kWlanSource);
  if (!wlan.truncated()) wlan.link(LinkPair::Kind::kWireless, source, destination);
}

void read_qos(Layer& wlan, Header& header) {
  const std::uint16_t word = wlan.u16le(kQos);
  const bool from_ap = (header.flags & kFromDsBit) != 0;
  wlan.parts(word,
             {&kTid, &kPriority, from_ap ? &kEndOfService : &kBit4, &kAckPolicy, &kAggregate});
  header.aggregate = (word & kAggregate.mask) != 0;
  if ((header.flags & kOrderBit) != 0) wlan.u32le(kHt);
}

void read_block_ack(Layer& wlan, bool answer) {
  const std::uint16_t control = wlan.u16le(kBlockAckControl);
  wlan.parts(control, {&kBlockAckPolicy, &kBlockAckType, &kBlockAckTid});
  wlan.parts(wlan.u16le(kStartingControl), {&kStartingFragment, &kStarting});
  if (answer && !wlan.left().empty()) wlan.remaining(kBitmap);
}

void read_control_body(Layer& wlan, unsigned subtype) {
  const Address receiver =
      subtype == 10 ? read_both(wlan, kReceiver, kBssid) : wlan.mac(kReceiver);
  Address transmitter;
  if (subtype >= 8 && subtype <= 11) transmitter = wlan.mac(kTransmitter);
  if (subtype == 14 || subtype == 15) transmitter = read_both(wlan, kTransmitter, kBssid);
  if (!wlan.truncated()) wlan.link(LinkPair::Kind::kWireless, transmitter, receiver);
  if (subtype == 8 || subtype == 9) read_block_ack(wlan, subtype == 9);
}

// The packet number of a protected frame, most significant byte first: bytes 7 to 4, 1 and 0.
void read_extended_iv(Layer& wlan, bool tkip) {
  std::string number = "0x";
  for (const std::size_t at : {7u, 6u, 5u, 4u}) number += format_text("%02x", wlan.peek(at));
  const std::size_t low = tkip ? 2 : 0, high = tkip ? 0 : 1;
  number += format_text("%02x%02x", wlan.peek(high), wlan.peek(low));
  wlan.bytes(tkip ? kTkipIv : kCcmpIv, 3);
  if (wlan.recording()) wlan.say(number);
  wlan.u8({&kKey});
  wlan.skip(4);
}

// What protects a frame stands in front of it; TKIP makes its second byte of the first.
void read_protection(Layer& wlan) {
  const bool extended = (wlan.peek(3) & 0x20) != 0;
  if (extended) {
    const unsigned first = wlan.peek();
    return read_extended_iv(wlan, wlan.peek(1) == ((first | 0x20) & 0x7f));
  }
  wlan.uint(kWepIv, 3);
  wlan.u8({&kKey});
}

Outcome dissect_data(Layer& wlan, const Header& header) {
  if (!header.has_data()) return done();
  if (header.padded) wlan.skip((4 - wlan.position() % 4) % 4);
  if ((header.flags & kProtectedBit) != 0) {
    read_protection(wlan);
    return wlan.truncated() ? stop("the initialization vector is incomplete")
                            : done(wlan.rest(), {});
  }
  if (header.fragment == 0 && (header.flags & kMoreFragmentsBit) == 0) {
    return header.aggregate ? dissect_subframes(wlan) : done(wlan.rest(), {kLlcRoute});
  }
  if (std::string* info = wlan.info()) *info = "Fragmented IEEE 802.11 frame";
  return done(wlan.rest(), {});
}

Outcome dissect_body(Layer& wlan, Header& header) {
  if (header.type == 1) {
    put_info(wlan, header);
    read_control_body(wlan, header.subtype);
    return wlan.truncated() ? stop("the header is incomplete") : done();
  }
  if (header.type == 3) {
    put_info(wlan, header);
    return done(wlan.rest(), {});
  }
  read_addresses(wlan, header);
  if (header.qos()) read_qos(wlan, header);
  if (header.type == 0 && (header.flags & kOrderBit) != 0) wlan.u32le(kHt);
  if (wlan.truncated()) return stop("the header is incomplete");
  put_info(wlan, header);
  if (header.type == 2) return dissect_data(wlan, header);
  const bool hidden = (header.flags & kProtectedBit) != 0;
  if (hidden) return done(wlan.rest(), {});
  if (wlan.recording() || wlan.info() != nullptr) read_wlan_management(wlan, header.subtype);
  return wlan.truncated() ? stop("the body is incomplete") : done();
}

// Another version has other headers (9.8), which are not read; of those above 1 nothing is said.
Outcome dissect_other_version(Layer& wlan, unsigned version) {
  wlan.u16({&kVersion});
  if (std::string* info = wlan.info()) {
    *info = version == 1 ? "PV1" : format_text("Unknown protocol version: %u", version);
  }
  return version == 1 ? done(wlan.rest(), {}) : stop("the protocol version is not known");
}

// What radio headers and controllers say of a frame.
struct Frame {
  bool swapped = false, padded = false, good_fcs = false;
};

Outcome dissect_frame(Layer& wlan, const Frame& frame) {
  const unsigned version = wlan.peek(frame.swapped ? 1 : 0) & kVersionMask;
  if (version != 0) return dissect_other_version(wlan, version);
  Header header = read_control(wlan, frame.swapped);
  header.good_fcs = frame.good_fcs;
  header.padded = frame.padded;
  read_duration(wlan, header);
  if (wlan.truncated()) return stop("the header is incomplete");
  return dissect_body(wlan, header);
}

Outcome dissect(Layer& wlan) {
  return dissect_frame(wlan, {});
}

Outcome dissect_swapped(Layer& wlan) {
  return dissect_frame(wlan, {.swapped = true});
}

Outcome dissect_padded(Layer& wlan) {
  return dissect_frame(wlan, {.padded = true});
}

bool good_check(Layer& wlan, std::size_t size) {
  const Bytes end = wlan.left().subspan(size, kFcsSize);
  return crc32(wlan.left().first(size)) == load<std::uint32_t>(end.data(), ByteOrder::kLittle);
}

// The check sequence is the last four bytes, when they were captured.
Outcome dissect_checked(Layer& wlan, bool padded) {
  const std::size_t whole = wlan.left_on_wire();
  if (whole < kFcsSize) return stop("the check sequence is incomplete");
  const std::size_t size = whole - kFcsSize;
  const bool there = wlan.left().size() == whole;
  const bool wanted = wlan.recording() || wlan.info() != nullptr;
  const bool good = there && wanted && good_check(wlan, size);
  Outcome outcome;
  {
    Layer::Limit body(wlan, size);
    outcome = dissect_frame(wlan, {.padded = padded, .good_fcs = good});
  }
  if (there) wlan.u32le(kFcs);
  return outcome;
}

Outcome dissect_with_fcs(Layer& wlan) {
  return dissect_checked(wlan, false);
}

Outcome dissect_padded_with_fcs(Layer& wlan) {
  return dissect_checked(wlan, true);
}

constexpr FieldSpan kFields[] = {kTypeSubtype,
                                 kControl,
                                 kVersion,
                                 kType,
                                 kSubtype,
                                 kFlags,
                                 kDs,
                                 kToDs,
                                 kFromDs,
                                 kMoreFragments,
                                 kRetry,
                                 kRetransmission.field,
                                 kPower,
                                 kMoreData,
                                 kProtected,
                                 kOrder,
                                 kDuration,
                                 kAid,
                                 kReceiver,
                                 kTransmitter,
                                 kWlanDestination,
                                 kWlanSource,
                                 kBssid,
                                 kStation,
                                 kFragment,
                                 kSequence,
                                 kSequenceWord,
                                 kHt,
                                 kQos,
                                 kTid,
                                 kPriority,
                                 kEndOfService,
                                 kBit4,
                                 kAckPolicy,
                                 kAggregate,
                                 kBlockAckControl,
                                 kBlockAckPolicy,
                                 kBlockAckType,
                                 kBlockAckTid,
                                 kStartingControl,
                                 kStartingFragment,
                                 kStarting,
                                 kBitmap,
                                 kWepIv,
                                 kCcmpIv,
                                 kTkipIv,
                                 kKey,
                                 kFcs,
                                 kWlanElementFields,
                                 kWlanAggregateFields,
                                 kWlanManagementFields};

}  // namespace

extern const Dissector kWireless{
    {"wlan", "IEEE 802.11", Shape::kLayer}, "802.11", kWlanAt, kFields, dissect};
extern const Dissector kWirelessSwapped{
    {"wlan", "IEEE 802.11", Shape::kLayer}, "802.11", kWlanSwappedAt, kFields, dissect_swapped};
extern const Dissector kWirelessPadded{
    {"wlan", "IEEE 802.11", Shape::kLayer}, "802.11", kPaddedAt, kFields, dissect_padded};
extern const Dissector kWirelessPaddedWithFcs{{"wlan", "IEEE 802.11", Shape::kLayer},
                                              "802.11",
                                              kPaddedWithFcsAt,
                                              kFields,
                                              dissect_padded_with_fcs};
extern const Dissector kWirelessWithFcs{
    {"wlan", "IEEE 802.11", Shape::kLayer}, "802.11", kWlanWithFcsAt, kFields, dissect_with_fcs};

}  // namespace packetglass
