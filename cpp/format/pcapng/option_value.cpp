// The values of pcapng options as text and number: draft-ietf-opsawg-pcapng, sections 3.5 and 4.
#include "base/text.h"
#include "format/pcapng/address_text.h"
#include "format/pcapng/options.h"
#include "record/timestamp_resolution.h"

namespace packetglass::pcapng {
namespace {

constexpr const char* kHashNames[] = {"2's complement", "XOR",     "CRC32", "MD5",
                                      "SHA-1",          "Toeplitz"};
constexpr const char* kVerdictNames[] = {"hardware", "eBPF TC", "XDP"};

// What is before the first NUL.
std::string text_of(Bytes value) {
  const std::string text(reinterpret_cast<const char*>(value.data()), value.size());
  return text.substr(0, text.find('\0'));
}

std::string algorithm(std::span<const char* const> names, std::uint8_t number) {
  return number < names.size() ? names[number] : format_text("algorithm %u", number);
}

// The value of an option, of a right length for its shape.
class Decoder {
 public:
  Decoder(Bytes value, ByteOrder order, OptionValue& out)
      : value_(value), order_(order), out_(out) {}

  void decode(Shape shape) {
    switch (shape) {
      case Shape::kText:
        return put(text_of(value_));
      case Shape::kNumber8:
        return number(value_[0]);
      case Shape::kNumber32:
        return number(u32(0));
      case Shape::kNumber64:
        return number(load<std::uint64_t>(value_.data(), order_));
      case Shape::kSigned32:
        return signed_number(static_cast<std::int32_t>(u32(0)));
      case Shape::kSigned64:
        return signed_number(
            static_cast<std::int64_t>(load<std::uint64_t>(value_.data(), order_)));
      case Shape::kResolution:
        return resolution();
      case Shape::kFlags:
        out_.number = u32(0);
        return put(format_text("0x%08x", static_cast<unsigned>(u32(0))));
      case Shape::kTimestamp:
        return number(std::uint64_t{u32(0)} << 32 | u32(4));
      case Shape::kThread:
        return put(std::to_string(u32(0)) + "/" + std::to_string(u32(4)));
      default:
        return decode_bytes(shape);
    }
  }

 private:
  void decode_bytes(Shape shape) {
    switch (shape) {
      case Shape::kIpv4:
        return put(ipv4_text(value_));
      case Shape::kIpv4Mask:
        return put(ipv4_text(value_.first(4)) + "/" + ipv4_text(value_.subspan(4)));
      case Shape::kIpv6:
        return put(ipv6_text(value_));
      case Shape::kIpv6Prefix:
        return put(ipv6_text(value_.first(16)) + "/" + std::to_string(value_[16]));
      case Shape::kHardware:
        return put(hardware_text(value_));
      case Shape::kFilter:
        return put(value_[0] == 0 ? text_of(value_.subspan(1)) : hexadecimal(value_.subspan(1)));
      case Shape::kHash:
        return put(algorithm(kHashNames, value_[0]) + " " + hexadecimal(value_.subspan(1)));
      case Shape::kVerdict:
        return verdict();
      case Shape::kCustomText:
        out_.enterprise = u32(0);
        return put(text_of(value_.subspan(4)));
      case Shape::kCustomBytes:
        out_.enterprise = u32(0);
        return put(hexadecimal(value_.subspan(4)));
      default:
        return put(hexadecimal(value_));
    }
  }

  std::uint32_t u32(std::size_t at) const {
    return load<std::uint32_t>(value_.data() + at, order_);
  }

  void put(std::string text) { out_.text = std::move(text); }

  void number(std::uint64_t value) {
    out_.number = value;
    put(std::to_string(value));
  }

  void signed_number(std::int64_t value) {
    out_.signed_number = value;
    put(std::to_string(value));
  }

  void resolution() {
    out_.number = value_[0];
    const auto unit = TimestampResolution::from_if_tsresol(value_[0]);
    put(describe(unit));
  }

  // Hardware verdicts have any length, the others 64 bits.
  void verdict() {
    const Bytes rest = value_.subspan(1);
    const std::string who = algorithm(kVerdictNames, value_[0]) + " ";
    if (value_[0] == 0 || rest.size() != sizeof(std::uint64_t))
      return put(who + hexadecimal(rest));
    out_.number = load<std::uint64_t>(rest.data(), order_);
    put(who + std::to_string(*out_.number));
  }

  Bytes value_;
  ByteOrder order_;
  OptionValue& out_;
};

}  // namespace

OptionValue decode(std::uint32_t block, const Option& option, ByteOrder order) {
  OptionValue out;
  out.code = option.code;
  const OptionType* const type = find_option_type(block, option.code);
  if (type != nullptr) out.name = type->name;
  out.understood = type != nullptr && right_length(*type, option.value.size());
  Decoder(option.value, order, out).decode(out.understood ? type->shape : Shape::kBytes);
  return out;
}

}  // namespace packetglass::pcapng
