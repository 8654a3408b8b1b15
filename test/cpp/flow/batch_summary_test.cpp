// Packets of a batch, summarised 64 at a time in two parts, against each dissected by itself.
#include "flow/batch_summary.h"

#include <memory>

#include "support/every_capture.h"
#include "support/read_all.h"

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
        int(summary.ip_protocol), int(summary.has_icmp), int(summary.icmp_type),
        int(summary.icmp_code), int(summary.malformed), int(summary.truncated)}) {
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

}  // namespace
}  // namespace packetglass
