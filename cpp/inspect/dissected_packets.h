// The packets of a capture in its order, each dissected as it is wanted.
#pragma once

#include <optional>

#include "flow/packet_kinds.h"
#include "inspect/dissected_packet.h"
#include "inspect/plain_fields.h"
#include "inspect/running_history.h"
#include "inspect/wanted_layers.h"
#include "inspect/wanted_of_packets.h"

namespace packetglass {

class DissectedPackets {
 public:
  explicit DissectedPackets(const WantedOfPackets& wanted) : wanted_(wanted) {}

  RunningHistory& history() { return history_; }
  const RunningHistory& history() const { return history_; }

  // From now on content codings are undone; it outlives this.
  void decodes_by(Decoder& decoder) { decoder_ = &decoder; }

  // What packet `i` of the batch is, as its columns say.
  const PacketKinds& kinds() const { return kinds_; }
  std::uint32_t kind(std::size_t i) {
    return kinds_.number_of(history_.summary(i), history_.flow(i).analysis);
  }

  // What stands between packets, in its order.
  void begin_section() { processes_.begin_section(); }
  void add(const Block& block) { processes_.add(block); }
  // The next packets of the capture, as RunningHistory takes them.
  void add(const PacketBatch& batch, std::span<const Interface> interfaces);

  // Packet `i` of the batch without what is in it: its number, times and bytes. Asked for all of
  // them in their order. Valid until the next call.
  const DissectedPacket& begin(std::size_t i);
  // The packet that was begun last, as far as it was dissected.
  const DissectedPacket& at_hand() const { return packet_; }
  // The same packet, dissected; or for less than is wanted: what only a filter looks at.
  const DissectedPacket& dissect() { return dissect(wanted_); }
  const DissectedPacket& dissect(const WantedOfPackets& wanted);

 private:
  // Whether segments are followed, all of them; else what is known of one is asked for when it is
  // dissected.
  bool follows() const { return wanted_.fields && wanted_.past; }
  // What is known of some fields that are wanted: which layers have them, and where they stand.
  struct Known {
    WantedLayers layers;
    PlainFields plain;
  };
  Known& known_of(const std::shared_ptr<const FieldChoice>& choice);
  unsigned layers_for(const WantedOfPackets& wanted);
  bool put_plain(const WantedOfPackets& wanted, unsigned layers);
  void dissect(const WantedOfPackets& wanted, unsigned layers);

  const WantedOfPackets wanted_;
  RunningHistory history_;
  PacketKinds kinds_;
  DarwinProcesses processes_;
  const PacketBatch* batch_ = nullptr;
  std::span<const Interface> interfaces_;
  std::size_t i_ = 0;
  std::uint64_t number_ = 0;
  std::optional<Nanoseconds> first_time_, last_time_;
  History known_;  // of the packet
  Decoder* decoder_ = nullptr;
  std::vector<std::unique_ptr<Known>> wanted_before_;
  Tree tree_{Bytes()};
  DissectedPacket packet_;
};

}  // namespace packetglass
