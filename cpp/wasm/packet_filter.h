// A display filter that looks at the packets of a capture, as JavaScript sees it.
// web/lib/core/core.ts declares the same in TypeScript.
#pragma once

#include <memory>
#include <optional>

#include "base/block_window.h"
#include "base/buffer.h"
#include "base/growing_array.h"
#include "base/text.h"
#include "filter/column_filter.h"
#include "filter/completion.h"
#include "flow/summary_index.h"
#include "format/capture_reader.h"
#include "inspect/dissected_packets.h"
#include "inspect/said_later.h"
#include "record/limits.h"
#include "wasm/address.h"
#include "wasm/foreign_decoder.h"
#include "wasm/foreign_regex.h"
#include "wasm/put_wrong.h"

namespace packetglass {

// The packets of a source, as they are read: whether each matches.
class FilterSink final : public RecordSink {
 public:
  // Packets are dissected as the user chose, which outlives this.
  FilterSink(std::unique_ptr<Filter> filter, const Choices& choices)
      : filter_(std::move(filter)), packets_(filter_->wanted_of_packets()) {
    packets_.history().dissects_as(choices);
    packets_.decodes_by(decoder_);
  }

  void section(const Section&, Bytes) override { packets_.begin_section(); }
  void interface(const Interface& interface, Bytes) override {
    too_many_ = too_many_ || interfaces_.size() == kMaxKeptInterfaces;
    if (too_many_) return;
    interfaces_.push_back(interface);
    limit_options(interfaces_.back());
  }
  // Of interfaces beyond the limit no packet matches.
  bool packets(const PacketBatch& batch) override {
    if (!too_many_) packets_.add(batch, interfaces_);
    for (std::size_t i = 0; i < batch.count; ++i) {
      if (!add(!too_many_ && matches(i))) return false;
    }
    return true;
  }
  bool block(const Block& block) override {
    packets_.add(block);
    return true;
  }
  void issue(const Issue&) override {}

  bool full() const { return full_; }
  Filter& filter() { return *filter_; }
  void knows_later(const RelatedPackets& log) { packets_.history().knows_later(log); }

  // The number of packets since this was asked before, then a bit for each; nullptr without
  // memory.
  const std::uint32_t* take() {
    std::uint32_t* const out = taken_.reset(1 + bits_.size());
    if (out == nullptr) return nullptr;
    *out = count_;
    std::copy(bits_.values(), bits_.values() + bits_.size(), out + 1);
    bits_.clear();
    count_ = 0;
    return out;
  }

 private:
  bool matches(std::size_t i) {
    const PacketFlow& flow = packets_.history().flow(i);
    const Truth truth = columns_.decide(packets_.kind(i), flow, packets_.begin(i));
    if (truth != Truth::kUnknown) return truth == Truth::kYes;
    return filter_->matches(packets_.dissect());
  }

  bool add(bool matches) {
    if (count_ % 32 == 0) {
      word_ = bits_.extend(1);
      full_ = word_ == nullptr;
      if (full_) return false;
      *word_ = 0;
    }
    *word_ |= std::uint32_t{matches} << count_ % 32;
    ++count_;
    return true;
  }

  std::unique_ptr<Filter> filter_;
  ForeignDecoder decoder_;
  DissectedPackets packets_;
  ColumnFilter columns_{
      *filter_, {packets_.kinds(), packets_.history().paths(), packets_.history().flows()}};
  std::vector<Interface> interfaces_;  // without their options
  bool too_many_ = false;              // of them
  GrowingArray<std::uint32_t> bits_;
  std::uint32_t* word_ = nullptr;  // the last one
  Buffer<std::uint32_t> taken_;
  std::uint32_t count_ = 0;
  bool full_ = false;
};

class PacketFilter {
 public:
  // Memory for a filter's text.
  double buffer(double size) { return address(text_.reset(static_cast<std::size_t>(size))); }

  // Takes the choice in the buffer, as DecodeAs does, before the filter: an object whose `wrong`
  // is why it did not, if it did not.
  double decode_as(double size) { return refused_for(choices_.decode_as.add(text(size))); }
  // The same of a preference.
  double prefer(double size) { return refused_for(choices_.preferences.set(text(size))); }

