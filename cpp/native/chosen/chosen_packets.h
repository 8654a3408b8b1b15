// The packets of a capture that were chosen. All are read, so that numbers, streams, reassembly
// and analysis flags are those of the whole capture.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "decode/libraries/library_decoder.h"
#include "filter/column_filter.h"
#include "inspect/dissected_packets.h"
#include "native/chosen/packet_choice.h"
#include "native/packet_filter.h"
#include "native/read_options.h"

namespace packetglass::native {

// What a command does with packets besides choosing them.
struct PacketUse {
  enum class Of : std::uint8_t { kRecords, kHistory, kDissection };

  Of of = Of::kRecords;
  WantedOfPackets wanted{};           // with kDissection, of the packets that were chosen
  std::vector<std::string> fields{};  // named ones, which later packets may say …
  bool all_fields = false;            // … or whichever there are
  std::uint64_t most = 0;             // packets; 0: all
  bool asks_again = false;            // was_chosen() is asked
};

// How a display filter was answered: packets by what they were answered from.
struct FilterAnswers {
  std::uint64_t by[static_cast<std::size_t>(FilterLevel::kDissection) + 1] = {};
  std::uint64_t unanswered = 0;  // at the depth that was asked for
  std::uint64_t chosen = 0;      // packets that match, and whatever else was asked of them

  void count(FilterLevel level) { ++by[static_cast<std::size_t>(level)]; }
};

class ChosenPackets {
 public:
  // `choice` outlives it. Says on standard error what is wrong with the filter: prepare() returns
  // false then.
  ChosenPackets(const PacketChoice& choice, const PacketUse& use);

  // Before the source is read, with options that outlive this: what later packets say is read
  // ahead where it is needed. false: it is needed and cannot be, or the filter is wrong, as
  // standard error says.
  [[nodiscard]] bool prepare(const std::string& file, const SourceOptions& reading);

  // What the reader hands on: the order of the section's bytes, an interface with its options, the
  // packets of a batch, of interfaces that were declared, and all other blocks.
  void begin_section(ByteOrder order);
  void add_interface(const Interface& interface);
  void add(const PacketBatch& batch, std::span<const Interface> interfaces);
  void add(const Block& block) {
    if (packets_) packets_->add(block);
  }

  // Whether packet `i` of the batch was chosen. Asked for all of them in their order.
  bool has(std::size_t i);
  // Whether a packet that has() was asked for was chosen, by its number.
  bool was_chosen(std::uint64_t number) const {
    return all_ || (number <= chosen_.size() && chosen_[number - 1]);
  }
  // No packet behind those that has() was asked for can be chosen.
  bool ended() const { return number_ >= numbers_.last() || !bpf_error().empty(); }

  // The packets with their history; the one that has() was asked for last is at hand. Of commands
  // that use it.
  DissectedPackets& packets() { return *packets_; }
  bool all() const { return all_; }

  // The display filter, where there is one, and how it was answered so far.
  const Filter* filter() const { return filter_.get(); }
  const ColumnFilter& columns() const { return *columns_; }
  const FilterAnswers& answers() const { return answers_; }

  // Says on standard error what went wrong while packets were chosen. Returns the exit code: that
  // of reading where nothing did. `read_all`: the source was read to its end.
  int finish(const std::string& file, int code, bool read_all) const;

 private:
  std::vector<std::string> fields_named() const;
  std::string said_later() const;
  bool passes(std::size_t i);
  bool is_in_time(const Packet& packet) const;
  bool passes_bpf(std::size_t i, const Packet& packet);
  bool matches(std::size_t i);
  Truth ask_columns(std::size_t i);
  std::string bpf_error() const { return bpf_ ? bpf_->error() : std::string(); }

  const PacketChoice& choice_;
  const PacketUse use_;
  const bool all_;
  PacketRanges numbers_;
  std::optional<PacketFilter> bpf_;
  std::unique_ptr<Filter> filter_;  // nullptr: none, or one that is wrong
  WantedOfPackets filter_wants_{};
  std::unique_ptr<RelatedPackets> later_;
  LibraryDecoder decoder_;
  std::optional<DissectedPackets> packets_;
  std::optional<ColumnFilter> columns_;

  ByteOrder order_ = kHostOrder;
  std::vector<bool> of_interface_;     // whether its packets may be chosen
  std::vector<bool> interface_found_;  // by choice_.interfaces
  const PacketBatch* batch_ = nullptr;
  std::span<const Interface> interfaces_;
  std::uint64_t number_ = 0;
  FilterAnswers answers_;
  std::vector<bool> chosen_;  // by number, where use_.asks_again
};

}  // namespace packetglass::native
