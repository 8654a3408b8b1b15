// What a packet is compared by, in a few bytes.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dissect/dissection.h"
#include "record/interface.h"
#include "record/packet.h"

namespace packetglass {

// What two packets may differ in; a set of them is one number.
enum Aspect : unsigned {
  kAspectTime = 1,
  kAspectBytes = 2,   // captured bytes
  kAspectLength = 4,  // original length
  kAspectLinkType = 8,
  kAspectComments = 16,  // of pcapng
  kAspectOptions = 32,   // all other options of the packet's block
};

// "time", "bytes", "length", "link-type", "comments", "options".
std::string_view name_of(Aspect aspect);
inline constexpr unsigned kAspects = 6;
constexpr Aspect aspect(unsigned i) {
  return static_cast<Aspect>(1u << i);
}

using Hash128 = std::array<std::uint64_t, 2>;

struct PacketDigest {
  std::uint64_t number = 0;  // in its capture, from 1
  Nanoseconds time = 0;      // 0 where it has none, or times are ignored
  std::uint32_t captured_length = 0;
  std::uint32_t original_length = 0;
  LinkType link_type = 0;
  Hash128 bytes{};  // half of their SHA-256, without the fields that are ignored
  Hash128 comments{}, options{};
};

struct IgnoredInPackets {
  unsigned aspects = 0;
  std::vector<std::string> fields;  // of the list of fields: "ip.ttl"
};

// Takes a word of --ignore: the name of an aspect, "ttl", "checksum", "mac", "id", or else a
// field. False where no field is called so.
bool add_ignored(std::string_view word, IgnoredInPackets& ignored);

class PacketDigester {
 public:
  explicit PacketDigester(const IgnoredInPackets& ignored);

  // Packet `i` of the batch; `order` is that of its section.
  PacketDigest digest(const PacketBatch& batch, std::size_t i, std::uint64_t number,
                      const Interface& interface, ByteOrder order);

 private:
  Hash128 hash_without_fields(Bytes packet, std::size_t original_length, LinkType link_type);
  void add_options(Bytes record, RecordKind kind, ByteOrder order, PacketDigest& digest) const;

  unsigned ignored_;
  std::unique_ptr<FieldChoice> fields_;  // nullptr: none is ignored
  Tree tree_{Bytes()};
  std::vector<std::uint8_t> copy_;
};

}  // namespace packetglass
