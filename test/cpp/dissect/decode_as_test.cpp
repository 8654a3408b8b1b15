// What the user chose to take ports and types.
#include "dissect/decode_as.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "capture.h"
#include "dissect/dissection.h"
#include "flow/summary_index.h"
#include "support/packets.h"

namespace packetglass {
namespace {

std::string chosen(const DecodeAs& decode_as, const Route& route) {
  const DecodeAs::Choice* const choice = decode_as.find(route);
  if (choice == nullptr) return {};
  return std::string(std::string_view(choice->dissector->layer.name));
}

TEST(DecodeAs, TakesNumbersAndRanges) {
  DecodeAs decode_as;
  EXPECT_TRUE(decode_as.empty());
  EXPECT_EQ(decode_as.add("tcp.port==8888,http"), "");
  EXPECT_EQ(decode_as.add("udp.port == 8000-8002 , dns"), "");
  EXPECT_EQ(decode_as.add("ethertype==0x88B5:2,ip"), "");
  EXPECT_FALSE(decode_as.empty());
  EXPECT_EQ(chosen(decode_as, {Space::kTcpPort, 8888}), "http");
  EXPECT_EQ(chosen(decode_as, {Space::kUdpPort, 8888}), "");
  for (const std::uint32_t port : {8000u, 8001u, 8002u}) {
    EXPECT_EQ(chosen(decode_as, {Space::kUdpPort, port}), "dns");
  }
  EXPECT_EQ(chosen(decode_as, {Space::kUdpPort, 7999}), "");
  EXPECT_EQ(chosen(decode_as, {Space::kUdpPort, 8003}), "");
  EXPECT_EQ(chosen(decode_as, {Space::kEtherType, 0x88b6}), "ip");
  EXPECT_EQ(chosen(decode_as, {Space::kEtherType, 0x88b7}), "");
}

TEST(DecodeAs, TheLastChoiceOfANumberHolds) {
  DecodeAs decode_as;
  EXPECT_EQ(decode_as.add("tcp.port==1-10,http"), "");
  EXPECT_EQ(decode_as.add("tcp.port==5,dns"), "");
  EXPECT_EQ(chosen(decode_as, {Space::kTcpPort, 4}), "http");
  EXPECT_EQ(chosen(decode_as, {Space::kTcpPort, 5}), "dns");
}

TEST(DecodeAs, SaysWhatIsWrong) {
  const auto wrong = [](std::string_view choice) { return DecodeAs().add(choice); };
  EXPECT_EQ(wrong("tcp.prot==8888,http"),
            "there is no table \"tcp.prot\" to decode by; did you mean tcp.port?");
  EXPECT_EQ(wrong("xyzzy==1,http"),
            "there is no table \"xyzzy\" to decode by: there are tcp.port, udp.port, sctp.port, "
            "sctp.ppi, ethertype, ip.proto, llc.dsap, ppp.protocol, user_dlt");
  EXPECT_EQ(wrong("tcp.port==8888,htpp"),
            "tcp.port leads to no protocol \"htpp\" that is dissected; did you mean http?");
  for (const char* choice :
       {"", "tcp.port", "tcp.port==80", "tcp.port=80,http", "==", ",==", "tcp.port,80==http"}) {
    EXPECT_NE(wrong(choice).find("is not TABLE==NUMBER,PROTOCOL"), std::string::npos) << choice;
  }
  for (const char* choice :
       {"tcp.port==,http", "tcp.port==x,http", "tcp.port==65536,http", "tcp.port==9-8,http",
        "tcp.port==1-65536,http", "tcp.port==1:0,http", "tcp.port==65535:2,http",
        "tcp.port==-1,http", "tcp.port==0x,http", "tcp.port==1-,http", "tcp.port==4294967297,http",
        "ip.proto==256,udp", "user_dlt==146,ip", "user_dlt==163,ip"}) {
    EXPECT_NE(wrong(choice).find("is no number from"), std::string::npos) << choice;
  }
}

TEST(DecodeAs, TakesSoManyAtMost) {
  DecodeAs decode_as;
  for (std::size_t i = 0; i < DecodeAs::kMost; ++i)
    ASSERT_EQ(decode_as.add("tcp.port==1,dns"), "");
  EXPECT_EQ(decode_as.add("tcp.port==1,dns"), "more than 256 are not taken");
}

// What a choice leads to is what was tried; what does not take the bytes leaves them to others.
TEST(DecodeAs, ComesBeforeWhatStoodThere) {
  const auto protocol = [](const test::TestPacket& packet, const char* choice) {
    Choices choices;
    EXPECT_EQ(choices.decode_as.add(choice), "");
    Summary summary;
    Dissection dissection(summary);
    dissection.history.choices = &choices;
    dissect(packet.bytes, packet.original_length, packet.link_type, dissection);
    return std::string(summary.protocol);
  };
  const auto packets = test::packets_of(test::dissected_capture("dns"));
  EXPECT_EQ(protocol(packets[0], "udp.port==1,ntp"), "DNS");
  EXPECT_EQ(protocol(packets[0], "udp.port==53,ntp"), "NTP");
  EXPECT_EQ(protocol(packets[0], "ip.proto==17,icmp"), "ICMP");
  EXPECT_EQ(protocol(packets[0], "ethertype==0x0800,arp"), "ARP");
  // SNMP refuses it: it is UDP's payload, and no DNS either.
  EXPECT_EQ(protocol(packets[0], "udp.port==53,snmp"), "UDP");
}

// Whether packets are summarised in batches or dissected one by one.
TEST(DecodeAs, IsTheSameInTheIndex) {
  Choices choices;
  EXPECT_EQ(choices.decode_as.add("udp.port==53,ntp"), "");
  const std::string bytes = test::read_file(test::dissected_capture("dns"));
  SummaryIndex index;
  index.dissects_as(choices);
  Capture capture({}, &index);
  EXPECT_EQ(capture.push(bytes_of(bytes)), bytes.size());
  capture.finish({});
  std::uint64_t i = 0, ntp = 0;
  for (const test::TestPacket& packet : test::packets_of(test::dissected_capture("dns"))) {
    Summary summary;
    Dissection dissection(summary);
    dissection.history.choices = &choices;
    dissect(packet.bytes, packet.original_length, packet.link_type, dissection);
    const PacketKinds& kinds = index.columns().kinds();
    // Segments are parts of messages there.
    if (summary.transport != Transport::kTcp) {
      EXPECT_STREQ(kinds.protocols()[kinds.protocol_of(index.columns()[i].kind)],
                   summary.protocol);
    }
    ntp += summary.protocol == std::string("NTP") ? 1 : 0;
    ++i;
  }
  EXPECT_EQ(i, index.columns().size());
  EXPECT_GT(ntp, 10u);
}

}  // namespace
}  // namespace packetglass
