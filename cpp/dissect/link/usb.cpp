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

constexpr FieldSpan kFields[] = {kSource,       kDestination, kSetup,
                                 kRequestType,  kDirection,   kType,
                                 kRecipient,    kRequest,     kValue,
                                 kIndex,        kLength,      kCarried,
                                 kControlBytes, kUsbTransfer, kUsbEndpoint,
                                 kUsbDirection, kUsbNumber,   kUsbDevice,
                                 kUsbBus,       kUsbLength,   kUsbIsochronousBytes};

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

void read_usb_setup(Layer& usb) {
  Layer::Group group(usb, kSetup);
  usb.parts(usb.u8(kRequestType), {&kDirection, &kType, &kRecipient});
  usb.u8(kRequest);
  usb.u16le(kValue);
  usb.u16le(kIndex);
  usb.u16le(kLength);
}

void read_usb_rest(Layer& usb, const UsbAddress& address) {
  if (usb.left().empty()) return;
  usb.remaining(address.transfer == kUsbControl       ? kControlBytes
                : address.transfer == kUsbIsochronous ? kUsbIsochronousBytes
                                                      : kCarried);
}

extern constexpr FieldList kUsbFields = kFields;

}  // namespace packetglass
