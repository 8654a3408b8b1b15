// Dissects a packet: layer by layer, each by its dissector, up to bytes nobody knows.
#pragma once

#include <string>

#include "dissect/address.h"
#include "dissect/dissector.h"
#include "dissect/expected_endpoints.h"
#include "dissect/ip_reassembly.h"
#include "dissect/layer_paths.h"
#include "dissect/tcp_facts.h"
#include "dissect/tcp_past.h"
#include "dissect/tree.h"
#include "record/link_type.h"

namespace packetglass {

enum class Transport : std::uint8_t { kNone, kTcp, kUdp, kSctp };

// The addresses of the outermost link layer that has two, as numbers of 48 bits.
struct LinkPair {
  enum class Kind : std::uint8_t { kNone, kEthernet, kWireless };

  std::uint64_t source = 0, destination = 0;
  Kind kind = Kind::kNone;
};

// What the columns say about a packet: of the innermost layer that says it, as Wireshark's do.
// Packets that are quoted in a packet (ICMP errors) say nothing.
struct Summary {
  const char* protocol = "";  // a constant
  Address source, destination;
  Transport transport = Transport::kNone;
  std::uint16_t source_port = 0, destination_port = 0;
  std::uint8_t ip_protocol = 0;  // of the innermost IP header
  bool has_icmp = false;
  std::uint8_t icmp_type = 0, icmp_code = 0;
  LayerPaths::Id path = LayerPaths::kNone;  // all its layers, where Dissection::paths is given
  LinkPair link;
  TcpSegment tcp;          // with Transport::kTcp
  bool malformed = false;  // a layer is not as its standard says
  bool cut = false;        // a layer ends early, because not all of the packet was captured
};

// A summary that says nothing. Copied rather than made anew: fields that are set one by one and at
// once read together keep the processor waiting.
inline constexpr Summary kNoSummary;

struct Dissection {
  // More layers than any packet ought to have are not opened.
  static constexpr unsigned kMaxDepth = 40;

  explicit Dissection(Summary& columns) : summary(columns) {}

  Summary& summary;               // says nothing when it begins
  Tree* tree = nullptr;           // where fields are put, when they are wanted
  std::string* info = nullptr;    // the column Info, when it is wanted
  LayerPaths* paths = nullptr;    // where the layers that are opened are gathered, when wanted
  unsigned layers = 0;            // opened so far
  Bytes trailing;                 // behind the packet: padding and the like of the link
  const TcpFacts* tcp = nullptr;  // what the packets before it tell, if that is known
  const TcpPast* past = nullptr;  // the same, where only fields say it
  // What the innermost transport carries, when that is wanted: of SCTP each chunk's.
  std::vector<Payload>* carried = nullptr;
  IpReassembly* reassembly = nullptr;  // puts fragments together, when that is wanted
  bool quoted = false;                 // within a packet that another one quotes
  // What packets before it announced, and where this one, the packet `number` from 1, may announce
  // something itself; nullptr where that is not known, or wanted.
  const ExpectedEndpoints* expected = nullptr;
  ExpectedEndpoints* announced = nullptr;
  std::uint64_t number = 0;

  bool expects_none() const { return expected == nullptr || expected->empty(); }
};

// `packet` are the captured bytes. Takes time in proportion to them.
void dissect(Bytes packet, std::size_t original_length, LinkType link_type,
             Dissection& dissection);

// The first half of it, for whoever finds the conversation before the application is dissected:
// headers up to those of the innermost transport. Returns what that one carries, for
// dissect_payload(); it is empty where everything is dissected. That is so of SCTP, whose user
// messages stand inside its chunks.
Outcome dissect_headers(Bytes packet, std::size_t original_length, LinkType link_type,
                        Dissection& dissection);
// The same, where this was found already.
void dissect_headers(Outcome& found, Dissection& dissection);

// The same as dissect(), when the first layer is known to be this dissector's. Not taken: it is
// data.
void dissect_as(const Dissector& dissector, const Payload& payload, Dissection& dissection);

// Goes on with what is in a layer: the first dissector found at one of the routes that takes it,
// and so on to the end.
void dissect_payload(Outcome& found, Dissection& dissection);

}  // namespace packetglass
