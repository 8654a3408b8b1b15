// Makes classic pcap captures byte by byte, right ones and wrong ones.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/appender.h"

namespace packetglass::test {

using ByteVector = std::vector<std::uint8_t>;

struct PcapHeader {
  ByteOrder order = ByteOrder::kLittle;
  std::uint32_t magic = 0xa1b2c3d4;
  std::uint16_t major = 2;
  std::uint16_t minor = 4;
  std::int32_t thiszone = 0;
  std::uint32_t sigfigs = 0;
  std::uint32_t snaplen = 262144;
  std::uint32_t link_type_word = 1;
  std::optional<std::uint32_t> records_length = std::nullopt;  // IXIA
};

struct PcapRecord {
  std::uint32_t seconds = 1'700'000'000;
  std::uint32_t fraction = 0;
  std::string_view bytes = "";
  // What the header claims; by default the truth.
  std::optional<std::uint32_t> captured = std::nullopt;
  std::optional<std::uint32_t> original = std::nullopt;
  // What a variant has behind the four words of the record header.
  std::string_view extra = "";
};

inline Bytes bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline void append_record(ByteVector& out, const PcapRecord& record, ByteOrder order) {
  const auto size = static_cast<std::uint32_t>(record.bytes.size());
  Appender fields(out, order);
  fields.u32(record.seconds);
  fields.u32(record.fraction);
  fields.u32(record.captured.value_or(size));
  fields.u32(record.original.value_or(record.captured.value_or(size)));
  fields.bytes(bytes_of(record.extra));
  fields.bytes(bytes_of(record.bytes));
}

inline ByteVector pcap_bytes(const PcapHeader& header, const std::vector<PcapRecord>& records) {
  ByteVector out;
  Appender fields(out, header.order);
  fields.u32(header.magic);
  fields.u16(header.major);
  fields.u16(header.minor);
  fields.i32(header.thiszone);
  fields.u32(header.sigfigs);
  fields.u32(header.snaplen);
  fields.u32(header.link_type_word);
  if (header.records_length) fields.u32(*header.records_length);
  for (const PcapRecord& record : records) append_record(out, record, header.order);
  return out;
}

}  // namespace packetglass::test
