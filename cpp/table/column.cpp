// A column of a table.
#include "table/column.h"

#include <algorithm>
#include <bit>

#include "dissect/field_type.h"

namespace packetglass {
namespace {

// THE TABLE of fields whose number is computed from what stands there, and may need more bytes:
// codes with an exponent, and counts of 10 milliseconds and of 500 kb/s.
struct Computed {
  std::string_view name;
  std::uint8_t width;
};
constexpr Computed kComputed[] = {{"icmpv6.mld.maximum_response_code", 4},
                                  {"icmpv6.mld.qqi", 2},
                                  {"igmp.max_resp", 2},
                                  {"dhcpv6.elapsed_time", 4},
                                  {"ppi.80211-common.rate", 4}};

// Of numbers. What counts in units may need more bytes than stand there, too.
std::uint8_t width_of(const Field& field) {
  for (const Computed& computed : kComputed) {
    if (field.name == computed.name) return computed.width;
  }
  const unsigned bits = 8 * field_bytes(field.shape);
  const auto lowest = static_cast<unsigned>(std::countr_zero(field.mask));
  const unsigned part =
      field.mask == 0 ? bits : static_cast<unsigned>(std::bit_width(field.mask)) - lowest;
  const unsigned counted = part + static_cast<unsigned>(std::bit_width(field.unit - 1u));
  return static_cast<std::uint8_t>(std::bit_ceil((std::max(bits, counted) + 7) / 8));
}

}  // namespace

ColumnType column_type(const Field& field, const ColumnWish& wish) {
  const bool is_list = wish.occurrence == Occurrence::kAll;
  if (wish.as_text) return {ColumnKind::kText, 4, is_list};
  switch (type_of(field.shape)) {
    case FieldType::kNone:
    case FieldType::kBoolean:
      return {ColumnKind::kBoolean, 0, is_list};
    case FieldType::kUnsigned:
    case FieldType::kFrameNumber:
      return {ColumnKind::kUnsigned, width_of(field), is_list};
    case FieldType::kSigned:
      return {ColumnKind::kSigned, width_of(field), is_list};
    case FieldType::kEther:
      return {ColumnKind::kFixedBytes, 6, is_list};
    case FieldType::kIpv4:
      return {ColumnKind::kFixedBytes, 4, is_list};
    case FieldType::kIpv6:
      return {ColumnKind::kFixedBytes, 16, is_list};
    case FieldType::kBytes:
      return {ColumnKind::kBytes, 0, is_list};
    case FieldType::kAbsoluteTime:
      return {ColumnKind::kTime, 8, is_list};
    case FieldType::kRelativeTime:
      return {ColumnKind::kDuration, 8, is_list};
    case FieldType::kDouble:
      return {ColumnKind::kReal, 8, is_list};
    case FieldType::kProtocol:
    case FieldType::kString:
      break;
  }
  return {ColumnKind::kText, 4, is_list};
}

std::string column_type_name(const Field& field, const ColumnWish& wish) {
  const ColumnType type = column_type(field, wish);
  const std::string bits = std::to_string(8 * type.width);
  switch (type.kind) {
    case ColumnKind::kBoolean:
      return "boolean";
    case ColumnKind::kText:
      return "string";
    case ColumnKind::kUnsigned:
      return "uint" + bits;
    case ColumnKind::kSigned:
      return "int" + bits;
    default:
      return std::string(type_name(field.shape));
  }
}

}  // namespace packetglass
