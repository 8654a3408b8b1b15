// Takes encapsulations off a packet.
#pragma once

#include <string_view>
#include <vector>

#include "edit/rewrite/packet_places.h"

namespace packetglass {

// How one stands in a packet, and so is taken off.
enum class Encapsulated : std::uint8_t {
  kTag,      // behind an EtherType: the type behind it takes its place
  kLabels,   // MPLS: what is behind them says its type itself
  kSession,  // PPPoE with PPP
  kTunnel,   // a packet in a packet
};

struct Encapsulation {
  std::string_view name;                     // "vlan"
  std::span<const std::string_view> layers;  // of the dissectors
  Encapsulated how;
};

// All of them.
std::span<const Encapsulation> encapsulations();
const Encapsulation* find_encapsulation(std::string_view name);

// A packet without it.
struct Decapsulation {
  std::vector<std::uint8_t> bytes;
  std::uint32_t original_length = 0;
};

enum class Stripped : std::uint8_t {
  kNotThere,
  kDone,
  kLeft,  // it is there, and cannot be taken off
};

// Takes the outermost one of this kind off. An IP packet in a tunnel gets the link header of the
// outer one, with its type; a packet of Ethernet becomes the packet, where the interface is of
// Ethernet. What is behind the tunnel (padding of the link) goes with it. Tags, labels and
// sessions are those of the link: what stands inside IP is left for when its tunnel is gone.
// kLeft: what is inside is neither, or the link cannot say its type; a fragment; a packet of IEEE
// 802.3, whose length would be wrong. `places` are those that find_dissected() found.
Stripped strip(const Encapsulation& kind, const PacketPlaces& places, Bytes packet,
               LinkType link_type, std::uint32_t original_length, Decapsulation& result);

}  // namespace packetglass
