// Converts captures in memory.
#pragma once

#include "export/capture_file.h"
#include "support/feed.h"

namespace packetglass::test {

// Hands everything on to a writer, and keeps what it reports.
class Forward final : public RecordSink {
 public:
  explicit Forward(CaptureFileWriter& writer) : writer_(writer) {}

  void section(const Section& section, Bytes raw) override { writer_.section(section, raw); }
  void interface(const Interface& interface, Bytes raw) override {
    writer_.interface(interface, raw);
  }
  bool packets(const PacketBatch& batch) override { return writer_.packets(batch); }
  bool block(const Block& block) override { return writer_.block(block); }
  void issue(const Issue& issue) override { (finished ? lost : read).push_back(issue); }

  bool finished = false;
  std::vector<Issue> read;
  std::vector<Issue> lost;

 private:
  CaptureFileWriter& writer_;
};

struct Converted {
  ByteVector bytes;
  std::vector<Issue> issues;  // what was lost
  std::optional<Error> error;
};

inline Converted convert(const ByteVector& source, const CaptureTarget& target) {
  Converted result;
  const auto writer = make_capture_writer(target, result.bytes);
  Forward forward(*writer);
  CaptureReader reader(target.reading);
  static_cast<void>(reader.finish(source, forward));
  forward.finished = true;
  for (const auto& patch : writer->finish(forward)) {
    std::copy(patch.bytes.begin(), patch.bytes.end(),
              result.bytes.begin() + static_cast<std::ptrdiff_t>(patch.offset));
  }
  result.issues = forward.lost;
  result.error = writer->error();
  return result;
}

inline CaptureTarget to(std::string_view variant, std::optional<ByteOrder> order = std::nullopt) {
  CaptureTarget target;
  target.variant = pcap::find_variant(variant);
  target.pcapng = variant == "pcapng";
  target.order = order;
  return target;
}

// The same format, in this order.
inline CaptureTarget in(ByteOrder order) {
  return to("", order);
}

inline std::vector<IssueKind> kinds(const Converted& converted) {
  std::vector<IssueKind> all;
  for (const Issue& issue : converted.issues) all.push_back(issue.kind);
  return all;
}

}  // namespace packetglass::test
