// Hands on the records of a capture, of its packets those that were chosen.
#pragma once

#include <vector>

#include "native/chosen/chosen_packets.h"
#include "record/chosen_batch.h"
#include "record/record_sink.h"

namespace packetglass::native {

// Where no more packets can be chosen it hands on nothing more.
class ChosenRecords final : public RecordSink {
 public:
  // Both outlive it.
  ChosenRecords(ChosenPackets& chosen, RecordSink& to) : chosen_(chosen), to_(to) {}

  void section(const Section& section, Bytes raw) override;
  void interface(const Interface& interface, Bytes raw) override;
  bool packets(const PacketBatch& batch) override;
  bool block(const Block& block) override {
    chosen_.add(block);
    return !chosen_.ended() && to_.block(block);
  }
  void issue(const Issue& issue) override { to_.issue(issue); }

 private:
  ChosenPackets& chosen_;
  RecordSink& to_;
  std::vector<Interface> interfaces_;  // with few of their options
  bool too_many_ = false;              // interfaces: no more packets are chosen
  ChosenBatch batch_;
};

}  // namespace packetglass::native
