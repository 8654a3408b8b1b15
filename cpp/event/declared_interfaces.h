// The interfaces of a section of pcapng that is being written.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "event/event.h"
#include "record/interface.h"

namespace packetglass {

struct DeclaredInterface {
  std::optional<std::uint64_t> id;  // interface_id; nothing: of packets without one
  Interface interface;
  std::vector<std::uint8_t> block{};  // in little endian; empty: it says nothing more
};

// Numbered in the order they come. Found by what packets say, however many there are.
class DeclaredInterfaces {
 public:
  void clear();
  std::uint32_t add(DeclaredInterface one);

  std::size_t size() const { return all_.size(); }
  const DeclaredInterface& operator[](std::size_t i) const { return all_[i]; }

  // One whose packets can be as long as this one, and its ticks as fine: of its interface_id where
  // it has one, else any of its link type.
  std::optional<std::uint32_t> find(const PacketEvent& packet) const;

 private:
  using Key = std::pair<std::optional<std::uint64_t>, std::uint32_t>;  // and the link type

  std::vector<DeclaredInterface> all_;
  std::map<Key, std::vector<std::uint32_t>> by_key_;  // their numbers, rising
};

}  // namespace packetglass
