// How the Initial packets of QUIC are protected: RFC 9001, section 5; RFC 9369, section 3. Their
// keys come of a connection id that stands in the first of them: they keep no secret.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "dissect/application/quic/header.h"

namespace packetglass::quic {

// Of one direction.
struct Keys {
  std::array<std::uint8_t, 16> key, header;
  std::array<std::uint8_t, 12> nonce;
};

// Of both: what the client sends, and what the server sends.
struct InitialKeys {
  Keys client, server;
};

// `id` is the destination that the client's first packet had, or its first one behind a Retry.
InitialKeys initial_keys(std::uint32_t version, Bytes id);

// A packet without its protection.
struct Opened {
  std::uint8_t first = 0;             // its first byte
  std::uint8_t number_size = 0;       // of the packet number, bytes
  std::uint64_t number = 0;           // as it stands there: its lowest bytes
  std::vector<std::uint8_t> payload;  // frames
};

// Nothing where they are not its keys.
std::optional<Opened> open(const LongHeader& header, const Keys& keys);

}  // namespace packetglass::quic
