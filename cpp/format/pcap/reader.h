// Reads classic pcap: draft-ietf-opsawg-pcap, and its variants. Sibling of writer.h.
#pragma once

#include "format/format.h"
#include "format/pcap/plausible.h"

namespace packetglass {

extern const Format kPcap;

namespace pcap {

// Reads one section, up to where another capture begins. After a record that cannot be, it looks
// for the next plausible ones.
class PcapReader final : public Reader {
 public:
  explicit PcapReader(Reading& reading) : reading_(reading) {}

  // Errors: kTruncatedFileHeader; kOutOfMemory when the sink is full; kDamaged when strict.
  Result<std::size_t> read(Bytes window, Input input, RecordSink& sink) override;
  bool ended() const override { return ended_; }

 private:
  using Gather = std::size_t (PcapReader::*)(std::size_t);
  enum class Verdict : std::uint8_t { kRecord, kNeedMore, kOther };

  Result<std::size_t> open_section(const Lookahead& start, RecordSink& sink);
  void report_header(const Section& section, RecordSink& sink) const;
  Result<std::size_t> walk(const Lookahead& here, RecordSink& sink);
  template <ByteOrder kOrder>
  std::size_t gather(std::size_t start);
  bool take_one(const Lookahead& here, std::size_t& at, RecordSink& sink);
  bool is_unusual(const RecordHeader& record) const;
  bool hand_on_batch(RecordSink& sink);
  Verdict examine(const Lookahead& here, RecordSink& sink);
  void report_unusual(const RecordHeader& record, std::uint64_t offset, std::uint64_t number,
                      RecordSink& sink) const;

  std::optional<std::uint32_t> trusted_seconds() const;
  std::size_t skip(const Lookahead& here, RecordSink& sink);
  void begin_skipping(const Issue& damage, RecordSink& sink);
  void end_skipping(RecordSink& sink);
  std::size_t settle_tail(const Lookahead& rest, RecordSink& sink);
  void check_records_length(RecordSink& sink) const;

  Reading& reading_;
  Section section_;
  Layout layout_;                // its variant is known once the header is read
  Gather gather_ = nullptr;      // nullptr: no record of this section is ordinary
  std::int64_t zone_ticks_ = 0;  // added to timestamps
  std::optional<std::uint32_t> last_seconds_;
  std::optional<std::uint32_t> before_last_seconds_;  // of the packet before that
  std::optional<std::uint64_t> skipping_from_;        // after damage
  std::optional<Error> damage_;                       // when strict
  bool ended_ = false;
  PacketBatch batch_;
  std::size_t room_ = 0;         // packets that the batch takes in all
  std::uint32_t truncated_ = 0;  // bits that are not zero where a packet of the batch is truncated
};

}  // namespace pcap
}  // namespace packetglass
