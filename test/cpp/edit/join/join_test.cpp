// Captures joined in memory.
#include "edit/join/join.h"

#include <gtest/gtest.h>

#include "support/pcapng_bytes.h"
#include "support/read_all.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::pcap_bytes;
using test::PcapngBytes;
using test::operator+;

struct Joined {
  ByteVector bytes;
  std::vector<IssueKind> issues;
  std::optional<Error> error;
};

// Offers each source in pieces of `step` bytes.
Joined join(const std::vector<ByteVector>& sources, const JoinTarget& target,
            std::size_t step = 1 << 16) {
  Joined joined;
  Join join(target, [&](std::size_t, const Issue& issue) { joined.issues.push_back(issue.kind); });
  std::vector<std::size_t> begin(sources.size()), end(sources.size());
  for (std::size_t i = 0; i < sources.size(); ++i) join.add("s" + std::to_string(i));
  while (!join.ended()) {
    const auto wanted = join.wants();
    if (!wanted) {
      join.write(joined.bytes);
      continue;
    }
    const std::size_t i = *wanted;
    const auto window = Bytes(sources[i]).subspan(begin[i], end[i] - begin[i]);
    if (end[i] == sources[i].size()) {
      static_cast<void>(join.finish(i, window));
    } else {
      const auto used = join.push(i, window);
      begin[i] += used ? *used : 0;
      end[i] = std::min(end[i] + step, sources[i].size());
    }
  }
  joined.error = join.error();
  for (const auto& patch : join.finish()) {
    std::copy(patch.bytes.begin(), patch.bytes.end(),
              joined.bytes.begin() + static_cast<std::ptrdiff_t>(patch.offset));
  }
  return joined;
}

// What a capture holds, as words: "b@5/1" is a packet of interface 1 at 5 ns.
class Words final : public RecordSink {
 public:
  std::string text;
  std::size_t issues = 0;

  void section(const Section&, Bytes) override { text += "section "; }
  void interface(const Interface& interface, Bytes) override {
    text += "interface:" + std::to_string(interface.link_type) + " ";
  }
  bool packets(const PacketBatch& batch) override {
    for (std::size_t i = 0; i < batch.count; ++i) {
      const Packet packet = batch.packet(i);
      const Bytes bytes = batch.bytes(i);
      text += std::string(bytes.begin(), bytes.end()) + "@" +
              (packet.has_timestamp() ? std::to_string(packet.timestamp) : "none") + "/" +
              std::to_string(packet.interface) + " ";
    }
    return true;
  }
  bool block(const Block& block) override {
    text += "block:" + std::to_string(block.type) + " ";
    return true;
  }
  void issue(const Issue&) override { ++issues; }
};

std::string words(const ByteVector& capture) {
  Words sink;
  test::read_all(capture, sink);
  return sink.text + (sink.issues == 0 ? "" : std::to_string(sink.issues) + " issues");
}

JoinTarget plain(ByteOrder order = ByteOrder::kLittle) {
  JoinTarget target;
  target.order = order;
  target.origins = false;
  return target;
}

ByteVector nanoseconds(const PcapngBytes& to, std::uint16_t link_type = 1) {
  return to.interface(link_type, 262144, to.option(9, {9}) + to.end_of_options());
}

const PcapngBytes kLittle(ByteOrder::kLittle);
const PcapngBytes kBig(ByteOrder::kBig);

ByteVector packet(const PcapngBytes& to, std::uint64_t time, std::string_view bytes) {
  return to.enhanced({time, bytes});
}

