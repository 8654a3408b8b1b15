// Packets from layers.
#include "edit/build/build_packet.h"

#include <algorithm>

#include "base/appender.h"
#include "base/crc32c.h"
#include "base/internet_checksum.h"
#include "base/text.h"
#include "edit/build/dns_message.h"
#include "record/limits.h"

namespace packetglass::build {
namespace {

constexpr std::size_t kMost16 = 65'535;
constexpr std::size_t kMostOptions = 40;
constexpr std::size_t kLeastFrame = 60;

// THE TABLE of numbers: what the layer around one says of it. 0: nothing says it.
struct Numbers {
  std::uint16_t type;     // EtherType
  std::uint8_t protocol;  // of IP
};
Numbers numbers_of(const AnyLayer& layer) {
  constexpr Numbers kNumbers[] = {
      {0x6558, 143},  // Ethernet: Transparent Ethernet Bridging, EtherIP's neighbour of RFC 8986
      {0x8100, 0},    // VLAN
      {0x0800, 4},    // IPv4
      {0x86dd, 41},   // IPv6
      {0, 1},         // ICMP
      {0, 58},        // ICMPv6
      {0, 17},        // UDP
      {0, 6},         // TCP
      {0, 132},       // SCTP
      {0, 0},         // a DATA chunk
      {0, 0},         // DNS
      {0, 255},       // a payload: reserved, which nothing is dissected as
  };
  static_assert(std::size(kNumbers) == std::variant_size_v<AnyLayer>);
  return kNumbers[layer.index()];
}

std::size_t to_words(std::size_t size) {
  return (size + 3) / 4 * 4;
}

// Headers are made from the outside to the inside, as far as they do not depend on what is behind
// them, and completed from the inside to the outside. Nothing is copied twice.
class Builder {
 public:
  explicit Builder(std::span<const AnyLayer> layers) : layers_(layers) {}

  Result<Octets> build() {
    for (at_ = 0; at_ < layers_.size() && !wrong_; ++at_) {
      begins_.push_back(octets_.size());
      std::visit([this](const auto& layer) { append(layer); }, layers_[at_]);
      if (octets_.size() > kMaxPacketSize) return too_large("a packet", kMaxPacketSize);
    }
    end_ = octets_.size();
    for (at_ = layers_.size(); at_-- > 0 && !wrong_;) {
      std::visit([this](const auto& layer) { complete(layer); }, layers_[at_]);
    }
    if (wrong_) return *wrong_;
    return std::move(octets_);
  }

 private:
  static Error too_large(const std::string& what, std::size_t most) {
    return {ErrorCode::kPacketTooLarge, 0,
            format_text("What is in %s is more than the %zu bytes that it can say.", what.c_str(),
                        most)};
  }

  void refuse(std::string message) {
    if (!wrong_) wrong_ = Error{ErrorCode::kUnsupported, 0, std::move(message)};
  }

  void require_bits(std::uint32_t number, unsigned bits, const char* what) {
    if (number >> bits == 0) return;
    refuse(format_text("%u is no %s, which has %u bits.", number, what, bits));
  }

  void append_options(const Octets& options, const char* what) {
    if (options.size() > kMostOptions) {
      return refuse(
          format_text("%zu bytes of options of %s are more than 40.", options.size(), what));
    }
    out_.bytes(options);
    octets_.resize(octets_.size() + to_words(options.size()) - options.size());
  }

  // What the layer inside is, as the one that is appended says it.
  std::uint16_t type_inside() const {
    return at_ + 1 < layers_.size() ? numbers_of(layers_[at_ + 1]).type : std::uint16_t{0};
  }
  std::uint8_t protocol_inside() const {
    // No next header, where nothing is inside.
    constexpr std::uint8_t kNone = 59;
    return at_ + 1 < layers_.size() ? numbers_of(layers_[at_ + 1]).protocol : kNone;
  }

