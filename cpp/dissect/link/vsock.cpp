// Sockets between hosts and virtual machines: LINKTYPE_VSOCK of tcpdump.org, linux/vsockmon.h and
// linux/virtio_vsock.h.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kOperations[] = {
    {0, "Unknown"}, {1, "Connect"}, {2, "Disconnect"}, {3, "Control"}, {4, "Payload"}};
constexpr Name kTransports[] = {{0, "Unknown"}, {1, "No info"}, {2, "Virtio"}};
constexpr Name kVirtioTypes[] = {{1, "Stream"}};
constexpr Name kVirtioOperations[] = {{0, "Invalid"},       {1, "Request"},        {2, "Response"},
                                      {3, "Rst"},           {4, "Shutdown"},       {5, "RW"},
                                      {6, "Credit update"}, {7, "Credit response"}};

constexpr Field kSource{"vsock.src_cid", "Source cid", Shape::kNumber64};
constexpr Field kDestination{"vsock.dst_cid", "Destination cid", Shape::kNumber64};
constexpr Field kSourcePort{"vsock.src_port", "Source port", Shape::kNumber32};
constexpr Field kDestinationPort{"vsock.dst_port", "Destination port", Shape::kNumber32};
constexpr Field kOperation{"vsock.op", "Operation", Shape::kNumber16, 0, kOperations};
constexpr Field kTransport{"vsock.trans", "Transport", Shape::kNumber16, 0, kTransports};
constexpr Field kTransportLength{"vsock.trans_len", "Transport length", Shape::kNumber16};
constexpr Field kReserved{"vsock.reserved", "Reserved", Shape::kBytes};
constexpr Field kTransportBytes{"vsock.trans.bytes", "Transport header", Shape::kBytes};
constexpr Field kPayload{"vsock.payload", "Payload", Shape::kBytes};
constexpr Field kVirtio{"vsock.virtio", "Virtio transport header", Shape::kGroup};
constexpr Field kVirtioSource{"vsock.virtio.src_cid", "Source cid", Shape::kNumber64};
constexpr Field kVirtioDestination{"vsock.virtio.dst_cid", "Destination cid", Shape::kNumber64};
constexpr Field kVirtioSourcePort{"vsock.virtio.src_prot", "Source port", Shape::kNumber32};
constexpr Field kVirtioDestinationPort{"vsock.virtio.dst_prot", "Destination port",
                                       Shape::kNumber32};
constexpr Field kVirtioLength{"vsock.virtio.len", "Length", Shape::kNumber32};
constexpr Field kVirtioType{"vsock.virtio.type", "Type", Shape::kNumber16, 0, kVirtioTypes};
constexpr Field kVirtioOperation{"vsock.virtio.op", "Operation", Shape::kNumber16, 0,
                                 kVirtioOperations};
constexpr Field kFlags{"vsock.virtio.flags", "Flags", Shape::kHex32};
constexpr Field kAllocated{"vsock.virtio.buf_alloc", "Buf alloc", Shape::kNumber32};
constexpr Field kForwarded{"vsock.virtio.fwd_cnt", "Fwd cnt", Shape::kNumber32};

constexpr Route kFoundAt[] = {{Space::kLinkType, 271}};

constexpr std::uint16_t kIsVirtio = 2;
constexpr std::size_t kVirtioSize = 44;

std::string word(std::span<const Name> names, unsigned number) {
  const std::string_view name = name_of(names, number);
  return name.empty() ? format_text("Unknown (%u)", number) : std::string(name);
}

void read_virtio(Layer& vsock) {
  Layer::Group group(vsock, kVirtio);
  vsock.u64le(kVirtioSource);
  vsock.u64le(kVirtioDestination);
  vsock.u32le(kVirtioSourcePort);
  vsock.u32le(kVirtioDestinationPort);
  vsock.u32le(kVirtioLength);
  const std::uint16_t type = vsock.u16le(kVirtioType);
  const std::uint16_t operation = vsock.u16le(kVirtioOperation);
  vsock.u32le(kFlags);
  const std::uint32_t allocated = vsock.u32le(kAllocated);
  const std::uint32_t forwarded = vsock.u32le(kForwarded);
  std::string* const info = vsock.info();
  if (info == nullptr || vsock.truncated()) return;
  *info +=
      format_text(": %s, Op: %s, Buf alloc: %u, Fwd cnt: %u", word(kVirtioTypes, type).c_str(),
                  word(kVirtioOperations, operation).c_str(), allocated, forwarded);
}

Outcome dissect(Layer& vsock) {
  vsock.u64le(kSource);
  vsock.u64le(kDestination);
  vsock.u32le(kSourcePort);
  vsock.u32le(kDestinationPort);
  const std::uint16_t operation = vsock.u16le(kOperation);
  const std::uint16_t transport = vsock.u16le(kTransport);
  const std::size_t length = vsock.u16le(kTransportLength);
  vsock.bytes(kReserved, 2);
  if (vsock.truncated()) return stop("the header is incomplete");
  const std::string said = word(kOperations, operation), by = word(kTransports, transport);
  if (vsock.recording()) vsock.title(", Op: " + said + ", Transport: " + by);
  if (std::string* info = vsock.info()) *info = "[" + said + "] " + by;
  if (transport == kIsVirtio && length >= kVirtioSize) {
    const Layer::Limit limit(vsock, length);
    read_virtio(vsock);
  } else if (length != 0) {
    vsock.bytes(kTransportBytes, length);
  }
  if (vsock.truncated()) return stop("the transport header is incomplete");
  if (!vsock.left().empty()) vsock.remaining(kPayload);
  return done();
}

constexpr FieldSpan kFields[] = {kSource,
                                 kDestination,
                                 kSourcePort,
                                 kDestinationPort,
                                 kOperation,
                                 kTransport,
                                 kTransportLength,
                                 kReserved,
                                 kTransportBytes,
                                 kPayload,
                                 kVirtio,
                                 kVirtioSource,
                                 kVirtioDestination,
                                 kVirtioSourcePort,
                                 kVirtioDestinationPort,
                                 kVirtioLength,
                                 kVirtioType,
                                 kVirtioOperation,
                                 kFlags,
                                 kAllocated,
                                 kForwarded};

}  // namespace

extern const Dissector kVsock{
    {"vsock", "vSocket", Shape::kLayer}, "vSocket", kFoundAt, kFields, dissect};

}  // namespace packetglass
