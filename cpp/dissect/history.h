// What other packets, and the user, say of a packet.
#pragma once

#include "dissect/agreed_versions.h"
#include "dissect/choices.h"
#include "dissect/earlier_values.h"
#include "dissect/exchange.h"
#include "dissect/expected_endpoints.h"
#include "dissect/initial_datagrams.h"
#include "dissect/ip_reassembly.h"
#include "dissect/recognised_conversations.h"
#include "dissect/segment_reassembly.h"
#include "dissect/tcp_facts.h"
#include "dissect/tcp_past.h"

namespace packetglass {

// Handed on by whoever read those packets; nullptr where nothing is known.
struct History {
  static constexpr std::uint32_t kNoStream = ~std::uint32_t{0};
  static constexpr std::uint32_t kNoConversation = ~std::uint32_t{0};

  std::uint64_t number = 0;                     // of the packet, from 1
  Nanoseconds time = 0;                         // of the packet
  const TcpFacts* tcp = nullptr;                // of a segment, for columns and fields
  const TcpPast* past = nullptr;                // of a segment, for fields alone
  IpReassembly* reassembly = nullptr;           // of its fragments
  SegmentReassembly* segments = nullptr;        // of the messages of its TCP conversation
  const ExpectedEndpoints* expected = nullptr;  // announced by packets before it
  std::uint32_t stream = kNoStream;             // of TCP
  const Exchanges* exchanges = nullptr;         // of requests and responses …
  std::uint64_t exchanges_known = 0;            // … up to this packet
  std::uint32_t conversation = kNoConversation;
  const RecognisedConversations* recognised = nullptr;  // by packets before it
  const AgreedVersions* agreed = nullptr;               // by conversations of TLS
  const InitialDatagrams* initials = nullptr;           // of QUIC …
  const InitialBytes* initial_bytes = nullptr;          // … and what those before it have
  const EarlierValues* earlier = nullptr;               // by packets before it
  const Choices* choices = nullptr;  // chosen by the user: not empty, where it is set

  bool expects_none() const { return expected == nullptr || expected->empty(); }
};

}  // namespace packetglass
