// The values of one column, row by row, in Arrow's buffers.
#pragma once

#include "base/bytes.h"
#include "base/distinct_texts.h"
#include "table/column.h"

namespace packetglass {

// Bits one behind another, from the lowest of each byte.
class BitArray {
 public:
  // False without memory.
  bool add(bool bit) {
    if (count_ % 8 == 0) {
      std::uint8_t* const byte = bytes_.extend(1);
      if (byte == nullptr) return false;
      *byte = 0;
      last_ = byte;
    }
    *last_ = static_cast<std::uint8_t>(*last_ | (bit ? 1 : 0) << count_ % 8);
    ++count_;
    return true;
  }
  void clear() {
    bytes_.clear();
    count_ = 0;
  }
  const GrowingArray<std::uint8_t>& bytes() const { return bytes_; }

 private:
  GrowingArray<std::uint8_t> bytes_;
  std::uint8_t* last_ = nullptr;
  std::size_t count_ = 0;
};

// A row is any number of values, and then end_row(): where the column is no list, one or none.
class ColumnData {
 public:
  explicit ColumnData(ColumnType type) : type_(type) {}

  ColumnType type() const { return type_; }

  // Of booleans, numbers and times.
  void add(std::uint64_t number);
  // Of kFixedBytes, of which it has as many at least; and of kBytes.
  void add(Bytes bytes);
  void add(std::string_view text);
  void end_row();
  void clear();

  // There was no memory for something, or it would be more than offsets of 32 bits can say.
  bool failed() const { return failed_; }
  // Bytes of all buffers, about.
  std::size_t size() const { return size_; }

  std::size_t values() const { return values_; }
  std::size_t nulls() const { return nulls_; }
  // A bit for each row: whether it has a value.
  const BitArray& validity() const { return validity_; }
  // Of lists: how many values there are up to the end of each row.
  const GrowingArray<std::uint32_t>& row_ends() const { return row_ends_; }
  const BitArray& bits() const { return bits_; }                      // of booleans
  const GrowingArray<std::uint8_t>& bytes() const { return bytes_; }  // of all others
  const GrowingArray<std::uint32_t>& ends() const { return ends_; }   // of kBytes, of each value
  const DistinctTexts& texts() const { return texts_; }

 private:
  void keep(const void* from, std::size_t size);
  void count_value();

  ColumnType type_;
  BitArray validity_, bits_;
  GrowingArray<std::uint32_t> row_ends_, ends_;
  GrowingArray<std::uint8_t> bytes_;
  DistinctTexts texts_;
  std::size_t values_ = 0, nulls_ = 0, size_ = 0;
  std::size_t row_begin_ = 0;  // of values
  bool failed_ = false;
};

}  // namespace packetglass
