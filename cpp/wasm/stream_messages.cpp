// What JavaScript sees of the messages in streams. web/lib/stream-module.ts declares the same in
// TypeScript.
#include <emscripten/bind.h>

#include "wasm/http_bodies.h"
#include "wasm/room.h"

namespace packetglass {
namespace {

class MessageBodies {
 public:
  double room(double size) { return room_.reserve(size); }

  // The addresses of descriptions, as HttpBodies says; 0 when there is no memory.
  double add(double conversation, double size) {
    return described(bodies_.add(number(conversation), room_.first(size)));
  }
  double finish(double conversation) { return described(bodies_.finish(number(conversation))); }

 private:
  static std::uint32_t number(double value) { return static_cast<std::uint32_t>(value); }
  static double described(const Description& told) {
    return told.failed() ? 0 : address(told.bytes().data());
  }

  Room room_;
  HttpBodies bodies_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(packetglass_stream_messages) {
  emscripten::class_<MessageBodies>("MessageBodies")
      .constructor<>()
      .function("room", &MessageBodies::room)
      .function("add", &MessageBodies::add)
      .function("finish", &MessageBodies::finish);
}

}  // namespace packetglass
