// Distinguished Encoding Rules: ITU-T X.690, as certificates need them.
#pragma once

#include <string>

#include "dissect/layer.h"

namespace packetglass {

// One element: reads its tag and length, and limits the layer to what is in it until it goes out
// of scope. The layer fails when there is no element, its length is not definite, or too long.
class DerElement {
 public:
  explicit DerElement(Layer& layer)
      : tag_(layer.peek()), length_(read_length(layer)), limit_(layer, length_) {}

  std::uint8_t tag() const { return tag_; }
  std::size_t length() const { return length_; }

 private:
  static std::size_t read_length(Layer& layer);

  std::uint8_t tag_;
  std::size_t length_;
  Layer::Limit limit_;
};

// "1.2.840.113549.1.1.11" of the bytes of an object identifier; empty when they are none.
std::string object_identifier_text(Bytes bytes);

}  // namespace packetglass
