#include "event/event_columns.h"

#include <gtest/gtest.h>

#include "format/capture_reader.h"
#include "support/pcap_bytes.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using namespace test;

const std::vector<PcapRecord> kRecords{{1, 2, "first"}, {3, 4, ""}, {5, 6, "the third", {}, 99}};

// The events of a source, packet by packet as text, whichever way it is split into stretches.
std::string events_of(Bytes source, std::size_t piece) {
  CaptureReader reader;
  EventColumns columns(false);
  std::string text;
  const auto take = [&] {
    std::size_t section = 0;
    for (std::size_t i = 0; i <= columns.size(); ++i) {
      while (section < columns.sections().size() &&
             columns.sections().values()[section].packet == i) {
        const SectionEvent& event = columns.sections().values()[section++];
        text += "header " + std::to_string(event.magic_number) + " of " +
                std::to_string(event.linktype) + "\n";
      }
      if (i == columns.size()) break;
      const Bytes packet =
          columns.bytes().subspan(columns.data_offsets()[i], columns.captured_lengths()[i]);
      text += std::to_string(columns.times()[i]) + " " +
              std::string(packet.begin(), packet.end()) + "/" +
              std::to_string(columns.original_lengths()[i]) + " of " +
              std::to_string(columns.link_types()[i]) + " on " +
              std::to_string(columns.interfaces()[i]) +
              (columns.timed()[i] == 1 ? "\n" : " untimed\n");
    }
    columns.clear();
  };
  std::size_t begin = 0;
  for (std::size_t end = 0; end < source.size();) {
    end = std::min(source.size(), end + piece);
    begin += *reader.push(source.subspan(begin, end - begin), columns);
    take();
  }
  EXPECT_TRUE(reader.finish(source.subspan(begin), columns));
  take();
  return text;
}

TEST(EventColumns, HaveEveryPacketAndHeaderInWhateverStretches) {
  ByteVector source = pcap_bytes({}, kRecords);
  PcapHeader swapped;
  swapped.order = ByteOrder::kBig;
  swapped.link_type_word = 101;
  source = source + pcap_bytes(swapped, kRecords);
  const std::string whole = events_of(source, source.size());
  EXPECT_EQ(whole,
            "header 2712847316 of 1\n"
            "1000002000 first/5 of 1 on 0\n"
            "3000004000 /0 of 1 on 0\n"
            "5000006000 the third/99 of 1 on 0\n"
            "header 3569595041 of 101\n"
            "1000002000 first/5 of 101 on 1\n"
            "3000004000 /0 of 101 on 1\n"
            "5000006000 the third/99 of 101 on 1\n");
  for (std::size_t piece = 1; piece < source.size(); ++piece) {
    EXPECT_EQ(events_of(source, piece), whole) << piece;
  }
}

TEST(EventColumns, CountInterfacesAnewInEachSectionOfPcapng) {
  const PcapngBytes make{ByteOrder::kLittle};
  const ByteVector section = make.section() + make.interface(1) + make.interface(101) +
                             make.enhanced({.bytes = "data", .interface = 1}) +
                             make.simple("simple");
  const std::string whole = events_of(section + section, 1000);
  EXPECT_NE(whole.find("data/4 of 101 on 1\n"), whole.npos) << whole;
  EXPECT_NE(whole.find("simple/6 of 1 on 0 untimed\n"), whole.npos) << whole;
  EXPECT_EQ(whole.find("on 2"), whole.npos) << whole;
}

}  // namespace
}  // namespace packetglass
