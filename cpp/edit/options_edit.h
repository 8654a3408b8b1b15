// A step that changes lists of options, wherever they stand: pcapng.
#pragma once

#include "edit/changed_options.h"
#include "edit/packet_edit.h"

namespace packetglass {

class OptionsEdit : public PacketEdit {
 public:
  void section(const Section& section, Bytes raw) override;
  void interface(const Interface& interface, Bytes raw) override;
  bool block(const Block& block) override;

 protected:
  // The options of the next block, which is of this type; nothing where they stay as they are.
  virtual std::optional<std::vector<std::uint8_t>> options_of_block(std::uint32_t type,
                                                                    Bytes options,
                                                                    ByteOrder order) = 0;

  PacketFate edit(PacketDraft& draft) final;

 private:
  std::vector<std::uint8_t> options_;  // of the packet at hand
};

}  // namespace packetglass
