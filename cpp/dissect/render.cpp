// Values of fields as text.
#include "dissect/render.h"

#include <bit>
#include <cinttypes>
#include <cmath>
#include <cstdlib>

#include "base/real_bits.h"
#include "base/text.h"
#include "dissect/address.h"
#include "dissect/field_type.h"
#include "record/timestamp.h"

namespace packetglass {
namespace {

// The rest of long bytes is in the packet's bytes.
constexpr std::size_t kMostBytes = 64;

// What NTP says of the time zero.
constexpr const char* kNoTime = "NULL";

// Lengths of headers are counted in units of so many bytes.
constexpr std::uint16_t kWord = 4;

// Digits that the largest number of the field needs.
int hex_digits(const Node& node) {
  const std::uint64_t mask = node.field->mask;
  if (mask == 0) return static_cast<int>(node.size * 2);
  const int bits = static_cast<int>(std::bit_width(mask)) - std::countr_zero(mask);
  return (bits + 7) / 8 * 2;
}

std::string hex_number(const Node& node) {
  return format_text("0x%0*" PRIx64, hex_digits(node), node.number);
}

std::string number_text(const Node& node) {
  return format_text("%" PRIu64, node.number);
}

// Of a number; of an address the first ones, as far as a part of it says something of them.
std::uint32_t size_with_bits(const Node& node) {
  const auto masked = static_cast<std::uint32_t>((std::bit_width(node.field->mask) + 7) / 8);
  return node.size <= 4 ? node.size : masked;
}

// "..0. .... = ": which bits of the number a part is.
std::string bits_text(const Node& node) {
  const std::uint64_t mask = node.field->mask;
  const std::uint64_t bits = node.number / node.field->unit << std::countr_zero(mask);
  std::string text;
  for (int i = static_cast<int>(size_with_bits(node) * 8); i-- > 0;) {
    text += (mask >> i & 1) == 0 ? '.' : (bits >> i & 1) == 0 ? '0' : '1';
    if (i % 4 == 0 && i != 0) text += ' ';
  }
  return text + " = ";
}

// Of a number.
std::string written_number(const Node& node) {
  switch (number_form(node.field->shape)) {
    case NumberForm::kHex:
    case NumberForm::kHexAndDecimal:
      return hex_number(node);
    case NumberForm::kSigned:
      return format_text("%" PRId64, signed_number(node));
    default:
      return number_text(node);
  }
}

std::string colon_text(Bytes bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) text += format_text(text.empty() ? "%02x" : ":%02x", byte);
  return text;
}

// With as many digits behind the point as it takes, six at most. The printf of the WebAssembly
// modules has no reals.
std::string real_text(double real) {
  const auto millionths = static_cast<std::int64_t>(std::llround(real * 1e6));
  const auto magnitude = static_cast<std::uint64_t>(std::abs(millionths));
  std::string text = millionths < 0 ? "-" : "";
  append_decimal(text, magnitude / 1'000'000);
  if (magnitude % 1'000'000 == 0) return text;
  text.push_back('.');
  append_decimal(text, magnitude % 1'000'000, 6);
  return text.erase(text.find_last_not_of('0') + 1);
}

// The value for people, where it differs from the bare one.
std::string spoken_text(const Tree& tree, const Node& node) {
  std::string value = value_text(tree, node);
  const std::string_view name = name_of(node.field->names, node.number);
  if (node.field->shape == Shape::kFlag) {
    return !name.empty() ? std::string(name) : node.number != 0 ? "Set" : "Not set";
  }
  if (!name.empty()) return std::string(name) + " (" + value + ")";
  if (node.field->unit == kWord)
    return value + format_text(" bytes (%" PRIu64 ")", node.number / kWord);
  if (number_form(node.field->shape) == NumberForm::kHexAndDecimal) {
    return value + " (" + number_text(node) + ")";
  }
  if (node.field->shape == Shape::kDuration) return value + " seconds";
  return value;
}

}  // namespace

