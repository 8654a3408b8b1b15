// Which conversations were recognised as what, where later packets have no signature.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace packetglass {

struct Dissector;

// The dissector that first recognised a conversation by its signature, from that packet on. Memory
// is bounded: of conversations beyond the limit nothing is kept.
class RecognisedConversations {
 public:
  static constexpr std::size_t kMost = std::size_t{1} << 20;  // conversations, about 56 bytes each

  // In the order of the capture; the first of a conversation counts.
  void add(std::uint32_t conversation, const Dissector& dissector, std::uint64_t packet) {
    if (known_.size() >= kMost ||
        !known_.try_emplace(conversation, Known{packet, &dissector}).second)
      return;
    const std::size_t word = conversation / 64;
    if (word >= bits_.size()) bits_.resize(word + 1 + word / 2);
    bits_[word] |= std::uint64_t{1} << conversation % 64;
  }

  // What packet `packet`, from 1, belongs to as packets before it were recognised; nullptr: none
  // was. The answer does not change while others follow.
  const Dissector* find(std::uint32_t conversation, std::uint64_t packet) const {
    if (!has(conversation)) return nullptr;
    const Known& known = known_.find(conversation)->second;
    return known.packet < packet ? known.dissector : nullptr;
  }

  // Whether it was recognised by any packet.
  bool has(std::uint32_t conversation) const {
    const std::size_t word = conversation / 64;
    return word < bits_.size() && (bits_[word] >> conversation % 64 & 1) != 0;
  }

  // Bytes held.
  std::size_t memory() const { return known_.size() * 56 + bits_.capacity() * 8; }

 private:
  struct Known {
    std::uint64_t packet;  // from 1
    const Dissector* dissector;
  };

  std::map<std::uint32_t, Known> known_;  // by conversation
  std::vector<std::uint64_t> bits_;       // of those: most conversations are none
};

}  // namespace packetglass
