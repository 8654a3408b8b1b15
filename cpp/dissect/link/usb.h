// What the captures of USB by Linux and by USBPcap have in common.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

inline constexpr Name kUsbTransfers[] = {
    {0, "URB_ISOCHRONOUS"}, {1, "URB_INTERRUPT"}, {2, "URB_CONTROL"}, {3, "URB_BULK"}};
inline constexpr Name kUsbDirections[] = {{0, "OUT"}, {1, "IN"}};

inline constexpr Field kUsbTransfer{"usb.transfer_type", "URB transfer type", Shape::kHex8, 0,
                                    kUsbTransfers};
inline constexpr Field kUsbEndpoint{"usb.endpoint_address", "Endpoint", Shape::kHex8};
inline constexpr Field kUsbDirection{"usb.endpoint_address.direction", "Direction",
                                     Shape::kNumber8, 0x80, kUsbDirections};
inline constexpr Field kUsbNumber{"usb.endpoint_address.number", "Endpoint number",
                                  Shape::kNumber8, 0x0f};
inline constexpr Field kUsbDevice{"usb.device_address", "Device address", Shape::kNumber8};
inline constexpr Field kUsbBus{"usb.bus_id", "URB bus id", Shape::kNumber16};
inline constexpr Field kUsbLength{"usb.data_len", "Data length [bytes]", Shape::kNumber32};
inline constexpr Field kUsbIsochronousBytes{"usb.iso.data", "ISO Data", Shape::kBytes};

inline constexpr std::uint8_t kUsbIsochronous = 0, kUsbControl = 2;

struct UsbAddress {
  unsigned bus, device;
  std::uint8_t endpoint, transfer;
  bool from_host;
  std::uint64_t id;  // of the transfer: what is asked for and what comes back have the same
};

// Says who sent it, and what Info says of it.
void report_usb(Layer& usb, const UsbAddress& address);
// What a control transfer asks for: USB 2.0, section 9.3.
void read_usb_setup(Layer& usb, const UsbAddress& address);
// All that is left, as what this transfer carries. False where that is too short.
bool read_usb_rest(Layer& usb, const UsbAddress& address);

// Reads descriptors one behind another, up to the end of the layer: USB 2.0, section 9.6.
// `languages`: the first of them says which languages the strings have. False where one is longer
// than what is there.
bool read_usb_descriptors(Layer& usb, bool languages);

// All fields that are recorded there.
extern const FieldList kUsbFields, kUsbDescriptorFields;
// Types of descriptors: "DEVICE".
extern const Field kUsbDescriptorType;

}  // namespace packetglass
