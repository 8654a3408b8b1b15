// Controller Area Network as Linux captures it: LINKTYPE_CAN_SOCKETCAN of tcpdump.org, and in its
// cooked captures; linux/can.h.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Field kId{"can.id", "ID", Shape::kNumber32};
constexpr Field kExtended{"can.flags.xtd", "Extended Flag", Shape::kFlag, 0x80000000};
constexpr Field kRequest{"can.flags.rtr", "Remote Transmission Request Flag", Shape::kFlag,
                         0x40000000};
constexpr Field kError{"can.flags.err", "Error Message Flag", Shape::kFlag, 0x20000000};
constexpr Field kErrors{"can.errors", "Error classes", Shape::kHex32};
constexpr Field kTimeout{"can.err.tx_timeout", "Transmit timeout", Shape::kFlag, 0x001};
constexpr Field kArbitration{"can.err.lostarb", "Lost arbitration", Shape::kFlag, 0x002};
constexpr Field kController{"can.err.ctrl", "Controller problems", Shape::kFlag, 0x004};
constexpr Field kProtocol{"can.err.prot", "Protocol violation", Shape::kFlag, 0x008};
constexpr Field kTransceiver{"can.err.trx", "Transceiver status", Shape::kFlag, 0x010};
constexpr Field kUnacknowledged{"can.err.ack", "No acknowledgement", Shape::kFlag, 0x020};
constexpr Field kBusOff{"can.err.busoff", "Bus off", Shape::kFlag, 0x040};
constexpr Field kBusError{"can.err.buserror", "Bus error", Shape::kFlag, 0x080};
constexpr Field kRestarted{"can.err.restarted", "Controller restarted", Shape::kFlag, 0x100};
constexpr Field kErrorsReserved{"can.err.reserved", "Reserved", Shape::kHex32, 0x1ffffe00};
constexpr Field kLength{"can.len", "Frame-Length", Shape::kNumber8};
constexpr Field kFastFlags{"canfd.flags", "Flags", Shape::kHex8};
constexpr Field kBitRate{"canfd.flags.brs", "Bit Rate Setting", Shape::kFlag, 0x01};
constexpr Field kErrorState{"canfd.flags.esi", "Error State Indicator", Shape::kFlag, 0x02};
constexpr Field kReserved{"can.reserved", "Reserved", Shape::kBytes};
constexpr Field kPadding{"can.padding", "Padding", Shape::kBytes};

constexpr const Field* kErrorClasses[] = {
    &kTimeout,        &kArbitration, &kController, &kProtocol,  &kTransceiver,
    &kUnacknowledged, &kBusOff,      &kBusError,   &kRestarted, &kErrorsReserved};

constexpr Route kFoundAt[] = {{Space::kLinkType, 227}};
constexpr Route kCookedAt[] = {{Space::kEtherType, 12}};
constexpr Route kFastCookedAt[] = {{Space::kEtherType, 13}};

constexpr std::uint32_t kExtendedBit = 0x80000000, kRequestBit = 0x40000000,
                        kErrorBit = 0x20000000, kExtendedMask = 0x1fffffff, kShortMask = 0x7ff;
constexpr std::size_t kFastSize = 72, kMost = 8, kMostFast = 64;

std::string errors_text(std::uint32_t id) {
  std::string text = "ERR: ";
  for (const Field* const field : kErrorClasses) {
    if ((id & field->mask) == 0) continue;
    if (text.size() > 5) text += ", ";
    text += field->title;
  }
  return text;
}

std::string words_for(std::uint32_t id, unsigned length) {
  const bool extended = (id & kExtendedBit) != 0;
  const std::uint32_t number = id & (extended ? kExtendedMask : kShortMask);
  return format_text("%sID: %u (0x%x), Length: %u", extended ? "Ext. " : "", number, number,
                     length);
}

void put_info(Layer& can, std::uint32_t id, unsigned length, bool error) {
  if (can.recording()) can.title(", " + words_for(id, length));
  std::string* const info = can.info();
  if (info == nullptr) return;
  *info = error ? errors_text(id) : words_for(id, length);
  if (!error && (id & kRequestBit) != 0) *info += "(Remote Transmission Request)";
}

