// Name Resolution Block: draft-ietf-opsawg-pcapng, section 4.5.
#include "format/pcapng/name_resolution.h"

#include <algorithm>

#include "format/pcapng/address_text.h"

namespace packetglass::pcapng {
namespace {

constexpr std::size_t kRecordHeadSize = 4;
constexpr std::size_t kAddressSizes[] = {0, 4, 16, 6, 8};

}  // namespace

const NameRecord* NameRecords::next() {
  if (ended_) return nullptr;
  if (left_.size() < kRecordHeadSize) return finish(true);
  record_.type = load<std::uint16_t>(left_.data(), order_);
  const auto length = load<std::uint16_t>(left_.data() + 2, order_);
  left_ = left_.subspan(kRecordHeadSize);
  if (record_.type == static_cast<std::uint16_t>(NameRecordType::kEnd)) {
    options_ = left_;
    return finish(length != 0);
  }
  const bool known = record_.type < std::size(kAddressSizes);
  const std::size_t address_size = known ? kAddressSizes[record_.type] : 0;
  if (length > left_.size() || length < address_size) return finish(true);
  record_.value = left_.first(length);
  record_.address = record_.value.first(address_size);
  left_ = left_.subspan(std::min<std::size_t>(left_.size(), padded(length)));
  return &record_;
}

const NameRecord* NameRecords::finish(bool malformed) {
  ended_ = true;
  malformed_ = malformed;
  return nullptr;
}

std::string NameRecord::address_text() const {
  switch (static_cast<NameRecordType>(type)) {
    case NameRecordType::kIpv4:
      return ipv4_text(address);
    case NameRecordType::kIpv6:
      return ipv6_text(address);
    default:
      return hardware_text(address);
  }
}

std::vector<std::string> NameRecord::names() const {
  std::vector<std::string> names;
  if (address.empty()) return names;
  Bytes left = value.subspan(address.size());
  while (!left.empty()) {
    const auto end = std::find(left.begin(), left.end(), 0);
    names.emplace_back(left.begin(), end);
    left = left.subspan(std::min<std::size_t>(left.size(), names.back().size() + 1));
  }
  return names;
}

}  // namespace packetglass::pcapng
