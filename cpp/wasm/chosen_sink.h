// The packets of a source that were chosen, dissected as they are read.
#pragma once

#include <vector>

#include "inspect/dissected_packets.h"
#include "record/limits.h"
#include "record/record_sink.h"
#include "wasm/foreign_decoder.h"

namespace packetglass {

class ChosenSink : public RecordSink {
 public:
  void section(const Section&, Bytes) final { packets_.begin_section(); }
  void interface(const Interface& interface, Bytes) final {
    too_many_ = too_many_ || interfaces_.size() == kMaxKeptInterfaces;
    if (too_many_) return;
    interfaces_.push_back(interface);
    limit_options(interfaces_.back());
  }
  bool packets(const PacketBatch& batch) final {
    if (too_many_) return true;
    packets_.add(batch, interfaces_);
    for (std::size_t i = 0; i < batch.count; ++i) {
      const DissectedPacket& packet = packets_.begin(i);
      if (is_chosen(packet.number - 1) && !add(packet)) return false;
    }
    return true;
  }
  bool block(const Block& block) final {
    packets_.add(block);
    return true;
  }
  void issue(const Issue&) final {}

  // What later packets say of one is known from this log, which outlives it.
  void knows_later(const RelatedPackets& log) { packets_.history().knows_later(log); }
  // Whether it asks for what bodies are decoded for: ForeignDecoder is to have somebody to ask.
  bool needs_decoder() const { return needs_decoder_; }
  // Chosen are the packets with these indices, and of them those whose bit is set, where `bits`
  // are given: the first bit is that of `from`.
  void choose(std::uint64_t from, std::uint64_t to, std::vector<std::uint32_t> bits) {
    from_ = from;
    to_ = to;
    bits_ = std::move(bits);
  }

 protected:
  // Packets are dissected for what is wanted, as the user chose, which outlives this.
  ChosenSink(const WantedOfPackets& wanted, const Choices& choices)
      : packets_(wanted), needs_decoder_(wanted.decoded) {
    packets_.history().dissects_as(choices);
    packets_.decodes_by(decoder_);
  }

  // A packet that was chosen, not dissected yet; false ends the reading.
  virtual bool add(const DissectedPacket& packet) = 0;
  // Dissects it: the same packet then has its fields.
  const DissectedPacket& dissect() { return packets_.dissect(); }

 private:
  bool is_chosen(std::uint64_t i) const {
    if (i < from_ || i >= to_) return false;
    const std::uint64_t bit = i - from_;
    return bits_.empty() || (bits_[static_cast<std::size_t>(bit / 32)] >> bit % 32 & 1) != 0;
  }

  ForeignDecoder decoder_;
  DissectedPackets packets_;
  bool needs_decoder_;
  std::vector<Interface> interfaces_;  // without their options
  bool too_many_ = false;              // of them: no more packets are dissected
  std::uint64_t from_ = 0, to_ = 0;
  std::vector<std::uint32_t> bits_;
};

}  // namespace packetglass
