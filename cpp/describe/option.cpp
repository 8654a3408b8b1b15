// The options of pcapng blocks, described: draft-ietf-opsawg-pcapng, sections 3.5 and 4.
#include <algorithm>
#include <span>

#include "base/text.h"
#include "describe/describe.h"
#include "format/pcapng/address_text.h"
#include "format/pcapng/options.h"

namespace packetglass {
namespace {

using pcapng::Shape;

// By the numbers of the draft.
constexpr std::string_view kHashes[] = {"2's complement", "XOR",     "CRC32", "MD5",
                                        "SHA-1",          "Toeplitz"};
constexpr std::string_view kJudges[] = {"hardware", "eBPF TC", "XDP"};

// Writes the value of an option, of a right length for its shape.
class ValueDescriber {
 public:
  ValueDescriber(Description& out, Bytes value, ByteOrder order)
      : out_(out), value_(value), order_(order) {}

  void put(Shape shape) {
    switch (shape) {
      case Shape::kText:
        return text(value_);
      case Shape::kNumber8:
      case Shape::kResolution:
        return out_.number(std::uint32_t{value_[0]});
      case Shape::kNumber32:
      case Shape::kFlags:
        return out_.number(u32(0));
      case Shape::kSigned32:
        return out_.number(static_cast<double>(static_cast<std::int32_t>(u32(0))));
      case Shape::kNumber64:
        return out_.unsigned64(u64(0));
      case Shape::kSigned64:
        return out_.signed64(static_cast<std::int64_t>(u64(0)));
      case Shape::kTimestamp:
        return out_.unsigned64(std::uint64_t{u32(0)} << 32 | u32(4));
      case Shape::kThread:
        return thread();
      case Shape::kFilter:
        return value_[0] == 0 ? text(value_.subspan(1)) : out_.bytes_at(value_.subspan(1));
      case Shape::kHash:
        return hash();
      case Shape::kVerdict:
        return verdict();
      case Shape::kCustomText:
        return text(value_.subspan(4));
      case Shape::kCustomBytes:
        return out_.bytes_at(value_.subspan(4));
      case Shape::kBytes:
        return out_.bytes_at(value_);
      default:
        return address(shape);
    }
  }

 private:
  std::uint32_t u32(std::size_t at) const {
    return load<std::uint32_t>(value_.data() + at, order_);
  }
  std::uint64_t u64(std::size_t at) const {
    return load<std::uint64_t>(value_.data() + at, order_);
  }

  // What is before the first NUL.
  void text(Bytes bytes) {
    const auto end = std::find(bytes.begin(), bytes.end(), 0);
    out_.text_at(bytes.first(static_cast<std::size_t>(end - bytes.begin())));
  }

  void address(Shape shape) {
    std::string text;
    if (shape == Shape::kIpv4 || shape == Shape::kIpv4Mask) {
      text = pcapng::ipv4_text(value_.first(4));
      if (shape == Shape::kIpv4Mask) text.append("/").append(pcapng::ipv4_text(value_.subspan(4)));
    } else if (shape == Shape::kHardware) {
      text = pcapng::hardware_text(value_);
    } else {
      text = pcapng::ipv6_text(value_.first(16));
      if (shape == Shape::kIpv6Prefix) append_decimal(text += '/', value_[16]);
    }
    out_.text(text);
  }

  void thread() {
    out_.begin_object();
    out_.key("processId").number(u32(0));
    out_.key("threadId").number(u32(4));
    out_.end();
  }

  // The first octet says which of these it is.
  void kind(std::span<const std::string_view> names) {
    out_.key("kind").number(std::uint32_t{value_[0]});
    if (value_[0] < names.size()) out_.key("name").text(names[value_[0]]);
  }

  void hash() {
    out_.begin_object();
    kind(kHashes);
    out_.key("bytes").bytes_at(value_.subspan(1));
    out_.end();
  }

  // Hardware verdicts have any length, the others 64 bits.
  void verdict() {
    out_.begin_object();
    kind(kJudges);
    if (value_[0] != 0 && value_.size() == 9) out_.key("value").unsigned64(u64(1));
    out_.key("bytes").bytes_at(value_.subspan(1));
    out_.end();
  }

  Description& out_;
  Bytes value_;
  ByteOrder order_;
};

bool is_custom(Shape shape) {
  return shape == Shape::kCustomText || shape == Shape::kCustomBytes;
}

void put_option(Description& out, std::uint32_t block, const pcapng::Option& option,
                ByteOrder order) {
  const pcapng::OptionType* const type = pcapng::find_option_type(block, option.code);
  out.begin_object();
  out.key("code").number(std::uint32_t{option.code});
  if (type != nullptr) out.key("name").text(type->name);
  if (type != nullptr && pcapng::right_length(*type, option.value.size())) {
    if (is_custom(type->shape)) {
      out.key("enterprise").number(load<std::uint32_t>(option.value.data(), order));
    }
    out.key("value");
    ValueDescriber(out, option.value, order).put(type->shape);
  }
  out.key("bytes").bytes_at(option.value);
  out.end();
}

}  // namespace

void put_options(Description& out, std::uint32_t block, Bytes options, ByteOrder order) {
  pcapng::OptionList list(options, order);
  out.key("options").begin_array();
  while (const pcapng::Option* option = list.next()) put_option(out, block, *option, order);
  out.end();
  if (list.malformed()) out.key("damaged").boolean(true);
}

}  // namespace packetglass
