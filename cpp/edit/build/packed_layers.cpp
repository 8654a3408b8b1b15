// Layers as bytes, as they cross from JavaScript.
#include "edit/build/packed_layers.h"

#include <algorithm>
#include <utility>

#include "base/cursor.h"
#include "dissect/read_address.h"
#include "edit/build/dns_message.h"

namespace packetglass::build {
namespace {

enum Form : std::uint8_t { kAbsent, kValue, kText };

class Unpacking {
 public:
  explicit Unpacking(Bytes packed) : in_(packed, ByteOrder::kLittle) {}

  UnpackedLayers unpack() {
    while (in_.left() > 0 && !in_.failed()) {
      AnyLayer layer =
          layer_of(in_.u8(), std::make_index_sequence<std::variant_size_v<AnyLayer>>());
      std::visit([this](auto& one) { fields(one); }, layer);
      out_.layers.push_back(std::move(layer));
    }
    return std::move(out_);
  }

 private:
  template <std::size_t... I>
  static AnyLayer layer_of(std::size_t number, std::index_sequence<I...>) {
    AnyLayer layer = Payload{};
    ((number == I ? static_cast<void>(layer.emplace<I>()) : void()), ...);
    return layer;
  }

  void fields(Ethernet& of) { take(of.destination, of.source, of.type, of.padded); }
  void fields(Vlan& of) { take(of.id, of.priority, of.drop_eligible, of.type); }
  void fields(Ipv4& of) {
    take(of.source, of.destination, of.traffic_class, of.identification, of.dont_fragment,
         of.more_fragments, of.fragment_offset, of.time_to_live, of.protocol, of.options,
         of.length, of.checksum);
  }
  void fields(Ipv6& of) {
    take(of.source, of.destination, of.traffic_class, of.flow_label, of.hop_limit, of.next_header,
         of.length);
  }
  void fields(Icmp& of) { take(of.type, of.code, of.rest, of.checksum); }
  void fields(Icmpv6& of) { take(of.type, of.code, of.rest, of.checksum); }
  void fields(Udp& of) { take(of.source, of.destination, of.length, of.checksum); }
  void fields(Tcp& of) {
    take(of.source, of.destination, of.sequence, of.acknowledgment, of.flags, of.window,
         of.urgent_pointer, of.options, of.checksum);
  }
  void fields(Sctp& of) { take(of.source, of.destination, of.verification_tag, of.checksum); }
  void fields(SctpData& of) {
    take(of.flags, of.tsn, of.stream, of.stream_sequence, of.payload_protocol);
  }
  void fields(DnsQuestion& of) { take(of.name, of.type, of.klass); }
  void fields(DnsRecord& of) { take(of.name, of.type, of.klass, of.time_to_live, of.data); }
  void fields(Dns& of) {
    take(of.id, of.flags, of.questions, of.answers, of.authorities, of.additionals,
         of.length_prefixed);
  }
  void fields(Payload& of) { take(of.bytes); }

  template <typename... Fields>
  void take(Fields&... fields) {
    (take_field(fields), ...);
  }

  template <typename Field>
  void take_field(Field& field) {
    const std::size_t number = taken_++;
    const std::uint8_t form = in_.u8();
    if (form == kAbsent) return;
    std::string wrong = value(field, form == kText);
    if (wrong.empty() || !out_.wrong.empty()) return;
    out_.wrong = std::move(wrong);
    out_.wrong_field = number;
  }

  // Each takes a value, and says what is wrong with it where it is a text.
  std::string value(std::uint8_t& field, bool) { return number(field); }
  std::string value(std::uint16_t& field, bool) { return number(field); }
  std::string value(std::uint32_t& field, bool) { return number(field); }
  std::string value(bool& field, bool) {
    field = in_.u8() != 0;
    return {};
  }
  std::string value(std::string& field, bool) {
    field = text();
    return {};
  }
  template <typename T>
  std::string value(std::optional<T>& field, bool is_text) {
    return value(field.emplace(), is_text);
  }
  std::string value(MacAddress& field, bool is_text) {
    return address(field, is_text, Address::Kind::kMac, "MAC address");
  }
  std::string value(Ipv4Address& field, bool is_text) {
    return address(field, is_text, Address::Kind::kIpv4, "IPv4 address");
  }
  std::string value(Ipv6Address& field, bool is_text) {
    return address(field, is_text, Address::Kind::kIpv6, "IPv6 address");
  }
  std::string value(Octets& field, bool is_text) {
    if (!is_text) {
      const Bytes bytes = in_.bytes(in_.u32());
      field.assign(bytes.begin(), bytes.end());
      return {};
    }
    auto name = dns_name(text());
    if (!name) return name.error().message;
    field = std::move(*name);
    return {};
  }
  template <typename Record>
  std::string value(std::vector<Record>& records, bool) {
    for (std::uint32_t left = in_.u32(); left > 0 && !in_.failed(); --left) {
      fields(records.emplace_back());
    }
    return {};
  }

  template <typename Number>
  std::string number(Number& field) {
    field = static_cast<Number>(in_.u32());
    return {};
  }

  template <std::size_t Size>
  std::string address(std::array<std::uint8_t, Size>& field, bool is_text, Address::Kind kind,
                      const char* what) {
    if (!is_text) {
      const Bytes bytes = in_.bytes(Size);
      std::copy(bytes.begin(), bytes.end(), field.begin());
      return {};
    }
    const std::string written = text();
    const auto read =
        kind == Address::Kind::kMac ? read_mac_address(written) : read_ip_address(written);
    if (!read || read->kind != kind) return '"' + written + "\" is no " + what + '.';
    std::copy_n(read->bytes.begin(), Size, field.begin());
    return {};
  }

  std::string text() {
    const Bytes bytes = in_.bytes(in_.u32());
    return {bytes.begin(), bytes.end()};
  }

  Cursor in_;
  UnpackedLayers out_;
  std::size_t taken_ = 0;  // fields
};

}  // namespace

UnpackedLayers unpack_layers(Bytes packed) {
  return Unpacking(packed).unpack();
}

}  // namespace packetglass::build
