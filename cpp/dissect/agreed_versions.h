// What the conversations of TLS agreed on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>

namespace packetglass {

// The version that the server's hello of a TCP stream chose, from its packet on. Memory is
// bounded: of streams beyond the limit nothing is kept, which is so for the rest of the capture.
class AgreedVersions {
 public:
  static constexpr std::size_t kMost = std::size_t{1} << 20;  // streams, about 48 bytes each

  // In the order of the capture; the first of a stream counts.
  void add(std::uint32_t stream, std::uint16_t version, std::uint64_t packet) {
    if (versions_.size() < kMost) versions_.try_emplace(stream, Version{packet, version});
  }

  // What was agreed on when packet `packet`, from 1, came; 0: nothing that is known.
  std::uint16_t find(std::uint32_t stream, std::uint64_t packet) const {
    const auto found = versions_.find(stream);
    return found == versions_.end() || found->second.packet > packet ? std::uint16_t{0}
                                                                     : found->second.version;
  }

  // Bytes held.
  std::size_t memory() const { return versions_.size() * 48; }

 private:
  struct Version {
    std::uint64_t packet;  // from 1
    std::uint16_t version;
  };

  std::map<std::uint32_t, Version> versions_;  // by stream
};

}  // namespace packetglass
