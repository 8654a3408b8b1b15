// Radiotap: what a radio says of a frame of 802.11, radiotap.org.
#include "base/text.h"
#include "dissect/link/radiotap_fields.h"
#include "dissect/link/wlan.h"

namespace packetglass {
namespace {

constexpr Field kVersion{"radiotap.version", "Header revision", Shape::kNumber8};
constexpr Field kPad{"radiotap.pad", "Header pad", Shape::kNumber8};
constexpr Expert kPastHeader{
    {"radiotap.data_past_header", "Radiotap data goes past the end of the radiotap header",
     Shape::kExpert},
    ExpertSeverity::kError,
    ExpertGroup::kMalformed};
constexpr Field kLength{"radiotap.length", "Header length", Shape::kNumber16};
constexpr Field kPresent{"radiotap.present", "Present flags", Shape::kGroup};
constexpr Field kVendorOui{"radiotap.vendor.oui", "Vendor", Shape::kBytes};
constexpr Field kVendorSpace{"radiotap.vendor.sub_namespace", "Vendor namespace", Shape::kNumber8};
constexpr Field kVendorLength{"radiotap.vendor.len", "Vendor data length", Shape::kNumber16};
constexpr Field kVendorValue{"radiotap.vendor.data", "Vendor data", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kLinkType, 127}};

constexpr std::size_t kSmallest = 8, kPresentAt = 4;
constexpr unsigned kVendorBit = 30, kMoreBit = 31;
constexpr std::uint8_t kFcsFlag = 0x10, kPaddedFlag = 0x20;
// More words than there are antennas are not read.
constexpr std::size_t kMostWords = 32;

struct Present {
  std::array<std::uint32_t, kMostWords> words{};
  std::size_t count = 0;
};

Present read_present(Layer& radiotap) {
  Layer::Group group(radiotap, kPresent);
  Present present;
  std::uint32_t word = 0;
  do {
    word = read_radiotap_present(radiotap);
    present.words[present.count++] = word;
  } while (word >> kMoreBit != 0 && present.count < kMostWords && !radiotap.truncated());
  return present;
}

void align(Layer& radiotap, std::size_t to) {
  const std::size_t over = radiotap.position() % to;
  if (over != 0) radiotap.skip(to - over);
}

void read_vendor(Layer& radiotap) {
  align(radiotap, 2);
  radiotap.bytes(kVendorOui, 3);
  radiotap.u8(kVendorSpace);
  const std::uint16_t length = radiotap.u16le(kVendorLength);
  if (length != 0) radiotap.bytes(kVendorValue, length);
}

// The fields of one present word; false when one has a size that is not known.
bool read_word(Layer& radiotap, std::uint32_t word, std::uint8_t& flags) {
  const auto fields = radiotap_fields();
  for (unsigned bit = 0; bit < kVendorBit - 1; ++bit) {
    if ((word >> bit & 1) == 0) continue;
    if (bit >= fields.size()) return false;
    align(radiotap, fields[bit].align);
    if (radiotap.left().size() < fields[bit].size) return false;
    if (bit == 1) flags = radiotap.peek();
    fields[bit].read(radiotap);
  }
  return true;
}

// Returns the flags of the frame. The bits of a word behind a vendor's are its
// own, and its fields are skipped with the vendor's.
std::uint8_t read_fields(Layer& radiotap, const Present& present) {
  std::uint8_t flags = 0;
  bool vendor = false;
  for (std::size_t i = 0; i < present.count && !radiotap.truncated(); ++i) {
    const std::uint32_t word = present.words[i];
    if (!vendor && !read_word(radiotap, word, flags)) break;
    vendor = (word >> kVendorBit & 1) != 0;
    if (vendor) read_vendor(radiotap);
  }
  return flags;
}

void put_info(Layer& radiotap, unsigned version, unsigned length) {
  if (radiotap.recording()) radiotap.title(format_text(" v%u, Length %u", version, length));
  if (std::string* info = radiotap.info()) {
    *info = format_text("Radiotap Capture v%u, Length %u", version, length);
  }
}

Outcome dissect(Layer& radiotap) {
  const std::uint8_t version = radiotap.u8(kVersion);
  radiotap.u8(kPad);
  const std::uint16_t length = radiotap.u16le(kLength);
  if (radiotap.truncated()) return stop("the header is incomplete");
  put_info(radiotap, version, length);
  if (length < kSmallest) return stop("the length is less than the header");
  if (length - kPresentAt > radiotap.left().size()) {
    radiotap.skip(length - kPresentAt);
    return stop("the header is incomplete");
  }
  std::uint8_t flags = 0;
  {
    Layer::Limit header(radiotap, length - kPresentAt);
    const Present present = read_present(radiotap);
    flags = read_fields(radiotap, present);
    if (radiotap.truncated()) radiotap.expert_info(kPastHeader);
  }
  const bool padded = (flags & kPaddedFlag) != 0;
  const std::uint32_t frame = padded ? kWlanPadded : kWlan;
  const std::uint32_t checked = padded ? kWlanPaddedWithFcs : kWlanWithFcs;
  return done(radiotap.rest(), {{Space::kLinkType, (flags & kFcsFlag) != 0 ? checked : frame}});
}

constexpr FieldSpan kFields[] = {kPastHeader.field, kVersion,       kPad,         kLength,
                                 kPresent,          kVendorOui,     kVendorSpace, kVendorLength,
                                 kVendorValue,      kRadiotapFields};

}  // namespace

extern const Dissector kRadiotap{
    {"radiotap", "Radiotap Header", Shape::kLayer}, "WLAN", kFoundAt, kFields, dissect};

}  // namespace packetglass