  void append(const Ethernet& ethernet) {
    out_.bytes(ethernet.destination);
    out_.bytes(ethernet.source);
    out_.u16(ethernet.type.value_or(type_inside()));
  }

  void append(const Vlan& vlan) {
    require_bits(vlan.id, 12, "VLAN ID");
    require_bits(vlan.priority, 3, "priority of a VLAN");
    out_.u16(static_cast<std::uint16_t>(vlan.priority << 13 | (vlan.drop_eligible ? 1 << 12 : 0) |
                                        vlan.id));
    out_.u16(vlan.type.value_or(type_inside()));
  }

  void append(const Ipv4& ip) {
    require_bits(ip.fragment_offset, 13, "fragment offset");
    const std::size_t words = 5 + to_words(ip.options.size()) / 4;
    out_.u8(static_cast<std::uint8_t>(0x40 | (words & 0xf)));
    out_.u8(ip.traffic_class);
    out_.u16(ip.length.value_or(0));
    out_.u16(ip.identification);
    out_.u16(static_cast<std::uint16_t>((ip.dont_fragment ? 0x4000 : 0) |
                                        (ip.more_fragments ? 0x2000 : 0) | ip.fragment_offset));
    out_.u8(ip.time_to_live);
    out_.u8(ip.protocol.value_or(protocol_inside()));
    out_.u16(ip.checksum.value_or(0));
    out_.bytes(ip.source);
    out_.bytes(ip.destination);
    append_options(ip.options, "IPv4");
  }

  void append(const Ipv6& ip) {
    require_bits(ip.flow_label, 20, "flow label");
    out_.u32(std::uint32_t{6} << 28 | std::uint32_t{ip.traffic_class} << 20 | ip.flow_label);
    out_.u16(ip.length.value_or(0));
    out_.u8(ip.next_header.value_or(protocol_inside()));
    out_.u8(ip.hop_limit);
    out_.bytes(ip.source);
    out_.bytes(ip.destination);
  }

  template <typename Control>
  void append_control(const Control& control) {
    out_.u8(control.type);
    out_.u8(control.code);
    out_.u16(control.checksum.value_or(0));
    out_.u32(control.rest);
  }
  void append(const Icmp& icmp) { append_control(icmp); }
  void append(const Icmpv6& icmp) { append_control(icmp); }

  void append(const Udp& udp) {
    out_.u16(udp.source);
    out_.u16(udp.destination);
    out_.u16(udp.length.value_or(0));
    out_.u16(udp.checksum.value_or(0));
  }

  void append(const Tcp& tcp) {
    require_bits(tcp.flags, 12, "set of flags of TCP");
    out_.u16(tcp.source);
    out_.u16(tcp.destination);
    out_.u32(tcp.sequence);
    out_.u32(tcp.acknowledgment);
    const std::size_t words = 5 + to_words(tcp.options.size()) / 4;
    out_.u16(static_cast<std::uint16_t>(words << 12 | tcp.flags));
    out_.u16(tcp.window);
    out_.u16(tcp.checksum.value_or(0));
    out_.u16(tcp.urgent_pointer);
    append_options(tcp.options, "TCP");
  }

  void append(const Sctp& sctp) {
    out_.u16(sctp.source);
    out_.u16(sctp.destination);
    out_.u32(sctp.verification_tag);
    out_.u32(0);
  }

  void append(const SctpData& chunk) {
    out_.u8(0);
    out_.u8(chunk.flags);
    out_.u16(0);
    out_.u32(chunk.tsn);
    out_.u16(chunk.stream);
    out_.u16(chunk.stream_sequence);
    out_.u32(chunk.payload_protocol);
  }

  void append(const Dns& dns) {
    const Result<Octets> message = dns_message(dns);
    if (!message) {
      if (!wrong_) wrong_ = message.error();
      return;
    }
    out_.bytes(*message);
  }

  void append(const Payload& payload) { out_.bytes(payload.bytes); }

