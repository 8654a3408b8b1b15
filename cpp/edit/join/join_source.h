// One of the captures that are joined: what was read of it and is not written yet.
#pragma once

#include <functional>
#include <limits>
#include <string>

#include "edit/join/join_target.h"
#include "edit/join/joined_interfaces.h"
#include "export/losses.h"
#include "export/section_interfaces.h"
#include "format/capture_reader.h"

namespace packetglass {

// Packets and blocks wait as they will be written; interfaces are declared at once, and so are
// names and secrets, which packets of other sources stand in front of.
class JoinSource final : private RecordSink {
 public:
  // Where issues of the source go.
  using Issues = std::function<void(const Issue&)>;

  // Behind the earliest time: what has none comes right behind the record before it.
  static constexpr Nanoseconds kAtOnce = std::numeric_limits<Nanoseconds>::min();

  // All outlive it. `name` is what its interfaces say that they are of; empty: nothing.
  JoinSource(const JoinTarget& target, JoinedInterfaces& interfaces, std::string name,
             Issues issues);

  // Reads on, as CaptureReader does, when nothing waits any more.
  Result<std::size_t> push(Bytes window);
  Result<std::size_t> finish(Bytes rest);
  // Nothing more comes.
  void end() { ended_ = true; }
  // Says what could not be kept.
  void report_losses();

  bool ended() const { return ended_; }
  bool begun() const { return exporter_ != nullptr; }
  // Why it cannot be joined, if so: then reading has stopped.
  const std::optional<Error>& error() const { return error_; }
  const std::string& name() const { return name_; }

  bool waits() const { return next_ != items_.size(); }
  // Of the next record; only while it waits().
  Nanoseconds time() const { return items_[next_].time; }
  // Appends it to `out`, and goes on to the next one.
  void write_next(std::vector<std::uint8_t>& out);
  // Packets written so far.
  std::uint64_t packets_written() const { return packets_written_; }

  // What its first section and interface say, once there are such.
  Bytes section_options() const { return section_options_; }
  Bytes classic_header() const { return classic_header_; }
  std::optional<LinkType> link_type() const { return link_type_; }
  std::uint32_t snaplen() const { return snaplen_; }  // the largest; 0: unlimited

 private:
  static constexpr std::uint32_t kNotJoined = ~std::uint32_t{0};

  struct Item {
    Nanoseconds time;
    std::uint32_t size;
    bool is_packet;
  };

  void section(const Section& section, Bytes raw) override;
  void interface(const Interface& interface, Bytes raw) override;
  bool packets(const PacketBatch& batch) override;
  bool block(const Block& block) override;
  void issue(const Issue& issue) override;

  void take_section_options(const Section& section, std::size_t begin);
  std::uint32_t declare(const Interface& interface, std::size_t begin);
  bool write(const PacketBatch& batch, std::size_t i);
  bool refuse(std::uint32_t number, std::uint64_t offset);
  bool mend_statistics(std::size_t begin);
  void add(Nanoseconds time, std::size_t begin, bool is_packet);

  const JoinTarget& target_;
  JoinedInterfaces& interfaces_;
  std::string name_;
  Issues issues_;
  CaptureReader reader_;
  std::unique_ptr<CaptureFileWriter> exporter_;
  Section section_;
  bool readable_ = false;  // the section's version is known
  // Their numbers in the joined section, or in classic pcap their link types.
  SectionInterfaces<std::uint32_t> numbers_;
  std::size_t first_number_ = 0;     // of the section
  std::vector<std::uint8_t> bytes_;  // of what waits
  std::size_t written_ = 0;          // of them
  std::vector<Item> items_;
  std::size_t next_ = 0;
  std::uint64_t packets_written_ = 0;
  bool ended_ = false;
  std::optional<Error> error_;
  Losses losses_;
  bool has_section_ = false;
  std::vector<std::uint8_t> section_options_, classic_header_;
  std::optional<LinkType> link_type_;
  std::uint32_t snaplen_ = 0;
};

}  // namespace packetglass
