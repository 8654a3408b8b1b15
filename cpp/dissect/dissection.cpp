// Dissects a packet.
#include "dissect/dissection.h"

#include <utility>

#include "dissect/chosen_dissector.h"
#include "dissect/dissectors.h"
#include "dissect/layer.h"
#include "dissect/unknown_link_type.h"

namespace packetglass {

extern const Dissector kTrailing;

namespace {

constexpr FieldSpan kFields[] = {kMalformed, kShort, kMalformedPacket.field};

// A layer is opened; packets that are quoted do not count.
void open(const Field& layer, Dissection& dissection) {
  if (dissection.wanted.paths == nullptr || dissection.quoted) return;
  dissection.summary.path = dissection.wanted.paths->inside(dissection.summary.path, layer);
}

// Adds what a dissector says about its end: whether the layer is malformed or only truncated.
void report_end(Layer& layer, const Outcome& outcome, Dissection& dissection) {
  const bool truncated = outcome.status == Outcome::Status::kDone || layer.stopped_by_snaplen() ||
                         (outcome.truncated && layer.truncated_by_snaplen());
  if (!dissection.quoted)
    (truncated ? dissection.summary.truncated : dissection.summary.malformed) = true;
  open(truncated ? kShort : kMalformed, dissection);
  layer.end(truncated, outcome.reason == nullptr ? "" : outcome.reason);
}

// One less that is waited for.
void count_layer(const Field& layer, Dissection& dissection) {
  Wanted& wanted = dissection.wanted;
  if (wanted.counted == nullptr || wanted.layers == 0 || dissection.quoted) return;
  wanted.layers -= wanted.counted->has_in(layer) ? 1 : 0;
}

bool is_enough(const Dissection& dissection) {
  return dissection.wanted.counted != nullptr && dissection.wanted.layers == 0;
}

// Whether a message goes on where nothing was captured any more. Bytes that nobody knows are as
// long as they are.
bool is_cut(const Layer& layer, const Dissector& dissector, const Outcome& inside) {
  return inside.status == Outcome::Status::kDone && inside.payload.empty() &&
         layer.truncated_by_snaplen() && &dissector != &kBytesLeft;
}

// Tries a dissector on what was found; when it takes it, `found` is what is inside.
bool taken_by(const Dissector& dissector, Outcome& found, Dissection& dissection) {
  const Tree* const tree = dissection.wanted.tree;
  const Tree::Mark before = tree != nullptr ? tree->mark() : Tree::Mark();
  const char* const protocol = dissection.summary.protocol;
  const LayerPaths::Id path = dissection.summary.path;
  const bool application = dissection.summary.transport != Transport::kNone && !dissection.quoted;
  Layer layer(dissection, dissector, found.payload);
  open(dissector.layer, dissection);
  if (dissector.column != nullptr) layer.column(dissector.column);
  const Outcome inside = dissector.dissect(layer);
  if (inside.status == Outcome::Status::kNotMine) {
    layer.take_back(before);
    dissection.summary.protocol = protocol;
    dissection.summary.path = path;
    return false;
  }
  if (inside.status == Outcome::Status::kStopped ||
      (application && is_cut(layer, dissector, inside))) {
    report_end(layer, inside, dissection);
  }
  count_layer(dissector.layer, dissection);
  found = inside;
  return true;
}

// Packets of the conversation to come are its own, signature or not.
void remember(const Dissector& dissector, const Dissection& dissection) {
  const History& history = dissection.history;
  if (dissection.wanted.recognised == nullptr || dissection.quoted) return;
  if (!dissector.follows || history.conversation == History::kNoConversation) return;
  dissection.wanted.recognised->add(history.conversation, dissector, history.number);
}

[[gnu::always_inline]] inline bool taken_at(const Route& route, Outcome& found,
                                            Dissection& dissection) {
  const Bytes payload = found.payload.bytes;
  if (!is_start(route.space)) {
    const Dissector* const dissector = find_dissector(route);
    return may_take(dissector, payload) && taken_by(*dissector, found, dissection);
  }
  for (const Dissector* dissector : recognising(route.space, payload)) {
    if (!recognised(*dissector, payload) || !taken_by(*dissector, found, dissection)) continue;
    remember(*dissector, dissection);
    return true;
  }
  return false;
}

bool is_port(const Outcome& found) {
  return found.routes[0].space == Space::kTcpPort || found.routes[0].space == Space::kUdpPort;
}

bool taken_as(const DecodeAs::Choice& choice, Outcome& found, Dissection& dissection) {
  const Bytes payload = found.payload.bytes;
  const bool may = choice.by_start ? recognised(*choice.dissector, payload)
                                   : may_take(choice.dissector, payload);
  return may && taken_by(*choice.dissector, found, dissection);
}

// What the user chose comes before all else, and in the place of what stood there.
bool taken_as_chosen(Outcome& found, Dissection& dissection) {
  for (std::size_t i = 0; i < found.route_count; ++i) {
    const DecodeAs::Choice* const choice = chosen_at(found.routes[i], dissection);
    if (choice != nullptr && taken_as(*choice, found, dissection)) return true;
  }
  for (std::size_t i = 0; i < found.route_count; ++i) {
    const Route route = found.routes[i];
    if (chosen_at(route, dissection) == nullptr && taken_at(route, found, dissection)) return true;
  }
  return false;
}

bool taken_by_tunnel(Outcome& found, Dissection& dissection) {
  for (std::size_t i = 0; i < found.route_count; ++i) {
    const Route route = found.routes[i];
    if (const DecodeAs::Choice* const choice = chosen_at(route, dissection)) {
      if (is_tunnel(*choice->dissector) && taken_as(*choice, found, dissection)) return true;
    } else if (is_tunnel_at(route) && taken_at(route, found, dissection)) {
      return true;
    }
  }
  return false;
}

// What was announced comes before what the ports say.
bool taken_as_announced(Outcome& found, Dissection& dissection) {
  if (!is_port(found) || dissection.quoted) return false;
  const auto expected = expected_of(dissection.summary, dissection.history);
  if (!expected) return false;
  dissection.expected = *expected;
  return taken_at(expected->route, found, dissection);
}

// What nobody else takes belongs to whoever recognised the conversation.
bool taken_as_recognised(Outcome& found, Dissection& dissection) {
  const Dissector* const dissector = is_port(found) ? recognised_before(dissection) : nullptr;
  return dissector != nullptr && taken_by(*dissector, found, dissection);
}

bool taken_at_routes(Outcome& found, Dissection& dissection) {
  if (dissection.history.choices != nullptr) return taken_as_chosen(found, dissection);
  for (std::size_t i = 0; i < found.route_count; ++i) {
    if (taken_at(found.routes[i], found, dissection)) return true;
  }
  return false;
}

inline bool taken(Outcome& found, Dissection& dissection) {
  return taken_as_announced(found, dissection) || taken_at_routes(found, dissection) ||
         taken_as_recognised(found, dissection);
}

bool has_room(Dissection& dissection) {
  return dissection.layers++ < Dissection::kMaxDepth;
}

// Nobody takes it: bytes, of which without fields nothing is said but that they are there.
void take_as_bytes(Outcome& found, Dissection& dissection) {
  if (found.routes[0].space == Space::kLinkType && found.route_count != 0) {
    name_link_type(found.routes[0], dissection);
  }
  if (dissection.wanted.tree != nullptr) {
    taken_by(kBytesLeft, found, dissection);
  } else {
    open(kBytesLeft.layer, dissection);
    found.payload = {};
  }
}

// What is inside of messages are no segments: so this is asked only once.
const SegmentMessages* messages_of(const Outcome& found, Dissection& dissection) {
  if (dissection.history.segments == nullptr || dissection.quoted) return nullptr;
  if (dissection.summary.transport != Transport::kTcp) return nullptr;
  // A damaged segment is sent again.
  if (dissection.summary.tcp.damaged) return nullptr;
  dissection.messages_end =
      dissection.summary.tcp.sequence + static_cast<std::uint32_t>(found.payload.bytes.size());
  // What was announced has no messages.
  if (expected_of(dissection.summary, dissection.history)) return nullptr;
  return std::exchange(dissection.history.segments, nullptr)->add(found, dissection);
}

// Reassembled bytes are a source of their own.
Payload payload_of(const DeliveredMessages& delivered, const Payload& segment,
                   const Dissection& dissection) {
  if (!delivered.reassembled) {
    const Bytes bytes = segment.bytes.subspan(delivered.offset, delivered.size);
    const std::size_t missing = segment.length - segment.bytes.size();
    const bool last = delivered.offset + delivered.size == segment.bytes.size();
    return {bytes, std::max(delivered.length, bytes.size() + (last ? missing : 0))};
  }
  Tree* const tree = dissection.wanted.tree;
  const Bytes bytes = tree == nullptr
                          ? Bytes(delivered.bytes)
                          : tree->source(tree->add_source(delivered.bytes, delivered.runs));
  return {bytes, std::max(delivered.length, bytes.size())};
}

// Another message of a stream is no deeper than the one before it.
bool is_next_message(const Outcome& found) {
  const Space space = found.routes[0].space;
  return found.route_count != 0 && (space == Space::kTcpPort || space == Space::kNextMessage);
}

void dissect_found(Outcome& found, Dissection& dissection) {
  const unsigned depth = dissection.layers;
  while (!found.payload.empty() && !is_enough(dissection)) {
    if (is_next_message(found)) dissection.layers = depth;
    if (has_room(dissection) && taken(found, dissection)) continue;
    take_as_bytes(found, dissection);
  }
}

// Info of a message behind that of the one before it, as the protocol has it.
class InfoOfMessages {
 public:
  InfoOfMessages(const Dissector* before, const Dissector* dissector, Dissection& dissection)
      : info_(dissection.wanted.info) {
    const bool joins = before != nullptr && before == dissector && before->between != nullptr;
    if (info_ == nullptr || !joins || info_->size() > kMostInfo) return;
    between_ = before->between;
    before_ = *info_;
  }
  ~InfoOfMessages() {
    if (between_ != nullptr) info_->insert(0, before_ + between_);
  }
  InfoOfMessages(const InfoOfMessages&) = delete;
  InfoOfMessages& operator=(const InfoOfMessages&) = delete;

