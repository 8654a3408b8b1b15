// The list of all fields, described: web/lib/fields.ts reads it.
#pragma once

#include "describe/description.h"

namespace packetglass {

// Appends an array of all fields by name, each an array: name, title, type, protocol, an array of
// the fields that it stands for, and an array of numbers each with what it means.
void put_field_list(Description& out);

}  // namespace packetglass
