// What JavaScript sees of the messages in streams. web/lib/core/stream-module.ts declares the same
// in TypeScript.
#include <emscripten/bind.h>

#include "base/buffer.h"
#include "wasm/address.h"
#include "wasm/http_bodies.h"

namespace packetglass {
namespace {

class MessageBodies {
 public:
  double buffer(double size) { return address(buffer_.reserve(static_cast<std::size_t>(size))); }

  // The buffer has the ends of a conversation.
  void begin(double conversation, double size) {
    bodies_.begin_conversation(number(conversation),
                               Bytes(buffer_.get(), static_cast<std::size_t>(size)));
  }

  // The addresses of descriptions, as HttpBodies says.
  double add(double conversation, double size) {
    return address(
        bodies_.add(number(conversation), Bytes(buffer_.get(), static_cast<std::size_t>(size))));
  }
  double finish(double conversation) { return address(bodies_.finish(number(conversation))); }

 private:
  static std::uint32_t number(double value) { return static_cast<std::uint32_t>(value); }

  Buffer<std::uint8_t> buffer_;
  HttpBodies bodies_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(packetglass_stream_messages) {
  emscripten::class_<MessageBodies>("MessageBodies")
      .constructor<>()
      .function("buffer", &MessageBodies::buffer)
      .function("begin", &MessageBodies::begin)
      .function("add", &MessageBodies::add)
      .function("finish", &MessageBodies::finish);
}

}  // namespace packetglass
