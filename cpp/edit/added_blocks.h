// A step that puts blocks of its own in front of all that a section has: pcapng.
#pragma once

#include "edit/edit.h"

namespace packetglass {

class AddedBlocks : public Edit {
 public:
  void section(const Section& section, Bytes raw) override;
  void interface(const Interface& interface, Bytes raw) override;
  bool packets(const PacketBatch& batch) override;
  bool block(const Block& block) override;
  bool finish() override;

 protected:
  // What has no place in classic pcap: "names".
  virtual std::string_view what() const = 0;
  // Whole blocks in the order of the section, one behind the other; nothing where this section,
  // numbered from 0, gets none.
  virtual std::vector<std::uint8_t> blocks_of(std::size_t section, ByteOrder order) = 0;

 private:
  bool add();

  std::size_t sections_ = 0;
  std::vector<std::uint8_t> pending_;  // of the section that has begun
  ByteOrder order_ = kHostOrder;
  std::uint64_t offset_ = 0;
};

}  // namespace packetglass
