// What a dissector is: where it is found, and how it reads its layer.
#pragma once

#include <array>
#include <initializer_list>

#include "dissect/field_span.h"
#include "dissect/message_end.h"
#include "dissect/payload.h"

namespace packetglass {

class Layer;

// The numbers by which one layer says what the next one is.
enum class Space : std::uint8_t {
  kLinkType,    // of the capture
  kEtherType,   // also SLL, GRE, SNAP
  kIpProtocol,  // also IPv6's next header
  kPppProtocol,
  kLlc,  // destination SAP; LLC itself is at EtherType 4
  kTcpPort,
  kUdpPort,
  // These are looked for one after another.
  kSnap,  // organization in bits 16-31, protocol below
  kSctpPort,
  kSctpPayload,  // payload protocol identifier
  kTcpStart,     // no number: dissectors that recognise their bytes
  kUdpStart,
  kBytes,         // no number: what nothing else is said about
  kMediaType,     // of a message's body: a number of the enum MediaType
  kNextMessage,   // TCP port: another message of a stream behind the first of a segment
  kSmb,           // first byte of the message: 0xff, 0xfe
  kModbus,        // 0: a query, 1: an answer
  kHdlcProtocol,  // of Cisco's HDLC; most of its protocols are EtherTypes
  kAnnounced,     // what other packets announce: a number of the enum Announced
};

struct Route {
  Space space{};
  std::uint32_t number = 0;

  bool operator==(const Route&) const = default;
};

// How a dissector leaves its layer.
struct Outcome {
  enum class Status : std::uint8_t { kDone, kStopped, kNotMine };

  Status status = Status::kDone;
  bool truncated = false;         // stopped because of an end, not of what stands there
  const char* reason = nullptr;   // why it stopped
  Payload payload;                // what the next layer is
  std::array<Route, 3> routes{};  // where to look for its dissector, best first
  std::size_t route_count = 0;
};

// The layer is understood, and nothing is in it.
inline Outcome done() {
  return {};
}

// The layer is understood; in it is another. Without a dissector there it is shown as data.
inline Outcome done(const Payload& payload, std::initializer_list<Route> routes) {
  Outcome outcome;
  outcome.payload = payload;
  for (const Route& route : routes) outcome.routes[outcome.route_count++] = route;
  return outcome;
}

// The layer cannot be read on. A sentence without a full stop: "the header is incomplete".
inline Outcome stop(const char* reason) {
  Outcome outcome;
  outcome.status = Outcome::Status::kStopped;
  outcome.reason = reason;
  return outcome;
}

// The same, where it ended before it should have: truncated in a packet that was not captured
// whole, malformed in others.
inline Outcome stop_truncated(const char* reason) {
  Outcome outcome = stop(reason);
  outcome.truncated = true;
  return outcome;
}

// It is another protocol's; nothing of it was read.
inline Outcome not_mine() {
  Outcome outcome;
  outcome.status = Outcome::Status::kNotMine;
  return outcome;
}

// Bytes from `low` to `high`.
struct ByteRange {
  std::uint8_t low = 0, high = 0xff;
};

struct Dissector {
  Field layer;         // its name, title, and Shape::kLayer
  const char* column;  // what the column Protocol says
  std::span<const Route> routes;
  FieldList fields;  // all that it records, and that nobody before it in the table names
  Outcome (*dissect)(Layer& layer);
  // For kTcpStart and kUdpStart: whether bytes have the signature that the standard gives, and the
  // bytes that it can begin with.
  bool (*recognises)(Bytes payload) = nullptr;
  ByteRange first = {};
  // Whether it takes nothing else anywhere: what it does not recognise it is never asked for.
  bool strict = false;
  // Over TCP: where its messages end. Without it each segment is dissected alone.
  FindMessageEnd find_end = nullptr;
  // What stands in Info between messages of a segment that are dissected one by one; nullptr: Info
  // is of the last one alone.
  const char* between = nullptr;
  // Whether it reads one message, and not all that stand behind one another.
  bool one_by_one = false;
  // Whether a conversation that it recognised at kTcpStart or kUdpStart is its own from there on:
  // it is asked for what nobody else takes, signature or not.
  bool follows = false;
};

}  // namespace packetglass
