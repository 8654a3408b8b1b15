// How a dissector's row names its fields: where they stand, without copying them.
#pragma once

#include <span>

#include "dissect/field.h"

namespace packetglass {

struct FieldSpan;
// Several, which together are all fields of a dissector or of a part of one.
using FieldList = std::span<const FieldSpan>;

inline constexpr std::size_t kFieldSize = sizeof(Field);

// Fields that stand at the same distance from each other. `first` is a Field; where `count` is 0
// it is a FieldList, so that a part in a file of its own has its own list.
struct FieldSpan {
  const void* first;
  std::uint16_t count;
  std::uint16_t stride;  // bytes

  constexpr FieldSpan(const void* at, std::size_t how_many, std::size_t distance)
      : first(at),
        count(static_cast<std::uint16_t>(how_many)),
        stride(static_cast<std::uint16_t>(distance)) {}
  // A field, or what is made of fields alone: an array, a struct, an array of such structs.
  template <typename T>
  constexpr FieldSpan(const T& fields) : FieldSpan(&fields, sizeof(T) / kFieldSize, kFieldSize) {
    static_assert(sizeof(T) % kFieldSize == 0 && alignof(T) == alignof(Field));
  }
  constexpr FieldSpan(const FieldList& part) : FieldSpan(&part, 0, 0) {}
};

// The fields of the rows of a table: field_of(kOptions, &Option::field).
template <typename Row, std::size_t kRows>
constexpr FieldSpan field_of(const Row (&rows)[kRows], Field Row::*member) {
  return {&(rows[0].*member), kRows, sizeof(Row)};
}

// Calls `visit` with each field of a list. Rows of a table may have none: their name is empty.
template <typename Visit>
void visit_fields(FieldList list, const Visit& visit) {
  for (const FieldSpan& span : list) {
    if (span.count == 0) visit_fields(*static_cast<const FieldList*>(span.first), visit);
    const auto* at = static_cast<const std::uint8_t*>(span.first);
    for (std::size_t i = 0; i < span.count; ++i, at += span.stride) {
      const Field& field = *reinterpret_cast<const Field*>(at);
      if (!field.name.empty()) visit(field);
    }
  }
}

}  // namespace packetglass
