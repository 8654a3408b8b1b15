// Reads classic pcap: draft-ietf-opsawg-pcap. Sibling of writer.h.
#pragma once

#include "format/format.h"
#include "format/pcap/header.h"

namespace packetglass {

extern const Format kPcap;

namespace pcap {

struct RecordHeader {
  std::uint32_t seconds;
  std::uint32_t fraction;
  std::uint32_t captured;
  std::uint32_t original;
};

class PcapReader final : public Reader {
 public:
  // The capture starts at this offset of the source.
  explicit PcapReader(std::uint64_t offset) : offset_(offset) {}

  // Errors: kOutOfMemory when the sink is full.
  Result<std::size_t> push(Bytes window, RecordSink& sink) override;
  // Errors: kTruncatedFileHeader.
  Result<std::size_t> finish(Bytes rest, RecordSink& sink) override;

 private:
  using Walk = Result<std::size_t> (PcapReader::*)(Bytes, RecordSink&);

  void open_section(Bytes header, RecordSink& sink);
  void report_header(const Section& section, RecordSink& sink) const;
  template <ByteOrder kOrder>
  static Walk walk_for(LengthOrder lengths);
  template <ByteOrder kOrder, LengthOrder kLengths>
  Result<std::size_t> walk(Bytes records, RecordSink& sink);
  void report_unusual(const RecordHeader& record, std::uint64_t offset, std::uint64_t number,
                      RecordSink& sink) const;
  bool examine(const std::uint8_t* at, bool complete, std::uint64_t offset, std::uint64_t number,
               RecordSink& sink);
  void report_tail(Bytes rest, RecordSink& sink);
  bool hand_on_batch(std::size_t count, std::uint32_t cut, RecordSink& sink);

  std::uint64_t offset_;              // of the next window in the source
  std::uint64_t packets_ = 0;         // handed on
  const Variant* variant_ = nullptr;  // once the header is read
  ByteOrder order_ = kHostOrder;
  LengthOrder lengths_ = LengthOrder::kCapturedFirst;
  Walk walk_ = nullptr;
  std::uint32_t snaplen_ = 0;
  std::uint32_t max_captured_ = 0;
  bool stopped_ = false;  // after damage
  PacketBatch batch_;
};

}  // namespace pcap
}  // namespace packetglass
