// What is known of fields, found out once for each.
#pragma once

#include <vector>

#include "dissect/field.h"

namespace packetglass::anonymise {

// A field stands at one address for good. Of two whose places are the same the last one is kept.
template <typename Known>
class ByField {
 public:
  ByField() : rows_(kKept) {}

  // What `look_at` says of a field.
  template <typename LookAt>
  const Known& of(const Field& field, LookAt look_at) {
    const auto address = reinterpret_cast<std::uintptr_t>(&field);
    Row& row = rows_[(address / sizeof(Field)) % kKept];
    if (row.field != &field) row = {&field, look_at(field)};
    return row.known;
  }

 private:
  static constexpr std::size_t kKept = 4096;
  struct Row {
    const Field* field = nullptr;
    Known known{};
  };

  std::vector<Row> rows_;
};

}  // namespace packetglass::anonymise
