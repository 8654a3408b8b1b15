// What Linux's netfilter logs: LINKTYPE_NFLOG of tcpdump.org, nfnetlink_log.h.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kFamilies[] = {{0, "Unspecified"}, {2, "IPv4"}, {7, "Bridge"}, {10, "IPv6"}};
constexpr Name kTypes[] = {{1, "NFULA_PACKET_HDR"},
                           {2, "NFULA_MARK"},
                           {3, "NFULA_TIMESTAMP"},
                           {4, "NFULA_IFINDEX_INDEV"},
                           {5, "NFULA_IFINDEX_OUTDEV"},
                           {6, "NFULA_IFINDEX_PHYSINDEV"},
                           {7, "NFULA_IFINDEX_PHYSOUTDEV"},
                           {8, "NFULA_HWADDR"},
                           {9, "NFULA_PAYLOAD"},
                           {10, "NFULA_PREFIX"},
                           {11, "NFULA_UID"},
                           {12, "NFULA_SEQ"},
                           {13, "NFULA_SEQ_GLOBAL"},
                           {14, "NFULA_GID"},
                           {15, "NFULA_HWTYPE"},
                           {16, "NFULA_HWHEADER"},
                           {17, "NFULA_HWLEN"}};
constexpr Name kHooks[] = {
    {0, "Pre-routing"}, {1, "Local in"}, {2, "Forward"}, {3, "Local out"}, {4, "Post-routing"}};

constexpr Field kFamily{"nflog.family", "Family", Shape::kNumber8, 0, kFamilies};
constexpr Field kVersion{"nflog.version", "Version", Shape::kNumber8};
constexpr Field kResource{"nflog.res_id", "Resource id", Shape::kNumber16};
constexpr Field kAttribute{"nflog.tlv", "TLV", Shape::kBytes};
constexpr Field kLength{"nflog.tlv_length", "Length", Shape::kNumber16};
constexpr Field kType{"nflog.tlv_type", "Type", Shape::kNumber16, 0, kTypes};
constexpr Field kProtocol{"nflog.protocol", "HW protocol", Shape::kHex16};
constexpr Field kHook{"nflog.hook", "Netfilter hook", Shape::kNumber8, 0, kHooks};
constexpr Field kIn{"nflog.ifindex_indev", "IFINDEX_INDEV", Shape::kNumber32};
constexpr Field kOut{"nflog.ifindex_outdev", "IFINDEX_OUTDEV", Shape::kNumber32};
constexpr Field kPhysicalIn{"nflog.ifindex_physindev", "IFINDEX_PHYSINDEV", Shape::kNumber32};
constexpr Field kPhysicalOut{"nflog.ifindex_physoutdev", "IFINDEX_PHYSOUTDEV", Shape::kNumber32};
constexpr Field kPrefix{"nflog.prefix", "Prefix", Shape::kText};
constexpr Field kUser{"nflog.uid", "UID", Shape::kSigned32};
constexpr Field kGroup{"nflog.gid", "GID", Shape::kSigned32};
constexpr Field kTime{"nflog.timestamp", "Timestamp", Shape::kTime};
constexpr Field kValue{"nflog.tlv_value", "Value", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kLinkType, 239}};

constexpr std::size_t kHeadSize = 4;
constexpr std::uint8_t kIpv4 = 2, kIpv6 = 10;
constexpr std::uint16_t kPayload = 9;

std::size_t padded(std::size_t length) {
  return (length + 3) / 4 * 4;
}

// Types and lengths are in the order of the host, which nothing says: in the other one the lengths
// do not lead from attribute to attribute.
ByteOrder order_of(Bytes attributes) {
  while (attributes.size() >= kHeadSize) {
    const std::size_t length = load<std::uint16_t>(attributes.data(), ByteOrder::kLittle);
    if (length < kHeadSize) return ByteOrder::kBig;
    if (length > attributes.size()) {
      // Cut, or the other order: then it is a small number there.
      const std::size_t other = load<std::uint16_t>(attributes.data(), ByteOrder::kBig);
      return other < length ? ByteOrder::kBig : ByteOrder::kLittle;
    }
    attributes = attributes.subspan(std::min(padded(length), attributes.size()));
  }
  return ByteOrder::kLittle;
}

std::uint16_t read_head(Layer& log, const Field& field, ByteOrder order) {
  return order == ByteOrder::kBig ? log.u16(field) : log.u16le(field);
}

// Two numbers of eight bytes: seconds and microseconds.
void read_time(Layer& log) {
  log.look(kTime, 16);
  const Bytes left = log.left();
  log.skip(16);
  if (log.truncated()) return;
  const auto seconds = load<std::uint64_t>(left.data(), ByteOrder::kBig);
  const auto microseconds = load<std::uint64_t>(left.data() + 8, ByteOrder::kBig);
  log.means(seconds * 1'000'000'000 + microseconds * 1000);
}

void read_packet_header(Layer& log) {
  log.u16(kProtocol);
  log.u8(kHook);
  log.skip(std::min<std::size_t>(1, log.left().size()));
}

void read_value(Layer& log, std::uint16_t type) {
  switch (type) {
    case 1:
      return read_packet_header(log);
    case 3:
      return read_time(log);
    case 4:
      return void(log.u32(kIn));
    case 5:
      return void(log.u32(kOut));
    case 6:
      return void(log.u32(kPhysicalIn));
    case 7:
      return void(log.u32(kPhysicalOut));
    case 10:
      return void(log.padded(kPrefix, log.left().size()));
    case 11:
      return void(log.u32(kUser));
    case 14:
      return void(log.u32(kGroup));
    default:
      if (!log.left().empty()) log.remaining(kValue);
  }
}

// Returns whether another may follow. The payload is what the layer has inside.
bool read_attribute(Layer& log, ByteOrder order, Payload& payload) {
  Layer::Group attribute(log, kAttribute);
  const std::size_t length = read_head(log, kLength, order);
  const std::uint16_t type = read_head(log, kType, order) & 0x7fff;
  if (length < kHeadSize || length - kHeadSize > log.left_on_wire()) return false;
  const std::size_t size = length - kHeadSize;
  if (type == kPayload) {
    payload = log.rest(size);
    log.skip(std::min(size, log.left().size()));
  } else if (size != 0) {
    const Layer::Limit limit(log, size);
    read_value(log, type);
  }
  return true;
}

Outcome dissect(Layer& log) {
  const std::uint8_t family = log.u8(kFamily);
  log.u8(kVersion);
  log.u16(kResource);
  if (log.truncated()) return stop("the header is incomplete");
  const ByteOrder order = order_of(log.left());
  Payload payload;
  while (log.left().size() >= kHeadSize) {
    if (!read_attribute(log, order, payload)) return stop_truncated("an attribute is incomplete");
    log.skip(std::min((4 - log.position() % 4) % 4, log.left().size()));
  }
  if (family == kIpv4) return done(payload, {{Space::kEtherType, 0x0800}});
  if (family == kIpv6) return done(payload, {{Space::kEtherType, 0x86dd}});
  return done(payload, {});
}

constexpr FieldSpan kFields[] = {
    kFamily, kVersion,    kResource,    kAttribute, kLength, kType,  kProtocol, kHook, kIn,
    kOut,    kPhysicalIn, kPhysicalOut, kPrefix,    kUser,   kGroup, kTime,     kValue};

}  // namespace

extern const Dissector kNflog{
    {"nflog", "Linux Netfilter NFLOG", Shape::kLayer}, "NFLOG", kFoundAt, kFields, dissect};

}  // namespace packetglass
