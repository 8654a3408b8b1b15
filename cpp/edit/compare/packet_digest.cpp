// What a packet is compared by, in a few bytes.
#include "edit/compare/packet_digest.h"

#include <algorithm>
#include <iterator>
#include <memory>

#include "base/sha256.h"
#include "dissect/field_list.h"
#include "format/pcapng/enhanced_packet.h"
#include "format/pcapng/obsolete_packet.h"
#include "format/pcapng/options.h"
#include "format/pcapng/reorder.h"

namespace packetglass {
namespace {

constexpr std::string_view kNames[kAspects] = {"time",      "bytes",    "length",
                                               "link-type", "comments", "options"};

struct Alias {
  std::string_view word;
  std::string_view field;
};
constexpr Alias kAliases[] = {
    {"ttl", "ip.ttl"},
    {"ttl", "ipv6.hlim"},
    {"checksum", "ip.checksum"},
    {"checksum", "tcp.checksum"},
    {"checksum", "udp.checksum"},
    {"checksum", "icmp.checksum"},
    {"checksum", "icmpv6.checksum"},
    {"mac", "eth.dst"},
    {"mac", "eth.src"},
    {"id", "ip.id"},
};

Hash128 hash_of(Bytes bytes) {
  if (bytes.empty()) return {};
  const auto hash = sha256(bytes);
  return {load<std::uint64_t>(hash.data(), ByteOrder::kBig),
          load<std::uint64_t>(hash.data() + 8, ByteOrder::kBig)};
}

}  // namespace

std::string_view name_of(Aspect wanted) {
  for (unsigned i = 0; i < kAspects; ++i) {
    if (aspect(i) == wanted) return kNames[i];
  }
  return {};
}

bool add_ignored(std::string_view word, IgnoredInPackets& ignored) {
  for (unsigned i = 0; i < kAspects; ++i) {
    if (word == kNames[i]) {
      ignored.aspects |= aspect(i);
      return true;
    }
  }
  bool is_alias = false;
  for (const Alias& alias : kAliases) {
    if (word != alias.word) continue;
    ignored.fields.emplace_back(alias.field);
    is_alias = true;
  }
  if (is_alias) return true;
  ignored.fields.emplace_back(word);
  return find_field(word) != nullptr;
}

PacketDigester::PacketDigester(const IgnoredInPackets& ignored) : ignored_(ignored.aspects) {
  if (ignored.fields.empty()) return;
  const std::vector<std::string_view> names(ignored.fields.begin(), ignored.fields.end());
  fields_ = std::make_unique<FieldChoice>(names, false);
}

PacketDigest PacketDigester::digest(const PacketBatch& batch, std::size_t i, std::uint64_t number,
                                    const Interface& interface, ByteOrder order) {
  const Packet packet = batch.packet(i);
  const auto asked = [this](Aspect aspect) { return (ignored_ & aspect) == 0; };
  PacketDigest digest;
  digest.number = number;
  digest.captured_length = packet.captured_length;
  if (asked(kAspectTime) && packet.has_timestamp()) digest.time = packet.timestamp;
  if (asked(kAspectLength)) digest.original_length = packet.original_length;
  if (asked(kAspectLinkType)) digest.link_type = interface.link_type;
  if (asked(kAspectBytes)) {
    digest.bytes = fields_ == nullptr ? hash_of(batch.bytes(i))
                                      : hash_without_fields(batch.bytes(i), packet.original_length,
                                                            interface.link_type);
  }
  const bool has_options =
      packet.kind == RecordKind::kEnhanced || packet.kind == RecordKind::kObsolete;
  if (has_options) add_options(batch.record(i), packet.kind, order, digest);
  return digest;
}

// Fields that stand in the packet are zeros, as far as its own bytes have them.
Hash128 PacketDigester::hash_without_fields(Bytes packet, std::size_t original_length,
                                            LinkType link_type) {
  tree_.reset(packet, fields_.get());
  Summary summary;
  Dissection dissection(summary);
  dissection.wanted.tree = &tree_;
  dissection.wanted.text = false;
  dissect(packet, original_length, link_type, dissection);
  copy_.assign(packet.begin(), packet.end());
  for (const Node& node : tree_.nodes()) {
    if (node.source != 0 || node.generated || node.offset > copy_.size()) continue;
    const std::size_t size = std::min<std::size_t>(node.size, copy_.size() - node.offset);
    std::fill_n(copy_.begin() + node.offset, size, std::uint8_t{0});
  }
  return hash_of(copy_);
}

// In one byte order, so that captures of both are compared.
void PacketDigester::add_options(Bytes record, RecordKind kind, ByteOrder order,
                                 PacketDigest& digest) const {
  const bool is_obsolete = kind == RecordKind::kObsolete;
  const auto block = is_obsolete ? pcapng::read_obsolete_packet(record, order)
                                 : pcapng::read_enhanced_packet(record, order);
  if (block.options().empty()) return;
  std::vector<std::uint8_t> little, comments, others;
  pcapng::append_copied_options(block.options(),
                                is_obsolete ? pcapng::kObsoletePacket : pcapng::kEnhancedPacket,
                                {order, ByteOrder::kLittle, false}, little);
  pcapng::OptionList list(little, ByteOrder::kLittle);
  while (const pcapng::Option* option = list.next()) {
    auto& to = option->code == pcapng::kComment ? comments : others;
    const auto size = static_cast<std::uint16_t>(option->value.size());
    for (const std::uint16_t word : {option->code, size}) {
      to.push_back(static_cast<std::uint8_t>(word));
      to.push_back(static_cast<std::uint8_t>(word >> 8));
    }
    to.insert(to.end(), option->value.begin(), option->value.end());
  }
  if ((ignored_ & kAspectComments) == 0) digest.comments = hash_of(comments);
  if ((ignored_ & kAspectOptions) == 0) digest.options = hash_of(others);
}

}  // namespace packetglass
