// THE TABLE of fields that no dissector reads: what is known of every packet, and names that stand
// for several fields.
#pragma once

#include "dissect/field_span.h"

namespace packetglass {

struct GenericField {
  Field field;
  // The fields whose values it has, in the order of the packet.
  std::span<const Text> members = {};
};

std::span<const GenericField> generic_fields();

// The members of a field of the list; none of what is no such name.
std::span<const Text> members_of(const Field& field);

// The fields of the table as a row has them.
extern const FieldList kGenericFields;

}  // namespace packetglass
