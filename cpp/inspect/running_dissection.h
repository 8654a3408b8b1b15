// Dissects packets in the order of their capture.
#pragma once

#include "inspect/dissected_packet.h"
#include "inspect/running_history.h"

namespace packetglass {

class RunningDissection {
 public:
  // The next packets of the capture; `interfaces` are all that were declared.
  void add(const PacketBatch& batch, std::span<const Interface> interfaces);
  // What packets to come complete: see RunningHistory.
  void knows_later(const FragmentLog& log) { history_.knows_later(log); }
  std::span<const Issue> issues() const { return history_.issues(); }

  // Packet `i` of the batch, after those before it; valid until the next call. Fields are made of
  // all packets or of none.
  const DissectedPacket& dissect(const PacketBatch& batch, std::size_t i,
                                 const Interface& interface, bool fields);

 private:
  void put_times(const Packet& packet);

  RunningHistory history_;
  DissectedPacket packet_;
  std::optional<Tree> tree_;
  std::uint64_t number_ = 0;
  std::optional<Nanoseconds> first_time_, last_time_;
};

}  // namespace packetglass
