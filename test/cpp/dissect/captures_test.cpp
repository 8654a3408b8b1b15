// Every capture in test/captures/dissect: its golden text, every shorter length of its packets,
// and its packets with random damage.
#include <random>

#include "decode/libraries/library_decoder.h"
#include "dissect/dissection.h"
#include "dissect/dissectors.h"
#include "dissect/render.h"
#include "support/packets.h"

namespace packetglass {
namespace {

using test::TestPacket;

class Dissected : public testing::TestWithParam<std::string> {
 protected:
  std::filesystem::path path() const { return test::dissected_capture(GetParam()); }
};

std::string name_of_test(const testing::TestParamInfo<std::string>& name) {
  std::string text = name.param;
  for (char& c : text) c = isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return text;
}

struct Found {
  explicit Found(Bytes bytes) : tree(bytes) {
    dissection.wanted.tree = &tree;
    dissection.wanted.info = &info;
    dissection.wanted.decoder = &decoder;
  }

  LibraryDecoder decoder;
  Tree tree;
  Summary summary;
  Dissection dissection{summary};
  std::string info;
};

void dissect_whole(Bytes bytes, std::size_t original_length, LinkType link_type, Found& found) {
  dissect(bytes, original_length, link_type, found.dissection);
}

// Every node must be within its source, and be shown.
void check_nodes(const Tree& tree) {
  for (const Node& node : tree.nodes()) {
    ASSERT_LE(node.offset + std::uint64_t{node.size}, tree.source(node.source).size())
        << std::string_view(node.field->name);
    ASSERT_FALSE(line_text(tree, node).empty());
    value_text(tree, node);
  }
}

// What the columns say may not depend on whether fields are recorded.
void check_columns(const TestPacket& packet, const Summary& recorded) {
  Summary bare;
  Dissection dissection(bare);
  dissect(packet.bytes, packet.original_length, packet.link_type, dissection);
  EXPECT_STREQ(bare.protocol, recorded.protocol);
  EXPECT_EQ(bare.source, recorded.source);
  EXPECT_EQ(bare.destination, recorded.destination);
  EXPECT_EQ(bare.source_port, recorded.source_port);
  EXPECT_EQ(bare.destination_port, recorded.destination_port);
}

TEST_P(Dissected, ColumnsAreTheSameWithoutFields) {
  for (const TestPacket& packet : test::packets_of(path())) {
    Found found(packet.bytes);
    dissect_whole(packet.bytes, packet.original_length, packet.link_type, found);
    check_nodes(found.tree);
    check_columns(packet, found.summary);
  }
}

TEST_P(Dissected, APacketTruncatedBySnaplenIsNotMalformed) {
  for (const TestPacket& packet : test::packets_of(path())) {
    Found whole(packet.bytes);
    dissect_whole(packet.bytes, packet.original_length, packet.link_type, whole);
    for (std::size_t size = 0; size < packet.bytes.size(); ++size) {
      // A copy, so that reading behind it is found out.
      const auto end = packet.bytes.begin() + static_cast<std::ptrdiff_t>(size);
      const std::vector<std::uint8_t> start(packet.bytes.begin(), end);
      Found truncated(start);
      dissect_whole(start, packet.original_length, packet.link_type, truncated);
      check_nodes(truncated.tree);
      EXPECT_LE(truncated.summary.malformed, whole.summary.malformed)
          << "truncated to " << size << " of " << packet.bytes.size()
          << " bytes: " << whole.summary.protocol << " " << whole.info;
    }
  }
}

TEST_P(Dissected, AnyShorterPacketIsDissected) {
  for (const TestPacket& packet : test::packets_of(path())) {
    for (std::size_t size = 0; size < packet.bytes.size(); ++size) {
      const auto end = packet.bytes.begin() + static_cast<std::ptrdiff_t>(size);
      const std::vector<std::uint8_t> start(packet.bytes.begin(), end);
      Found found(start);
      dissect_whole(start, size, packet.link_type, found);
      check_nodes(found.tree);
    }
  }
}

TEST_P(Dissected, RandomDamageIsDissected) {
  std::mt19937 dice(7);
  for (const TestPacket& packet : test::packets_of(path())) {
    for (int round = 0; round < 40; ++round) {
      std::vector<std::uint8_t> bytes = packet.bytes;
      if (bytes.empty()) break;
      for (int i = 0; i < 4; ++i) {
        bytes[dice() % bytes.size()] = static_cast<std::uint8_t>(dice() % 3 ? dice() : 255);
      }
      Found found(bytes);
      dissect_whole(bytes, packet.original_length, packet.link_type, found);
      check_nodes(found.tree);
    }
  }
}

TEST_P(Dissected, TextIsWhatIsPrinted) {
  const test::TemporaryFolder folder;
  const std::string print = PACKETGLASS_BINARY " print '" + path().string() + "'";
  const std::string text = folder.shell(print).out + "\n" + folder.shell(print + " -V").out;
  auto golden = path();
  golden.replace_extension(".txt");
  if (std::getenv("PACKETGLASS_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(golden, std::ios::binary) << text;
  }
  EXPECT_EQ(text, test::read_file(golden));
}

INSTANTIATE_TEST_SUITE_P(Captures, Dissected, testing::ValuesIn(test::dissected_captures()),
                         name_of_test);

TEST(Dissectors, TakeAnyBytes) {
  std::mt19937 dice(11);
  for (const Dissector* dissector : dissectors()) {
    for (std::size_t size = 0; size < 300; ++size) {
      std::vector<std::uint8_t> bytes(size);
      // Small numbers are more often lengths, types and counts that mean something.
      for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice() >> (dice() % 2 ? 24 : 29));
      Found found(bytes);
      dissect_as(*dissector, {bytes, size + dice() % 2 * 50}, found.dissection);
      check_nodes(found.tree);
    }
  }
}

}  // namespace
}  // namespace packetglass
