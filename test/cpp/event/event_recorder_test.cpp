// File headers are written where readers recognise them, and refused elsewhere.
#include "event/event_recorder.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "support/feed.h"
#include "support/pcap_bytes.h"

namespace packetglass {
namespace {

using test::ByteVector;

pcap::WriterOptions header(std::uint16_t minor = 4, std::int32_t zone = 0,
                           std::uint32_t link_type_word = 1) {
  pcap::WriterOptions options;
  options.variant = &pcap::kMicrosecondVariant;
  options.version_minor = minor;
  options.thiszone = zone;
  options.link_type_word = link_type_word;
  return options;
}

PacketEvent packet(std::uint32_t original_length = 4) {
  PacketEvent event;
  event.link_type = 1;
  event.time = 1'700'000'000'000'000'000;
  event.original_length = original_length;
  event.bytes = bytes_of(original_length == 0 ? "" : "data");
  return event;
}

// Records headers and packets until one is refused.
class Recording {
 public:
  template <typename... Events>
  explicit Recording(const Events&... events) {
    (record(events), ...);
  }

  const std::string& refusal() const { return refusal_; }
  // How many sections and packets a reader finds in what was written.
  std::pair<std::size_t, std::uint64_t> read() const {
    const auto capture = test::feed(out_);
    return {capture->index().sections.size(), capture->index().packets.size()};
  }

 private:
  void record(const pcap::WriterOptions& header) {
    if (!refusal_.empty()) return;
    const auto written = recorder_.record(header);
    if (!written) refusal_ = written.error().message;
  }
  void record(const PacketEvent& event) {
    if (!refusal_.empty()) return;
    const auto error = recorder_.record(event);
    if (error) refusal_ = error->message;
  }

  ByteVector out_;
  EventRecorder recorder_{out_, 0, CaptureFormat::kAuto};
  std::string refusal_;
};

using Read = std::pair<std::size_t, std::uint64_t>;

TEST(EventRecorder, WritesHeadersThatBeginAnotherCapture) {
  const Recording recording(header(4), packet(), header(3), packet(), header(0), header(4),
                            packet());
  EXPECT_EQ(recording.refusal(), "");
  EXPECT_EQ(recording.read(), Read(4, 3));
}

TEST(EventRecorder, RefusesAHeaderOfAnUnknownVersionBehindPackets) {
  const Recording recording(header(4), packet(), header(5), packet());
  EXPECT_EQ(recording.refusal(),
            "Behind another capture this file header would not be recognised: its version 2.5 is "
            "not known.");
  EXPECT_EQ(recording.read(), Read(1, 1)) << "what came before is whole";
  const Recording without_header(packet(), header(5));
  EXPECT_NE(without_header.refusal(), "");
}

TEST(EventRecorder, TakesAnUnknownVersionAtTheStartWhereTheMagicIsEnough) {
  const Recording recording(header(5), packet(), header(4), packet());
  EXPECT_EQ(recording.refusal(), "");
  EXPECT_EQ(recording.read(), Read(2, 2));
}

TEST(EventRecorder, RefusesReservedBitsBehindPackets) {
  const Recording recording(header(4), packet(), header(4, 0, 0x00010001));
  EXPECT_EQ(recording.refusal(),
            "Behind another capture this file header would not be recognised: reserved bits of "
            "its linktype 0x00010001 are set.");
}

// A reader weighs those by what follows.
TEST(EventRecorder, TakesATimeZoneBehindPacketsWhereAPacketFollowsThatIsSeen) {
  const Recording seen(header(4), packet(), header(4, 3600), packet(), packet(0));
  EXPECT_EQ(seen.refusal(), "");
  EXPECT_EQ(seen.read(), Read(2, 3));
  const Recording unseen(header(4), packet(), header(4, 3600), packet(0));
  EXPECT_NE(unseen.refusal(), "");
}

TEST(EventRecorder, AsksNothingOfAHeaderThatStandsInTheFileAlready) {
  ByteVector out;
  EventRecorder recorder(out, 100, CaptureFormat::kAuto);
  recorder.go_on(LastPcapSection{0, header(5)});
  EXPECT_TRUE(recorder.record(header(5)));
  EXPECT_FALSE(recorder.record(packet()));
  EXPECT_FALSE(recorder.record(header(5))) << "a second one would be written";
}

}  // namespace
}  // namespace packetglass
