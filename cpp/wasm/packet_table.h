// Fields of the packets of a capture as columns, as JavaScript sees it.
// web/lib/core/core.ts declares the same in TypeScript.
#pragma once

#include <memory>

#include "base/block_window.h"
#include "base/text.h"
#include "describe/description.h"
#include "flow/summary_index.h"
#include "format/capture_reader.h"
#include "record/limits.h"
#include "table/table_batch.h"
#include "wasm/address.h"
#include "wasm/foreign_decoder.h"
#include "wasm/put_wrong.h"

namespace packetglass {

// The packets of a source, as they are read: those that are wanted become rows.
class TableSink final : public RecordSink {
 public:
  // Packets are dissected as the user chose, which outlives this.
  TableSink(const std::vector<ColumnWish>& wishes, const DecodeAs& decode_as)
      : table_(wishes), packets_(table_.wanted()) {
    packets_.history().decodes_as(decode_as);
    packets_.decodes_by(decoder_);
  }

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override {
    too_many_ = too_many_ || interfaces_.size() == kMaxKeptInterfaces;
    if (too_many_) return;
    interfaces_.push_back(interface);
    interfaces_.back().options = {};
  }
  bool packets(const PacketBatch& batch) override {
    if (too_many_) return true;
    packets_.add(batch, interfaces_);
    for (std::size_t i = 0; i < batch.count; ++i) {
      if (!add(i)) return false;
    }
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

  const Table& table() const { return table_; }
  bool failed() const { return failed_ || table_.failed(); }
  void knows_later(const RelatedPackets& log) { packets_.history().knows_later(log); }
  // Rows are the packets with these indices, and of them those whose bit is set, where `bits` are
  // given: the first bit is that of `from`.
  void choose(std::uint64_t from, std::uint64_t to, std::vector<std::uint32_t> bits) {
    from_ = from;
    to_ = to;
    bits_ = std::move(bits);
  }

  // The rows that are left are a batch; false without memory.
  bool end_batch() {
    if (table_.rows() == 0) return true;
    Buffer<std::uint8_t> batch;
    failed_ = make_batch(table_, batch) == nullptr;
    if (failed_) return false;
    ready_.push_back(std::move(batch));
    table_.clear();
    return true;
  }
  // The next batch, which is kept until the one behind it is asked for; nullptr where none is
  // ready.
  const std::uint8_t* take() {
    taken_ = {};
    if (ready_.empty()) return nullptr;
    taken_ = std::move(ready_.front());
    ready_.erase(ready_.begin());
    return taken_.get();
  }

 private:
  bool is_row(std::uint64_t i) const {
    if (i < from_ || i >= to_) return false;
    const std::uint64_t bit = i - from_;
    return bits_.empty() || (bits_[static_cast<std::size_t>(bit / 32)] >> bit % 32 & 1) != 0;
  }

  bool add(std::size_t i) {
    const DissectedPacket& packet = packets_.begin(i);
    if (!is_row(packet.number - 1)) return true;
    if (table_.level() > PacketLevel::kRecord) packets_.dissect();
    table_.add(packet);
    return !table_.failed() && (!table_.full() || end_batch());
  }

  Table table_;
  ForeignDecoder decoder_;
  DissectedPackets packets_;
  std::vector<Interface> interfaces_;  // without their options
  bool too_many_ = false;              // of them: no more packets are rows
  std::uint64_t from_ = 0, to_ = 0;
  std::vector<std::uint32_t> bits_;
  std::vector<Buffer<std::uint8_t>> ready_;
  Buffer<std::uint8_t> taken_;
  bool failed_ = false;  // for want of memory
};

class PacketTable {
 public:
  // Memory for a choice, the names of columns, or for bits.
  double buffer(double size) { return address(memory_.reset(static_cast<std::size_t>(size))); }

