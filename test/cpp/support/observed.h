// Everything that a reader hands on, kept, and where every byte of its source went.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "format/capture_reader.h"
#include "support/pcap_bytes.h"

namespace packetglass::test {

struct SeenPacket {
  Nanoseconds timestamp = 0;
  std::uint32_t original_length = 0;
  std::uint32_t interface = 0;
  RecordKind kind = RecordKind::kClassic;
  std::uint64_t offset = 0;  // of its first byte in the source
  std::uint64_t end = 0;     // of its record in the source
  ByteVector bytes;
  ByteVector record;
};

// Reads a source that stays where it is: what is handed on are parts of it, so that their offsets
// are known without believing the offsets.
class Observed final : public RecordSink {
 public:
  explicit Observed(Bytes source) : source_(source) {}

  // Offers pieces of these sizes, then the rest at once; what is not used is offered again.
  void read(const std::vector<std::size_t>& sizes = {}) {
    CaptureReader reader;
    std::size_t begin = 0;
    std::size_t end = 0;
    for (const std::size_t size : sizes) {
      end = std::min(source_.size(), end + size);
      const auto used = reader.push(source_.subspan(begin, end - begin), *this);
      if (!used) return fail(used.error());
      begin += *used;
    }
    const auto used = reader.finish(source_.subspan(begin), *this);
    if (!used) return fail(used.error());
    if (*used != source_.size() - begin) wrong_ = "not all was used at the end";
  }

  void section(const Section& section, Bytes raw) override {
    sections.push_back(section);
    if (offset_of(raw) != section.offset) wrong_ = "a section is not where it is said to be";
    take(raw);
  }
  void interface(const Interface& interface, Bytes raw) override {
    interfaces.push_back(interface);
    if (!raw.empty()) take(raw);
  }
  bool packets(const PacketBatch& batch) override {
    for (std::size_t i = 0; i < batch.count; ++i) {
      const Packet packet = batch.packet(i);
      const Bytes record = batch.record(i);
      if (offset_of(batch.bytes(i)) != packet.offset) wrong_ = "a packet is not where it is said";
      if (!packets_.empty() && packets_.back().offset >= packet.offset) wrong_ = "offsets fall";
      packets_.push_back({packet.timestamp, packet.original_length, packet.interface, packet.kind,
                          packet.offset, offset_of(record) + record.size(), copy(batch.bytes(i)),
                          copy(record)});
      take(record);
    }
    return true;
  }
  bool block(const Block& block) override {
    ++blocks;
    if (offset_of(block.bytes) != block.offset) wrong_ = "a block is not where it is said to be";
    take(block.bytes);
    return true;
  }
  void issue(const Issue& issue) override {
    issues.push_back(issue);
    const std::uint64_t end = source_.size();
    if (issue.kind == IssueKind::kBytesSkipped) {
      unread_.push_back({issue.offset, issue.offset + issue.found});
    } else if (issue.kind == IssueKind::kTruncatedRecordHeader ||
               issue.kind == IssueKind::kTruncatedPacket ||
               issue.kind == IssueKind::kTruncatedBlock) {
      unread_.push_back({issue.offset, end});
    }
  }

  // What is wrong with what was handed on: empty, or a sentence. Every byte of the source was
  // handed on, once and in order, or an issue says that it was not.
  std::string wrong() const {
    if (!wrong_.empty() || error) return wrong_;
    std::vector<Span> all = read_;
    all.insert(all.end(), unread_.begin(), unread_.end());
    std::sort(all.begin(), all.end(), [](Span a, Span b) { return a.begin < b.begin; });
    std::uint64_t at = 0;
    for (const Span& span : all) {
      // The start of a section header that ends nobody knows where is read, and counted as
      // skipped.
      const bool damaged_header = is_section(span.begin) && span.begin < at;
      if (span.begin != at && !damaged_header) return at_byte("not accounted for once", at);
      at = std::max(at, span.end);
    }
    return at == source_.size() ? "" : at_byte("nobody says what is", at);
  }

  // What was handed on, one behind another: what writing verbatim must give.
  ByteVector handed_on() const {
    ByteVector all;
    for (const Span& span : read_) {
      const Bytes part = source_.subspan(span.begin, span.end - span.begin);
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }

  const std::vector<SeenPacket>& packets() const { return packets_; }
  LinkType link_type(const SeenPacket& packet) const {
    return interfaces[packet.interface].link_type;
  }
  bool has(Severity least) const {
    return std::any_of(issues.begin(), issues.end(),
                       [least](const Issue& issue) { return severity(issue.kind) >= least; });
  }
  bool has(IssueKind kind) const {
    return std::any_of(issues.begin(), issues.end(),
                       [kind](const Issue& issue) { return issue.kind == kind; });
  }

  std::vector<Section> sections;
  std::vector<Interface> interfaces;
  std::vector<Issue> issues;
  std::optional<Error> error;
  std::size_t blocks = 0;

 private:
  struct Span {
    std::uint64_t begin;
    std::uint64_t end;
  };

  static ByteVector copy(Bytes bytes) { return {bytes.begin(), bytes.end()}; }
  static std::string at_byte(const std::string& what, std::uint64_t at) {
    return what + " at byte " + std::to_string(at);
  }
  void fail(const Error& why) { error = why; }
  std::uint64_t offset_of(Bytes part) const {
    return static_cast<std::uint64_t>(part.data() - source_.data());
  }
  void take(Bytes part) {
    const std::uint64_t begin = offset_of(part);
    if (!read_.empty() && read_.back().end > begin) wrong_ = "handed on twice";
    read_.push_back({begin, begin + part.size()});
  }
  bool is_section(std::uint64_t offset) const {
    return std::any_of(sections.begin(), sections.end(),
                       [offset](const Section& section) { return section.offset == offset; });
  }

  Bytes source_;
  std::vector<SeenPacket> packets_;
  std::vector<Span> read_;
  std::vector<Span> unread_;
  std::string wrong_;
};

inline Observed observe(Bytes source, const std::vector<std::size_t>& sizes = {}) {
  Observed seen(source);
  seen.read(sizes);
  return seen;
}

}  // namespace packetglass::test