 private:
  static constexpr std::size_t kMostInfo = 4096;  // behind that the messages are not named

  std::string* const info_;
  const char* between_ = nullptr;
  std::string before_;
};

void dissect_message(const DeliveredMessages& delivered, Outcome& found, Dissection& dissection) {
  const Dissector* const dissector = delivered.dissector;
  if (dissector != nullptr && !is_enough(dissection) && has_room(dissection)) {
    const bool may = may_take(dissector, found.payload.bytes);
    if (may && taken_by(*dissector, found, dissection)) {
      remember(*dissector, dissection);
    } else {
      take_as_bytes(found, dissection);
    }
  }
  dissect_found(found, dissection);
}

}  // namespace

std::optional<Expected> expected_of(const Summary& packet, const History& history) {
  if (history.expects_none()) return std::nullopt;
  const Space space = packet.transport == Transport::kTcp ? Space::kTcpPort : Space::kUdpPort;
  const auto expected = [&](const Address& address, std::uint16_t port) {
    return history.expected->find(address, {space, port}, history.number);
  };
  const auto found = expected(packet.destination, packet.destination_port);
  return found ? found : expected(packet.source, packet.source_port);
}

const Dissector* recognised_before(const Dissection& dissection) {
  const History& history = dissection.history;
  if (history.recognised == nullptr || dissection.quoted) return nullptr;
  return history.recognised->find(history.conversation, history.number);
}

void dissect(Bytes packet, std::size_t original_length, LinkType link_type,
             Dissection& dissection) {
  Outcome found = dissect_headers(packet, original_length, link_type, dissection);
  dissect_payload(found, dissection);
  if (dissection.wanted.info != nullptr) dissection.wanted.info->insert(0, dissection.info_begins);
  if (dissection.wanted.tree == nullptr || dissection.trailing.empty()) return;
  Outcome behind = done({dissection.trailing, dissection.trailing.size()}, {});
  taken_by(kTrailing, behind, dissection);
}

Outcome dissect_headers(Bytes packet, std::size_t original_length, LinkType link_type,
                        Dissection& dissection) {
  const Payload payload{packet, std::max(original_length, packet.size())};
  Outcome found = done(payload, {{Space::kLinkType, link_type}});
  // Even so it is a packet of its link.
  if (payload.empty() && !taken(found, dissection)) name_link_type(found.routes[0], dissection);
  dissect_headers(found, dissection);
  return found;
}

void dissect_headers(Outcome& found, Dissection& dissection) {
  while (!found.payload.empty() && !is_enough(dissection)) {
    if (is_port(found)) {
      // One that is too deep is no different from one that nobody takes.
      if (dissection.layers >= Dissection::kMaxDepth) return;
      if (!taken_by_tunnel(found, dissection)) return;
      ++dissection.layers;
    } else if (!has_room(dissection) || !taken(found, dissection)) {
      take_as_bytes(found, dissection);
    }
  }
}

void dissect_as(const Dissector& dissector, const Payload& payload, Dissection& dissection) {
  Outcome found = done(payload, {});
  const bool may = may_take(&dissector, payload.bytes);
  if (may && taken_by(dissector, found, dissection)) dissect_payload(found, dissection);
}

void dissect_payload(Outcome& found, Dissection& dissection) {
  const SegmentMessages* const messages = messages_of(found, dissection);
  if (messages == nullptr) return dissect_found(found, dissection);
  const Dissector* before = nullptr;
  const unsigned depth = dissection.layers;
  for (const DeliveredMessages& delivered : messages->delivered) {
    Outcome message = found;
    message.payload = payload_of(delivered, found.payload, dissection);
    dissection.messages_end =
        delivered.sequence + static_cast<std::uint32_t>(message.payload.bytes.size());
    dissection.layers = depth;
    const InfoOfMessages info(before, delivered.dissector, dissection);
    dissect_message(delivered, message, dissection);
    before = delivered.dissector;
  }
}

extern constexpr FieldList kEndFields = kFields;

}  // namespace packetglass
