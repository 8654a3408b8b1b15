// Descriptors of USB, by which a device says what it is: USB 2.0, section 9.6.
#include "base/text.h"
#include "dissect/application/utf16_text.h"
#include "dissect/link/usb.h"

namespace packetglass {
namespace {

constexpr Name kTypes[] = {{1, "DEVICE"},
                           {2, "CONFIGURATION"},
                           {3, "STRING"},
                           {4, "INTERFACE"},
                           {5, "ENDPOINT"},
                           {6, "DEVICE QUALIFIER"},
                           {7, "OTHER SPEED CONFIG"},
                           {8, "INTERFACE POWER"},
                           {9, "OTG"},
                           {10, "DEBUG"},
                           {11, "INTERFACE ASSOCIATION"},
                           {15, "BOS"},
                           {16, "DEVICE CAPABILITY"},
                           {48, "SUPERSPEED USB ENDPOINT COMPANION"},
                           {49, "SUPERSPEED PLUS ISOCHRONOUS ENDPOINT COMPANION"}};

constexpr Field kDescriptor{"usb.descriptor", "Descriptor", Shape::kGroup};
constexpr Field kLength{"usb.bLength", "bLength", Shape::kNumber8};
constexpr Field kVersion{"usb.bcdUSB", "bcdUSB", Shape::kHex16};
constexpr Field kClass{"usb.bDeviceClass", "bDeviceClass", Shape::kHex8};
constexpr Field kSubClass{"usb.bDeviceSubClass", "bDeviceSubClass", Shape::kNumber8};
constexpr Field kProtocol{"usb.bDeviceProtocol", "bDeviceProtocol", Shape::kNumber8};
constexpr Field kMaxPacket{"usb.bMaxPacketSize0", "bMaxPacketSize0", Shape::kNumber8};
constexpr Field kVendor{"usb.idVendor", "idVendor", Shape::kHex16};
constexpr Field kProduct{"usb.idProduct", "idProduct", Shape::kHex16};
constexpr Field kRelease{"usb.bcdDevice", "bcdDevice", Shape::kHex16};
constexpr Field kManufacturer{"usb.iManufacturer", "iManufacturer", Shape::kNumber8};
constexpr Field kProductName{"usb.iProduct", "iProduct", Shape::kNumber8};
constexpr Field kSerial{"usb.iSerialNumber", "iSerialNumber", Shape::kNumber8};
constexpr Field kConfigurations{"usb.bNumConfigurations", "bNumConfigurations", Shape::kNumber8};
constexpr Field kTotal{"usb.wTotalLength", "wTotalLength", Shape::kNumber16};
constexpr Field kInterfaces{"usb.bNumInterfaces", "bNumInterfaces", Shape::kNumber8};
constexpr Field kConfiguration{"usb.bConfigurationValue", "bConfigurationValue", Shape::kNumber8};
constexpr Field kConfigurationName{"usb.iConfiguration", "iConfiguration", Shape::kNumber8};
constexpr Field kPowered{"usb.configuration.bmAttributes", "Configuration bmAttributes",
                         Shape::kHex8};
constexpr Field kPower{"usb.bMaxPower", "bMaxPower", Shape::kNumber8};
constexpr Field kInterface{"usb.bInterfaceNumber", "bInterfaceNumber", Shape::kNumber8};
constexpr Field kAlternate{"usb.bAlternateSetting", "bAlternateSetting", Shape::kNumber8};
constexpr Field kEndpoints{"usb.bNumEndpoints", "bNumEndpoints", Shape::kNumber8};
constexpr Field kInterfaceClass{"usb.bInterfaceClass", "bInterfaceClass", Shape::kHex8};
constexpr Field kInterfaceSubClass{"usb.bInterfaceSubClass", "bInterfaceSubClass", Shape::kHex8};
constexpr Field kInterfaceProtocol{"usb.bInterfaceProtocol", "bInterfaceProtocol", Shape::kHex8};
constexpr Field kInterfaceName{"usb.iInterface", "iInterface", Shape::kNumber8};
constexpr Field kEndpoint{"usb.bEndpointAddress", "bEndpointAddress", Shape::kHex8};
constexpr Field kAttributes{"usb.bmAttributes", "bmAttributes", Shape::kHex8};
constexpr Field kPacketSize{"usb.wMaxPacketSize", "wMaxPacketSize", Shape::kNumber16};
constexpr Field kInterval{"usb.bInterval", "bInterval", Shape::kNumber8};
constexpr Field kLanguage{"usb.wLANGID", "wLANGID", Shape::kHex16};
constexpr Field kString{"usb.bString", "bString", Shape::kText};
constexpr Field kOther{"usb.descriptor_data", "Descriptor data", Shape::kBytes};

constexpr std::size_t kHeaderSize = 2;

void read_device(Layer& usb) {
  usb.u16le(kVersion);
  for (const Field* field : {&kClass, &kSubClass, &kProtocol, &kMaxPacket}) usb.u8(*field);
  for (const Field* field : {&kVendor, &kProduct, &kRelease}) usb.u16le(*field);
  for (const Field* field : {&kManufacturer, &kProductName, &kSerial, &kConfigurations}) {
    usb.u8(*field);
  }
}

void read_configuration(Layer& usb) {
  usb.u16le(kTotal);
  for (const Field* field :
       {&kInterfaces, &kConfiguration, &kConfigurationName, &kPowered, &kPower}) {
    usb.u8(*field);
  }
}

void read_interface(Layer& usb) {
  for (const Field* field : {&kInterface, &kAlternate, &kEndpoints, &kInterfaceClass,
                             &kInterfaceSubClass, &kInterfaceProtocol, &kInterfaceName}) {
    usb.u8(*field);
  }
}

void read_endpoint(Layer& usb) {
  usb.u8(kEndpoint);
  usb.u8(kAttributes);
  usb.u16le(kPacketSize);
  usb.u8(kInterval);
}

// The first of all strings is a list of languages.
void read_string(Layer& usb, bool languages) {
  if (languages) {
    while (!usb.left().empty()) usb.u16le(kLanguage);
    return;
  }
  const std::string text = utf16_text(usb.left());
  if (!usb.left().empty()) usb.remaining(kString);
  usb.say(text);
}

void read_descriptor(Layer& usb, std::uint8_t type, bool languages) {
  switch (type) {
    case 1:
      return read_device(usb);
    case 2:
    case 7:
      return read_configuration(usb);
    case 3:
      return read_string(usb, languages);
    case 4:
      return read_interface(usb);
    case 5:
      return read_endpoint(usb);
    default:
      if (!usb.left().empty()) usb.remaining(kOther);
  }
}

}  // namespace

extern constexpr Field kUsbDescriptorType{"usb.bDescriptorType", "bDescriptorType", Shape::kHex8,
                                          0, kTypes};

namespace {

constexpr FieldSpan kFields[] = {kDescriptor,
                                 kLength,
                                 kUsbDescriptorType,
                                 kVersion,
                                 kClass,
                                 kSubClass,
                                 kProtocol,
                                 kMaxPacket,
                                 kVendor,
                                 kProduct,
                                 kRelease,
                                 kManufacturer,
                                 kProductName,
                                 kSerial,
                                 kConfigurations,
                                 kTotal,
                                 kInterfaces,
                                 kConfiguration,
                                 kConfigurationName,
                                 kPowered,
                                 kPower,
                                 kInterface,
                                 kAlternate,
                                 kEndpoints,
                                 kInterfaceClass,
                                 kInterfaceSubClass,
                                 kInterfaceProtocol,
                                 kInterfaceName,
                                 kEndpoint,
                                 kAttributes,
                                 kPacketSize,
                                 kInterval,
                                 kLanguage,
                                 kString,
                                 kOther};

}  // namespace

bool read_usb_descriptors(Layer& usb, bool languages) {
  bool fits = true;
  while (fits && !usb.left().empty()) {
    Layer::Group group(usb, kDescriptor);
    const std::uint8_t length = usb.u8(kLength);
    const std::uint8_t type = usb.u8(kUsbDescriptorType);
    const std::string name(name_of(kTypes, type));
    if (usb.recording_text()) group.say(name.empty() ? ": unknown" : ": " + name);
    if (usb.truncated() || length < kHeaderSize) return false;
    const std::size_t size = length - kHeaderSize;
    fits = size <= usb.left().size();
    const Layer::Limit limit(usb, std::min(size, usb.left().size()));
    read_descriptor(usb, type, languages);
    fits = fits && !usb.truncated();
  }
  return fits;
}

extern constexpr FieldList kUsbDescriptorFields = kFields;

}  // namespace packetglass
