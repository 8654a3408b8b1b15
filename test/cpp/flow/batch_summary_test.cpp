// Packets of a batch, summarised 64 at a time in two parts, against each dissected by itself.
#include "flow/batch_summary.h"

#include <memory>

#include "support/every_capture.h"
#include "support/http_talk.h"
#include "support/pcap_bytes.h"
#include "support/read_all.h"
#include "support/traffic.h"

namespace packetglass {
namespace {

std::string path_text(const LayerPaths& paths, LayerPaths::Id path) {
  std::string text;
  for (; path != LayerPaths::kNone; path = paths.outer(path)) {
    text = std::string(std::string_view(paths.layer(path).name)) + ":" + text;
  }
  return text;
}

std::string text_of(const Summary& summary, const LayerPaths& paths) {
  std::string text = path_text(paths, summary.path) + " " + summary.protocol;
  for (const int number :
       {int(summary.transport), int(summary.source_port), int(summary.destination_port),
        int(summary.ip_protocol), int(summary.has_icmp), summary.has_icmp ? summary.icmp_type : 0,
        summary.has_icmp ? summary.icmp_code : 0, int(summary.malformed),
        int(summary.truncated)}) {
    text += " " + std::to_string(number);
  }
  return text;
}

// Summarises packets both ways as they come, and compares.
class BothWays final : public RecordSink {
 public:
  BothWays() { batch_.paths = &batch_paths_; }

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    summarise(batch, number_, interfaces_, flows_, batch_);
    for (std::size_t i = 0; i < batch.count; ++i) compare(batch, i);
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

  std::uint64_t compared() const { return number_; }
  std::size_t announcing() const { return announcing_; }

 private:
  void compare(const PacketBatch& batch, std::size_t i) {
    Summary summary;
    Dissection dissection(summary);
    dissection.wanted.paths = &paths_;
    dissection.wanted.announced = &expected_;
    dissection.history.expected = &expected_;
    dissection.history.reassembly = &fragments_;
    dissection.history.number = ++number_;
    dissection.history.conversation = batch_.flows[i].conversation;
    dissection.history.recognised = &batch_.recognised;
    dissection.history.earlier = &batch_.earlier;
    // What was reassembled of segments is the batch's: alone they say something else.
    const PacketFlow& flow = batch_.flows[i];
    if (batch_.summaries[i].transport == Transport::kTcp &&
        flow.conversation != PacketFlow::kNone) {
      batch_.segments.again(number_);
      dissection.history.segments = &batch_.segments;
      dissection.history.stream = flows_.stream(flow.conversation);
      dissection.history.agreed = &batch_.agreed;
    }
    fragments_.forget();
    fragments_.packet(number_, batch.ticks[i] * batch.tick_nanoseconds, batch.bytes(i));
    const bool expects_none = expected_.empty();
    dissect(batch.bytes(i), batch.original_length[i], interfaces_[batch.interface[i]].link_type,
            dissection);
    announcing_ += expects_none && !expected_.empty() ? 1 : 0;
    const Summary& found = batch_.summaries[i];
    EXPECT_EQ(text_of(found, batch_paths_), text_of(summary, paths_)) << "packet " << number_;
    EXPECT_EQ(found.source, summary.source) << "packet " << number_;
    EXPECT_EQ(found.destination, summary.destination) << "packet " << number_;
  }

