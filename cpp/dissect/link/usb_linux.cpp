// USB as Linux's usbmon captures it: LINKTYPE_USB_LINUX and LINKTYPE_USB_LINUX_MMAPPED of
// tcpdump.org.
#include "base/text.h"
#include "dissect/link/usb.h"

namespace packetglass {
namespace {

constexpr Field kId{"usb.urb_id", "URB id", Shape::kHex64};
constexpr Field kKind{"usb.urb_type", "URB type", Shape::kText};
constexpr Field kSetupFlag{"usb.setup_flag", "Device setup request", Shape::kText};
constexpr Field kDataFlag{"usb.data_flag", "Data", Shape::kText};
constexpr Field kSeconds{"usb.urb_ts_sec", "URB sec", Shape::kNumber64};
constexpr Field kMicroseconds{"usb.urb_ts_usec", "URB usec", Shape::kNumber32};
constexpr Field kStatus{"usb.urb_status", "URB status", Shape::kSigned32};
constexpr Field kAsked{"usb.urb_len", "URB length [bytes]", Shape::kNumber32};
constexpr Field kUnused{"usb.unused_setup_header", "Unused Setup Header", Shape::kGroup};
constexpr Field kErrors{"usb.iso.error_count", "ISO error count", Shape::kNumber16};
constexpr Field kCount{"usb.iso.numdesc", "Number of ISO descriptors", Shape::kNumber16};
constexpr Field kInterval{"usb.interval", "Interval", Shape::kNumber32};
constexpr Field kStart{"usb.start_frame", "Start frame", Shape::kNumber32};
constexpr Field kFlags{"usb.copy_of_transfer_flags", "Copy of Transfer Flags", Shape::kHex32};
constexpr Field kDescriptor{"usb.iso.desc", "ISO descriptor", Shape::kGroup};
constexpr Field kPartStatus{"usb.iso.iso_status", "Status", Shape::kSigned32};
constexpr Field kPartOffset{"usb.iso.iso_off", "Offset [bytes]", Shape::kNumber32};
constexpr Field kPartLength{"usb.iso.iso_len", "Length [bytes]", Shape::kNumber32};
constexpr Field kPartPadding{"usb.iso.pad", "Padding", Shape::kHex32};

constexpr Route kFoundAt[] = {{Space::kLinkType, 189}};
constexpr Route kMappedAt[] = {{Space::kLinkType, 220}};

constexpr std::size_t kMicrosecondsOffset = 24, kDescriptorSize = 16;
constexpr std::uint32_t kSecond = 1'000'000;

// Reads numbers in the order of the host. Nothing says which that is, but microseconds that are a
// second or more were not meant so.
struct Numbers {
  Layer& usb;
  ByteOrder order;

