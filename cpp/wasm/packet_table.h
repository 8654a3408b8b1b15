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
#include "wasm/batch_sink.h"
#include "wasm/expert_sink.h"
#include "wasm/put_wrong.h"

namespace packetglass {

// The packets of a source, as they are read: those that are wanted become rows.
class TableSink final : public BatchSink {
 public:
  // Packets are dissected as the user chose, which outlives this.
  TableSink(const std::vector<ColumnWish>& wishes, const Choices& choices)
      : TableSink(Table(wishes), choices) {}

  const Table& table() const { return table_; }
  bool needs_later() const override { return table_.needs_later(); }
  // Few bytes where rows are long, so that their packets are hardly more than a batch.
  std::size_t block_size() const override {
    const std::size_t rows = Table::kEnoughBytes / (table_.row_size() + 1);
    return std::clamp(rows * kLeastPacket, kLeastBlock, BlockWindow::kBlockSize);
  }
  bool failed() const override { return failed_ || table_.failed(); }
  bool limited() const override { return table_.limited(); }

  bool end_batch() override {
    if (table_.rows() == 0) return true;
    Buffer<std::uint8_t> batch;
    failed_ = make_batch(table_, batch) == nullptr;
    if (failed_) return false;
    ready_.push_back(std::move(batch));
    table_.clear();
    return true;
  }
  double take() override {
    taken_ = {};
    if (ready_.empty()) return 0;
    taken_ = std::move(ready_.front());
    ready_.erase(ready_.begin());
    return address(taken_.get());
  }

 protected:
  bool add(const DissectedPacket& packet) override {
    if (table_.level() > PacketLevel::kRecord) dissect();
    table_.add(packet);
    return !table_.failed() && (!table_.full() || end_batch());
  }

 private:
  static constexpr std::size_t kLeastPacket = 16;  // bytes of a record
  static constexpr std::size_t kLeastBlock = 4096;

  TableSink(Table table, const Choices& choices)
      : BatchSink(table.wanted(), choices), table_(std::move(table)) {}

  Table table_;
  std::vector<Buffer<std::uint8_t>> ready_;
  Buffer<std::uint8_t> taken_;
  bool failed_ = false;  // for want of memory
};

class PacketTable {
 public:
  // Memory for a choice, the names of columns, or for bits.
  double buffer(double size) { return address(memory_.reset(static_cast<std::size_t>(size))); }

  // As PacketFilter::decode_as().
  double decode_as(double size) { return refused_for(choices_.decode_as.add(text(size))); }
  // The same of a preference.
  double prefer(double size) { return refused_for(choices_.preferences.set(text(size))); }

  // The columns are those in the buffer: of each a byte, its Occurrence, and 4 more for texts;
  // then the name, and a zero. An object with an error, or with the types of the columns.
  double compile(double size) {
    const std::vector<ColumnWish> wishes = wishes_in(static_cast<std::size_t>(size));
    description_.clear();
    description_.begin_object();
    error_ = wrong_column(wishes);
    if (error_.empty()) {
      auto table = std::make_unique<TableSink>(wishes, choices_);
      put_types(table->table());
      sink_ = std::move(table);
    } else {
      description_.key("error").text(error_);
    }
    description_.end();
    return address(description_);
  }

  // In the place of columns: a batch is a description of expert information (expert_sink.h).
  void expert() { sink_ = std::make_unique<ExpertSink>(choices_); }

  bool needs_later() const { return sink_->needs_later(); }
  bool needs_decoder() const { return sink_->needs_decoder(); }
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
  double block_size() const { return static_cast<double>(sink_->block_size()); }
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
  bool is_limited() const { return sink_->limited(); }

  // The address of the next batch; 0 where none is ready.
  double take() { return sink_->take(); }

 private:
  template <typename Used>
  bool keep(const Used& used) {
    const bool failed = sink_->failed();
    has_error_ = !used && !failed;
    return static_cast<bool>(used) && !failed;
  }

  std::string_view text(double size) const {
    return text_of(Bytes(memory_.get(), static_cast<std::size_t>(size)));
  }

  // What a choice was refused for, where it was.
  double refused_for(const std::string& wrong) {
    description_.clear();
    put_wrong(description_, wrong);
    return address(description_);
  }

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

  void put_types(const Table& table) {
    description_.key("types").begin_array();
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
  Choices choices_;
  std::unique_ptr<BatchSink> sink_;
  bool has_error_ = false;
};

}  // namespace packetglass
