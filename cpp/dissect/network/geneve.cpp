// Generic Network Virtualization Encapsulation: RFC 8926.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/network/ethertype.h"

namespace packetglass {
namespace {

constexpr Field kVersion{"geneve.version", "Version", Shape::kNumber8, 0xc0};
constexpr Field kLength{"geneve.option.length", "Length", Shape::kNumber8, 0x3f, {}, 4};
constexpr Field kFlags{"geneve.flags", "Flags", Shape::kHex8};
constexpr Field kOam{"geneve.flags.oam", "Operations, Administration and Management Frame",
                     Shape::kFlag, 0x80};
constexpr Field kCritical{"geneve.flags.critical", "Critical Options Present", Shape::kFlag, 0x40};
constexpr Field kFlagsReserved{"geneve.flags.reserved", "Reserved", Shape::kFlag, 0x3f};
constexpr Field kType{"geneve.proto_type", "Protocol Type", Shape::kHex16, 0, kEtherTypeNames};
constexpr Field kVni{"geneve.vni", "Virtual Network Identifier (VNI)", Shape::kHexNumber24};
constexpr Field kReserved{"geneve.reserved", "Reserved", Shape::kHex8};
constexpr Field kOptions{"geneve.options", "Options", Shape::kBytes};
constexpr Field kOption{"geneve.option", "Option", Shape::kBytes};
constexpr Field kClass{"geneve.option.class", "Class", Shape::kHex16};
constexpr Field kOptionType{"geneve.option.type", "Type", Shape::kHex8};
constexpr Field kIsCritical{"geneve.option.type.critical", "Critical Option", Shape::kFlag, 0x80};
constexpr Field kOptionReserved{"geneve.option.flags.reserved", "Reserved", Shape::kFlag, 0xe0};
constexpr Field kOptionLength{"geneve.option.length", "Length", Shape::kNumber8, 0x1f, {}, 4};
constexpr Field kValue{"geneve.option.unknown.data", "Unknown Option Data", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 6081}};

void read_option(Layer& geneve) {
  Layer::Group option(geneve, kOption);
  const std::uint16_t option_class = geneve.u16(kClass);
  const std::uint8_t type = geneve.u8(kOptionType);
  geneve.parts(type, {&kIsCritical});
  const std::size_t size =
      (geneve.u8({&kOptionReserved, &kOptionLength}) & 0x1fu) * std::size_t{4};
  geneve.means(size + 4);
  if (geneve.recording()) {
    option.say(format_text("Class: 0x%04x, Type: 0x%02x", option_class, type));
  }
  if (size != 0) geneve.bytes(kValue, size);
}

// An option is at least four bytes.
void read_options(Layer& geneve, std::size_t size) {
  if (!geneve.recording()) return geneve.skip(size);
  Layer::Group options(geneve, kOptions);
  options.say(format_text("(%zu bytes)", size));
  if (size > geneve.left().size()) return geneve.skip(size);
  Layer::Limit limit(geneve, size);
  while (!geneve.left().empty() && !geneve.truncated()) read_option(geneve);
}

Outcome dissect(Layer& geneve) {
  const std::size_t options = (geneve.u8({&kVersion, &kLength}) & 0x3fu) * std::size_t{4};
  const std::uint8_t flags = geneve.u8(kFlags);
  geneve.parts(flags, {&kOam, &kCritical, &kFlagsReserved});
  const std::uint16_t type = geneve.u16(kType);
  const auto vni = static_cast<unsigned>(geneve.uint(kVni, 3));
  geneve.u8(kReserved);
  if (geneve.truncated()) return stop("the header is incomplete");
  if (geneve.recording_text()) geneve.title(format_text(", VNI: 0x%06x", vni));
  if (std::string* info = geneve.info()) {
    *info = "Encapsulated " + std::string(name_of(kEtherTypeNames, type));
  }
  if (options != 0) read_options(geneve, options);
  if (geneve.truncated()) return stop("the options are incomplete");
  return done(geneve.rest(), {{Space::kEtherType, type}});
}

constexpr FieldSpan kFields[] = {
    kVersion,    kLength,     kFlags,          kOam,          kCritical, kFlagsReserved,
    kType,       kVni,        kReserved,       kOptions,      kOption,   kClass,
    kOptionType, kIsCritical, kOptionReserved, kOptionLength, kValue};

}  // namespace

extern const Dissector kGeneve{
    {"geneve", "Generic Network Virtualization Encapsulation", Shape::kLayer},
    "Geneve",
    kFoundAt,
    kFields,
    dissect};

}  // namespace packetglass
