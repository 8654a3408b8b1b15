// The value of a step that has several parts, apart by commas.
#pragma once

#include <optional>
#include <string_view>

#include "dissect/read_address.h"
#include "edit/step_value.h"

namespace packetglass {

class ValueParts {
 public:
  explicit ValueParts(std::string_view value) : rest_(value) {}

  // The next part; nothing where it is missing or no such thing.
  std::optional<std::uint64_t> number(std::uint64_t least, std::uint64_t most) {
    const auto part = take();
    const auto number = part ? parse_whole(*part) : std::nullopt;
    return number && *number >= least && *number <= most ? number : std::nullopt;
  }
  std::optional<Address> ip_address() {
    const auto part = take();
    return part ? read_ip_address(*part) : std::nullopt;
  }
  // The same of one that may be missing.
  std::optional<std::uint64_t> number_or(std::uint64_t otherwise, std::uint64_t least,
                                         std::uint64_t most) {
    return rest_ ? number(least, most) : otherwise;
  }

  // Whether there was no more.
  bool done() const { return !rest_; }

 private:
  std::optional<std::string_view> take() {
    if (!rest_) return std::nullopt;
    const std::size_t comma = rest_->find(',');
    const std::string_view part = rest_->substr(0, comma);
    rest_ = comma == part.npos ? std::nullopt : std::optional(rest_->substr(comma + 1));
    return part;
  }

  std::optional<std::string_view> rest_;
};

}  // namespace packetglass
