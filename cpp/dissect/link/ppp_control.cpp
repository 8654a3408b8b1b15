// The packets of PPP's control protocols.
#include "dissect/link/ppp_control.h"

#include "base/text.h"
#include "dissect/option_length.h"

namespace packetglass {
namespace {

constexpr Name kCodeNames[] = {
    {0, "Vendor Specific"},   {1, "Configuration Request"}, {2, "Configuration Ack"},
    {3, "Configuration Nak"}, {4, "Configuration Reject"},  {5, "Termination Request"},
    {6, "Termination Ack"},   {7, "Code Reject"},           {8, "Protocol Reject"},
    {9, "Echo Request"},      {10, "Echo Reply"},           {11, "Discard Request"},
    {12, "Identification"},   {13, "Time Remaining"},       {14, "Reset-Request"},
    {15, "Reset-Ack"}};

constexpr Field kCode{"ppp.code", "Code", Shape::kNumber8, 0, kCodeNames};
constexpr Field kIdentifier{"ppp.identifier", "Identifier", Shape::kNumber8};
constexpr Field kLength{"ppp.length", "Length", Shape::kNumber16};
constexpr Field kOptions{"ppp.options", "Options", Shape::kGroup};
constexpr Field kUnknownOption{"ppp.option", "Unknown option", Shape::kGroup};
constexpr Field kOptionValue{"ppp.option.value", "Value", Shape::kBytes};
constexpr Field kRejected{"ppp.rejected", "Rejected Packet", Shape::kBytes};
constexpr Field kData{"ppp.data", "Data", Shape::kBytes};

constexpr Expert kWrongLength{{"ppp.opt.len.invalid", "Invalid length for option", Shape::kExpert},
                              ExpertSeverity::kWarning,
                              ExpertGroup::kProtocol};

constexpr std::uint16_t kHeaderSize = 4;

const PppOption* find_option(const PppControl& protocol, std::uint8_t type) {
  for (const PppOption& option : protocol.options) {
    if (option.type == type) return &option;
  }
  return nullptr;
}

std::string_view name_of(const PppOption* option) {
  return option != nullptr ? option->heading.title : kUnknownOption.title;
}

// One option; false when none can follow.
bool read_option(Layer& control, const PppControl& protocol) {
  const PppOption* const option = find_option(protocol, control.peek());
  Layer::Group heading(control, option != nullptr ? option->heading : kUnknownOption);
  control.u8(protocol.option_type);
  const std::uint8_t length = control.u8(protocol.option_length);
  if (control.truncated()) return false;
  if (length < 2) {
    control.expert_info(kWrongLength, wrong_option_length(name_of(option), length));
    return false;
  }
  if (length - 2u > control.left().size()) {
    control.skip(length - 2u);
    return false;
  }
  Layer::Limit value(control, length - 2u);
  if (option != nullptr && option->read != nullptr) option->read(control);
  if (!control.left().empty()) control.remaining(kOptionValue);
  return true;
}

void read_options(Layer& control, const PppControl& protocol) {
  if (control.left().empty()) return;
  Layer::Group options(control, kOptions);
  if (control.recording()) options.say(format_text(": (%zu bytes)", control.left().size()));
  while (!control.left().empty() && read_option(control, protocol)) {
  }
}

void read_body(Layer& control, const PppControl& protocol, std::uint8_t code) {
  if (code >= 1 && code <= 4) return read_options(control, protocol);
  if (control.left().empty()) return;
  if (code == 7) {
    control.remaining(kRejected);
  } else if (code >= 8 && protocol.read_other != nullptr) {
    protocol.read_other(control, code);
  }
  if (!control.left().empty()) control.remaining(kData);
}

constexpr FieldSpan kFields[] = {kWrongLength.field, kCode,        kIdentifier, kLength, kOptions,
                                 kUnknownOption,     kOptionValue, kRejected,   kData};

}  // namespace

Outcome read_ppp_control(Layer& control, const PppControl& protocol) {
  const std::uint8_t code = control.u8(kCode);
  control.u8(kIdentifier);
  const std::uint16_t length = control.u16(kLength);
  if (control.truncated()) return stop("the header is incomplete");
  if (std::string* info = control.info()) {
    const std::string_view name = name_of(kCodeNames, code);
    *info = name.empty() ? "Unknown" : std::string(name);
  }
  if (length < kHeaderSize) return stop("the length is less than the header");
  control.skips_layers();
  if (!control.recording()) return done();
  const std::size_t size = length - kHeaderSize;
  const bool whole = size <= control.left().size();
  {
    Layer::Limit body(control, size);
    read_body(control, protocol, code);
    if (control.truncated()) return stop("an option is incomplete");
  }
  if (!whole) control.skip(size);
  return whole ? done() : stop_truncated("the packet is incomplete");
}

extern constexpr FieldList kPppControlFields = kFields;

}  // namespace packetglass
