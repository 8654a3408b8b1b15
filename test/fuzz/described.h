// What fuzzers demand of descriptions.
#pragma once

#include "require.h"
#include "support/description_text.h"

namespace packetglass {

// It is one whole value, and what it only names lies where it says: all of it is read. What is so
// large that it cannot be described says so.
inline void require_whole(const Description& out) {
  if (out.failed()) return;
  test::DescriptionText reader(out);
  require(reader.value() != "no value" && reader.at_end(), "a description is one value");
}

// The same of what `put` describes.
template <typename Put>
void require_described(Put put) {
  Description out;
  put(out);
  require_whole(out);
}

}  // namespace packetglass