  std::vector<Interface> interfaces_;
  FlowTable flows_;
  LayerPaths batch_paths_, paths_;
  BatchSummary batch_;
  ExpectedEndpoints expected_;
  IpFragments fragments_;
  std::uint64_t number_ = 0;
  std::size_t announcing_ = 0;
};

TEST(BatchSummary, IsThatOfEachPacketByItself) {
  std::uint64_t compared = 0;
  std::size_t announcing = 0;
  test::for_every_capture([&](Bytes bytes) {
    const auto both = std::make_unique<BothWays>();
    test::read_all(bytes, *both);
    compared += both->compared();
    announcing += both->announcing();
  });
  EXPECT_GT(compared, 1000u);
  EXPECT_GT(announcing, 0u);
}

// Summarises packets with whole messages, and with no more of them than columns say.
class WholeAndHeads final : public RecordSink {
 public:
  WholeAndHeads() {
    whole_.batch.paths = &whole_.paths;
    heads_.batch.paths = &heads_.paths;
    heads_.batch.segments.keep_only_heads();
  }

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    for (Way* const way : {&whole_, &heads_}) {
      summarise(batch, number_, interfaces_, way->flows, way->batch);
    }
    for (std::size_t i = 0; i < batch.count; ++i) {
      EXPECT_EQ(text_of(heads_.batch.summaries[i], heads_.paths),
                text_of(whole_.batch.summaries[i], whole_.paths))
          << "packet " << number_ + i + 1;
    }
    EXPECT_EQ(heads_.batch.segments.waiting(), whole_.batch.segments.waiting());
    number_ += batch.count;
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

  // Behind the last packet: what is said of each packet by others.
  void compare_related() const {
    const RelatedPackets &whole = whole_.batch.related, &heads = heads_.batch.related;
    ASSERT_EQ(heads.messages.size(), whole.messages.size());
    EXPECT_EQ(heads.exchanges.memory(), whole.exchanges.memory());
    for (std::uint64_t packet = 1; packet <= number_; ++packet) {
      for (std::uint32_t side = 0; side < 2; ++side) {
        EXPECT_EQ(heads.messages.completed_in(side, packet),
                  whole.messages.completed_in(side, packet));
      }
    }
  }
  std::size_t messages() const { return whole_.batch.related.messages.size(); }

 private:
  struct Way {
    FlowTable flows;
    LayerPaths paths;
    BatchSummary batch;
  };

  std::vector<Interface> interfaces_;
  Way whole_, heads_;
  std::uint64_t number_ = 0;
};

TEST(BatchSummary, NeedsNoBodies) {
  std::size_t messages = 0;
  test::for_every_capture([&](Bytes bytes) {
    const auto both = std::make_unique<WholeAndHeads>();
    test::read_all(bytes, *both);
    both->compare_related();
    messages += both->messages();
  });
  EXPECT_GT(messages, 20u);
}

std::string packet_of(const test::HttpTalk::Segment& segment) {
  const TcpSegment& tcp = segment.tcp;
  const bool back = segment.side == 1;
  std::string out("\x45\0", 2);
  test::put16(out, 40 + segment.payload.size());
  out.append("\0\0\0\0\x40\6\0\0", 8);
  for (const unsigned host : {back ? 2u : 1u, back ? 1u : 2u}) {
    out.append("\xc0\0\2", 3).push_back(static_cast<char>(host));
  }
  for (const std::size_t word :
       {std::size_t{back ? 80u : 40000u}, std::size_t{back ? 40000u : 80u},
        std::size_t{tcp.sequence >> 16}, std::size_t{tcp.sequence & 0xffff},
        std::size_t{tcp.acknowledgment >> 16}, std::size_t{tcp.acknowledgment & 0xffff},
        std::size_t{0x5000u | tcp.flags}, std::size_t{1024}, std::size_t{0}, std::size_t{0}}) {
    test::put16(out, word);
  }
  return out + segment.payload;
}

TEST(BatchSummary, NeedsNoBodiesWhereSegmentsWereLost) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    const auto sends = static_cast<test::Sends>(seed % 3);
    const test::HttpTalk talk(seed, {sends, seed % 2 == 0 ? 0u : 8u, seed % 5 * 4});
    std::vector<std::string> packets;
    for (const auto& segment : talk.segments()) {
      if (segment.captured) packets.push_back(packet_of(segment));
    }
    std::vector<test::PcapRecord> records;
    for (const std::string& packet : packets) records.push_back({100, 0, packet});
    test::PcapHeader header;
    header.link_type_word = 101;
    const auto both = std::make_unique<WholeAndHeads>();
    test::read_all(test::pcap_bytes(header, records), *both);
    both->compare_related();
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace packetglass