// Identifier and flags are one number.
std::uint32_t read_id(Layer& can, ByteOrder order, bool error) {
  const Field& field = error ? kErrors : kId;
  const std::uint32_t id = order == ByteOrder::kBig ? can.u32(field) : can.u32le(field);
  if (error) {
    can.parts(id, {&kError});
    for (const Field* const each : kErrorClasses) can.parts(id, {each});
    return id;
  }
  can.means(id & ((id & kExtendedBit) != 0 ? kExtendedMask : kShortMask));
  return id;
}

std::uint32_t number_at(const Layer& can, ByteOrder order) {
  const std::uint32_t number = std::uint32_t{can.peek16(0)} << 16 | can.peek16(2);
  return order == ByteOrder::kBig ? number : swap_bytes(number);
}

// What stands behind as many bytes as the length says fills up the frame.
Outcome after_header(Layer& can, std::size_t length) {
  const Payload payload = can.rest(length);
  if (can.left().size() > length) can.look_at(kPadding, can.left().subspan(length));
  return done(payload, {});
}

// Bytes that only say more of the error: there are always eight (linux/can/error.h).
Outcome after_error(const Layer& can) {
  return can.left().size() < kMost ? stop_truncated("an error frame has eight bytes") : done();
}

Outcome dissect_classic(Layer& can, ByteOrder order) {
  const bool error = (number_at(can, order) & kErrorBit) != 0;
  const std::uint32_t id = read_id(can, order, error);
  if (!error) can.parts(id, {&kExtended, &kRequest, &kError});
  const std::uint8_t length = can.u8(kLength);
  can.bytes(kReserved, 3);
  if (can.truncated()) return stop("the header is incomplete");
  put_info(can, id, length, error);
  if (length > kMost) return stop("the length is more than a frame has");
  if (error) return after_error(can);
  return after_header(can, length);
}

Outcome dissect_fast(Layer& can, ByteOrder order) {
  const std::uint32_t id = read_id(can, order, false);
  can.parts(id, {&kExtended});
  const std::uint8_t length = can.u8(kLength);
  can.parts(can.u8(kFastFlags), {&kBitRate, &kErrorState});
  can.bytes(kReserved, 2);
  if (can.truncated()) return stop("the header is incomplete");
  put_info(can, id & ~kRequestBit, length, false);
  if (length > kMostFast) return stop("the length is more than a frame has");
  return after_header(can, length);
}

// A frame of CAN FD is recognised by its size.
Outcome dissect(Layer& can) {
  if (can.left_on_wire() != kFastSize) return dissect_classic(can, ByteOrder::kBig);
  can.column("CANFD");
  return dissect_fast(can, ByteOrder::kBig);
}

// In the order of the host, which nothing says; almost all are little-endian.
Outcome dissect_cooked(Layer& can) {
  return dissect_classic(can, ByteOrder::kLittle);
}

Outcome dissect_fast_cooked(Layer& can) {
  return dissect_fast(can, ByteOrder::kLittle);
}

constexpr const char* kTitle = "Controller Area Network";

constexpr FieldSpan kFields[] = {
    kId,          kExtended,   kRequest,        kError,       kErrors,         kTimeout,
    kArbitration, kController, kProtocol,       kTransceiver, kUnacknowledged, kBusOff,
    kBusError,    kRestarted,  kErrorsReserved, kLength,      kFastFlags,      kBitRate,
    kErrorState,  kReserved,   kPadding};

}  // namespace

extern const Dissector kCan{{"can", kTitle, Shape::kLayer}, "CAN", kFoundAt, kFields, dissect};
extern const Dissector kCanCooked{
    {"can", kTitle, Shape::kLayer}, "CAN", kCookedAt, kFields, dissect_cooked};
extern const Dissector kCanFdCooked{{"canfd", "Controller Area Network FD", Shape::kLayer},
                                    "CANFD",
                                    kFastCookedAt,
                                    kFields,
                                    dissect_fast_cooked};

}  // namespace packetglass
