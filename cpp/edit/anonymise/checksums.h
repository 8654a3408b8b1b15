// Checksums of headers and payloads that change: good ones stay good, bad ones stay bad.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "dissect/tree.h"
#include "edit/anonymise/by_field.h"

namespace packetglass::anonymise {

// A checksum in some bytes, and what it covers.
struct Checksum {
  enum class Kind : std::uint8_t { kInternet, kUdp, kCrc32c, kFrame };

  Kind kind{};
  std::uint8_t protocol = 0;         // of the pseudo header
  std::uint8_t pseudo_size = 0;      // bytes of its addresses; 0: it covers none
  bool whole = false;                // all that it covers is there
  std::uint32_t at = 0;              // where it stands
  std::uint32_t begin = 0, end = 0;  // what it covers, itself included
  std::uint32_t pseudo = 0;          // where the addresses stand
};

// Finds the checksums in trees.
class ChecksumFinder {
 public:
  // Appends all that stand in one source of a tree, the outermost first.
  void find(const Tree& tree, std::uint8_t source, std::vector<Checksum>& found);

  struct Row;

 private:
  enum class Layer : std::uint8_t { kOther, kFrame, kIpv4, kIpv6 };
  struct Known {
    const Row* row = nullptr;  // where it is a checksum
    Layer layer{};
  };

  static Known look_at(const Field& field);

  ByField<Known> known_;
};

// Updates one: `after` still has the number that `before` has. An Internet checksum is wrong by as
// much as it was, and one that the network card was to fill in is still the sum of the pseudo
// header. Returns whether it is another now.
bool update(const Checksum& checksum, Bytes before, std::span<std::uint8_t> after);

}  // namespace packetglass::anonymise
