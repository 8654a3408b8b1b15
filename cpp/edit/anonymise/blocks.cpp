// What a capture says of itself.
#include "edit/anonymise/blocks.h"

#include <algorithm>

#include "base/appender.h"
#include "format/pcapng/name_resolution.h"
#include "format/pcapng/options.h"

namespace packetglass::anonymise {
namespace {

using pcapng::NameRecordType;

constexpr std::size_t kStatisticsFixed = pcapng::kBlockHeadSize + 12;

void append_padded(Appender& out, Bytes value) {
  out.bytes(value);
  for (std::size_t at = value.size(); at % 4 != 0; ++at) out.u8(0);
}

std::size_t address_size(std::uint16_t type) {
  switch (static_cast<NameRecordType>(type)) {
    case NameRecordType::kIpv4:
      return 4;
    case NameRecordType::kIpv6:
      return 16;
    case NameRecordType::kEui48:
      return 6;
    case NameRecordType::kEui64:
      return 8;
    default:
      return 0;
  }
}

}  // namespace

void Blocks::put_address(std::span<std::uint8_t> address) {
  if (address.size() == 4) {
    const auto was = load<std::uint32_t>(address.data(), ByteOrder::kBig);
    store(address.data(), addresses_.ipv4(was), ByteOrder::kBig);
  } else if (address.size() == 16) {
    Ipv6 was;
    std::copy(std::begin(address), std::end(address), was.begin());
    const auto mapped = addresses_.ipv6(was);
    std::copy(mapped.begin(), mapped.end(), address.begin());
  } else if (address.size() == 6) {
    Mac was;
    std::copy(std::begin(address), std::end(address), was.begin());
    const auto mapped = addresses_.mac(was);
    std::copy(mapped.begin(), mapped.end(), address.begin());
  } else {
    addresses_.hardware(address);
  }
}

// Puts what is to stand there into value_.
bool Blocks::keep_option(std::uint32_t type, std::uint16_t code, Bytes value) {
  value_.assign(value.begin(), value.end());
  if (code == pcapng::kComment) {
    tally_.comments += policy_.keep_comments ? 0 : 1;
    return policy_.keep_comments;
  }
  const pcapng::OptionType* const option = pcapng::find_option_type(type, code);
  const bool known = option != nullptr && pcapng::right_length(*option, value.size());
  using pcapng::Shape;
  switch (known ? option->shape : Shape::kBytes) {
    case Shape::kNumber8:
    case Shape::kNumber32:
    case Shape::kNumber64:
    case Shape::kSigned32:
    case Shape::kSigned64:
    case Shape::kResolution:
    case Shape::kFlags:
    case Shape::kTimestamp:
      return true;
    case Shape::kIpv4:
    case Shape::kIpv6:
    case Shape::kHardware:
      put_address(value_);
      return true;
    case Shape::kIpv4Mask:
      put_address(std::span(value_).first(4));
      return true;
    case Shape::kIpv6Prefix:
      put_address(std::span(value_).first(16));
      return true;
    case Shape::kText:
      if (type != pcapng::kInterfaceDescription || code != pcapng::kIfName) break;
      if (policy_.names == Treatment::kPseudonym) names_.text(value, value_.data());
      if (policy_.names != Treatment::kZero) return true;
      break;
    default:
      break;
  }
  ++tally_.options;
  return false;
}

Bytes Blocks::options(std::uint32_t type, Bytes before, ByteOrder order) {
  options_.clear();
  Appender out(options_, order);
  pcapng::OptionList list(before, order);
  while (const pcapng::Option* const option = list.next()) {
    if (!keep_option(type, option->code, option->value)) continue;
    out.u16(option->code);
    out.u16(static_cast<std::uint16_t>(value_.size()));
    append_padded(out, value_);
  }
  if (!options_.empty()) out.u32(pcapng::kEndOfOptions);
  return options_;
}

void Blocks::put_name_record(std::uint16_t type, Bytes value) {
  value_.assign(value.begin(), value.end());
  const std::size_t size = std::min(address_size(type), value.size());
  put_address(std::span(value_).first(size));
  if (policy_.names == Treatment::kKeep) return;
  names_.text(value.subspan(size), value_.data() + size);
  ++tally_.name_records;
}

Bytes Blocks::with_options(Bytes fixed, const Block& block, Bytes options) {
  block_.assign(fixed.begin(), fixed.end());
  Appender out(block_, block.order);
  out.bytes(options);
  const auto size = static_cast<std::uint32_t>(block_.size() + pcapng::kBlockTailSize);
  store(block_.data() + 4, size, block.order);
  out.u32(size);
  return block_;
}

Bytes Blocks::name_resolution(const Block& block) {
  std::vector<std::uint8_t> fixed(block.bytes.begin(),
                                  block.bytes.begin() + pcapng::kBlockHeadSize);
  Appender out(fixed, block.order);
  pcapng::NameRecords records(block.bytes, block.order);
  while (const pcapng::NameRecord* const record = records.next()) {
    // What an unknown record has nobody knows.
    if (address_size(record->type) == 0) continue;
    put_name_record(record->type, record->value);
    out.u16(record->type);
    out.u16(static_cast<std::uint16_t>(value_.size()));
    append_padded(out, value_);
  }
  out.u32(0);  // the end of the records
  return with_options(fixed, block, {});
}

std::optional<Bytes> Blocks::block(const Block& block) {
  if (block.type == pcapng::kNameResolution && policy_.names != Treatment::kZero) {
    return name_resolution(block);
  }
  if (block.type == pcapng::kInterfaceStatistics &&
      block.bytes.size() >= kStatisticsFixed + pcapng::kBlockTailSize) {
    const Bytes before = block.bytes.subspan(
        kStatisticsFixed, block.bytes.size() - kStatisticsFixed - pcapng::kBlockTailSize);
    return with_options(block.bytes.first(kStatisticsFixed), block,
                        options(block.type, before, block.order));
  }
  ++tally_.blocks;
  return std::nullopt;
}

}  // namespace packetglass::anonymise
