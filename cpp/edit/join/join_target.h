// What captures are joined to.
#pragma once

#include "export/capture_file.h"

namespace packetglass {

struct JoinTarget {
  const pcap::Variant* variant = nullptr;  // of classic pcap; nullptr: one section of pcapng
  ByteOrder order = kHostOrder;
  NoCopy no_copy = NoCopy::kUnlessChanged;  // which joining does
  ReadOptions reading{};
  bool unify = false;   // interfaces that are equal in everything are one
  bool origins = true;  // interfaces have a comment that says which source they are of
  // Sources one behind the other, else by time.
  bool one_after_another = false;

  bool pcapng() const { return variant == nullptr; }
};

}  // namespace packetglass
