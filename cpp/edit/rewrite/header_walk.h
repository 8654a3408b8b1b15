// Goes through the layers of a dissected packet, and finds what each header covers.
#pragma once

#include <vector>

#include "dissect/tree.h"
#include "edit/rewrite/field_roles.h"
#include "edit/rewrite/packet_places.h"

namespace packetglass {

// A payload of which the dissectors read nothing: a first fragment's.
struct FirstFragment {
  std::uint8_t protocol = 0;
  std::size_t begin = 0;  // in the packet
  std::size_t level = 0;  // for HeaderWalk::enter()
};

class HeaderWalk {
 public:
  // `length` of the packet on the wire. Everything outlives it.
  HeaderWalk(Bytes packet, std::size_t length, std::vector<Checksum>& checksums,
             std::vector<HeaderAt>& headers);

  // The next layer, in the order of the tree. `row` is that of its role.
  void add(const HeaderRow& row, const Node& layer);
  // The layers that come next are those of a fragment's payload.
  void enter(const FirstFragment& fragment);

  std::vector<FirstFragment>& fragments() { return fragments_; }

 private:
  // A header with what is around it.
  struct Level {
    std::size_t begin = 0;
    std::size_t declared = 0;  // where it ends on the wire, as the innermost length says
    std::size_t limit = 0;     // the same, but no further than those around it
    std::size_t outer = 0;     // the level around it
    std::uint32_t source = 0, destination = 0;
    std::uint8_t address_size = 0;
    bool fragment = false;  // of a first fragment
    bool quoted = false, quotes = false;
  };

  std::size_t u16(std::size_t at) const {
    return load<std::uint16_t>(packet_.data() + at, ByteOrder::kBig);
  }
  bool has(std::size_t at, std::size_t size) const {
    return at <= packet_.size() && size <= packet_.size() - at;
  }
  Level level_at(std::size_t begin);
  void narrow(Level& level, std::size_t end) const;
  void read_ipv4(Level& level);
  void read_ipv6(Level& level);
  void read_routing(Level& level);
  void read_fragment(Level& level);
  void read_udp(Level& level) const;
  void add_checksum(const HeaderRow& row, const Level& level);
  bool set_coverage(const HeaderRow& row, const Level& level, Checksum& checksum) const;

  const Bytes packet_;
  std::vector<Checksum>& checksums_;
  std::vector<HeaderAt>& headers_;
  std::vector<FirstFragment> fragments_;
  std::vector<Level> levels_;  // all so far
  std::size_t current_ = 0;    // of them
};

}  // namespace packetglass
