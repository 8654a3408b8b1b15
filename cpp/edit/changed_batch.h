// Packets of a batch of which some were changed, as a batch of records made anew.
#pragma once

#include <vector>

#include "base/result.h"
#include "edit/packet_draft.h"
#include "export/losses.h"
#include "format/pcap/record.h"
#include "record/section.h"

namespace packetglass {

class ChangedBatch {
 public:
  // The section whose packets come; `first_snaplen` is that of its first interface, when known.
  void begin_section(const Section& section);
  void set_first_snaplen(std::uint32_t snaplen) { first_snaplen_ = snaplen; }

  // Of this batch; nothing of the one before is kept.
  void begin(const PacketBatch& batch);
  // Packet `i` as it stands.
  void keep(const PacketBatch& batch, std::size_t i);
  // Packet `i` as the draft has it. kTimeOutOfRange where a record cannot hold its time.
  // A simple packet block cannot say any captured length: then it becomes an enhanced one of time
  // 0, which is counted.
  [[nodiscard]] std::optional<Error> put(const PacketBatch& batch, std::size_t i,
                                         const PacketDraft& draft);
  // All of them; valid until begin().
  const PacketBatch& batch();

  // What records cannot hold.
  const Losses& losses() const { return losses_; }

 private:
  std::optional<Error> put_classic(const PacketDraft& draft);
  std::optional<Error> put_block(const PacketDraft& draft, RecordKind& kind);
  void append_block(const PacketDraft& draft, RecordKind kind, std::uint64_t ticks);
  void add_row(const PacketDraft& draft, RecordKind kind, std::size_t begin);

  bool classic_ = true;
  ByteOrder order_ = kHostOrder;
  pcap::LengthOrder lengths_{};
  std::uint32_t padding_ = 0;
  std::int64_t tick_ = 1;  // nanoseconds of a classic section
  std::uint32_t first_snaplen_ = 0;

  std::vector<std::uint8_t> records_;
  std::vector<std::uint32_t> begin_, end_, data_;
  PacketBatch batch_;
  Losses losses_;
};

}  // namespace packetglass
