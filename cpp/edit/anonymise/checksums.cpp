// Checksums of headers and payloads that change.
#include "edit/anonymise/checksums.h"

#include "base/crc32c.h"
#include "base/internet_checksum.h"
#include "base/reflected_crc.h"

namespace packetglass::anonymise {

struct ChecksumFinder::Row {
  std::string_view field;
  std::uint32_t from;  // where it stands in its header
  std::uint8_t protocol;
  bool pseudo;  // over IPv4 too; over IPv6 wherever it has a protocol
  Checksum::Kind kind = Checksum::Kind::kInternet;
};

namespace {

using Row = ChecksumFinder::Row;

constexpr std::uint8_t kTcp = 6, kUdp = 17, kDccp = 33, kIcmpv6 = 58, kOspf = 89, kPim = 103;

constexpr Row kRows[] = {
    {"ip.checksum", 10, 0, false},
    {"tcp.checksum", 16, kTcp, true},
    {"udp.checksum", 6, kUdp, true, Checksum::Kind::kUdp},
    {"icmp.checksum", 2, 0, false},
    {"icmpv6.checksum", 2, kIcmpv6, true},
    {"igmp.checksum", 2, 0, false},
    {"dccp.checksum", 6, kDccp, true},
    {"gre.checksum", 4, 0, false},
    {"eigrp.checksum", 2, 0, false},
    {"vrrp.checksum", 6, 0, false},
    {"ospf.checksum", 12, kOspf, false},
    {"pim.cksum", 2, kPim, false},
    {"cdp.checksum", 2, 0, false},
    {"sctp.checksum", 8, 0, false, Checksum::Kind::kCrc32c},
    {"wlan.fcs", 0, 0, false, Checksum::Kind::kFrame},
    {"eth.fcs", 0, 0, false, Checksum::Kind::kFrame},
};

const Row* find_row(std::string_view field) {
  for (const Row& row : kRows) {
    if (row.field == field) return &row;
  }
  return nullptr;
}

// A header of IP in a source: where it begins and where its packet ends.
struct IpHeader {
  std::uint32_t begin = 0, end = 0;
  unsigned version = 0;  // 0: there is none
  bool whole = false;
};

IpHeader read_ip(Bytes bytes, std::uint32_t at, bool v6) {
  IpHeader ip{at, static_cast<std::uint32_t>(bytes.size()), v6 ? 6U : 4U, false};
  const std::size_t size = bytes.size() - at;
  if (size < (v6 ? 40U : 20U)) return {};
  const std::uint16_t length =
      load<std::uint16_t>(bytes.data() + at + (v6 ? 4 : 2), ByteOrder::kBig);
  const std::uint32_t end = at + length + (v6 ? 40U : 0U);
  // A length of zero is that of a packet that the network card is to segment.
  if (length == 0) return ip;
  ip.whole = end <= ip.end;
  if (ip.whole) ip.end = end;
  return ip;
}

std::uint32_t end_of(const Row& row, const Node& node, Bytes bytes, const IpHeader& ip,
                     std::uint32_t begin) {
  const auto all = static_cast<std::uint32_t>(bytes.size());
  if (row.kind == Checksum::Kind::kFrame) return node.offset + node.size;
  if (row.field == "ip.checksum") return std::min(all, begin + (bytes[begin] & 0xfU) * 4);
  // Of a packet that PIM carries only the header counts.
  if (row.protocol == kPim && (bytes[begin] & 0xf) == 1) return begin + 8;
  std::uint32_t end = ip.version == 0 ? all : ip.end;
  if (row.kind == Checksum::Kind::kUdp) {
    const auto length = load<std::uint16_t>(bytes.data() + begin + 4, ByteOrder::kBig);
    if (length >= 8) end = std::min(end, begin + length);
  }
  return end;
}

std::optional<Checksum> checksum_of(const Row& row, const Node& node, Bytes bytes,
                                    const IpHeader& ip, std::uint32_t frame) {
  const bool is_frame = row.kind == Checksum::Kind::kFrame;
  if (!is_frame && node.offset < row.from) return std::nullopt;
  Checksum checksum;
  checksum.kind = row.kind;
  checksum.at = node.offset;
  checksum.begin = is_frame ? frame : node.offset - row.from;
  checksum.end = end_of(row, node, bytes, ip, checksum.begin);
  if (checksum.at + node.size > checksum.end || checksum.begin > checksum.at) return std::nullopt;
  checksum.whole = ip.version != 0 && ip.whole;
  if (ip.version == 6 ? row.protocol != 0 : row.pseudo && ip.version != 0) {
    checksum.protocol = row.protocol;
    checksum.pseudo = ip.begin + (ip.version == 6 ? 8 : 12);
    checksum.pseudo_size = ip.version == 6 ? 32 : 8;
  }
  return checksum;
}

std::uint16_t pseudo_sum(const Checksum& checksum, Bytes bytes) {
  const Bytes addresses = bytes.subspan(checksum.pseudo, checksum.pseudo_size);
  const Bytes from = addresses.first(addresses.size() / 2), to = addresses.last(from.size());
  const std::uint32_t length = checksum.end - checksum.begin;
  return (from.size() == 4
              ? pseudo_header_v4(from, to, checksum.protocol, static_cast<std::uint16_t>(length))
              : pseudo_header_v6(from, to, checksum.protocol, length))
      .folded();
}

std::uint16_t updated(const Checksum& checksum, std::uint16_t number, Bytes before, Bytes after) {
  // The network card was to fill it in.
  if (checksum.pseudo_size != 0 && checksum.whole && number == pseudo_sum(checksum, before)) {
    return pseudo_sum(checksum, after);
  }
  const std::size_t size = checksum.end - checksum.begin;
  number = updated_checksum(number, before.subspan(checksum.begin, size),
                            after.subspan(checksum.begin, size));
  return checksum.pseudo_size == 0
             ? number
             : updated_checksum(number, before.subspan(checksum.pseudo, checksum.pseudo_size),
                                after.subspan(checksum.pseudo, checksum.pseudo_size));
}

bool update_internet(const Checksum& checksum, Bytes before, std::span<std::uint8_t> after) {
  const auto was = load<std::uint16_t>(before.data() + checksum.at, ByteOrder::kBig);
  if (checksum.kind == Checksum::Kind::kUdp && was == 0) return false;
  std::uint16_t now = updated(checksum, was, before, after);
  if (checksum.kind == Checksum::Kind::kUdp) now = udp_checksum(now);
  store(after.data() + checksum.at, now, ByteOrder::kBig);
  return now != was;
}

std::uint32_t crc_of(const Checksum& checksum, Bytes bytes) {
  const Bytes before = bytes.subspan(checksum.begin, checksum.at - checksum.begin);
  if (checksum.kind == Checksum::Kind::kFrame) return crc32(before);
  constexpr std::uint8_t kZeros[4] = {};
  const Bytes behind = bytes.subspan(checksum.at + 4, checksum.end - checksum.at - 4);
  return crc32c(behind, crc32c(kZeros, crc32c(before)));
}

// What it differed by from the right one it differs by still.
bool update_crc(const Checksum& checksum, Bytes before, std::span<std::uint8_t> after) {
  const auto was = load<std::uint32_t>(before.data() + checksum.at, ByteOrder::kLittle);
  const std::uint32_t now = was ^ crc_of(checksum, before) ^ crc_of(checksum, after);
  store(after.data() + checksum.at, now, ByteOrder::kLittle);
  return now != was;
}

}  // namespace

ChecksumFinder::Known ChecksumFinder::look_at(const Field& field) {
  const std::string_view name = field.name;
  if (field.shape != Shape::kLayer) return {find_row(name), Layer::kOther};
  const bool frame = name == "eth" || name == "wlan";
  return {nullptr, frame            ? Layer::kFrame
                   : name == "ip"   ? Layer::kIpv4
                   : name == "ipv6" ? Layer::kIpv6
                                    : Layer::kOther};
}

void ChecksumFinder::find(const Tree& tree, std::uint8_t source, std::vector<Checksum>& found) {
  const Bytes bytes = tree.source(source);
  IpHeader ip;
  std::uint32_t frame = 0;
  for (const Node& node : tree.nodes()) {
    if (node.source != source || node.generated) continue;
    const Known& field = known_.of(*node.field, look_at);
    if (field.layer == Layer::kFrame) frame = node.offset;
    if (field.layer == Layer::kIpv4 || field.layer == Layer::kIpv6) {
      ip = read_ip(bytes, node.offset, field.layer == Layer::kIpv6);
    }
    if (field.row == nullptr || (node.size != 2 && node.size != 4)) continue;
    if (const auto checksum = checksum_of(*field.row, node, bytes, ip, frame)) {
      found.push_back(*checksum);
    }
  }
}

bool update(const Checksum& checksum, Bytes before, std::span<std::uint8_t> after) {
  const bool crc =
      checksum.kind == Checksum::Kind::kCrc32c || checksum.kind == Checksum::Kind::kFrame;
  return crc ? update_crc(checksum, before, after) : update_internet(checksum, before, after);
}

}  // namespace packetglass::anonymise
