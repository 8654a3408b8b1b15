// Dissects a packet: layer by layer, each by its dissector, up to bytes nobody knows.
#pragma once

#include <string>

#include "decode/decoder.h"
#include "dissect/address.h"
#include "dissect/dissector.h"
#include "dissect/history.h"
#include "dissect/layer_paths.h"
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
  LayerPaths::Id path = LayerPaths::kNone;  // all its layers, where Wanted::paths is given
  LinkPair link;
  TcpSegment tcp;          // with Transport::kTcp
  bool malformed = false;  // a layer is not as its standard says
  bool truncated = false;  // a layer is incomplete, because not all of the packet was captured
  // What may have more fields than the columns say; set too where that is not sure.
  enum More : std::uint8_t {
    kMoreAddresses = 1,  // addresses in more than one layer of IP
    kMorePorts = 2,      // ports in more than one transport
    kMoreLayers = 4,     // layers that the path does not have: those of a packet that is quoted
  };
  std::uint8_t more = 0;
};

// A summary that says nothing. Copied rather than made anew: fields that are set one by one and at
// once read together keep the processor waiting.
inline constexpr Summary kNoSummary;

// What is put where in addition to the columns; nullptr: it is not wanted.
struct Wanted {
  Tree* tree = nullptr;         // the fields
  bool text = true;             // of those: what only people read
  Decoder* decoder = nullptr;   // of those: what undoes content codings
  std::string* info = nullptr;  // the column Info
  LayerPaths* paths = nullptr;  // the path of layers that are opened
  std::vector<Payload>* carried =
      nullptr;  // what the innermost transport carries: SCTP, each chunk's
  ExpectedEndpoints* announced = nullptr;          // what the packet announces
  AgreedVersions* agreed = nullptr;                // what a conversation of TLS agrees on
  std::vector<SaidExchange>* exchanges = nullptr;  // requests and responses that it has
  RecognisedConversations* recognised = nullptr;   // what its conversation is
  InitialDatagrams* initials = nullptr;            // whether it has an Initial packet of QUIC …
  InitialBytes* initial_bytes = nullptr;           // … and which
  EarlierValues* earlier = nullptr;                // what later ones refer to
  // Layers that may have one of these fields are counted, and nothing behind so many of them is
  // dissected. nullptr: all is.
  const FieldChoice* counted = nullptr;
  unsigned layers = 0;
};

struct Dissection {
  // More layers than any packet ought to have are not opened.
  static constexpr unsigned kMaxDepth = 40;

  explicit Dissection(Summary& columns) : summary(columns) {}

  Summary& summary;  // says nothing when it begins
  Wanted wanted;
  History history;
  // So far:
  unsigned layers = 0;             // that were opened
  Bytes trailing;                  // behind the packet: padding and the like of the link
  bool quoted = false;             // within a packet that another one quotes
  std::uint8_t hop_limit = 0;      // of the innermost IP header
  bool unverifiable = false;       // of a fragment, or for another destination than stands there
  unsigned exchanges = 0;          // requests and responses
  unsigned earlier = 0;            // values that later packets refer to
  std::uint32_t messages_end = 0;  // sequence number behind the TCP messages at hand
  std::string info_begins;         // what Info begins with, whatever is written of the last layer
  Expected expected;               // what other packets announced of it
};

// What packets before this one announced of it, by the ports of its TCP or UDP; nothing where
// nothing was.
std::optional<Expected> expected_of(const Summary& packet, const History& history);
// Who recognised its conversation by a packet before this one; nullptr: nobody.
const Dissector* recognised_before(const Dissection& dissection);

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
