// Reads a damaged capture as far as it can be read, and keeps what cannot.
#pragma once

#include <functional>

#include "edit/sound_blocks.h"
#include "format/capture_reader.h"

namespace packetglass {

struct RepairReport {
  bool text_mode = false;           // a transfer in text mode was undone
  std::size_t header_made = 0;      // bytes of a header that was put in front …
  std::size_t header_replaced = 0;  // … instead of so many of the source
  std::uint64_t packets = 0;        // that were read
  std::uint64_t skipped = 0;        // bytes of the source that are in no record
  std::uint64_t places = 0;         // where such bytes stand
};

// Bytes are pushed in, sound records come out. Every byte of the source is either in a record that
// is handed on or given to `skipped`, in the order of the source; but for a header that was
// replaced, and carriage returns of a transfer in text mode. Offsets are those of the source,
// where a transfer in text mode was undone those of the source without the carriage returns.
class Repair final : private RecordSink {
 public:
  using Skipped = std::function<void(Bytes)>;

  // Records go to `to`, which outlives this.
  Repair(RecordSink& to, Skipped skipped);

  // The next bytes of the source. What ends it is an error that finish() returns.
  void push(Bytes bytes);
  // The source has ended. Why nothing could be read, if so.
  std::optional<Error> finish();

  const RepairReport& report() const { return report_; }
  // Whether a header was looked for and `report()` says what was done.
  bool begun() const { return begun_; }

 private:
  void begin();
  void append(Bytes bytes);
  void read(bool ends);
  void covered(std::uint64_t begin, std::uint64_t end);
  void skip_up_to(std::uint64_t end);
  std::uint64_t in_source(std::uint64_t offset) const;

  void section(const Section& section, Bytes raw) override;
  void interface(const Interface& interface, Bytes raw) override;
  bool packets(const PacketBatch& batch) override;
  bool block(const Block& block) override;
  void issue(const Issue& issue) override;

  RecordSink& to_;
  const Skipped skipped_;
  SoundBlocks sound_;
  CaptureReader reader_;
  std::vector<std::uint8_t> pending_;  // of the stream: not used by the reader yet
  std::uint64_t offset_ = 0;           // of the first of these in the stream
  std::uint64_t covered_ = 0;          // up to here the stream is in records, or skipped
  std::uint64_t last_skipped_ = 0;     // where bytes ended that were skipped
  bool held_return_ = false;  // text mode: a carriage return that may belong to a line feed
  bool begun_ = false;
  std::optional<Error> error_;
  RepairReport report_;
};

}  // namespace packetglass
