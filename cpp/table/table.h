// Fields of packets as a table: a row for each packet, a column for each field that is asked for.
#pragma once

#include <memory>
#include <vector>

#include "dissect/field_nodes.h"
#include "inspect/dissected_packets.h"
#include "inspect/packet_values.h"
#include "table/column_data.h"

namespace packetglass {

// What is wrong with the wishes: "no field is called ip.scr; did you mean ip.src?". Empty when
// nothing is. Names of columns are those of Wireshark 4.0 and 4.6: _ws.col.Info, _ws.col.info.
std::string wrong_column(const std::vector<ColumnWish>& wishes);

class Table {
 public:
  // More rows are of another batch, and so is what comes behind this many bytes.
  static constexpr std::size_t kMostRows = 65'536;
  static constexpr std::size_t kEnoughBytes = std::size_t{16} << 20;
  // A batch of more bytes is none: one packet has too much to say.
  static constexpr std::size_t kMostBytes = std::size_t{512} << 20;

  // With nothing wrong in them.
  explicit Table(const std::vector<ColumnWish>& wishes);

  // What packets have to be dissected for.
  const WantedOfPackets& wanted() const { return wanted_; }
  // The most that a column needs of them.
  PacketLevel level() const { return level_; }
  // Whether later packets say one of the fields.
  bool needs_later() const;

  // The packet, dissected for what is wanted, is the next row.
  void add(const DissectedPacket& packet);

  std::size_t rows() const { return rows_; }
  // Index of the packet of the first row.
  std::uint64_t first() const { return first_; }
  // Bytes that a row takes at least.
  std::size_t row_size() const { return row_size_; }
  // The batch is large enough.
  bool full() const { return rows_ == kMostRows || size_ >= kEnoughBytes; }
  // There was no memory for a row, or it is too large.
  bool failed() const { return failed_; }
  bool limited() const { return size_ > kMostBytes; }

  // The fields that the columns are of.
  std::size_t columns() const { return columns_.size(); }
  const ListedField& field(std::size_t column) const { return *columns_[column].listed; }
  const ColumnWish& wish(std::size_t column) const { return columns_[column].wish; }
  const ColumnData& data(std::size_t column) const { return columns_[column].data; }

  // The batch ends: there are no rows.
  void clear();

 private:
  struct Column {
    ColumnWish wish;
    const ListedField* listed;
    PacketValues of_packet;  // nullptr: its values stand in nodes
    ColumnData data;
  };

  void add_generic(Column& column, const DissectedPacket& packet);
  void add_nodes(Column& column, const Tree& tree, std::span<const std::uint32_t> nodes);
  static void add(Column& column, const PacketValue& value);
  static void add(Column& column, const Tree& tree, const Node& node);

  std::vector<Column> columns_;
  FieldNodes nodes_;
  WantedOfPackets wanted_;
  PacketLevel level_ = PacketLevel::kRecord;
  std::vector<PacketValue> values_;  // while a column is asked
  std::size_t rows_ = 0, size_ = 0, row_size_ = 0;
  std::uint64_t first_ = 0;
  bool failed_ = false;
};

}  // namespace packetglass
