// What the captures of USB by Linux and by USBPcap have in common: USB 2.0.
#include "dissect/link/usb.h"

#include "base/text.h"

namespace packetglass {
namespace {

constexpr Name kTypes[] = {{0, "Standard"}, {1, "Class"}, {2, "Vendor"}, {3, "Reserved"}};
constexpr Name kRecipients[] = {{0, "Device"}, {1, "Interface"}, {2, "Endpoint"}, {3, "Other"}};
constexpr Name kRequests[] = {
    {0, "GET STATUS"},        {1, "CLEAR FEATURE"},     {3, "SET FEATURE"},
    {5, "SET ADDRESS"},       {6, "GET DESCRIPTOR"},    {7, "SET DESCRIPTOR"},
    {8, "GET CONFIGURATION"}, {9, "SET CONFIGURATION"}, {10, "GET INTERFACE"},
    {11, "SET INTERFACE"},    {12, "SYNCH FRAME"}};

constexpr Name kRequestDirections[] = {{0, "Host-to-device"}, {1, "Device-to-host"}};

constexpr Field kSource{"usb.src", "Source", Shape::kText};
constexpr Field kDestination{"usb.dst", "Destination", Shape::kText};
constexpr Field kSetup{"usb.setup", "Setup Data", Shape::kGroup};
constexpr Field kRequestType{"usb.bmRequestType", "bmRequestType", Shape::kHex8};
constexpr Field kDirection{"usb.bmRequestType.direction", "Direction", Shape::kFlag, 0x80,
                           kRequestDirections};
constexpr Field kType{"usb.bmRequestType.type", "Type", Shape::kNumber8, 0x60, kTypes};
constexpr Field kRecipient{"usb.bmRequestType.recipient", "Recipient", Shape::kNumber8, 0x1f,
                           kRecipients};
constexpr Field kRequest{"usb.setup.request", "bRequest", Shape::kNumber8, 0, kRequests};
constexpr Field kValue{"usb.setup.value", "wValue", Shape::kHex16};
constexpr Field kIndex{"usb.setup.index", "wIndex", Shape::kNumber16};
constexpr Field kLength{"usb.setup.length", "wLength", Shape::kNumber16};
constexpr Field kCarried{"usb.capdata", "Leftover Capture Data", Shape::kBytes};
constexpr Field kControlBytes{"usb.control.bytes", "Control transfer", Shape::kBytes};

constexpr Field kRequestIn{"usb.request_in", "Request in", Shape::kFrameNumber};

constexpr std::uint8_t kGetDescriptor = 6, kInterface = 1;
// Descriptors of types up to here are those of the standard.
constexpr unsigned kLastKnown = 15;

constexpr FieldSpan kFields[] = {kRequestIn,
                                 kUsbDescriptorFields,
                                 kSource,
                                 kDestination,
                                 kSetup,
                                 kRequestType,
                                 kDirection,
                                 kType,
                                 kRecipient,
                                 kRequest,
                                 kValue,
                                 kIndex,
                                 kLength,
                                 kCarried,
                                 kControlBytes,
                                 kUsbTransfer,
                                 kUsbEndpoint,
                                 kUsbDirection,
                                 kUsbNumber,
                                 kUsbDevice,
                                 kUsbBus,
                                 kUsbLength,
                                 kUsbIsochronousBytes};

// What a control transfer asks for (9.3).
struct Setup {
  std::uint8_t type = 0, request = 0;
  std::uint16_t value = 0, length = 0;
};

std::uint64_t number_of(const Setup& setup) {
  return std::uint64_t{setup.length} << 32 | std::uint64_t{setup.type} << 24 |
         std::uint64_t{setup.request} << 16 | setup.value;
}

Setup setup_of(std::uint64_t number) {
  return {static_cast<std::uint8_t>(number >> 24), static_cast<std::uint8_t>(number >> 16),
          static_cast<std::uint16_t>(number), static_cast<std::uint16_t>(number >> 32)};
}

EarlierKey key_of(const UsbAddress& address) {
  return EarlierKey(Subject::kUsbRequest)
      .with(std::uint64_t{address.bus} << 32 | address.device)
      .with(address.endpoint & 0x0fu)
      .with(address.id);
}

bool asks_for_descriptor(const Setup& setup) {
  return setup.request == kGetDescriptor && (setup.type & kDirection.mask) != 0;
}

// Standard requests have names; the descriptors of interfaces are those of their classes.
bool is_named(const Setup& setup) {
  const bool of_interface = (setup.type & kRecipient.mask) == kInterface;
  return (setup.type & kType.mask) == 0 && !(setup.request == kGetDescriptor && of_interface);
}

// "GET DESCRIPTOR Request DEVICE".
void put_request(Layer& usb, const Setup& setup, bool request, bool descriptor) {
  std::string* const info = usb.info();
  if (info == nullptr) return;
  const std::string_view name = name_of(kRequests, setup.request);
  *info = name.empty() ? format_text("Unknown type %x", setup.request) : std::string(name);
  *info += request ? " Request" : " Response";
  if (!descriptor && !(request && setup.request == kGetDescriptor)) return;
  const unsigned type = setup.value >> 8;
  const std::string_view what = name_of(kUsbDescriptorType.names, type);
  *info += " ";
  *info += what.empty() ? format_text("Unknown type %u", type) : std::string(what);
}

}  // namespace

void report_usb(Layer& usb, const UsbAddress& address) {
  if (usb.recording()) {
    const std::string device =
        format_text("%u.%u.%u", address.bus, address.device, address.endpoint & 0x0fu);
    usb.generated(kSource, address.from_host ? "host" : device);
    usb.generated(kDestination, address.from_host ? device : "host");
  }
  std::string* const info = usb.info();
  if (info == nullptr) return;
  const std::string_view name = name_of(kUsbTransfers, address.transfer);
  *info = name.empty() ? format_text("Unknown type %x", address.transfer) : std::string(name);
  *info += (address.endpoint & 0x80) != 0 ? " in" : " out";
}

void read_usb_setup(Layer& usb, const UsbAddress& address) {
  Layer::Group group(usb, kSetup);
  Setup setup{};
  setup.type = usb.u8(kRequestType);
  usb.parts(setup.type, {&kDirection, &kType, &kRecipient});
  setup.request = usb.u8(kRequest);
  setup.value = usb.u16le(kValue);
  usb.u16le(kIndex);
  setup.length = usb.u16le(kLength);
  if (usb.truncated()) return;
  usb.remember(key_of(address), number_of(setup));
  if (!is_named(setup)) return;
  put_request(usb, setup, true, asks_for_descriptor(setup));
}

bool read_usb_rest(Layer& usb, const UsbAddress& address) {
  const bool control = address.transfer == kUsbControl;
  if (control && !address.from_host) {
    const auto asked = usb.remembered(key_of(address));
    const Setup setup = asked ? setup_of(asked->number) : Setup{};
    const bool named = asked && is_named(setup);
    const bool described = named && asks_for_descriptor(setup) && !usb.left().empty();
    if (named) put_request(usb, setup, false, described);
    if (asked) usb.generated(kRequestIn, asked->packet);
    if (described && setup.value >> 8 <= kLastKnown) {
      // A host may ask for the first bytes alone.
      const bool in_part = usb.left_on_wire() >= setup.length;
      return read_usb_descriptors(usb, (setup.value & 0xff) == 0) || in_part;
    }
  }
  if (usb.left().empty()) return true;
  usb.remaining(control                               ? kControlBytes
                : address.transfer == kUsbIsochronous ? kUsbIsochronousBytes
                                                      : kCarried);
  return true;
}

extern constexpr FieldList kUsbFields = kFields;

}  // namespace packetglass
