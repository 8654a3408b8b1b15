// The list of all fields: of every dissector in the table, and of every packet. Names, completion,
// columns and filters come from it.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "dissect/field_span.h"

namespace packetglass {

// One name. Several fields may have it (a field of queries and of answers); they are of one type.
struct ListedField {
  const Field* field;     // of them one that says what its numbers mean, if any does
  const Field* protocol;  // the layer its name begins with; of others the one whose row names it
};

// All names, sorted. The list is made when it is first asked for, in some milliseconds.
std::span<const ListedField> all_fields();

// nullptr when no field is called so. Takes steps as the logarithm of all names.
const ListedField* find_field(std::string_view name);

// Those that begin so: all of "tcp.flags" and of what stands inside it.
std::span<const ListedField> fields_with_prefix(std::string_view prefix);

// The layers whose rows name the field: it is in no packet without any of them. None where that is
// not known of it: of what every packet may have.
std::span<const Field* const> layers_with(std::string_view name);

// The rows that the list is made of: the layers of the dissectors and of every packet with their
// fields, in the order of the table.
struct FieldRow {
  const Field* layer;
  FieldList fields;
};
std::vector<FieldRow> field_rows();

}  // namespace packetglass
