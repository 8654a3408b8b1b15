// A step that puts headers into packets or around them.
#pragma once

#include "edit/packet_edit.h"

namespace packetglass {

// The snaplen of sections and interfaces grows with the packets. A packet that cannot have the
// headers is handed on as it stands, and counted.
class Encapsulating : public PacketEdit {
 public:
  // `growth`: the most bytes that a packet may grow by.
  explicit Encapsulating(std::uint32_t growth) : growth_(growth) {}

  void section(const Section& section, Bytes raw) override;
  void interface(const Interface& interface, Bytes raw) override;
  std::vector<EditCount> counts() const override {
    return {{"packets changed", changed_}, {"packets left: they cannot have it", left_}};
  }

 protected:
  PacketFate edit(PacketDraft& draft) override;
  // Appends the packet with its headers to `out`, and sets the draft's original length; false: it
  // stays as it is.
  virtual bool put(PacketDraft& draft, std::vector<std::uint8_t>& out) = 0;

 private:
  const std::uint32_t growth_;
  std::vector<std::uint8_t> packet_;
  std::uint64_t changed_ = 0, left_ = 0;
};

// Bytes of the packet on the wire.
std::size_t length_on_wire(const PacketDraft& draft);

}  // namespace packetglass
