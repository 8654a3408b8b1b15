// What conversations say, against what tshark says that they say.
#include "stream/follow.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <sstream>

#include "base/sha256.h"
#include "base/text.h"
#include "flow/batch_summary.h"
#include "format/capture_reader.h"
#include "support/captures.h"
#include "support/command.h"
#include "support/read_all.h"

namespace packetglass {
namespace {

// Runs of bytes of one side, each after the digit of its side; gaps are only counted.
class Said final : public StreamSink {
 public:
  void piece(const StreamPiece& piece) override {
    EXPECT_NE(piece.bytes.empty(), piece.missing == 0);
    EXPECT_EQ(piece.offset, handed_on_[piece.side]);
    handed_on_[piece.side] += piece.bytes.size() + piece.missing;
    missing += piece.missing;
    if (piece.bytes.empty()) return;
    if (static_cast<int>(piece.side) != last_) text += static_cast<char>('0' + piece.side);
    text += text_of(piece.bytes);
    last_ = static_cast<int>(piece.side);
    sent[piece.side] += piece.bytes.size();
  }

  std::string text;
  std::uint64_t sent[2] = {};
  std::uint64_t missing = 0;

 private:
  int last_ = -1;
  std::uint64_t handed_on_[2] = {};
};

struct Stream {
  Follow follow;
  Said said;
  bool truncated = false;  // some of its packets are
};

// Follows all TCP streams of a capture at once.
class FollowAll final : public RecordSink {
 public:
  std::map<std::uint32_t, Stream> streams;

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    summarise(batch, number_, interfaces_, flows_, summary_);
    for (std::size_t i = 0; i < batch.count; ++i) add(batch, i);
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

  void read(Bytes source) {
    test::read_all(source, *this);
    for (auto& [number, stream] : streams) stream.follow.finish(stream.said);
  }

 private:
  void add(const PacketBatch& batch, std::size_t i) {
    ++number_;
    if (summary_.summaries[i].transport != Transport::kTcp) return;
    const PacketFlow& flow = summary_.flows[i];
    Stream& stream = streams[flows_[flow.conversation].stream];
    stream.truncated = stream.truncated || batch.captured_length[i] < batch.original_length[i];
    stream.follow.add(
        {batch.bytes(i), batch.original_length[i], interfaces_[batch.interface[i]].link_type,
         flow.side, number_, batch.packet(i).timestamp},
        stream.said);
  }

  std::vector<Interface> interfaces_;
  FlowTable flows_;
  BatchSummary summary_;
  std::uint64_t number_ = 0;
};

const std::filesystem::path kCaptures = PACKETGLASS_TEST_CAPTURES;

struct Fact {
  std::string file, hash;
  std::uint32_t stream;
  std::uint64_t sent[2], missing;
};

std::vector<Fact> facts() {
  std::vector<Fact> facts;
  std::ifstream file(kCaptures / "streams.tshark.tsv");
  for (std::string line; std::getline(file, line);) {
    Fact fact;
    std::istringstream words(line);
    std::getline(words, fact.file, '\t');
    words >> fact.stream >> fact.sent[0] >> fact.sent[1] >> fact.missing >> fact.hash;
    facts.push_back(fact);
  }
  return facts;
}

// Where we say something else than tshark, on purpose.
struct Difference {
  const char* file;
  std::uint32_t stream;
  const char* why;
};
constexpr Difference kDifferences[] = {
    {"flow/streams.pcap", 2, "tshark leaves out what nobody acknowledged behind a gap"},
};

bool differs(const Fact& fact) {
  for (const Difference& difference : kDifferences) {
    if (difference.file == fact.file && difference.stream == fact.stream) return true;
  }
  return false;
}

void expect_same(const Stream& stream, const Fact& fact) {
  const Said& said = stream.said;
  const std::string where = fact.file + " stream " + std::to_string(fact.stream);
  const bool same = hex_text(sha256(bytes_of(said.text))) == fact.hash;
  EXPECT_EQ(same, !differs(fact)) << where;
  if (!same) return;
  EXPECT_EQ(said.sent[0], fact.sent[0]) << where;
  EXPECT_EQ(said.sent[1], fact.sent[1]) << where;
  // tshark does not report what the snaplen truncated.
  if (!stream.truncated) {
    EXPECT_EQ(said.missing, fact.missing) << where;
  }
}

TEST(Follow, SaysWhatTsharkSays) {
  std::map<std::string, FollowAll> captures;
  std::size_t absent = 0;
  for (const Fact& fact : facts()) {
    const auto own = kCaptures / fact.file;
    const auto path = std::filesystem::exists(own) ? own : test::real_captures() / fact.file;
    if (!std::filesystem::exists(path)) {
      ++absent;
      continue;
    }
    const auto [capture, is_new] = captures.try_emplace(fact.file);
    if (is_new) capture->second.read(bytes_of(test::read_file(path)));
    expect_same(capture->second.streams[fact.stream], fact);
  }
  EXPECT_FALSE(captures.empty());
  if (absent != 0) std::printf("skipped: %zu streams of captures that are not here\n", absent);
}

}  // namespace
}  // namespace packetglass
