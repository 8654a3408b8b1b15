#include "record/host_order_headers.h"

#include <gtest/gtest.h>

#include "base/appender.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::kBothOrders;

constexpr LinkType kNull = 0;
constexpr LinkType kEnc = 109;
constexpr LinkType kCooked = 113;
constexpr LinkType kPflog = 117;
constexpr LinkType kUsb = 189;
constexpr LinkType kUsbMapped = 220;
constexpr LinkType kNflog = 239;
constexpr LinkType kNetlink = 253;
constexpr LinkType kCooked2 = 276;

// Bytes that no rewriting may touch.
void append_fixed(Appender& out, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) out.u8(static_cast<std::uint8_t>(0xf0 + i % 15));
}

ByteVector null(ByteOrder order) {
  ByteVector bytes;
  Appender out(bytes, order);
  out.u32(24);
  append_fixed(out, 6);
  return bytes;
}

ByteVector enc(ByteOrder order) {
  ByteVector bytes;
  Appender out(bytes, order);
  out.u32(2);
  append_fixed(out, 4);
  out.u32(0x0800);
  append_fixed(out, 6);
  return bytes;
}

ByteVector cooked(ByteOrder order, std::uint16_t protocol) {
  ByteVector bytes;
  Appender out(bytes, order);
  append_fixed(out, 14);
  Appender(bytes, ByteOrder::kBig).u16(protocol);
  out.u32(0x80000123);
  append_fixed(out, 2);
  protocol == 14 ? out.u16(2048) : append_fixed(out, 2);
  protocol == 14 ? out.u32(0x11223344) : append_fixed(out, 4);
  append_fixed(out, 3);
  return bytes;
}

ByteVector cooked_2(ByteOrder order) {
  ByteVector bytes;
  Appender out(bytes, order);
  Appender(bytes, ByteOrder::kBig).u16(12);
  append_fixed(out, 18);
  out.u32(0x7ff);
  append_fixed(out, 12);
  return bytes;
}

ByteVector pflog(ByteOrder order, std::uint8_t length) {
  ByteVector bytes;
  Appender out(bytes, order);
  out.u8(length);
  append_fixed(out, 43);
  for (const std::uint32_t id : {1000u, 4711u, 0u, 1u}) {
    const auto offset = static_cast<std::uint8_t>(bytes.size());
    offset < length ? out.u32(id) : append_fixed(out, 4);
  }
  append_fixed(out, 20);
  return bytes;
}

