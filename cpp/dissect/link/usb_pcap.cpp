// USB as USBPcap captures it on Windows: LINKTYPE_USBPCAP, https://desowin.org/usbpcap/.
#include "base/text.h"
#include "dissect/link/usb.h"

namespace packetglass {
namespace {

constexpr Name kFunctions[] = {{0, "URB_FUNCTION_SELECT_CONFIGURATION"},
                               {1, "URB_FUNCTION_SELECT_INTERFACE"},
                               {2, "URB_FUNCTION_ABORT_PIPE"},
                               {8, "URB_FUNCTION_CONTROL_TRANSFER"},
                               {9, "URB_FUNCTION_BULK_OR_INTERRUPT_TRANSFER"},
                               {10, "URB_FUNCTION_ISOCH_TRANSFER"},
                               {11, "URB_FUNCTION_GET_DESCRIPTOR_FROM_DEVICE"}};
constexpr Name kWays[] = {{0, "FDO -> PDO"}, {1, "PDO -> FDO"}};
constexpr Name kStages[] = {{0, "Setup"}, {1, "Data"}, {2, "Status"}, {3, "Complete"}};

constexpr Field kHeaderLength{"usb.usbpcap_header_len", "USBPcap pseudoheader length",
                              Shape::kNumber16};
constexpr Field kId{"usb.irp_id", "IRP ID", Shape::kHex64};
constexpr Field kStatus{"usb.usbd_status", "IRP USBD_STATUS", Shape::kHex32};
constexpr Field kFunction{"usb.function", "URB Function", Shape::kHex16, 0, kFunctions};
constexpr Field kFlags{"usb.irp_info", "IRP information", Shape::kHex8};
constexpr Field kReserved{"usb.irp_info.reserved", "Reserved", Shape::kHex8, 0xfe};
constexpr Field kWay{"usb.irp_info.direction", "Direction", Shape::kNumber8, 0x01, kWays};
constexpr Field kStage{"usb.control_stage", "Control transfer stage", Shape::kNumber8, 0, kStages};
constexpr Field kStart{"usb.win32.iso_frame", "Isochronous transfer start frame",
                       Shape::kNumber32};
constexpr Field kCount{"usb.win32.iso_num_packets", "Isochronous transfer number of packets",
                       Shape::kNumber32};
constexpr Field kErrors{"usb.win32.iso_error_count", "Isochronous transfer error count",
                        Shape::kNumber32};
constexpr Field kDescriptor{"usb.win32.iso", "USB isochronous packet", Shape::kGroup};
constexpr Field kPartOffset{"usb.win32.iso_offset", "ISO Data offset", Shape::kHex32};
constexpr Field kPartLength{"usb.win32.iso_data_len", "ISO Data length", Shape::kHex32};
constexpr Field kPartStatus{"usb.win32.iso_status", "ISO USBD status", Shape::kHex32};
constexpr Field kMore{"usb.win32.header", "Rest of the header", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kLinkType, 249}};

constexpr std::size_t kBaseSize = 27, kDescriptorSize = 12;

void read_descriptors(Layer& usb) {
  usb.u32le(kStart);
  usb.u32le(kCount);
  usb.u32le(kErrors);
  while (usb.left().size() >= kDescriptorSize) {
    Layer::Group group(usb, kDescriptor);
    usb.u32le(kPartOffset);
    usb.u32le(kPartLength);
    usb.u32le(kPartStatus);
  }
}

// The rest of the header, of transfers that have more of it. Returns the stage of a control one.
std::uint8_t read_more(Layer& usb, std::uint8_t transfer) {
  std::uint8_t stage = 0xff;
  if (transfer == kUsbControl && !usb.left().empty()) stage = usb.u8(kStage);
  if (transfer == kUsbIsochronous && !usb.left().empty()) read_descriptors(usb);
  if (!usb.left().empty()) usb.remaining(kMore);
  return stage;
}

Outcome dissect(Layer& usb) {
  const std::size_t size = usb.u16le(kHeaderLength);
  UsbAddress address{};
  address.id = usb.u64le(kId);
  usb.u32le(kStatus);
  usb.u16le(kFunction);
  const std::uint8_t flags = usb.u8(kFlags);
  usb.parts(flags, {&kReserved, &kWay});
  address.from_host = (flags & 1) == 0;
  address.bus = usb.u16le(kUsbBus);
  address.device = usb.u16le(kUsbDevice);
  address.endpoint = usb.u8(kUsbEndpoint);
  usb.parts(address.endpoint, {&kUsbDirection, &kUsbNumber});
  address.transfer = usb.u8(kUsbTransfer);
  usb.u32le(kUsbLength);
  if (usb.truncated()) return stop("the header is incomplete");
  report_usb(usb, address);
  if (size < kBaseSize) return stop("the header length is less than the header");
  std::uint8_t stage = 0;
  {
    const Layer::Limit limit(usb, size - kBaseSize);
    stage = read_more(usb, address.transfer);
  }
  if (usb.truncated()) return stop("the header is incomplete");
  if (address.transfer == kUsbControl && stage == 0 && usb.left().size() >= 8) {
    read_usb_setup(usb, address);
  }
  return read_usb_rest(usb, address) ? done() : stop("a descriptor is incomplete");
}

constexpr FieldSpan kFields[] = {kHeaderLength, kId,         kStatus,     kFunction,   kFlags,
                                 kReserved,     kWay,        kStage,      kStart,      kCount,
                                 kErrors,       kDescriptor, kPartOffset, kPartLength, kPartStatus,
                                 kMore,         kUsbFields};

}  // namespace

extern const Dissector kUsbPcap{
    {"usb", "USB URB", Shape::kLayer}, "USB", kFoundAt, kFields, dissect};

}  // namespace packetglass
