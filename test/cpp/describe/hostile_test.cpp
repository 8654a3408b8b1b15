// Captures with bytes changed at random: whatever is read of them can be described.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "support/captures.h"
#include "support/described_record.h"
#include "support/feed.h"

namespace packetglass {
namespace {

using test::ByteVector;

std::vector<ByteVector> sources() {
  std::vector<ByteVector> all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(test::captures())) {
    const auto extension = entry.path().extension();
    if (extension != ".pcapng" && extension != ".pcap") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    all.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return all;
}

std::string described_all(const Index& index) {
  std::string text;
  Description out;
  put_sections(out, index, 0, index.sections.size());
  text += test::text_of(out);
  out.clear();
  put_interfaces(out, index, 0, index.interfaces.size());
  text += test::text_of(out);
  out.clear();
  put_issues(out, index);
  text += test::text_of(out);
  out.clear();
  put_blocks(out, index, 0, index.blocks.size());
  return text + test::text_of(out);
}

void expect_whole(const ByteVector& source) {
  const auto capture = test::feed(source);
  const Index& index = capture->index();
  EXPECT_EQ(described_all(index).find("no value"), std::string::npos);
  for (std::uint64_t i = 0; i < index.packets.size(); ++i) {
    const std::string text = test::described_record(*capture, source, i);
    EXPECT_NE(text.find("options: ["), std::string::npos) << text;
  }
  for (std::size_t i = 0; i < index.blocks.size(); ++i) {
    const std::string text = test::described_block(*capture, source, i);
    EXPECT_NE(text.find("options: ["), std::string::npos) << text;
  }
}

TEST(Describe, AllThatIsReadOfCapturesWithBytesChangedAtRandom) {
  std::minstd_rand random(20231114);
  const std::vector<ByteVector> all = sources();
  ASSERT_GT(all.size(), 30u);
  for (const ByteVector& capture : all) {
    expect_whole(capture);
    if (capture.empty()) continue;
    for (int round = 0; round < 100; ++round) {
      ByteVector changed = capture;
      for (int i = 0; i <= round % 4; ++i) {
        changed[random() % changed.size()] = static_cast<std::uint8_t>(random() >> 8);
      }
      expect_whole(changed);
    }
  }
}

}  // namespace
}  // namespace packetglass
