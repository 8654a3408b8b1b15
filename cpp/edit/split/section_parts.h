// The section that is read, written to several parts: each is a capture of its own.
#pragma once

#include <map>
#include <vector>

#include "base/result.h"
#include "export/capture_file.h"
#include "export/losses.h"

namespace packetglass {

// What a part has of the section so far. Small: there may be 100,000 parts.
struct PartSection {
  std::uint64_t section = 0;                          // number of the section, from 1; 0: none yet
  std::size_t blocks = 0;                             // names and secrets of it
  std::map<std::uint32_t, std::uint32_t> interfaces;  // of the section: their numbers in the part
};

// A part begins with the section's header. Interfaces come as packets need them, names and secrets
// before the next packet. Records of classic pcap stay byte for byte; of pcapng the interface is
// mended, and what must not be copied left out.
class SectionParts {
 public:
  // Kept of a section for parts to come: bytes of all interfaces, and of names and secrets.
  static constexpr std::size_t kMostKept = std::size_t{16} << 20;
  // Bytes of names and secrets in all parts, behind which they are left out of further ones.
  static constexpr std::uint64_t kMostCopied = std::uint64_t{1} << 30;

  explicit SectionParts(NoCopy no_copy) : drops_(no_copy != NoCopy::kKeep) {}

  void section(const Section& section, Bytes raw);
  void interface(const Interface& interface, Bytes raw);
  // Whether the block is kept for all parts: else it is of the part at hand.
  bool keep(const Block& block);

  // Appends to `out` what the part needs before the packet, and the packet.
  void write(const PacketBatch& batch, std::size_t i, PartSection& part,
             std::vector<std::uint8_t>& out);
  // The same of a block of the section.
  void write(const Block& block, PartSection& part, std::vector<std::uint8_t>& out);
  // Appends names and secrets that the part does not have, where it is of this section.
  void catch_up(PartSection& part, std::vector<std::uint8_t>& out);

  LinkType link_type(std::uint32_t interface) const {
    return interfaces_[interface - first_interface_].link_type;
  }
  // As its section numbers it, and its name: "0-eth0".
  std::string interface_text(std::uint32_t interface) const;
  std::uint64_t sections() const { return sections_; }
  // Where the header says how long all records are (IXIA), as they are written in the part.
  bool says_length() const { return says_length_; }
  ByteOrder order() const { return order_; }
  // Why it cannot go on, if so.
  const std::optional<Error>& error() const { return error_; }
  const Losses& losses() const { return losses_; }

 private:
  struct Described {
    LinkType link_type;
    std::vector<std::uint8_t> block;  // empty: no block declares it
    std::string name;
  };

  void begin(PartSection& part, std::vector<std::uint8_t>& out);
  std::uint32_t declare(std::uint32_t interface, PartSection& part,
                        std::vector<std::uint8_t>& out);
  void append(Bytes block, std::uint64_t offset, std::vector<std::uint8_t>& out);

  bool drops_;
  std::uint64_t sections_ = 0;
  bool classic_ = false, says_length_ = false;
  ByteOrder order_ = kHostOrder;
  std::vector<std::uint8_t> header_;
  std::uint32_t first_interface_ = 0, interface_count_ = 0;
  std::vector<Described> interfaces_;              // of the section
  std::vector<std::vector<std::uint8_t>> blocks_;  // names and secrets
  std::size_t kept_ = 0;
  std::uint64_t copied_ = 0;
  std::optional<Error> error_;
  Losses losses_;
};

}  // namespace packetglass