  // As PacketFilter::decode_as().
  double decode_as(double size) {
    const Bytes choice(memory_.get(), static_cast<std::size_t>(size));
    const std::string wrong = decode_as_.add(text_of(choice));
    description_.clear();
    put_wrong(description_, wrong);
    return address(description_);
  }

  // The columns are those in the buffer: of each a byte, its Occurrence, and 4 more for texts;
  // then the name, and a zero. An object with an error, or with the types of the columns.
  double compile(double size) {
    const std::vector<ColumnWish> wishes = wishes_in(static_cast<std::size_t>(size));
    description_.clear();
    description_.begin_object();
    error_ = wrong_column(wishes);
    if (error_.empty()) {
      sink_ = std::make_unique<TableSink>(wishes, decode_as_);
      put_types();
    } else {
      description_.key("error").text(error_);
    }
    description_.end();
    return address(description_);
  }

  bool needs_later() const { return sink_->table().needs_later(); }
  bool needs_decoder() const { return sink_->table().wanted().decoded; }
  void knows_later(const SummaryIndex& index) { sink_->knows_later(index.related()); }

  // Rows are the packets [from, to); of them those whose bit is set in the `size` bytes in the
  // buffer, unless there are none.
  void choose(double from, double to, double size) {
    std::vector<std::uint32_t> bits(static_cast<std::size_t>(size) / sizeof(std::uint32_t));
    if (!bits.empty()) std::memcpy(bits.data(), memory_.get(), bits.size() * sizeof(bits[0]));
    sink_->choose(static_cast<std::uint64_t>(from), static_cast<std::uint64_t>(to),
                  std::move(bits));
  }

  double block() { return address(window_.block()); }
  // Few bytes where rows are long, so that their packets are hardly more than a batch.
  double block_size() const {
    const std::size_t rows = Table::kEnoughBytes / (sink_->table().row_size() + 1);
    return static_cast<double>(
        std::clamp(rows * kLeastPacket, kLeastBlock, BlockWindow::kBlockSize));
  }
  bool commit(double count) {
    window_.commit(static_cast<std::size_t>(count));
    const auto used = reader_.push(window_.bytes(), *sink_);
    if (used) window_.consume(*used);
    return keep(used);
  }
  // The packets that are wanted were all there: what is left is the last batch.
  bool finish() { return keep(reader_.finish(window_.bytes(), *sink_)) && sink_->end_batch(); }
  bool has_error() const { return has_error_; }
  // One packet has too much to say.
  bool is_limited() const { return sink_->table().limited(); }

  // The address of the next batch; 0 where none is ready.
  double take() { return address(sink_->take()); }

 private:
  template <typename Used>
  bool keep(const Used& used) {
    const bool failed = sink_->failed();
    has_error_ = !used && !failed;
    return static_cast<bool>(used) && !failed;
  }

  static constexpr std::size_t kLeastPacket = 16;  // bytes of a record
  static constexpr std::size_t kLeastBlock = 4096;

  std::vector<ColumnWish> wishes_in(std::size_t size) const {
    std::vector<ColumnWish> wishes;
    for (std::size_t at = 0; at < size;) {
      const unsigned marks = memory_[at++];
      const char* const name = reinterpret_cast<const char*>(memory_.get()) + at;
      const std::size_t length = ::strnlen(name, size - at);
      wishes.push_back(
          {std::string(name, length), static_cast<Occurrence>(marks & 3), (marks & 4) != 0});
      at += length + 1;
    }
    return wishes;
  }

  void put_types() {
    description_.key("types").begin_array();
    const Table& table = sink_->table();
    for (std::size_t i = 0; i < table.columns(); ++i) {
      description_.text(column_type_name(*table.field(i).field, table.wish(i)));
    }
    description_.end();
  }

  Buffer<std::uint8_t> memory_;
  Description description_;
  std::string error_;  // which the description may name
  BlockWindow window_;
  CaptureReader reader_;
  DecodeAs decode_as_;
  std::unique_ptr<TableSink> sink_;
  bool has_error_ = false;
};

}  // namespace packetglass
