// The fields of a radiotap header: radiotap.org's registry.
#pragma once

#include <array>
#include <span>

#include "dissect/layer.h"

namespace packetglass {

// A field stands at a multiple of `align` bytes from the start of the header.
struct RadiotapField {
  std::uint8_t align, size;
  void (*read)(Layer& radiotap);
};

// By the number of their bit in the present word; those without a size are not known.
std::span<const RadiotapField> radiotap_fields();

// Reads the present word that is next, with a part for each bit.
std::uint32_t read_radiotap_present(Layer& radiotap);

// All fields that are recorded there.
extern const FieldList kRadiotapFields;

}  // namespace packetglass
