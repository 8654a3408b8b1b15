// Protocol Independent Multicast, sparse mode, version 2: RFC 7761; hellos RFC 3973 and 4601.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kTypeNames[] = {
    {0, "Hello"},        {1, "Register"},  {2, "Register-stop"},
    {3, "Join/Prune"},   {4, "Bootstrap"}, {5, "Assert"},
    {6, "Graft"},        {7, "Graft-Ack"}, {8, "Candidate-RP-Advertisement"},
    {9, "State-Refresh"}};
constexpr Name kOptionNames[] = {
    {1, "Hold Time"},      {2, "LAN Prune Delay"},        {19, "DR Priority"},
    {20, "Generation ID"}, {21, "State Refresh Capable"}, {24, "Address List"}};

constexpr Field kVersion{"pim.version", "Version", Shape::kNumber8, 0xf0};
constexpr Field kType{"pim.type", "Type", Shape::kNumber8, 0x0f, kTypeNames};
constexpr Field kReserved{"pim.res_bytes", "Reserved byte(s)", Shape::kBytes};
constexpr Field kChecksum{"pim.cksum", "Checksum", Shape::kHex16};
constexpr Field kOptions{"pim.option", "PIM Options", Shape::kGroup};
constexpr Field kOption{"pim.option", "Option", Shape::kGroup};
constexpr Field kOptionType{"pim.optiontype", "Type", Shape::kNumber16, 0, kOptionNames};
constexpr Field kOptionLength{"pim.optionlength", "Length", Shape::kNumber16};
constexpr Field kOptionValue{"pim.optionvalue", "Unknown", Shape::kBytes};
constexpr Field kHoldTime{"pim.holdtime", "Holdtime", Shape::kNumber16};
constexpr Field kTracking{"pim.t", "T", Shape::kFlag, 0x8000};
constexpr Field kPropagationDelay{"pim.propagation_delay", "Propagation Delay", Shape::kNumber16,
                                  0x7fff};
constexpr Field kOverrideInterval{"pim.override_interval", "Override Interval", Shape::kNumber16};
constexpr Field kPriority{"pim.dr_priority", "DR Priority", Shape::kNumber32};
constexpr Field kGeneration{"pim.generation_id", "Generation ID", Shape::kNumber32};
constexpr Field kRegisterFlags{"pim.register_flag", "Flags", Shape::kHex32};
constexpr Field kBorder{"pim.register_flag.border", "Border", Shape::kFlag, 0x80000000};
constexpr Field kNullRegister{"pim.register_flag.null_register", "Null-Register", Shape::kFlag,
                              0x40000000};

constexpr Route kFoundAt[] = {{Space::kIpProtocol, 103}};

constexpr std::uint8_t kHello = 0, kRegister = 1;

void read_value(Layer& pim, std::uint16_t type, std::size_t length) {
  switch (type << 8 | static_cast<int>(length)) {
    case 1 << 8 | 2:
      pim.u16(kHoldTime);
      return;
    case 2 << 8 | 4:
      pim.u16({&kTracking, &kPropagationDelay});
      pim.u16(kOverrideInterval);
      return;
    case 19 << 8 | 4:
      pim.u32(kPriority);
      return;
    case 20 << 8 | 4:
      pim.u32(kGeneration);
      return;
    default:
      if (length != 0) pim.bytes(kOptionValue, length);
  }
}

void read_option(Layer& pim) {
  Layer::Group option(pim, kOption);
  const std::uint16_t type = pim.u16(kOptionType);
  const std::uint16_t length = pim.u16(kOptionLength);
  if (pim.recording()) option.say(format_text(" %u: %u bytes", type, length));
  if (length > 255 || length > pim.left_on_wire()) {
    pim.bytes(kOptionValue, length);
    return;
  }
  Layer::Limit value(pim, length);
  read_value(pim, type, length);
}

Outcome dissect_hello(Layer& pim) {
  Layer::Group options(pim, kOptions);
  while (!pim.left().empty() && !pim.truncated()) read_option(pim);
  return pim.truncated() ? stop("an option is incomplete") : done();
}

// What is registered is a packet of its own.
Outcome dissect_register(Layer& pim) {
  const std::uint32_t flags = pim.u32(kRegisterFlags);
  pim.parts(flags, {&kBorder, &kNullRegister});
  if (pim.truncated()) return stop("the flags are incomplete");
  const bool ipv6 = pim.peek() >> 4 == 6;
  return done(pim.rest(), {{Space::kEtherType, ipv6 ? 0x86ddu : 0x0800u}});
}

Outcome dissect(Layer& pim) {
  const std::uint8_t first = pim.u8({&kVersion, &kType});
  pim.bytes(kReserved, 1);
  pim.u16(kChecksum);
  if (pim.truncated()) return stop("the header is incomplete");
  if (first >> 4 == 2) pim.column("PIMv2");
  const std::uint8_t type = first & 0x0f;
  if (std::string* info = pim.info()) *info = name_of(kTypeNames, type);
  if (type == kHello) return dissect_hello(pim);
  if (type == kRegister) return dissect_register(pim);
  return done(pim.rest(), {});
}

constexpr FieldSpan kFields[] = {
    kVersion,          kType,         kReserved,    kChecksum,      kOptions,  kOption,
    kOptionType,       kOptionLength, kOptionValue, kHoldTime,      kTracking, kPropagationDelay,
    kOverrideInterval, kPriority,     kGeneration,  kRegisterFlags, kBorder,   kNullRegister};

}  // namespace

extern const Dissector kPim{
    {"pim", "Protocol Independent Multicast", Shape::kLayer}, "PIM", kFoundAt, kFields, dissect};

}  // namespace packetglass
