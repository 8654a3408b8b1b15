// Enhanced Interior Gateway Routing Protocol: RFC 7868, its header and the sizes of what follows.
#include "base/text.h"
#include "dissect/network/checksum.h"

namespace packetglass {
namespace {

constexpr Name kOperations[] = {{1, "Update"},      {2, "Request"},     {3, "Query"},
                                {4, "Reply"},       {5, "Hello"},       {6, "IPX/SAP Update"},
                                {7, "Route Probe"}, {8, "Hello (Ack)"}, {9, "Stub-Info"},
                                {10, "SIA-Query"},  {11, "SIA-Reply"}};
constexpr Name kTlvs[] = {{0x0001, "Parameters"},
                          {0x0002, "Authentication"},
                          {0x0003, "Sequence"},
                          {0x0004, "Software Version"},
                          {0x0005, "Next multicast sequence"},
                          {0x0006, "Peer Stub Information"},
                          {0x0102, "Internal Route(IPv4)"},
                          {0x0103, "External Route(IPv4)"},
                          {0x0402, "Internal Route(IPv6)"},
                          {0x0403, "External Route(IPv6)"}};

constexpr Field kVersion{"eigrp.version", "Version", Shape::kNumber8};
constexpr Field kOperation{"eigrp.opcode", "Opcode", Shape::kNumber8, 0, kOperations};
constexpr Field kChecksum{"eigrp.checksum", "Checksum", Shape::kHex16};
constexpr Field kFlags{"eigrp.flags", "Flags", Shape::kHex32};
constexpr Field kInit{"eigrp.flags.init", "Init", Shape::kFlag, 0x1};
constexpr Field kConditional{"eigrp.flags.condrecv", "Conditional Receive", Shape::kFlag, 0x2};
constexpr Field kRestart{"eigrp.flags.restart", "Restart", Shape::kFlag, 0x4};
constexpr Field kEndOfTable{"eigrp.flags.eot", "End Of Table", Shape::kFlag, 0x8};
constexpr Field kSequence{"eigrp.seq", "Sequence", Shape::kNumber32};
constexpr Field kAcknowledge{"eigrp.ack", "Acknowledge", Shape::kNumber32};
constexpr Field kRouter{"eigrp.vrid", "Virtual Router ID", Shape::kNumber16};
constexpr Field kSystem{"eigrp.as", "Autonomous System", Shape::kNumber16};
constexpr Field kTlv{"eigrp.tlv", "TLV", Shape::kGroup};
constexpr Field kTlvType{"eigrp.tlv_type", "Type", Shape::kHex16, 0, kTlvs};
constexpr Field kTlvLength{"eigrp.tlv.len", "Length", Shape::kNumber16};
constexpr Field kTlvValue{"eigrp.tlv.value", "Value", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kIpProtocol, 88}};

constexpr std::uint16_t kTlvHeader = 4;

// One of them; false when none can follow.
bool read_tlv(Layer& eigrp) {
  Layer::Group tlv(eigrp, kTlv);
  const std::uint16_t type = eigrp.u16(kTlvType);
  const std::uint16_t length = eigrp.u16(kTlvLength);
  if (eigrp.truncated()) return false;
  if (eigrp.recording_text()) tlv.say(std::string(" ").append(name_of(kTlvs, type)));
  if (length < kTlvHeader) {
    eigrp.malformed("the length is less than the header");
    return false;
  }
  if (length > kTlvHeader) eigrp.bytes(kTlvValue, length - kTlvHeader);
  return !eigrp.truncated();
}

Outcome dissect(Layer& eigrp) {
  eigrp.u8(kVersion);
  const std::uint8_t operation = eigrp.u8(kOperation);
  if (std::string* info = eigrp.info()) {
    const std::string_view name = name_of(kOperations, operation);
    *info = name.empty() ? format_text("Unknown OpCode (0x%x)", operation) : std::string(name);
  }
  read_checksum(eigrp, kChecksum);
  const std::uint32_t flags = eigrp.u32(kFlags);
  eigrp.parts(flags, {&kInit, &kConditional, &kRestart, &kEndOfTable});
  eigrp.u32(kSequence);
  eigrp.u32(kAcknowledge);
  eigrp.u16(kRouter);
  eigrp.u16(kSystem);
  if (eigrp.truncated()) return stop("the header is incomplete");
  while (!eigrp.left().empty() && read_tlv(eigrp)) {
  }
  return eigrp.truncated() ? stop("a part is incomplete") : done();
}

constexpr FieldSpan kFields[] = {
    kVersion,  kOperation,   kChecksum, kFlags,  kInit, kConditional, kRestart,   kEndOfTable,
    kSequence, kAcknowledge, kRouter,   kSystem, kTlv,  kTlvType,     kTlvLength, kTlvValue};

}  // namespace

extern const Dissector kEigrp{
    {"eigrp", "Cisco EIGRP", Shape::kLayer}, "EIGRP", kFoundAt, kFields, dissect};

}  // namespace packetglass
