// What stands behind the addresses of Ethernet, and behind tags.
#include "dissect/link/type_or_length.h"

#include "dissect/link/after_length.h"

namespace packetglass {

Outcome read_type_or_length(Layer& tag, const Field& type, const Field& length) {
  const bool has_type = tag.peek16() >= kSmallestEtherType;
  const std::uint16_t number = tag.u16(has_type ? type : length);
  if (tag.truncated()) return stop("the tag is incomplete");
  if (has_type) return done(tag.rest(), {{Space::kEtherType, number}});
  const Payload payload = tag.rest(number);
  tag.trailing(payload);
  return done(payload, {{Space::kEtherType, after_length(tag)}});
}

}  // namespace packetglass
