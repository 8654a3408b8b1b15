// What the user chose in the place of what a route leads to ("decode as").
#pragma once

#include "dissect/dissection.h"

namespace packetglass {

// nullptr: nothing.
inline const DecodeAs::Choice* chosen_at(const Route& route, const Dissection& dissection) {
  const Choices* const choices = dissection.history.choices;
  return choices == nullptr ? nullptr : choices->decode_as.find(route);
}

}  // namespace packetglass