// A transfer of usbmon: type 0 is isochronous.
ByteVector usb(ByteOrder order, std::uint8_t type, bool mapped) {
  ByteVector bytes;
  Appender out(bytes, order);
  out.u64(0xffff880012345678);
  out.u8('C');
  out.u8(type);
  append_fixed(out, 2);
  out.u16(3);
  append_fixed(out, 2);
  out.u64(1'700'000'000);
  for (const std::uint32_t number : {999'999u, 0xffffff8du, 64u, 32u}) out.u32(number);
  if (type == 0) {
    out.u32(1);
    out.u32(5);
  } else {
    append_fixed(out, 8);
  }
  if (mapped) {
    for (const std::uint32_t number : {8u, 77u, 0x200u, 2u}) out.u32(number);
    for (int i = 0; type == 0 && i < 2; ++i) {
      for (const std::uint32_t number : {0xffffffeeu, 192u, 100u}) out.u32(number);
      append_fixed(out, 4);
    }
  }
  append_fixed(out, 9);
  return bytes;
}

ByteVector nflog(ByteOrder order) {
  ByteVector bytes;
  Appender out(bytes, order);
  out.u8(2);
  out.u8(0);
  append_fixed(out, 2);
  for (const std::uint16_t length : {8, 9, 4}) {
    out.u16(length);
    out.u16(length + 1);
    append_fixed(out, (length + 3u) / 4 * 4 - 4u);
  }
  return bytes;
}

struct Sample {
  const char* what;
  LinkType link_type;
  ByteVector (*make)(ByteOrder order);
};

const Sample kSamples[] = {
    {"loopback", kNull, null},
    {"ipsec", kEnc, enc},
    {"can", kCooked, [](ByteOrder order) { return cooked(order, 12); }},
    {"can fd", kCooked, [](ByteOrder order) { return cooked(order, 13); }},
    {"can xl", kCooked, [](ByteOrder order) { return cooked(order, 14); }},
    {"can, version 2", kCooked2, cooked_2},
    {"pflog", kPflog, [](ByteOrder order) { return pflog(order, 61); }},
    {"pflog without rule's ids", kPflog, [](ByteOrder order) { return pflog(order, 52); }},
    {"pflog without ids", kPflog, [](ByteOrder order) { return pflog(order, 44); }},
    {"usb", kUsb, [](ByteOrder order) { return usb(order, 3, false); }},
    {"usb, isochronous", kUsb, [](ByteOrder order) { return usb(order, 0, false); }},
    {"usb mapped", kUsbMapped, [](ByteOrder order) { return usb(order, 2, true); }},
    {"usb mapped, isochronous", kUsbMapped, [](ByteOrder order) { return usb(order, 0, true); }},
    {"nflog", kNflog, nflog},
};

bool reorder(LinkType link_type, ByteVector& packet, ByteOrder from) {
  return find_host_order_header(link_type)->reorder(packet, from);
}

TEST(HostOrderHeaders, AreTurnedRoundFromEitherOrderIntoTheOther) {
  for (const Sample& sample : kSamples) {
    for (const ByteOrder order : kBothOrders) {
      ByteVector packet = sample.make(order);
      EXPECT_TRUE(reorder(sample.link_type, packet, order)) << sample.what;
      EXPECT_EQ(packet, sample.make(opposite(order))) << sample.what;
    }
  }
}

// What is there is turned round, as libpcap does it; a truncated number stays.
TEST(HostOrderHeaders, AreTurnedRoundAsFarAsTheyGoAtEveryShorterLength) {
  for (const Sample& sample : kSamples) {
    const ByteVector whole = sample.make(ByteOrder::kLittle);
    const ByteVector turned = sample.make(ByteOrder::kBig);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const auto end = static_cast<std::ptrdiff_t>(size);
      ByteVector packet(whole.begin(), whole.begin() + end);
      const ByteVector cut = packet;
      const bool complete = reorder(sample.link_type, packet, ByteOrder::kLittle);
      ASSERT_EQ(packet.size(), size);
      if (complete) {
        EXPECT_EQ(packet, ByteVector(turned.begin(), turned.begin() + end)) << sample.what;
      }
      EXPECT_EQ(reorder(sample.link_type, packet, ByteOrder::kBig), complete) << sample.what;
      EXPECT_EQ(packet, cut) << sample.what << " twice, " << size << " bytes";
    }
  }
}

TEST(HostOrderHeaders, ReportANumberThatIsTruncated) {
  ByteVector packet = usb(ByteOrder::kLittle, 0, true);
  packet.resize(64 + 16 + 5);
  EXPECT_FALSE(reorder(kUsbMapped, packet, ByteOrder::kLittle));
  packet.resize(64 + 16 + 4);
  EXPECT_TRUE(reorder(kUsbMapped, packet, ByteOrder::kLittle));
}

TEST(HostOrderHeaders, LeaveWhatHasNoNumbersInHostOrder) {
  ByteVector packet = cooked(ByteOrder::kLittle, 0x0800);
  const ByteVector before = packet;
  EXPECT_TRUE(reorder(kCooked, packet, ByteOrder::kLittle));
  EXPECT_EQ(packet, before);
  EXPECT_EQ(find_host_order_header(kLinkTypeEthernet), nullptr);
  EXPECT_EQ(find_host_order_header(227), nullptr) << "SocketCAN is in network order";
}

TEST(HostOrderHeaders, ReportWhatTheyDoNotKnow) {
  ByteVector packet = nflog(ByteOrder::kLittle);
  packet[1] = 1;  // a version that is not known
  const ByteVector before = packet;
  EXPECT_FALSE(reorder(kNflog, packet, ByteOrder::kLittle));
  EXPECT_EQ(packet, before);
  EXPECT_FALSE(reorder(kNetlink, packet, ByteOrder::kLittle));
  EXPECT_EQ(packet, before);
}

TEST(HostOrderHeaders, EndWithAnAttributeThatCannotBe) {
  ByteVector packet = nflog(ByteOrder::kLittle);
  packet[4] = 3;  // shorter than its own head
  ByteVector there = packet;
  EXPECT_FALSE(reorder(kNflog, there, ByteOrder::kLittle));
  EXPECT_FALSE(reorder(kNflog, there, ByteOrder::kBig));
  EXPECT_EQ(there, packet);
}

TEST(HostOrderHeaders, BelieveNoNumberOfDescriptors) {
  ByteVector packet = usb(ByteOrder::kLittle, 0, true);
  for (std::size_t i = 60; i < 64; ++i) packet[i] = 0xff;
  ByteVector there = packet;
  reorder(kUsbMapped, there, ByteOrder::kLittle);
  reorder(kUsbMapped, there, ByteOrder::kBig);
  EXPECT_EQ(there, packet);
}

TEST(HostOrderHeaders, AreOfKnownLinkTypesByRisingNumber) {
  int before = -1;
  for (const HostOrderHeader& header : host_order_headers()) {
    EXPECT_LT(before, header.link_type);
    EXPECT_NE(find_link_type(header.link_type), nullptr);
    before = header.link_type;
  }
}

}  // namespace
}  // namespace packetglass