std::int64_t signed_number(const Node& node) {
  const unsigned unused = 64 - 8 * std::min<std::uint32_t>(node.size == 0 ? 8 : node.size, 8);
  return static_cast<std::int64_t>(node.number << unused) >> unused;
}

double real_number(const Node& node) {
  return real_of_bits(node.number);
}

std::string info_text(const Summary& summary, std::string_view written) {
  std::string info(written);
  if (summary.malformed) info += "[Malformed Packet]";
  if (summary.truncated) info += "[Packet size limited during capture]";
  return info;
}

std::string printable(Bytes bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) {
    if (byte >= 0x20 && byte < 0x7f && byte != '\\') {
      text += static_cast<char>(byte);
    } else if (byte == '\r') {
      text += "\\r";
    } else if (byte == '\n') {
      text += "\\n";
    } else if (byte == '\\') {
      text += "\\\\";
    } else {
      text += format_text("\\x%02x", byte);
    }
  }
  return text;
}

std::string value_text(const Tree& tree, const Node& node) {
  const Bytes bytes = tree.value_bytes(node);
  switch (node.field->shape) {
    case Shape::kLayer:
    case Shape::kGroup:
    case Shape::kNotice:
      return std::string(node.field->name);
    case Shape::kExpert:
    case Shape::kMessage:
    case Shape::kText:
    case Shape::kBody:
      return node.text_size != 0 ? std::string(tree.text(node)) : printable(bytes);
    case Shape::kFlag:
      return number_text(node);
    case Shape::kMac:
      return bytes.size() < 6 ? hex_text(bytes) : mac_text(bytes.data());
    case Shape::kIpv4:
      return bytes.size() < 4 ? hex_text(bytes) : ipv4_text(bytes.data());
    case Shape::kIpv6:
      return bytes.size() < 16 ? hex_text(bytes) : ipv6_text(bytes.data());
    case Shape::kBytes:
      return hex_text(bytes);
    case Shape::kColonBytes:
      return colon_text(bytes);
    case Shape::kTime:
      if (tree.said(node) == kNoTime) return kNoTime;
      return iso8601(static_cast<Nanoseconds>(node.number));
    case Shape::kDuration:
      return epoch_seconds(static_cast<Nanoseconds>(node.number));
    case Shape::kReal:
      return real_text(real_number(node));
    default:
      return written_number(node);
  }
}

std::string field_text(const Tree& tree, const Node& node) {
  switch (type_of(node.field->shape)) {
    case FieldType::kNone:
      return "1";
    case FieldType::kProtocol:
      return tree.said(node).empty() ? std::string(node.field->name) : line_text(tree, node);
    default:
      return value_text(tree, node);
  }
}

std::string line_text(const Tree& tree, const Node& node) {
  const Field& field = *node.field;
  std::string line(field.title);
  const std::string_view said = tree.said(node);
  if (is_heading(field.shape)) {
    line.append(said);
    if (line.empty()) return std::string(field.name);  // truncated before it says what it is
    const bool stands = node.size != 0 || field.shape == Shape::kLayer;
    return stands ? line : "[" + line + "]";
  }
  if (field.shape == Shape::kBody) return line + format_text(": %u bytes", node.size);
  std::string value = said.empty() ? spoken_text(tree, node) : std::string(said);
  if (field.shape == Shape::kBytes && node.size > kMostBytes) {
    value.resize(2 * kMostBytes);
    value += "\u2026";
  }
  if (field.shape == Shape::kExpert && !value.empty()) {
    line = value;
  } else if (!value.empty() || type_of(field.shape) != FieldType::kNone)
    line.append(": ").append(value);
  if (node.generated) line = "[" + line + "]";
  return field.mask != 0 && node.size != 0 ? bits_text(node) + line : line;
}

}  // namespace packetglass