  std::uint16_t u16(const Field& field) const {
    return order == ByteOrder::kBig ? usb.u16(field) : usb.u16le(field);
  }
  std::uint32_t u32(const Field& field) const {
    return order == ByteOrder::kBig ? usb.u32(field) : usb.u32le(field);
  }
  std::uint64_t u64(const Field& field) const {
    return order == ByteOrder::kBig ? usb.u64(field) : usb.u64le(field);
  }
};

ByteOrder order_of(const Layer& usb) {
  const Bytes left = usb.left();
  if (left.size() < kMicrosecondsOffset + 4) return ByteOrder::kLittle;
  const auto number = load<std::uint32_t>(left.data() + kMicrosecondsOffset, ByteOrder::kLittle);
  return number < kSecond ? ByteOrder::kLittle : ByteOrder::kBig;
}

// A character as C writes it.
std::uint8_t read_character(Layer& usb, const Field& field) {
  const std::uint8_t value = usb.u8(field);
  if (!usb.recording() || usb.truncated()) return value;
  if (value == 0) usb.say("'\\0'");
  if (value >= 0x20 && value < 0x7f) usb.say(format_text("'%c'", value));
  return value;
}

struct Urb {
  UsbAddress address{};
  bool setup = false;
  std::uint32_t descriptors = 0;
};

Urb read_head(const Numbers& numbers) {
  Layer& usb = numbers.usb;
  Urb urb;
  urb.address.id = numbers.u64(kId);
  urb.address.from_host = read_character(usb, kKind) == 'S';
  urb.address.transfer = usb.u8(kUsbTransfer);
  urb.address.endpoint = usb.u8(kUsbEndpoint);
  usb.parts(urb.address.endpoint, {&kUsbDirection, &kUsbNumber});
  urb.address.device = usb.u8(kUsbDevice);
  urb.address.bus = numbers.u16(kUsbBus);
  urb.setup = read_character(usb, kSetupFlag) == 0;
  read_character(usb, kDataFlag);
  numbers.u64(kSeconds);
  numbers.u32(kMicroseconds);
  numbers.u32(kStatus);
  numbers.u32(kAsked);
  numbers.u32(kUsbLength);
  return urb;
}

void read_setup(const Numbers& numbers, const Urb& urb) {
  Layer& usb = numbers.usb;
  if (urb.address.transfer == kUsbIsochronous) {
    numbers.u32(kErrors);
    numbers.u32(kCount);
  } else if (urb.setup && urb.address.transfer == kUsbControl) {
    read_usb_setup(usb, urb.address);
  } else {
    Layer::Group group(usb, kUnused);
    usb.skip(8);
  }
}

// What the parts of an isochronous transfer are: their bytes stand behind all descriptors. Those
// that failed have none.
void read_descriptors(const Numbers& numbers, std::uint32_t count) {
  Layer& usb = numbers.usb;
  const std::size_t there = usb.left().size() / kDescriptorSize;
  const std::size_t most = std::min<std::size_t>(count, there);
  const Bytes all = usb.left().subspan(most * kDescriptorSize);
  for (std::size_t i = 0; i < most; ++i) {
    Layer::Group group(usb, kDescriptor);
    const std::uint32_t status = numbers.u32(kPartStatus);
    const std::uint32_t offset = numbers.u32(kPartOffset);
    const std::uint32_t length = numbers.u32(kPartLength);
    if (status == 0 && length != 0 && offset <= all.size() && length <= all.size() - offset) {
      usb.look_at(kUsbIsochronousBytes, all.subspan(offset, length));
    }
    numbers.u32(kPartPadding);
  }
  usb.skip(usb.left().size());
}

Outcome dissect_with(Layer& usb, bool mapped) {
  const Numbers numbers{usb, order_of(usb)};
  Urb urb = read_head(numbers);
  if (usb.truncated()) return stop("the header is incomplete");
  report_usb(usb, urb.address);
  read_setup(numbers, urb);
  if (mapped) {
    numbers.u32(kInterval);
    numbers.u32(kStart);
    numbers.u32(kFlags);
    urb.descriptors = numbers.u32(kCount);
  }
  if (usb.truncated()) return stop("the header is incomplete");
  if (urb.address.transfer == kUsbIsochronous && urb.descriptors != 0) {
    read_descriptors(numbers, urb.descriptors);
  }
  return read_usb_rest(usb, urb.address) ? done() : stop("a descriptor is incomplete");
}

Outcome dissect(Layer& usb) {
  return dissect_with(usb, false);
}

Outcome dissect_mapped(Layer& usb) {
  return dissect_with(usb, true);
}

constexpr FieldSpan kFields[] = {
    kId,         kKind,       kSetupFlag,  kDataFlag,   kSeconds,     kMicroseconds, kStatus,
    kAsked,      kUnused,     kErrors,     kCount,      kInterval,    kStart,        kFlags,
    kDescriptor, kPartStatus, kPartOffset, kPartLength, kPartPadding, kUsbFields};

}  // namespace

extern const Dissector kUsbLinux{
    {"usb", "USB URB", Shape::kLayer}, "USB", kFoundAt, kFields, dissect};
extern const Dissector kUsbMapped{
    {"usb", "USB URB", Shape::kLayer}, "USB", kMappedAt, kFields, dissect_mapped};

}  // namespace packetglass
