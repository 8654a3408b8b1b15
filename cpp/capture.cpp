// A capture: joins the rooms.
#include "capture.h"

namespace packetglass {

std::size_t Capture::push(Bytes window) {
  return done() ? window.size() : settle(reader_.push(window, builder_), window.size());
}

void Capture::finish(Bytes rest) {
  if (!done()) settle(reader_.finish(rest, builder_), rest.size());
}

std::size_t Capture::settle(const Result<std::size_t>& used, std::size_t size) {
  if (used) return *used;
  error_ = used.error();
  return size;
}

}  // namespace packetglass