  // From now on packets are looked at with the filter in the buffer, where it is one: an object
  // with warnings, and an error where it is none. `has_regex`: ForeignRegex has somebody to ask.
  double compile(double size, bool has_regex) {
    over_.reset();
    sink_.reset();
    compilation_ = compile_filter(text(size), {.regex = has_regex ? &regex_ : nullptr});
    needs_regex_ = !has_regex && compilation_.error &&
                   compilation_.error->code == FilterMessage::Code::kPattern;
    description_.clear();
    description_.begin_object();
    if (compilation_.error) put("error", *compilation_.error);
    description_.key("warnings").begin_array();
    for (const FilterMessage& warning : compilation_.warnings) put(warning);
    description_.end();
    description_.end();
    if (compilation_.filter) {
      sink_ = std::make_unique<FilterSink>(std::move(compilation_.filter), choices_);
    }
    return address(description_);
  }

  // Whether the text matches patterns, and there was nobody to ask.
  bool needs_regex() const { return needs_regex_; }

  // What may stand at the cursor, a byte of the text in the buffer: an array of objects with text,
  // kind, title, type of a field, and the bytes [from, to) that it replaces.
  double complete(double size, double cursor) {
    const FilterCompletions found = complete_filter(text(size), static_cast<std::size_t>(cursor));
    description_.clear();
    description_.begin_array();
    for (const FilterCompletion& each : found.items) {
      static constexpr const char* kKinds[] = {"field", "function", "operator", "value"};
      description_.begin_object();
      description_.key("text").text(each.text);
      description_.key("kind").text(kKinds[static_cast<std::size_t>(each.kind)]);
      description_.key("title").text(each.title);
      if (!each.type.empty()) description_.key("type").text(each.type);
      description_.key("from").number(std::uint64_t{found.begin});
      description_.key("to").number(std::uint64_t{found.end});
      description_.end();
    }
    description_.end();
    return address(description_);
  }

  // Whether it asks for fields that packets to come say: those of an index are to be known.
  bool needs_later() const {
    const auto names = sink_->filter().wanted().names;
    return std::any_of(names.begin(), names.end(), is_said_later);
  }
  // Whether it asks for what bodies are decoded for: ForeignDecoder is to have somebody to ask.
  bool needs_decoder() const { return sink_->filter().wanted_of_packets().decoded; }
  void knows_later(const SummaryIndex& index) { sink_->knows_later(index.related()); }

  double block() { return address(window_.block()); }
  double block_size() const { return BlockWindow::kBlockSize; }
  bool commit(double count) {
    window_.commit(static_cast<std::size_t>(count));
    const auto used = reader_.push(window_.bytes(), *sink_);
    if (used) window_.consume(*used);
    return keep(used);
  }
  bool finish() { return keep(reader_.finish(window_.bytes(), *sink_)); }
  bool has_error() const { return has_error_; }

  double taken() { return address(sink_->take()); }
  // Packets that took more than is allowed so far: they do not match.
  double exceeded() const { return static_cast<double>(sink_->filter().exceeded()); }

  // The filter, answered from the columns of an index, which outlives this. It is always the same.
  ColumnFilter& over(const SummaryIndex& index) {
    if (!over_) {
      over_.emplace(sink_->filter(), ColumnTables{index.columns().kinds(),
                                                  index.hierarchy().paths(), index.flows()});
    }
    return *over_;
  }

 private:
  template <typename Used>
  bool keep(const Used& used) {
    has_error_ = !used && !sink_->full();
    return static_cast<bool>(used) && !sink_->full();
  }

  std::string_view text(double size) const {
    return text_of(Bytes(text_.get(), static_cast<std::size_t>(size)));
  }

  // What a choice was refused for, where it was.
  double refused_for(const std::string& wrong) {
    description_.clear();
    put_wrong(description_, wrong);
    return address(description_);
  }

  void put(const char* name, const FilterMessage& message) {
    description_.key(name);
    put(message);
  }
  void put(const FilterMessage& message) {
    description_.begin_object();
    description_.key("message").text(message.text);
    description_.key("column").number(message.column);
    description_.key("length").number(message.length);
    if (!message.suggestion.empty()) description_.key("suggestion").text(message.suggestion);
    description_.end();
  }

  Buffer<std::uint8_t> text_;
  Description description_;
  BlockWindow window_;
  CaptureReader reader_;
  Choices choices_;
  ForeignRegex regex_;
  bool needs_regex_ = false;
  FilterCompilation compilation_;  // whose texts the description names
  std::unique_ptr<FilterSink> sink_;
  std::optional<ColumnFilter> over_;
  bool has_error_ = false;
};

}  // namespace packetglass
