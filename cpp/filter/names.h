// Names of fields in filters: those of the list, old ones, and those that only Wireshark has.
#pragma once

#include <string>
#include <string_view>

#include "dissect/field_list.h"

namespace packetglass {

struct FoundField {
  const ListedField* listed = nullptr;
  bool renamed = false;  // it has another name now
};

// The field, which may be called by the name that it had, or as Wireshark calls a column.
FoundField find_filter_field(std::string_view name);

// Whether Wireshark has a protocol whose name this is or begins with, which is not dissected here.
bool is_foreign(std::string_view name);

// The name of the list that is likest to this one; empty when none is near.
std::string nearest_field(std::string_view name);

}  // namespace packetglass
