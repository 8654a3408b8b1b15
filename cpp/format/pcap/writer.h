// Writes classic pcap: draft-ietf-opsawg-pcap, and its variants. Sibling of reader.h.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "format/pcap/record.h"
#include "record/timestamp.h"

namespace packetglass::pcap {

struct WriterOptions {
  const Variant* variant = &kNanosecondVariant;
  ByteOrder order = kHostOrder;
  // Decides in which order lengths are written. AIX is always 2.2.
  std::uint16_t version_major = 2;
  std::uint16_t version_minor = 4;
  std::int32_t thiszone = 0;
  std::uint32_t sigfigs = 0;
  std::uint32_t snaplen = 262144;  // bytes
  // Link type, and where wanted FCS length and its flag. For AIX it is translated to an ifType.
  std::uint32_t link_type_word = kLinkTypeEthernet;
  // Allow more captured bytes than were on the wire; version 2.3 cannot say so all the same.
  bool captured_above_original = false;
};

// The options that write the header of this section again, whose variant is known.
WriterOptions options_like(const Section& section, const Variant& variant);

// Appends to a vector that the caller empties as it likes (that is how it reaches a file).
class PcapWriter {
 public:
  // Why a capture cannot be written with these options: AIX without a word for the link type
  // (kLinkTypeMismatch), or a version with which the variant is read as another (kUnsupported).
  [[nodiscard]] static std::optional<Error> refuse(const WriterOptions& options);

  // Appends the file header. The options are not refused; `out` outlives the writer.
  PcapWriter(const WriterOptions& options, std::vector<std::uint8_t>& out);

  // Appends one record, or nothing and says why:
  // kTimeOutOfRange outside 1970 to 2106, kLengthMismatch when fewer bytes were on the wire than
  // were captured, kPacketTooLarge above what readers believe for this link type and snaplen.
  // Times finer than the variant's resolution are rounded down. Of `extra` is written what the
  // variant has.
  [[nodiscard]] std::optional<Error> write(Nanoseconds time, Bytes packet,
                                           std::uint32_t original_length,
                                           const RecordExtra& extra = {});

  // Appends one record whose time is given as the variant has it: a fraction of a second or more
  // is carried into the seconds, or with `verbatim` written as it is.
  [[nodiscard]] std::optional<Error> write(std::uint32_t seconds, std::uint32_t fraction,
                                           bool verbatim, Bytes packet,
                                           std::uint32_t original_length,
                                           const RecordExtra& extra = {});

  // IXIA: what belongs at kFileHeaderSize of the capture when it is complete, as its order has it.
  // Until then zero stands there. Nothing for other variants, and above 2^32-1 bytes.
  std::optional<std::vector<std::uint8_t>> records_length() const;

  // IXIA: how many bytes the records have where that is above 2^32-1, which the header cannot say.
  std::optional<std::uint64_t> records_length_beyond() const;

  // Bytes of the capture so far, its header included.
  std::uint64_t size() const { return options_.variant->file_header_size + written_; }

 private:
  std::optional<Error> refuse(Bytes packet, std::uint32_t original_length) const;
  void append(std::uint32_t seconds, std::uint32_t fraction, Bytes packet,
              std::uint32_t original_length, const RecordExtra& extra);

  WriterOptions options_;
  std::vector<std::uint8_t>& out_;
  LengthOrder lengths_;
  std::uint32_t padding_;
  std::uint64_t written_ = 0;  // bytes of all records
};

}  // namespace packetglass::pcap
