// Fiber Distributed Data Interface: ANSI X3.139, LINKTYPE_FDDI of tcpdump.org.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kClasses[] = {{0x0, "Void"},
                             {0x4, "SMT"},
                             {0x5, "Async LLC"},
                             {0x6, "Implementor Async"},
                             {0x8, "Nonrestricted Token"},
                             {0xc, "MAC"},
                             {0xd, "Sync LLC"},
                             {0xe, "Implementor Sync"}};

constexpr Field kControl{"fddi.fc", "Frame Control", Shape::kHex8};
constexpr Field kClass{"fddi.fc.clf", "Class/Length/Format", Shape::kHex8, 0xf0, kClasses};
constexpr Field kPriority{"fddi.fc.prio", "Priority", Shape::kNumber8, 0x07};
constexpr Field kSmtSubtype{"fddi.fc.smt_subtype", "SMT Subtype", Shape::kNumber8, 0x0f};
constexpr Field kMacSubtype{"fddi.fc.mac_subtype", "MAC Subtype", Shape::kNumber8, 0x0f};
constexpr Field kDestination{"fddi.dst", "Destination", Shape::kMac};
constexpr Field kSource{"fddi.src", "Source", Shape::kMac};

constexpr Route kFoundAt[] = {{Space::kLinkType, 10}};

constexpr unsigned kSmt = 0x4, kAsyncLlc = 0x5, kMac = 0xc;

void read_control(Layer& fddi, std::uint8_t control) {
  const unsigned kind = control >> 4;
  fddi.u8(kControl);
  fddi.parts(control, {&kClass});
  if (kind == kAsyncLlc) fddi.parts(control, {&kPriority});
  if (kind == kSmt) fddi.parts(control, {&kSmtSubtype});
  if (kind == kMac) fddi.parts(control, {&kMacSubtype});
}

std::string words_for(std::uint8_t control) {
  const unsigned kind = control >> 4;
  std::string words(name_of(kClasses, kind));
  if (words.empty()) return format_text("Unknown frame type (0x%02x)", control);
  words += kind == 0x8 ? "" : " frame";
  if (kind == kAsyncLlc) words += format_text(", priority %u", control & 7);
  return words;
}

std::uint8_t reversed(std::uint8_t byte) {
  byte = static_cast<std::uint8_t>((byte & 0x55) << 1 | (byte >> 1 & 0x55));
  byte = static_cast<std::uint8_t>((byte & 0x33) << 2 | (byte >> 2 & 0x33));
  return static_cast<std::uint8_t>(byte << 4 | byte >> 4);
}

// The bits of addresses stand as FDDI sends them, the last one of a byte first.
Address read_address(Layer& fddi, const Field& field) {
  Address address = fddi.mac(field);
  for (std::size_t i = 0; i < address.size(); ++i) address.bytes[i] = reversed(address.bytes[i]);
  fddi.means(address);
  return address;
}

// Ring stations' own frames have no dissector.
Outcome dissect(Layer& fddi) {
  const std::uint8_t control = fddi.peek();
  read_control(fddi, control);
  if (fddi.left().size() < 12) return stop_truncated("the header is incomplete");
  const Address destination = read_address(fddi, kDestination);
  const Address source = read_address(fddi, kSource);
  fddi.addresses(source, destination);
  if (std::string* info = fddi.info()) *info = words_for(control);
  if (control >> 4 != kAsyncLlc) return done(fddi.rest(), {});
  return done(fddi.rest(), {{Space::kEtherType, 4}});
}

constexpr FieldSpan kFields[] = {kControl,    kClass,       kPriority, kSmtSubtype,
                                 kMacSubtype, kDestination, kSource};

}  // namespace

extern const Dissector kFddi{{"fddi", "Fiber Distributed Data Interface", Shape::kLayer},
                             "FDDI",
                             kFoundAt,
                             kFields,
                             dissect};

}  // namespace packetglass
