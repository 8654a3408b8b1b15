// What the packets of a capture say of who they are about: by field.
#pragma once

#include <algorithm>
#include <set>
#include <string>

#include "dissect/field_type.h"
#include "edit/anonymise/addresses.h"
#include "edit/anonymise/common_words.h"
#include "inspect/dissected_packets.h"
#include "support/read_all.h"

namespace packetglass::test {

// Of all packets, without addresses that say what they are for and labels that everybody has.
class Originals final : public RecordSink {
 public:
  std::set<std::string> ipv4, ipv6, macs, labels;

  Originals() : packets_(wanted()) {}

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    packets_.add(batch, interfaces_);
    for (std::size_t i = 0; i < batch.count; ++i) {
      packets_.begin(i);
      const Tree& tree = *packets_.dissect().tree;
      for (const Node& node : tree.nodes()) take(tree, node);
    }
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

 private:
  static WantedOfPackets wanted() {
    WantedOfPackets wanted;
    wanted.fields = true;
    wanted.info = wanted.past = wanted.decoded = wanted.carried = false;
    return wanted;
  }

  static bool says_what_for(anonymise::Range range) {
    using anonymise::Range;
    return range == Range::kLoopback || range == Range::kMulticast || range == Range::kBroadcast ||
           range == Range::kUnspecified;
  }

  // What everybody has in front of an address of IPv4, and none behind it: 64:ff9b::, 2002::.
  static bool is_prefix_alone(const anonymise::Ipv6& address) {
    return address == anonymise::Ipv6{0, 0x64, 0xff, 0x9b} ||
           address == anonymise::Ipv6{0x20, 0x02};
  }

  void take(const Tree& tree, const Node& node) {
    if (node.generated || node.size == 0 || node.field == nullptr) return;
    const std::string_view name = node.field->name;
    const Bytes value = tree.value_bytes(node);
    const std::string text(value.begin(), value.end());
    switch (node.field->shape) {
      case Shape::kIpv4:
        if (value.size() != 4 || name.ends_with("mask") || name == "dhcp.cookie") return;
        if (says_what_for(anonymise::range_of(load<std::uint32_t>(value.data(), ByteOrder::kBig))))
          return;
        ipv4.insert(text);
        return;
      case Shape::kIpv6: {
        if (value.size() != 16) return;
        anonymise::Ipv6 address;
        std::ranges::copy(value, address.begin());
        if (!says_what_for(anonymise::range_of(address)) && !is_prefix_alone(address)) {
          ipv6.insert(text);
        }
        return;
      }
      case Shape::kMac:
        if (value.size() == 6 && (value[0] & 1) == 0 && text != std::string(6, '\0')) {
          macs.insert(text);
        }
        return;
      case Shape::kText:
        if (is_name(name))
          take_labels(node.kept || node.text_size != 0 ? std::string(tree.text(node)) : text);
        return;
      default:
        return;
    }
  }

  static bool is_name(std::string_view field) {
    constexpr std::string_view kNames[] = {"dns.qry.name",
                                           "dns.resp.name",
                                           "dns.cname",
                                           "dns.ptr.domain_name",
                                           "http.host",
                                           "tls.handshake.extensions_server_name",
                                           "dhcp.option.hostname",
                                           "dhcp.option.domain_name",
                                           "http.cookie",
                                           "smtp.req.parameter",
                                           "dns.txt",
                                           "sip.from.user",
                                           "sip.to.host"};
    return std::ranges::find(kNames, field) != std::end(kNames);
  }

  // Long ones, of letters: others are in any capture by chance.
  void take_labels(const std::string& text) {
    // Of a name that cannot be read a dissector says so.
    if (text.starts_with("<Name contains")) return;
    std::string label;
    for (std::size_t i = 0; i <= text.size(); ++i) {
      const char c = i < text.size() ? static_cast<char>(text[i] | 0x20) : ' ';
      if (c >= 'a' && c <= 'z') {
        label += c;
        continue;
      }
      if (label.size() >= 8 && !anonymise::is_common_word(label)) labels.insert(label);
      label.clear();
    }
  }

  std::vector<Interface> interfaces_;
  DissectedPackets packets_;
};

}  // namespace packetglass::test
