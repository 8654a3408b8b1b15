// An edit: a step that a capture flows through on its way from a reader to a writer.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "record/record_sink.h"

namespace packetglass {

// What a step did: "removed", 12.
struct EditCount {
  std::string_view what;
  std::uint64_t count = 0;
};

// Takes a capture, record by record, and hands on another. What it does not change it hands on as
// it stands, so that it is written byte for byte. It keeps what its own work needs of the packets
// before, and no more: memory does not grow with the capture.
//
// Each step sees the capture that the one before it has made: packet numbers, lengths and times
// are those.
class Edit : public RecordSink {
 public:
  // Where everything goes; it outlives the step. Called once, before anything is handed to it.
  void hands_on_to(RecordSink& next) { next_ = &next; }

  void section(const Section& section, Bytes raw) override { next().section(section, raw); }
  void interface(const Interface& interface, Bytes raw) override {
    next().interface(interface, raw);
  }
  bool packets(const PacketBatch& batch) override { return !error_ && next().packets(batch); }
  bool block(const Block& block) override { return !error_ && next().block(block); }
  void issue(const Issue& issue) override { next().issue(issue); }

  // Everything was handed to it: hands on what it kept back, and what could not be done as issues.
  // false: the sink behind it is full.
  virtual bool finish() { return true; }

  // What it did so far.
  virtual std::vector<EditCount> counts() const { return {}; }

  // Why it cannot go on, if so: then packets() returned false.
  const std::optional<Error>& error() const { return error_; }

 protected:
  RecordSink& next() { return *next_; }
  // Returns false.
  bool fail(Error error) {
    if (!error_) error_ = std::move(error);
    return false;
  }
  // Whether a section has a place for what only pcapng has: "comments". Fails where it has none.
  bool has_place_for(std::string_view what, const Section& section) {
    if (section.format != "pcap") return true;
    return fail({ErrorCode::kUnsupported, section.offset,
                 "Classic pcap has no place for " + std::string(what) +
                     ": write pcapng, with --to pcapng."});
  }

 private:
  RecordSink* next_ = nullptr;
  std::optional<Error> error_;
};

}  // namespace packetglass
