// Reads pcapng: draft-ietf-opsawg-pcapng. Sibling of writer.h.
#pragma once

#include <vector>

#include "format/format.h"
#include "format/pcapng/batcher.h"
#include "format/pcapng/clock.h"
#include "format/pcapng/packet_block.h"
#include "format/pcapng/section_header.h"

namespace packetglass {

extern const Format kPcapng;

namespace pcapng {

// One plain sentence when a source that starts with these bytes, at least four, seems to be pcapng
// that a transfer in text mode has damaged; else nullptr.
const char* describe_text_mode_damage(Bytes start);

// Reads sections up to where a classic capture begins. After a block that cannot be, it looks for
// the next plausible ones. Sections of an unknown version are handed on as blocks, unread.
class PcapngReader final : public Reader {
 public:
  explicit PcapngReader(Reading& reading) : reading_(reading) {}

  // Errors: kUnknownFormat when the first section has no byte order; kTruncatedFileHeader;
  // kOutOfMemory when the sink is full; kDamaged when strict.
  Result<std::size_t> read(Bytes window, Input input, RecordSink& sink) override;
  bool ended() const override { return ended_; }

 private:
  // Each takes what begins here and says how many bytes that were: 0 when it takes more bytes, or
  // when something else has to go on, which error_, ended_ or skipping_from_ says.
  std::size_t take(const Lookahead& here, RecordSink& sink);
  std::size_t take_block(const Lookahead& here, RecordSink& sink);
  std::size_t take_section(const Lookahead& here, RecordSink& sink);
  std::size_t skip(const Lookahead& here, RecordSink& sink);
  std::size_t settle_tail(const Lookahead& rest, RecordSink& sink);
  std::size_t settle_truncated_section(const Lookahead& rest, RecordSink& sink);

  bool accept(const Lookahead& here, const BlockHead& head, const Extent& extent, ByteOrder order,
              RecordSink& sink);
  void open_section(Bytes header, ByteOrder order, RecordSink& sink);
  std::size_t open_damaged_section(const Lookahead& here, ByteOrder order, const Issue& damage,
                                   RecordSink& sink);
  void close_section(RecordSink& sink);

  void read_block(std::uint32_t type, Bytes block, RecordSink& sink);
  void read_interface(Bytes block, RecordSink& sink);
  void pass_over_interface(Bytes block, RecordSink& sink);
  void read_packet(std::uint32_t type, Bytes block, RecordSink& sink);
  bool fit_into_block(PacketBlock& packet, RecordSink& sink);
  const Clock& clock_of(const PacketBlock& packet, RecordSink& sink);
  void report_unusual(const PacketBlock& packet, const Clock& clock, RecordSink& sink) const;
  std::int64_t time_of(const PacketBlock& packet, const Clock& clock, RecordSink& sink) const;
  void check_options(std::uint32_t type, Bytes options, std::uint64_t packet,
                     RecordSink& sink) const;
  void check_kept_options(std::uint32_t type, Bytes options, RecordSink& sink) const;

  void add_interface(const Interface& interface, Bytes raw, RecordSink& sink);
  void settle_unit();
  void hand_on_block(std::uint32_t type, Bytes block, RecordSink& sink);
  void hand_on_packets(RecordSink& sink);
  std::uint64_t packet_number() const { return reading_.packets + packets_.batch.count + 1; }
  std::uint32_t section_index() const { return reading_.sections - 1; }

  void refuse(const Issue& damage, RecordSink& sink);
  void begin_skipping(const Issue& damage, RecordSink& sink);
  void end_skipping(std::uint64_t offset, RecordSink& sink);

  Reading& reading_;
  SectionHeader header_;
  std::uint64_t section_begin_ = 0;  // offset of the header
  std::uint64_t section_body_ = 0;   // offset behind the header
  bool started_ = false;             // there is a section
  bool readable_ = false;            // its version is known
  std::vector<Clock> clocks_;        // of the interfaces of the section, as it numbers them
  std::optional<Clock> undescribed_;
  bool too_many_interfaces_ = false;  // of the section: it was said
  Batcher packets_;
  std::optional<std::uint64_t> skipping_from_;  // after damage
  std::optional<Error> error_;
  bool ended_ = false;
};

}  // namespace pcapng
}  // namespace packetglass
