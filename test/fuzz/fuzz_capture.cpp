// Reads any bytes as a capture: it must not crash, and must be the same in any split.
#include <cstdlib>

#include "bounded.h"
#include "capture.h"

namespace packetglass {
namespace {

// Feeds the source in two pieces, split at an offset that the source itself chooses.
void feed(Capture& capture, Bytes source, std::size_t split) {
  std::size_t begin = capture.push(source.first(split));
  begin += capture.push(source.subspan(begin));
  capture.finish(source.subspan(begin));
}

void require(bool holds) {
  if (!holds) std::abort();
}

void compare(const Capture& whole, const Capture& pieces, std::size_t source_size) {
  const Index& a = whole.index();
  const Index& b = pieces.index();
  require(whole.error().has_value() == pieces.error().has_value());
  require(a.sections.size() == b.sections.size() && a.issues.count() == b.issues.count());
  require(a.packets.size() == b.packets.size());
  for (std::uint64_t i = 0; i < a.packets.size(); ++i) {
    const Packet x = a.packets[i];
    const Packet y = b.packets[i];
    require(x.offset == y.offset && x.timestamp == y.timestamp);
    require(x.captured_length == y.captured_length && x.original_length == y.original_length);
    require(x.offset + x.captured_length <= source_size);
  }
}

}  // namespace
}  // namespace packetglass

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace packetglass;
  const fuzz::Bounded bounded(size, {40'000, 150}, {std::size_t{256} << 10, 64});
  const Bytes source(bytes, size);
  Capture whole;
  Capture pieces;
  feed(whole, source, size);
  feed(pieces, source, size == 0 ? 0 : bytes[size - 1] * size / 256);
  compare(whole, pieces, size);
  for (const Issue& issue : whole.index().issues.kept()) require(!describe(issue).empty());
  return 0;
}
