// How much of a packet has to be dissected for the fields that are wanted of it: its kind says it.
#pragma once

#include <memory>
#include <vector>

#include "dissect/field_choice.h"
#include "flow/packet_kinds.h"

namespace packetglass {

class WantedLayers {
 public:
  // All layers have to be dissected.
  static constexpr unsigned kAll = ~0u;

  // The tables outlive it.
  WantedLayers(std::shared_ptr<const FieldChoice> choice, const PacketKinds& kinds,
               const LayerPaths& paths)
      : choice_(std::move(choice)), kinds_(kinds), paths_(paths) {}

  const FieldChoice* choice() const { return choice_.get(); }
  // How many layers of packets of a kind may have the fields: behind the last of them there are
  // none. It is looked at once.
  unsigned of(std::uint32_t kind) {
    if (paths_.full()) return kAll;
    if (kind >= known_.size()) known_.resize(kind + std::size_t{1}, kNotAsked);
    if (known_[kind] == kNotAsked) known_[kind] = count(kinds_[kind]);
    return known_[kind];
  }

 private:
  static constexpr unsigned kNotAsked = kAll - 1;

  unsigned count(const PacketKind& kind) const;

  std::shared_ptr<const FieldChoice> choice_;
  const PacketKinds& kinds_;
  const LayerPaths& paths_;
  std::vector<unsigned> known_;  // by number of the kind
};

}  // namespace packetglass
