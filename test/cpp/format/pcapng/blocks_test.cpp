// What is in pcapng blocks that the index only knows the offset of.
#include <gtest/gtest.h>

#include "format/pcapng/custom.h"
#include "format/pcapng/decryption_secrets.h"
#include "format/pcapng/enhanced_packet.h"
#include "format/pcapng/interface_description.h"
#include "format/pcapng/interface_statistics.h"
#include "format/pcapng/journal.h"
#include "format/pcapng/name_resolution.h"
#include "format/pcapng/obsolete_packet.h"
#include "support/pcapng_bytes.h"

namespace packetglass::pcapng {
namespace {

using test::ByteVector;
using test::kBothOrders;
using test::PcapngBytes;
using test::operator+;

ByteVector text(std::string_view text) {
  return PcapngBytes::text(text);
}

TEST(NameResolution, HasRecordsOfSeveralNamesAndThenOptions) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    const auto record = [&](std::uint16_t type, const ByteVector& value) {
      return make.option(type, value);
    };
    const ByteVector names = {'a', 0, 'b', 'c', 0};
    const ByteVector block =
        make.block(kNameResolution, record(1, ByteVector{192, 0, 2, 7} + names) +
                                        record(2, ByteVector(15) + ByteVector{1} + names) +
                                        record(3, ByteVector{2, 0, 0, 0, 0, 1} + names) +
                                        record(99, text("unknown")) + make.end_of_options() +
                                        make.option(2, text("dns.example")));
    NameRecords records(block, order);
    const NameRecord* record_of = records.next();
    ASSERT_NE(record_of, nullptr);
    EXPECT_EQ(record_of->address_text(), "192.0.2.7");
    EXPECT_EQ(record_of->names(), (std::vector<std::string>{"a", "bc"}));
    EXPECT_EQ(records.next()->address_text(), "::1");
    EXPECT_EQ(records.next()->address_text(), "02:00:00:00:00:01");
    EXPECT_EQ(records.next()->type, 99);
    EXPECT_EQ(records.next(), nullptr);
    EXPECT_EQ(records.next(), nullptr);
    EXPECT_FALSE(records.malformed());
    OptionList options(records.options(), order);
    EXPECT_EQ(decode(kNameResolution, *options.next(), order).text, "dns.example");
  }
}

TEST(NameResolution, IsMalformedAtEveryShorterLength) {
  const PcapngBytes make(ByteOrder::kLittle);
  const ByteVector body = make.option(1, {192, 0, 2, 7, 'a', 0, 'b', 0}) + make.end_of_options();
  for (std::size_t size = 0; size < body.size(); ++size) {
    // Not padded: every length.
    const ByteVector block = make.u32(4) + make.u32(0) +
                             ByteVector(body.begin(), body.begin() + static_cast<long>(size)) +
                             make.u32(0);
    NameRecords records(block, ByteOrder::kLittle);
    while (records.next() != nullptr) {
    }
    EXPECT_TRUE(records.malformed()) << size;
  }
}

TEST(InterfaceStatistics, HasInterfaceTimeAndCounters) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    const ByteVector block =
        make.block(kInterfaceStatistics, make.u32(3) + make.u32(1) + make.u32(2) +
                                             make.option(5, make.u64(17)) + make.end_of_options());
    const InterfaceStatistics statistics = read_interface_statistics(block, order);
    EXPECT_EQ(statistics.interface, 3u);
    EXPECT_EQ(statistics.ticks, 0x1'0000'0002u);
    OptionList options(statistics.options, order);
    EXPECT_EQ(decode(kInterfaceStatistics, *options.next(), order).number, 17u);
  }
}

TEST(DecryptionSecrets, HasTypeSecretsAndOptions) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    const ByteVector block = make.block(
        kDecryptionSecrets, make.u32(0x544c534b) + make.u32(5) +
                                PcapngBytes::padded(text("keys\n")) + make.option(1, text("why")));
    const DecryptionSecrets secrets = read_decryption_secrets(block, order);
    EXPECT_EQ(secrets_name(secrets.type), "TLS Key Log");
    EXPECT_TRUE(secrets.fits());
    EXPECT_EQ(secrets.secrets.size(), 5u);
    OptionList options(secrets.options, order);
    EXPECT_EQ(decode(kDecryptionSecrets, *options.next(), order).text, "why");
  }
}

