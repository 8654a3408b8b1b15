// Bytes that no dissector knows.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Field kData{"data.data", "Data", Shape::kBytes};
constexpr Field kLength{"data.len", "Length", Shape::kSigned32};

Outcome dissect(Layer& data) {
  const Bytes bytes = data.remaining(kData);
  if (data.recording_text()) data.title(format_text(" (%zu bytes)", bytes.size()));
  data.generated(kLength, bytes.size());
  return done();
}

constexpr FieldSpan kFields[] = {kData, kLength};

}  // namespace

extern const Dissector kBytesLeft{{"data", "Data", Shape::kLayer}, nullptr, {}, kFields, dissect};

}  // namespace packetglass
