// The packets of test captures, with their bytes.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <vector>

#include "format/capture_reader.h"
#include "support/captures.h"
#include "support/command.h"

namespace packetglass::test {

struct TestPacket {
  std::vector<std::uint8_t> bytes;
  std::size_t original_length;
  LinkType link_type;
};

class PacketCollector final : public RecordSink {
 public:
  std::vector<TestPacket> packets_found;

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override {
    link_types_.push_back(interface.link_type);
  }
  bool packets(const PacketBatch& batch) override {
    for (std::size_t i = 0; i < batch.count; ++i) {
      const Bytes bytes = batch.bytes(i);
      packets_found.push_back({{bytes.begin(), bytes.end()},
                               batch.original_length[i],
                               link_types_[batch.interface[i]]});
    }
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

 private:
  std::vector<LinkType> link_types_;
};

inline std::vector<TestPacket> packets_of(const std::filesystem::path& capture) {
  const std::string source = read_file(capture);
  CaptureReader reader;
  PacketCollector collector;
  const Bytes bytes(reinterpret_cast<const std::uint8_t*>(source.data()), source.size());
  const auto used = reader.push(bytes, collector);
  EXPECT_TRUE(used && reader.finish(bytes.subspan(*used), collector));
  return collector.packets_found;
}

// Captures in test/captures/dissect, by their names without extension.
inline std::vector<std::string> dissected_captures() {
  std::vector<std::string> names;
  const auto folder = captures() / "dissect";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".pcap") names.push_back(entry.path().stem());
  }
  std::sort(names.begin(), names.end());
  return names;
}

inline std::filesystem::path dissected_capture(const std::string& name) {
  return captures() / "dissect" / (name + ".pcap");
}

}  // namespace packetglass::test
