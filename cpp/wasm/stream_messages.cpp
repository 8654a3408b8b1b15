// What JavaScript sees of the messages in streams. web/lib/core/stream-module.ts declares the same
// in TypeScript.
#include <emscripten/bind.h>

#include "wasm/http_bodies.h"
#include "wasm/room.h"

namespace packetglass {
namespace {

class MessageBodies {
 public:
  double room(double size) { return room_.reserve(size); }

  // The addresses of descriptions, as HttpBodies says.
  double add(double conversation, double size) {
    return address(bodies_.add(number(conversation), room_.first(size)));
  }
  double finish(double conversation) { return address(bodies_.finish(number(conversation))); }

 private:
  static std::uint32_t number(double value) { return static_cast<std::uint32_t>(value); }

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
