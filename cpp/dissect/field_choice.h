// Fields that are asked for by their names: others need not be recorded, and layers behind the
// last one that can have them need not be dissected.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dissect/field.h"

namespace packetglass {

class FieldChoice {
 public:
  // Names of fields of the list. Of "ip.addr" the fields are its members. With `all_layers` every
  // layer is one of the fields: whoever counts layers asks for them.
  FieldChoice(std::span<const std::string_view> names, bool all_layers);

  // Whether it is one of the fields. Takes the steps of a look-up by address.
  bool has(const Field& field) const { return fields_.has(field); }

  // Whether all layers are known that the fields are in: has_in() then says which they are. Those
  // of parts of layers, and of what may be in any packet, are not known.
  bool knows_layers() const { return knows_layers_; }
  // Whether the layer may have one of the fields, or is one.
  bool has_in(const Field& layer) const { return layers_.has(layer); }

 private:
  // Constants by their address.
  class Set {
   public:
    Set() : table_(64) {}
    void add(const Field& field);
    bool has(const Field& field) const {
      for (std::size_t at = slot_of(field);; at = next(at)) {
        if (table_[at] == &field) return true;
        if (table_[at] == nullptr) return false;
      }
    }

   private:
    std::size_t slot_of(const Field& field) const {
      const auto address = static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(&field));
      return ((address >> 2) * 0x9e37'79b1u >> 16) & (table_.size() - 1);
    }
    std::size_t next(std::size_t at) const { return (at + 1) & (table_.size() - 1); }

    std::vector<const Field*> table_;  // a quarter full at most
    std::size_t used_ = 0;
  };

  Set fields_, layers_;
  bool knows_layers_;
};

}  // namespace packetglass
