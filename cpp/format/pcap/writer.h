// Writes classic pcap: draft-ietf-opsawg-pcap. Sibling of reader.h.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "format/pcap/variants.h"
#include "record/link_type.h"
#include "record/timestamp.h"

namespace packetglass::pcap {

struct WriterOptions {
  const Variant* variant = &kNanosecondVariant;
  ByteOrder order = kHostOrder;
  LinkType link_type = kLinkTypeEthernet;
  std::uint32_t snaplen = 262144;  // bytes
};

// Appends to a vector that the caller empties as it likes (that is how it reaches a file).
class PcapWriter {
 public:
  // Appends the file header. `out` must outlive the writer.
  PcapWriter(const WriterOptions& options, std::vector<std::uint8_t>& out);

  // Appends one record, or nothing and says why:
  // kTimeOutOfRange outside 1970 to 2106, kLengthMismatch when fewer bytes were on the wire than
  // were captured, kPacketTooLarge above what readers believe for this link type. Times finer than
  // the variant's resolution are rounded down.
  [[nodiscard]] std::optional<Error> write(Nanoseconds time, Bytes packet,
                                           std::uint32_t original_length);

 private:
  std::optional<Error> refuse(Nanoseconds time, Bytes packet, std::uint32_t original_length) const;

  WriterOptions options_;
  std::vector<std::uint8_t>& out_;
};

}  // namespace packetglass::pcap