TEST(Join, TakesTheEarliestAndOfEqualTimesTheFirstSource) {
  const auto a = kLittle.section() + nanoseconds(kLittle) + packet(kLittle, 1, "a") +
                 packet(kLittle, 5, "b") + packet(kLittle, 9, "c");
  const auto b =
      kBig.section() + nanoseconds(kBig, 113) + packet(kBig, 5, "x") + packet(kBig, 6, "y");
  EXPECT_EQ(words(join({a, b}, plain()).bytes),
            "section interface:1 interface:113 a@1/0 b@5/0 x@5/1 y@6/1 c@9/0 ");
  EXPECT_EQ(words(join({b, a}, plain()).bytes),
            "section interface:113 interface:1 a@1/1 x@5/0 b@5/1 y@6/0 c@9/1 ");
}

TEST(Join, TakesASourceThatIsNotInOrderAsItComes) {
  const auto a =
      kLittle.section() + nanoseconds(kLittle) + packet(kLittle, 7, "a") + packet(kLittle, 2, "b");
  const auto b = kLittle.section() + nanoseconds(kLittle) + packet(kLittle, 5, "x");
  EXPECT_EQ(words(join({a, b}, plain()).bytes),
            "section interface:1 interface:1 x@5/1 a@7/0 b@2/0 ");
}

