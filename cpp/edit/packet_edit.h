// A step that says of each packet what becomes of it.
#pragma once

#include "edit/changed_batch.h"
#include "edit/edit.h"
#include "record/chosen_batch.h"

namespace packetglass {

enum class PacketFate : std::uint8_t {
  kAsItIs,   // handed on as it stands
  kChanged,  // handed on as the draft has it
  kDropped,  // not handed on
};

class PacketEdit : public Edit {
 public:
  void section(const Section& section, Bytes raw) override;
  void interface(const Interface& interface, Bytes raw) override;
  bool packets(const PacketBatch& batch) override;
  bool finish() override;

 protected:
  // The next packet: changes the draft where it says kChanged.
  virtual PacketFate edit(PacketDraft& draft) = 0;
  // The batch whose packets edit() is given next, with the interfaces so far.
  virtual void begin(const PacketBatch&) {}

  // The section as it was handed on, without its options.
  const Section& current() const { return section_; }
  // All interfaces so far, without their options, by the numbers that packets name.
  std::span<const Interface> interfaces() const { return interfaces_; }

 private:
  bool hand_on(const PacketBatch& batch);
  PacketDraft draft_of(const PacketBatch& batch, std::size_t i) const;

  Section section_;
  std::vector<Interface> interfaces_;
  std::uint64_t number_ = 0;  // packets so far
  ChosenBatch chosen_;
  ChangedBatch changed_;
};

}  // namespace packetglass
