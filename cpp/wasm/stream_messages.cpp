// What JavaScript sees of the messages in streams.
#include <emscripten/bind.h>

#include "wasm/http_bodies.h"

EMSCRIPTEN_BINDINGS(packetglass_stream_messages) {
  using packetglass::HttpBodies;
  emscripten::class_<HttpBodies>("HttpBodies")
      .constructor<>()
      .function("room", &HttpBodies::room)
      .function("add", &HttpBodies::add)
      .function("finish", &HttpBodies::finish);
}
