// What other packets, and the user, say of a packet.
#pragma once

#include "dissect/decode_as.h"
#include "dissect/expected_endpoints.h"
#include "dissect/ip_reassembly.h"
#include "dissect/tcp_facts.h"
#include "dissect/tcp_past.h"

namespace packetglass {

// Handed on by whoever read those packets; nullptr where nothing is known.
struct History {
  std::uint64_t number = 0;                     // of the packet, from 1
  const TcpFacts* tcp = nullptr;                // of a segment, for columns and fields
  const TcpPast* past = nullptr;                // of a segment, for fields alone
  IpReassembly* reassembly = nullptr;           // of its fragments
  const ExpectedEndpoints* expected = nullptr;  // announced by packets before it
  const DecodeAs* decode_as = nullptr;          // chosen by the user: not empty, where it is set

  bool expects_none() const { return expected == nullptr || expected->empty(); }
};

}  // namespace packetglass
