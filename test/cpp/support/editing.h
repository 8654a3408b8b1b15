// Edits captures in memory, and lists what is in one, record by record.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>

#include "edit/edit_chain.h"
#include "edit/edits.h"
#include "edit/packet_draft.h"
#include "edit/to_pcapng.h"
#include "support/conversion.h"
#include "support/pcapng_bytes.h"

namespace packetglass::test {

struct Step {
  std::string name;
  std::string value = {};
};

struct Edited {
  ByteVector bytes;
  std::vector<IssueKind> issues;    // of the steps and the writer
  std::vector<std::string> counts;  // "2 packets cut"
  std::optional<Error> error;
};

// Hands a capture on to a writer, and keeps what goes wrong behind the reader.
class EditedCapture final : public RecordSink {
 public:
  explicit EditedCapture(const CaptureTarget& target)
      : writer_(make_capture_writer(target, result.bytes)) {}

  void section(const Section& section, Bytes raw) override { writer_->section(section, raw); }
  void interface(const Interface& interface, Bytes raw) override {
    writer_->interface(interface, raw);
  }
  bool packets(const PacketBatch& batch) override { return writer_->packets(batch); }
  bool block(const Block& block) override { return writer_->block(block); }
  void issue(const Issue& issue) override {
    if (finishing) result.issues.push_back(issue.kind);
  }
  void finish() {
    for (const auto& patch : writer_->finish(*this)) {
      std::copy(patch.bytes.begin(), patch.bytes.end(),
                result.bytes.begin() + static_cast<std::ptrdiff_t>(patch.offset));
    }
    if (!result.error) result.error = writer_->error();
  }

  bool finishing = false;
  Edited result;

 private:
  std::unique_ptr<CaptureFileWriter> writer_;
};

inline Edited edited(Bytes source, const std::vector<Step>& steps, CaptureTarget target = {}) {
  target.all_packets = steps.empty();
  EditedCapture capture(target);
  std::vector<std::unique_ptr<Edit>> made;
  for (const Step& step : steps) {
    const EditKind* const kind = find_edit(step.name);
    if (kind == nullptr) {
      ADD_FAILURE() << "there is no step " << step.name;
      return {};
    }
    MadeEdit edit = kind->make(step.value);
    if (edit.edit == nullptr) {
      ADD_FAILURE() << step.name << " " << step.value << " " << edit.error;
      return {};
    }
    made.push_back(std::move(edit.edit));
  }
  EditChain chain(std::move(made), capture);
  ToPcapng to_pcapng({});
  to_pcapng.hands_on_to(chain);
  CaptureReader reader;
  static_cast<void>(
      reader.finish(source, target.pcapng ? static_cast<RecordSink&>(to_pcapng) : chain));
  capture.finishing = true;
  if (target.pcapng) to_pcapng.finish();
  chain.finish();
  capture.result.error = chain.error();
  capture.finish();
  for (const auto& step : chain.steps()) {
    for (const EditCount& count : step->counts()) {
      capture.result.counts.push_back(std::to_string(count.count) + " " + std::string(count.what));
    }
  }
  return std::move(capture.result);
}

// Every record of a capture, of which a test may change what a step should have changed.
struct Listed {
  struct PacketRow {
    Nanoseconds time;
    std::uint32_t captured, original, interface;
    RecordKind kind;
    ByteVector bytes, options;
    bool operator==(const PacketRow&) const = default;
  };
  struct InterfaceRow {
    LinkType link_type;
    std::uint32_t snaplen;
    TimestampResolution resolution;
    ByteVector options;
    bool operator==(const InterfaceRow&) const = default;
  };

  std::vector<ByteVector> sections;  // their options
  std::vector<InterfaceRow> interfaces;
  std::vector<PacketRow> packets;
  std::vector<ByteVector> blocks;  // whole
  std::vector<std::string> variants;
  bool operator==(const Listed&) const = default;
};

class Lister final : public RecordSink {
 public:
  Listed listed;

  void section(const Section& section, Bytes) override {
    order_ = section.order;
    listed.sections.push_back(section.options);
    listed.variants.push_back(std::string(section.variant) +
                              (section.order == ByteOrder::kBig ? " big" : " little"));
  }
  void interface(const Interface& interface, Bytes) override {
    interfaces_.push_back(interface);
    listed.interfaces.push_back(
        {interface.link_type, interface.snaplen, interface.resolution, interface.options});
  }
  bool packets(const PacketBatch& batch) override {
    for (std::size_t i = 0; i < batch.count; ++i) {
      const Packet packet = batch.packet(i);
      PacketDraft draft;
      draft.packet = packet;
      draft.record = batch.record(i);
      draft.order = order_;
      listed.packets.push_back({packet.timestamp, packet.captured_length, packet.original_length,
                                packet.interface, packet.kind, copy(batch.bytes(i)),
                                copy(options_of(draft))});
    }
    return true;
  }
  bool block(const Block& block) override {
    listed.blocks.push_back(copy(block.bytes));
    return true;
  }
  void issue(const Issue&) override {}

 private:
  static ByteVector copy(Bytes bytes) { return {bytes.begin(), bytes.end()}; }

  ByteOrder order_ = kHostOrder;
  std::vector<Interface> interfaces_;
};

inline Listed listed(Bytes source) {
  Lister lister;
  CaptureReader reader;
  static_cast<void>(reader.finish(source, lister));
  return std::move(lister.listed);
}

}  // namespace packetglass::test