TEST(Join, GivesTheSameInAnyPiecesAndBothByteOrders) {
  const auto a = pcap_bytes({}, {{1, 2, "one"}, {3, 4, "two"}});
  const auto b = kBig.section() + nanoseconds(kBig) + packet(kBig, 2'000'000'000, "mid");
  for (const ByteOrder order : test::kBothOrders) {
    const auto whole = join({a, b}, plain(order)).bytes;
    EXPECT_EQ(words(whole),
              "section interface:1 interface:1 one@1000002000/0 mid@2000000000/1 "
              "two@3000004000/0 ");
    for (std::size_t step = 1; step < 40; ++step) {
      EXPECT_EQ(join({a, b}, plain(order), step).bytes, whole) << step;
    }
  }
}

TEST(Join, KeepsPacketsWithoutTimeBehindTheOneBefore) {
  const auto a = kLittle.section() + nanoseconds(kLittle) + packet(kLittle, 4, "a") +
                 kLittle.simple("s") + packet(kLittle, 6, "b");
  const auto b = kLittle.section() + nanoseconds(kLittle) + packet(kLittle, 5, "x");
  EXPECT_EQ(words(join({a, b}, plain()).bytes),
            "section interface:1 interface:1 a@4/0 s@none/0 x@5/1 b@6/0 ");
}

TEST(Join, SaysThatASimplePacketOfAnotherInterfaceThanTheFirstLosesThatItHasNoTime) {
  const auto a = kLittle.section() + nanoseconds(kLittle) + packet(kLittle, 4, "a");
  const auto b = kLittle.section() + nanoseconds(kLittle) + kLittle.simple("s");
  const auto joined = join({a, b}, plain());
  EXPECT_EQ(words(joined.bytes), "section interface:1 interface:1 s@0/1 a@4/0 ");
  EXPECT_EQ(joined.issues, std::vector{IssueKind::kTimestampsMissing});
}

TEST(Join, MakesAnEnhancedBlockOfAnObsoleteOneOnlyWhereItHasTo) {
  const auto a = kLittle.section() + nanoseconds(kLittle) + kLittle.obsolete({3, "o"}, 7);
  const auto b = kLittle.section() + nanoseconds(kLittle) + packet(kLittle, 4, "x");
  EXPECT_EQ(words(join({b, a}, plain()).bytes), "section interface:1 interface:1 o@3/1 x@4/0 ");
}

TEST(Join, MendsStatisticsAndPutsNamesAndSecretsFirst) {
  const auto a = kLittle.section() + nanoseconds(kLittle) + packet(kLittle, 1, "a");
  const auto b = kLittle.section() + nanoseconds(kLittle) + packet(kLittle, 2, "b") +
                 kLittle.block(4, kLittle.u32(0)) +
                 kLittle.block(5, kLittle.u32(0) + kLittle.u64(0));
  const auto joined = join({a, b}, plain()).bytes;
  EXPECT_EQ(words(joined), "section interface:1 interface:1 block:4 a@1/0 b@2/1 block:5 ");
  EXPECT_EQ(joined[joined.size() - 16], 1);  // the interface that the statistics are of
}

TEST(Join, SaysOfEachInterfaceWhichSourceItIsOfUnlessItIsUnified) {
  const auto a = kLittle.section() + nanoseconds(kLittle) + packet(kLittle, 1, "a");
  JoinTarget target = plain();
  target.origins = true;
  const auto said = join({a, a}, target).bytes;
  const std::string text(said.begin(), said.end());
  EXPECT_NE(text.find("Merged from s0"), std::string::npos);
  EXPECT_NE(text.find("Merged from s1"), std::string::npos);
  target.unify = true;
  EXPECT_EQ(words(join({a, a}, target).bytes), "section interface:1 a@1/0 a@1/0 ");
}

TEST(Join, KeepsWhatAllSectionsSayAndMakesCommentsOfTheRest) {
  const auto with = [](std::string_view hardware, std::string_view system) {
    return kLittle.section(kLittle.option(2, PcapngBytes::text(hardware)) +
                           kLittle.option(3, PcapngBytes::text(system)) +
                           kLittle.end_of_options());
  };
  const auto joined = join({with("PC", "X"), with("Mac", "X")}, plain()).bytes;
  const std::string text(joined.begin(), joined.end());
  EXPECT_NE(text.find("s0: Hardware PC"), std::string::npos);
  EXPECT_NE(text.find("s1: Hardware Mac"), std::string::npos);
  EXPECT_EQ(text.find("Operating system"), std::string::npos);
  EXPECT_EQ(words(joined), "section ");
}

TEST(Join, JoinsClassicCapturesOfOneLinkTypeAlone) {
  JoinTarget target = plain();
  target.variant = &pcap::kNanosecondVariant;
  const auto a = pcap_bytes({}, {{1, 2, "one"}, {3, 4, "two"}});
  const auto b = pcap_bytes(
      {.order = ByteOrder::kBig, .magic = 0xa1b23c4d, .major = 2, .minor = 4}, {{2, 3, "mid"}});
  EXPECT_EQ(words(join({a, b}, target).bytes),
            "section interface:1 one@1000002000/0 mid@2000000003/0 two@3000004000/0 ");
  test::PcapHeader raw;
  raw.link_type_word = 101;
  const auto refused = join({a, pcap_bytes(raw, {{2, 3, "raw"}})}, target);
  ASSERT_TRUE(refused.error);
  EXPECT_EQ(refused.error->code, ErrorCode::kLinkTypeMismatch);
  EXPECT_EQ(refused.bytes, ByteVector{});
}

TEST(Join, GoesOneSourceBehindTheOtherWhenAsked) {
  JoinTarget target = plain();
  target.one_after_another = true;
  const auto a = kLittle.section() + nanoseconds(kLittle) + packet(kLittle, 9, "a");
  const auto b = kLittle.section() + nanoseconds(kLittle) + packet(kLittle, 2, "b");
  EXPECT_EQ(words(join({a, b}, target).bytes), "section interface:1 interface:1 a@9/0 b@2/1 ");
}

TEST(Join, JoinsEveryShorterSourceWithoutLosingThoseThatAreWhole) {
  const auto a = kLittle.section() + nanoseconds(kLittle) + packet(kLittle, 1, "a");
  const auto b = kBig.section() + nanoseconds(kBig) + packet(kBig, 2, "b");
  for (std::size_t size = 0; size <= b.size(); ++size) {
    const ByteVector cut(b.begin(), b.begin() + static_cast<std::ptrdiff_t>(size));
    const std::string joined = words(join({a, cut}, plain()).bytes);
    EXPECT_NE(joined.find("a@1/0"), std::string::npos) << size;
    EXPECT_EQ(joined.find("issues"), std::string::npos) << size;
  }
}

}  // namespace
}  // namespace packetglass
