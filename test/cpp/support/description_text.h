// A description as text: {code: 1, value: "a", bytes: <61>}.
#pragma once

#include <cstring>
#include <string>

#include "describe/description.h"
#include "support/pcap_bytes.h"

namespace packetglass::test {

// Reads what Description writes, and by that also checks that it is whole.
class DescriptionText {
 public:
  explicit DescriptionText(const Description& description) : bytes_(description.bytes()) {}

  std::string value() {
    switch (static_cast<Tag>(u8())) {
      case Tag::kObject:
        return object();
      case Tag::kArray:
        return array();
      case Tag::kFalse:
        return "false";
      case Tag::kTrue:
        return "true";
      case Tag::kNumber:
        return number(take<double>());
      case Tag::kUnsigned:
        return std::to_string(take<std::uint64_t>()) + "n";
      case Tag::kSigned:
        return std::to_string(take<std::int64_t>()) + "n";
      case Tag::kText:
        return "\"" + text(take<std::uint32_t>()) + "\"";
      case Tag::kTextAt: {
        const Bytes at = view();
        return "\"" + std::string(at.begin(), at.end()) + "\"";
      }
      case Tag::kBytesAt:
        return hexadecimal(view());
      case Tag::kEnd:
        break;
    }
    return "no value";
  }

  // Everything was read.
  bool at_end() const { return at_ == bytes_.size(); }

 private:
  // Sums of damaged captures may be larger than any whole number.
  static std::string number(double value) {
    constexpr double kMostWhole = 9e18;
    return value > -kMostWhole && value < kMostWhole
               ? std::to_string(static_cast<std::int64_t>(value))
               : std::to_string(value);
  }

  std::string object() {
    std::string all;
    while (!ends()) {
      const std::string key = text(u8());
      all += (all.empty() ? "" : ", ") + key + ": " + value();
    }
    return "{" + all + "}";
  }

  std::string array() {
    std::string all;
    while (!ends()) all += (all.empty() ? "" : ", ") + value();
    return "[" + all + "]";
  }

  bool ends() {
    if (at_ < bytes_.size() && static_cast<Tag>(bytes_[at_]) != Tag::kEnd) return false;
    ++at_;
    return true;
  }

  static std::string hexadecimal(Bytes bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : bytes) {
      text += kDigits[byte >> 4];
      text += kDigits[byte & 15];
    }
    return "<" + text + ">";
  }

  template <typename T>
  T take() {
    T value;
    std::memcpy(&value, bytes_.subspan(at_, sizeof value).data(), sizeof value);
    at_ += sizeof value;
    return value;
  }
  std::uint8_t u8() { return take<std::uint8_t>(); }

  std::string text(std::size_t size) {
    const Bytes at = bytes_.subspan(at_, size);
    at_ += size;
    return {at.begin(), at.end()};
  }

  Bytes view() {
    const auto address = static_cast<std::uintptr_t>(take<double>());
    const auto size = take<std::uint32_t>();
    return {reinterpret_cast<const std::uint8_t*>(address), size};
  }

  Bytes bytes_;
  std::size_t at_ = 0;
};

inline std::string text_of(const Description& description) {
  if (description.failed()) return "failed";
  DescriptionText reader(description);
  const std::string text = reader.value();
  return reader.at_end() ? text : text + " and more";
}

}  // namespace packetglass::test
