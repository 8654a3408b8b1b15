// Where split puts the packets of a capture.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "edit/split/packet_key.h"
#include "edit/split/section_parts.h"
#include "native/output_file.h"
#include "native/read_options.h"
#include "native/report.h"
#include "native/split/part_name.h"

namespace packetglass::native {

struct SplitOptions {
  std::string input;
  std::string pattern;
  std::string compression;
  std::string custom = "auto";
  std::optional<SplitBy> by;
  std::uint64_t most = 0;  // packets, bytes or nanoseconds
  bool twice = false;      // more than one way was asked for
  bool replace = false;
  SourceOptions reading;

  Existing existing() const { return replace ? Existing::kReplace : Existing::kRefuse; }
  bool by_key() const { return *by >= SplitBy::kConversation; }
};

// Where the packets of a capture go.
class Splitter : public RecordSink {
 public:
  explicit Splitter(const SplitOptions& options)
      : options_(options),
        sections_(options.custom == "keep" ? NoCopy::kKeep : NoCopy::kDrop),
        name_(options.pattern, options.by_key()) {}

  void section(const Section& section, Bytes raw) override {
    end_section();
    begun_ = true;
    sections_.section(section, raw);
  }
  void interface(const Interface& interface, Bytes raw) override {
    sections_.interface(interface, raw);
  }
  bool packets(const PacketBatch& batch) override {
    for (std::size_t i = 0; i < batch.count; ++i) {
      if (sections_.error() || !packet(batch, i)) return false;
    }
    return true;
  }
  bool block(const Block& block) override { return sections_.keep(block) || add(block); }
  void issue(const Issue& issue) override {
    if (severity(issue.kind) == Severity::kNote) return;
    report(options_.input, issue);
    damaged_ = damaged_ || severity(issue.kind) == Severity::kError;
  }

  // Names and secrets behind the last packets of a section are of its parts too.
  virtual void end_section() = 0;
  // All was read: the parts that are not named yet get their names. false: they cannot.
  virtual bool keep() = 0;
  // The number of parts, and whether one could not be written, as standard error says.
  virtual std::uint64_t count() const = 0;
  virtual bool failed() const = 0;

  bool begun() const { return begun_; }
  bool damaged() const { return damaged_; }
  const std::optional<Error>& error() const { return sections_.error(); }
  void report_losses() { sections_.losses().report(*this); }

 protected:
  static std::optional<Nanoseconds> time_of(const Packet& packet) {
    return packet.has_timestamp() ? std::optional(packet.timestamp) : std::nullopt;
  }

  virtual bool packet(const PacketBatch& batch, std::size_t i) = 0;
  virtual bool add(const Block& block) = 0;

  const SplitOptions& options_;
  SectionParts sections_;
  PartName name_;
  bool damaged_ = false;

 private:
  bool begun_ = false;
};

// Parts one behind the other: one file is open at a time, and has its name when it is whole.
std::unique_ptr<Splitter> parts_in_turn(const SplitOptions& options);

// Parts by what packets have in common: all are written at a time.
std::unique_ptr<Splitter> parts_by_key(const SplitOptions& options);

}  // namespace packetglass::native
