// Captures of any length that are made of one small capture: its records again and again, with
// numbers in them that count, or one of its blocks made longer and longer.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"

namespace packetglass::fuzz {

using ByteVector = std::vector<std::uint8_t>;

// A number of 32 bits in a record, to which so much is added in each round.
struct Counter {
  std::uint8_t record;
  std::uint8_t step;
  std::uint16_t offset;  // in the record, from its first byte
};

class GrowingSource {
 public:
  // Records of a longer capture are not taken.
  static constexpr std::size_t kMostRecords = 16;
  static constexpr std::size_t kMostBytes = 4096;

  // The first byte of the input: bit 0, a block is lengthened (else records are repeated); bit 1,
  // sections and interfaces are repeated too; bits 4 to 7, how many counters follow, each a
  // record, a step and an offset of two bytes in little endian. Behind them is the capture.
  // Nothing where it is none, or has no record.
  static std::optional<GrowingSource> of(Bytes input);

  // So many rounds of it, or a block of so many times 32 KiB.
  ByteVector rounds(std::size_t count) const;
  // How many rounds are worth looking at first.
  std::size_t first_rounds() const { return lengthened_ ? 64 : 96; }

 private:
  friend class RecordTaker;

  void put_round(ByteVector& out, std::size_t round) const;
  void put_long_block(ByteVector& out, std::size_t size) const;

  bool lengthened_ = false;
  bool sections_too_ = false;
  ByteOrder order_ = kHostOrder;
  std::vector<Counter> counters_;
  ByteVector head_;  // sections and interfaces before the first record
  std::vector<ByteVector> records_;
};

}  // namespace packetglass::fuzz
