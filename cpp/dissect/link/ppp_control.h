// The packets of PPP's control protocols, which are all of one form: RFC 1661, section 5.
#pragma once

#include <span>

#include "dissect/layer.h"

namespace packetglass {

// An option: its type, the heading it stands under, and what reads its value.
struct PppOption {
  std::uint8_t type;
  Field heading;
  void (*read)(Layer& control);  // nullptr when it has no value
};

struct PppControl {
  Field option_type, option_length;
  std::span<const PppOption> options;
  void (*read_other)(Layer& control, std::uint8_t code);  // what only this protocol has
};

// Reads a whole packet: its code, what belongs to it, its options.
Outcome read_ppp_control(Layer& control, const PppControl& protocol);

// All fields that are recorded there.
extern const FieldList kPppControlFields;

}  // namespace packetglass
