// A column of a table: which field, and how its values are kept, as Apache Arrow has them.
#pragma once

#include <cstdint>
#include <string>

#include "dissect/field_list.h"

namespace packetglass {

// Which of a packet's values, where it has several.
enum class Occurrence : std::uint8_t { kFirst, kLast, kAll };

// What is asked for.
struct ColumnWish {
  std::string name;  // of a field
  Occurrence occurrence = Occurrence::kFirst;
  // Texts instead of values: what a number means, else what --fields prints.
  bool as_text = false;
};

enum class ColumnKind : std::uint8_t {
  kBoolean,     // a bit, from the lowest of each byte
  kUnsigned,    // of `width` bytes
  kSigned,      // the same
  kTime,        // int64, nanoseconds since 1970 UTC
  kDuration,    // int64, nanoseconds
  kReal,        // float64
  kFixedBytes,  // `width` bytes: an address
  kBytes,       // any number of them
  kText,        // an int32: the number of a text in the dictionary
};

// How values are kept, least significant byte first.
struct ColumnType {
  ColumnKind kind;
  std::uint8_t width;    // bytes of a value; 0 of booleans and kBytes
  bool is_list = false;  // a row has any number of values
};

// Numbers get as many bytes as their field has, rounded up to 1, 2, 4 or 8; or as many as their
// values need, where these are computed.
ColumnType column_type(const Field& field, const ColumnWish& wish);

// "uint16", "ipv4", "string": the type of the values. Those of fields (type_name()), but that
// integers are of the width that they are kept in.
std::string column_type_name(const Field& field, const ColumnWish& wish);

}  // namespace packetglass
