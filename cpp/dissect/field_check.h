// Builds for debugging and fuzzing fail where a field is recorded that is not in the list.
#pragma once

#include "dissect/field.h"

namespace packetglass {

#ifdef NDEBUG
inline void require_listed(const Field&) {}
#else
// Ends the program with the field's name, unless a row names it.
void require_listed(const Field& field);
#endif

}  // namespace packetglass
