// Packets without the fields that change on their way: their bytes as zeros.
#pragma once

#include <memory>
#include <vector>

#include "dissect/tree.h"
#include "edit/packet_draft.h"

namespace packetglass {

class IgnoredFields {
 public:
  // Names of fields of the list.
  void add(std::span<const std::string_view> names);
  bool empty() const { return names_.empty(); }

  // The captured bytes of a packet with zeros in these fields, in all layers. Valid until the next
  // call.
  Bytes without(const PacketDraft& draft);

 private:
  std::vector<std::string_view> names_;
  std::unique_ptr<FieldChoice> choice_;
  Tree tree_{Bytes()};
  std::vector<std::uint8_t> bytes_;
};

}  // namespace packetglass
