// The long header of a packet of QUIC.
#include "dissect/application/quic/header.h"

#include "dissect/application/quic/number.h"

namespace packetglass::quic {
namespace {

constexpr std::uint8_t kLongForm = 0x80, kFixed = 0x40;
constexpr std::size_t kMostInId = 20;

bool is_known(std::uint32_t version) {
  return version == 1 || (version >= 0xff000017 && version <= 0xff000022) || is_second(version);
}

}  // namespace

bool has_long_header(Bytes bytes) {
  if (bytes.size() < 7 || (bytes[0] & kLongForm) == 0 || bytes[5] > kMostInId) return false;
  const std::size_t source = 6u + bytes[5];
  return source < bytes.size() && bytes[source] <= kMostInId &&
         source + 1 + bytes[source] <= bytes.size();
}

std::uint32_t version_of(Bytes bytes) {
  return load<std::uint32_t>(&bytes[1], ByteOrder::kBig);
}

bool is_second(std::uint32_t version) {
  return version == 0x6b3343cf || version == 0x709a50c4;
}

bool begins_packet(Bytes bytes) {
  return has_long_header(bytes) && (bytes[0] & kFixed) != 0 && is_known(version_of(bytes));
}

PacketType type_of(Bytes bytes) {
  const unsigned bits = bytes[0] >> 4 & 3;
  return static_cast<PacketType>(is_second(version_of(bytes)) ? (bits + 3) % 4 : bits);
}

std::optional<LongHeader> read_long_header(Bytes bytes) {
  if (!begins_packet(bytes) || type_of(bytes) == PacketType::kRetry) return std::nullopt;
  LongHeader header;
  header.type = type_of(bytes);
  header.version = version_of(bytes);
  header.destination = bytes.subspan(6, bytes[5]);
  const std::size_t source = 6u + bytes[5];
  header.source = bytes.subspan(source + 1, bytes[source]);
  Bytes rest = bytes.subspan(source + 1 + bytes[source]);
  if (header.type == PacketType::kInitial) {
    const auto token = take_number(rest);
    if (!token || *token > rest.size()) return std::nullopt;
    rest = rest.subspan(static_cast<std::size_t>(*token));
  }
  const auto length = take_number(rest);
  if (!length) return std::nullopt;
  header.number_at = bytes.size() - rest.size();
  header.whole = *length <= rest.size();
  header.packet = bytes.first(header.number_at +
                              (header.whole ? static_cast<std::size_t>(*length) : rest.size()));
  return header;
}

}  // namespace packetglass::quic
