// The options of IPv4: RFC 791; router alert RFC 2113.
#include "dissect/network/ipv4_options.h"

#include "base/text.h"
#include "dissect/option_length.h"

namespace packetglass {
namespace {

constexpr Name kTypeNames[] = {{0, "End of Options List (EOL)"},
                               {1, "No-Operation (NOP)"},
                               {7, "Record Route"},
                               {68, "Timestamp"},
                               {130, "Security"},
                               {131, "Loose Source Route"},
                               {136, "Stream ID"},
                               {137, "Strict Source Route"},
                               {148, "Router Alert"}};

constexpr Field kOptions{"ip.options", "Options", Shape::kGroup};
constexpr Field kOption{"ip.option", "IP Option", Shape::kGroup};
constexpr Expert kWrongLength{{"ip.opt.len.invalid", "Invalid length for option", Shape::kExpert},
                              ExpertSeverity::kWarning,
                              ExpertGroup::kProtocol};
constexpr Field kType{"ip.opt.type", "Type", Shape::kNumber8, 0, kTypeNames};
constexpr Field kCopy{"ip.opt.type.copy", "Copy on fragmentation", Shape::kFlag, 0x80};
constexpr Field kClass{"ip.opt.type.class", "Class", Shape::kNumber8, 0x60};
constexpr Field kNumber{"ip.opt.type.number", "Number", Shape::kNumber8, 0x1f};
constexpr Field kLength{"ip.opt.len", "Length", Shape::kNumber8};
constexpr Field kAlert{"ip.opt.ra", "Router Alert", Shape::kNumber16};
constexpr Field kPointer{"ip.opt.ptr", "Pointer", Shape::kNumber8};
constexpr Field kRoute{"ip.rec_rt", "Route", Shape::kIpv4};
constexpr Field kValue{"ip.opt.data", "Data", Shape::kBytes};

constexpr std::uint8_t kEnd = 0, kNoOperation = 1;

bool is_route(std::uint8_t type) {
  return type == 7 || type == 131 || type == 137;
}

// A route that the packet is still to take: the checksum of a transport is of its last address.
bool is_ahead(const Layer& ip, std::uint8_t type, unsigned pointer) {
  constexpr unsigned kFirst = 4;
  return type != 7 && pointer >= kFirst && pointer - kFirst + 1 < ip.left().size();
}

void read_value(Layer& ip, std::uint8_t type) {
  if (type == 148 && ip.left().size() == 2) {
    ip.u16(kAlert);
  } else if (is_route(type)) {
    if (is_ahead(ip, type, ip.peek())) ip.make_unverifiable();
    ip.u8(kPointer);
    while (ip.left().size() >= 4) ip.ipv4(kRoute);
  }
  if (!ip.left().empty()) ip.remaining(kValue);
}

// One option; false when none can follow.
bool read_option(Layer& ip) {
  Layer::Group option(ip, kOption);
  if (ip.recording()) option.say(" - " + std::string(name_of(kTypeNames, ip.peek())));
  const std::uint8_t type = ip.u8(kType);
  ip.parts(type, {&kCopy, &kClass, &kNumber});
  if (type == kEnd) return false;
  if (type == kNoOperation) return true;
  const std::uint8_t length = ip.u8(kLength);
  if (ip.truncated()) return false;
  if (length < 2 || length - 2u > ip.left().size()) {
    ip.expert_info(kWrongLength, wrong_option_length(name_of(kTypeNames, type), length));
    return false;
  }
  Layer::Limit value(ip, length - 2u);
  read_value(ip, type);
  return true;
}

constexpr FieldSpan kFields[] = {
    kWrongLength.field, kOptions, kOption, kType, kCopy, kClass, kNumber, kLength, kAlert,
    kPointer,           kRoute,   kValue};

}  // namespace

void read_ipv4_options(Layer& ip, std::size_t size) {
  if (!ip.recording() || size > ip.left().size()) return ip.skip(size);
  Layer::Group options(ip, kOptions);
  options.say(format_text(": (%zu bytes)", size));
  Layer::Limit limit(ip, size);
  while (!ip.left().empty() && read_option(ip)) {
  }
}

extern constexpr FieldList kIpv4OptionFields = kFields;

}  // namespace packetglass
