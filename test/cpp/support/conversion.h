// Writes a capture again, in memory.
#pragma once

#include "export/capture_file.h"
#include "format/capture_reader.h"
#include "support/pcap_bytes.h"

namespace packetglass::test {

struct Rewritten {
  ByteVector bytes;
  std::vector<Issue> losses;  // what the target cannot hold
  std::optional<Error> error;
};

// Hands everything on to a writer, and keeps what it could not write.
class Rewriting final : public RecordSink {
 public:
  Rewriting(const CaptureTarget& target, Rewritten& result)
      : result_(result), writer_(make_capture_writer(target, result.bytes)) {}

  void section(const Section& section, Bytes raw) override { writer_->section(section, raw); }
  void interface(const Interface& interface, Bytes raw) override {
    writer_->interface(interface, raw);
  }
  bool packets(const PacketBatch& batch) override { return writer_->packets(batch); }
  bool block(const Block& block) override { return writer_->block(block); }
  void issue(const Issue& issue) override {
    if (finishing_) result_.losses.push_back(issue);
  }

  void finish() {
    finishing_ = true;
    for (const auto& patch : writer_->finish(*this)) {
      std::copy(patch.bytes.begin(), patch.bytes.end(),
                result_.bytes.begin() + static_cast<std::ptrdiff_t>(patch.offset));
    }
    result_.error = writer_->error();
  }

 private:
  Rewritten& result_;
  std::unique_ptr<CaptureFileWriter> writer_;
  bool finishing_ = false;
};

inline Rewritten rewrite(Bytes source, const CaptureTarget& target) {
  Rewritten result;
  Rewriting sink(target, result);
  CaptureReader reader;
  static_cast<void>(reader.finish(source, sink));
  sink.finish();
  return result;
}

}  // namespace packetglass::test