  // The layer that is completed, with all that is inside.
  std::uint8_t* header() { return octets_.data() + begins_[at_]; }
  std::size_t size() const { return end_ - begins_[at_]; }
  Bytes whole() const { return Bytes(octets_).subspan(begins_[at_], size()); }

  void set16(std::size_t offset, std::uint16_t value) {
    store(header() + offset, value, ByteOrder::kBig);
  }

  void set_length(std::size_t offset, std::size_t length, const char* what) {
    if (length > kMost16) {
      if (!wrong_) wrong_ = too_large(what, kMost16);
      return;
    }
    set16(offset, static_cast<std::uint16_t>(length));
  }

  void complete(const Ethernet& ethernet) {
    if (!ethernet.padded || size() >= kLeastFrame) return;
    // Behind all that lengths and checksums of the layers inside count.
    octets_.resize(std::max(octets_.size(), begins_[at_] + kLeastFrame));
  }
  void complete(const Vlan&) {}
  void complete(const Payload&) {}
  void complete(const Dns&) {}

  void complete(const Ipv4& ip) {
    if (!ip.length) set_length(2, size(), "IPv4");
    const std::size_t header_size = 20 + to_words(ip.options.size());
    if (!ip.checksum) set16(10, internet_checksum(whole().first(header_size)));
  }

  void complete(const Ipv6& ip) {
    if (!ip.length) set_length(4, size() - 40, "IPv6");
  }

  void complete(const Icmp& icmp) {
    if (!icmp.checksum) set16(2, internet_checksum(whole()));
  }

  void complete(const Icmpv6& icmp) {
    if (!icmp.checksum) set16(2, sum_with_pseudo_header(58).value_or(0));
  }

  void complete(const Udp& udp) {
    if (!udp.length) set_length(4, size(), "UDP");
    if (udp.checksum) return;
    if (const auto sum = sum_with_pseudo_header(17)) set16(6, udp_checksum(*sum));
  }

  void complete(const Tcp& tcp) {
    if (!tcp.checksum) set16(16, sum_with_pseudo_header(6).value_or(0));
  }

  void complete(const Sctp& sctp) {
    const std::uint32_t crc = sctp.checksum.value_or(crc32c(whole()));
    store(header() + 8, crc, ByteOrder::kLittle);
  }

  void complete(const SctpData&) {
    set_length(2, size(), "a chunk of SCTP");
    // The padding is not of the chunk, but of the packet around it.
    const std::size_t padding = to_words(size()) - size();
    octets_.insert(octets_.begin() + static_cast<std::ptrdiff_t>(end_), padding, 0);
    end_ += padding;
  }

  // The checksum of this layer with the pseudo header of the layer of IP around it; nothing where
  // there is none.
  std::optional<std::uint16_t> sum_with_pseudo_header(std::uint8_t protocol) const {
    if (at_ == 0) return std::nullopt;
    const std::size_t length = size();
    if (const auto* ip = std::get_if<Ipv4>(&layers_[at_ - 1])) {
      return pseudo_header_v4(ip->source, ip->destination, protocol,
                              static_cast<std::uint16_t>(length))
          .add(whole())
          .checksum();
    }
    if (const auto* ip = std::get_if<Ipv6>(&layers_[at_ - 1])) {
      return pseudo_header_v6(ip->source, ip->destination, protocol,
                              static_cast<std::uint32_t>(length))
          .add(whole())
          .checksum();
    }
    return std::nullopt;
  }

  std::span<const AnyLayer> layers_;
  Octets octets_;
  Appender out_{octets_, ByteOrder::kBig};
  std::vector<std::size_t> begins_;  // of the layers
  std::size_t at_ = 0;               // the layer that is appended or completed
  std::size_t end_ = 0;              // behind the innermost, without padding
  std::optional<Error> wrong_;
};

}  // namespace

Result<Octets> build_packet(std::span<const AnyLayer> layers) {
  return Builder(layers).build();
}

}  // namespace packetglass::build
