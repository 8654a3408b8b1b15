// Which protocol over TCP has a message that begins with some bytes.
#include "dissect/find_message.h"

#include "dissect/chosen_dissector.h"
#include "dissect/dissectors.h"

namespace packetglass {
namespace {

// Asks the dissectors that may take bytes, one after another.
class MessageSearch {
 public:
  MessageSearch(Bytes bytes, const Dissection& dissection)
      : bytes_(bytes), dissection_(dissection) {}

  // Whether the search is over.
  bool asks(const Dissector* dissector) {
    if (dissector == nullptr) return false;
    if (dissector->find_end == nullptr) return may_take(dissector, bytes_);
    FoundMessage message{dissector, false, MessageEnd::kNotMine, {}};
    message.end = find_end(*dissector, bytes_, dissection_, message.progress);
    if (message.end == MessageEnd::kNotMine) return false;
    message.recognised = dissector->recognises != nullptr && recognised(*dissector, bytes_);
    found_ = message;
    return true;
  }

  bool asks(const Route& route) {
    if (!is_start(route.space)) return asks(find_dissector(route));
    for (const Dissector* const dissector : recognising(route.space, bytes_)) {
      if (recognised(*dissector, bytes_) && asks(dissector)) return true;
    }
    return false;
  }

  const FoundMessage& found() const { return found_; }

 private:
  const Bytes bytes_;
  const Dissection& dissection_;
  FoundMessage found_;
};

}  // namespace

FoundMessage find_message(const Outcome& found, Bytes bytes, const Dissection& dissection) {
  MessageSearch search(bytes, dissection);
  for (std::size_t i = 0; i < found.route_count; ++i) {
    const DecodeAs::Choice* const choice = chosen_at(found.routes[i], dissection);
    if (choice != nullptr && search.asks(choice->dissector)) return search.found();
  }
  for (std::size_t i = 0; i < found.route_count; ++i) {
    const Route route = found.routes[i];
    if (chosen_at(route, dissection) == nullptr && search.asks(route)) return search.found();
  }
  search.asks(recognised_before(dissection));
  return search.found();
}

bool is_whole(const Outcome& found, const Dissection& dissection, FoundMessage& first) {
  Bytes rest = found.payload.bytes;
  first = find_message(found, rest, dissection);
  FoundMessage message = first;
  if (message.dissector == nullptr) return true;
  while (message.end == MessageEnd::kFound && message.progress.position <= rest.size()) {
    rest = rest.subspan(static_cast<std::size_t>(message.progress.position));
    if (rest.empty()) return true;
    if (message.dissector->one_by_one) return false;
    message.progress = {};
    message.end = find_end(*message.dissector, rest, dissection, message.progress);
  }
  return false;
}

bool has_messages(const Outcome& found, const Dissection& dissection) {
  for (std::size_t i = 0; i < found.route_count; ++i) {
    const Route route = found.routes[i];
    const DecodeAs::Choice* const choice = chosen_at(route, dissection);
    const Dissector* const dissector = choice != nullptr       ? choice->dissector
                                       : is_start(route.space) ? nullptr
                                                               : find_dissector(route);
    if (dissector != nullptr && dissector->find_end != nullptr) return true;
  }
  return false;
}

MessageEnd find_end(const Dissector& dissector, Bytes bytes, const Dissection& dissection,
                    MessageProgress& progress) {
  const Summary& packet = dissection.summary;
  return dissector.find_end({bytes, packet.source_port, packet.destination_port}, progress);
}

}  // namespace packetglass