TEST(DecryptionSecrets, DoNotFitABlockThatIsTooShort) {
  const PcapngBytes make(ByteOrder::kBig);
  const ByteVector block =
      make.block(kDecryptionSecrets, make.u32(0x544c534b) + make.u32(0xffffffff) + make.u32(0));
  const DecryptionSecrets secrets = read_decryption_secrets(block, ByteOrder::kBig);
  EXPECT_FALSE(secrets.fits());
  EXPECT_TRUE(secrets.secrets.empty());
  EXPECT_EQ(secrets_name(1), "");
}

TEST(Custom, SaysWhoseItIsAndWhetherItMayBeCopied) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    const ByteVector body = make.u32(32473) + text("anything");
    const ByteVector first = make.block(kCustom, body);
    const ByteVector second = make.block(kCustomNoCopy, body);
    EXPECT_EQ(read_custom(first, order).enterprise, 32473u);
    EXPECT_EQ(read_custom(first, order).rest.size(), 8u);
    EXPECT_TRUE(read_custom(first, order).may_copy);
    EXPECT_FALSE(read_custom(second, order).may_copy);
  }
}

TEST(Journal, HasTextAndBinaryFields) {
  const PcapngBytes make(ByteOrder::kLittle);
  const ByteVector binary = text("BIN\n") + make.u64(3) + text("x\ny") + text("\n");
  const ByteVector block =
      make.block(kJournalExport,
                 text("__REALTIME_TIMESTAMP=1700000000000001\n") + binary + text("MESSAGE=hi\n"));
  JournalEntry entry(block);
  EXPECT_EQ(entry.next()->name, "__REALTIME_TIMESTAMP");
  const JournalField* field = entry.next();
  EXPECT_EQ(field->name, "BIN");
  EXPECT_EQ(field->value, "x\ny");
  EXPECT_EQ(entry.next()->value, "hi");
  EXPECT_EQ(entry.next(), nullptr);
  EXPECT_FALSE(entry.malformed());
  EXPECT_EQ(journal_time(block), 1700000000000001u);
}

TEST(Journal, DoesNotBelieveALengthBeyondTheBlock) {
  const PcapngBytes make(ByteOrder::kLittle);
  const ByteVector block =
      make.block(kJournalExport, text("BIN\n") + make.u64(~std::uint64_t{0}) + text("x\n"));
  JournalEntry entry(block);
  EXPECT_EQ(entry.next(), nullptr);
  EXPECT_TRUE(entry.malformed());
  EXPECT_EQ(journal_time(block), std::nullopt);
}

TEST(ObsoletePacket, HasDropsUnlessTheyAreUnknown) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    const test::PacketFields packet{5, "bytes", 2};
    EXPECT_EQ(read_obsolete_packet(make.obsolete(packet, 7), order).drops, 7);
    EXPECT_EQ(read_obsolete_packet(make.obsolete(packet), order).drops, std::nullopt);
    EXPECT_EQ(read_obsolete_packet(make.obsolete(packet), order).interface, 2u);
  }
}

TEST(EnhancedPacket, HasPacketAndOptions) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    const ByteVector block =
        make.enhanced({0x1'0000'0005, "bytes", 2, {}, 99, make.option(2, make.u32(0x81))});
    const PacketBlock packet = read_enhanced_packet(block, order);
    EXPECT_EQ(packet.interface, 2u);
    EXPECT_EQ(packet.ticks, 0x1'0000'0005u);
    EXPECT_EQ(packet.captured, 5u);
    EXPECT_EQ(packet.original, 99u);
    EXPECT_EQ(packet.packet().data(), block.data() + packet.data_offset);
    OptionList options(packet.options(), order);
    const PacketFlags flags = unpack_flags(
        static_cast<std::uint32_t>(*decode(kEnhancedPacket, *options.next(), order).number));
    EXPECT_EQ(flags.direction, 1);
    EXPECT_EQ(flags.fcs_length, 4);
  }
}

TEST(InterfaceDescription, TakesItsFcsLengthInBitsAndInBytes) {
  const PcapngBytes make(ByteOrder::kLittle);
  for (const auto& [said, bytes] : {std::pair{32, 4}, {4, 4}, {16, 2}, {0, 0}}) {
    const ByteVector block =
        make.interface(1, 0, make.option(13, ByteVector{static_cast<std::uint8_t>(said)}));
    const auto description = read_interface_description(block, ByteOrder::kLittle);
    EXPECT_EQ(interface_of(description, ByteOrder::kLittle).fcs_length, bytes);
  }
}

}  // namespace
}  // namespace packetglass::pcapng
