// The checksum of the Internet protocols: RFC 1071, and its update: RFC 1624.
#include "base/internet_checksum.h"

namespace packetglass {
namespace {

// A sum of words does not change when two of them are read as one number and folded later.
std::uint64_t sum_of_words(Bytes bytes) {
  std::uint64_t sum = 0;
  while (bytes.size() >= sizeof(std::uint32_t)) {
    sum += load<std::uint32_t>(bytes.data(), ByteOrder::kBig);
    bytes = bytes.subspan(sizeof(std::uint32_t));
  }
  if (bytes.size() >= 2) {
    sum += load<std::uint16_t>(bytes.data(), ByteOrder::kBig);
    bytes = bytes.subspan(2);
  }
  if (!bytes.empty()) sum += std::uint64_t{bytes[0]} << 8;
  return sum;
}

InternetSum sum_of_addresses(Bytes source, Bytes destination) {
  return InternetSum().add(source).add(destination);
}

}  // namespace

InternetSum& InternetSum::add(Bytes bytes) {
  if (odd_ && !bytes.empty()) {
    sum_ += bytes[0];
    bytes = bytes.subspan(1);
    odd_ = false;
  }
  // Folded, so that no number of pieces overflows.
  sum_ = fold(sum_) + std::uint64_t{fold(sum_of_words(bytes))};
  odd_ = odd_ != (bytes.size() % 2 != 0);
  return *this;
}

InternetSum& InternetSum::add(std::uint16_t word) {
  const std::uint8_t bytes[] = {static_cast<std::uint8_t>(word >> 8),
                                static_cast<std::uint8_t>(word)};
  return add(bytes);
}

std::uint16_t internet_checksum(Bytes bytes) {
  return InternetSum().add(bytes).checksum();
}

InternetSum pseudo_header_v4(Bytes source, Bytes destination, std::uint8_t protocol,
                             std::uint16_t length) {
  return sum_of_addresses(source, destination).add(std::uint16_t{protocol}).add(length);
}

InternetSum pseudo_header_v6(Bytes source, Bytes destination, std::uint8_t next_header,
                             std::uint32_t length) {
  return sum_of_addresses(source, destination)
      .add(static_cast<std::uint16_t>(length >> 16))
      .add(static_cast<std::uint16_t>(length))
      .add(std::uint16_t{next_header});
}

std::uint16_t updated_checksum(std::uint16_t checksum, Bytes before, Bytes after,
                               std::size_t offset) {
  constexpr std::uint8_t kFirstHalf[] = {0};
  const Bytes half = Bytes(kFirstHalf).first(offset % 2);
  // HC' = ~(~HC + ~m + m'), equation 3.
  const std::uint64_t kept = static_cast<std::uint16_t>(~checksum);
  const std::uint64_t removed = InternetSum().add(half).add(before).checksum();
  const std::uint64_t added = InternetSum().add(half).add(after).folded();
  return static_cast<std::uint16_t>(~fold(kept + removed + added));
}

}  // namespace packetglass
