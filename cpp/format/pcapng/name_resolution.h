// Name Resolution Block: draft-ietf-opsawg-pcapng, section 4.5.
#pragma once

#include <string>
#include <vector>

#include "format/pcapng/block.h"

namespace packetglass::pcapng {

enum class NameRecordType : std::uint16_t { kEnd, kIpv4, kIpv6, kEui48, kEui64 };

struct NameRecord {
  std::uint16_t type = 0;
  Bytes address;  // empty when the type is not known
  Bytes value;    // address and names as they stand

  std::string address_text() const;
  // The names, which each end with NUL.
  std::vector<std::string> names() const;
};

// Walks the records of a block; then options() are what is behind them.
class NameRecords {
 public:
  // `block` is whole.
  NameRecords(Bytes block, ByteOrder order) : left_(body_of(block)), order_(order) {}

  // nullptr at the end record, and where a record does not fit: malformed(). The record is valid
  // until the next call.
  const NameRecord* next();

  bool malformed() const { return malformed_; }
  Bytes options() const { return options_; }

 private:
  const NameRecord* finish(bool malformed);

  Bytes left_;
  ByteOrder order_;
  NameRecord record_;
  Bytes options_;
  bool malformed_ = false;
  bool ended_ = false;
};

}  // namespace packetglass::pcapng
