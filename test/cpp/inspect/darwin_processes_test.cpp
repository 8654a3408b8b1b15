// The processes that Apple's libpcap names in pcapng.
#include "inspect/darwin_processes.h"

#include <gtest/gtest.h>

#include "dissect/field_list.h"
#include "inspect/dissected_packets.h"
#include "inspect/packet_values.h"
#include "support/pcapng_bytes.h"
#include "support/read_all.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::operator+;

constexpr std::uint32_t kProcessInformation = 0x80000001;
constexpr const char* kNames[] = {"frame.darwin.process_info", "frame.darwin.process_info.pid",
                                  "frame.darwin.process_info.pname",
                                  "frame.darwin.process_info.epid",
                                  "frame.darwin.process_info.epname"};

ByteVector process(const test::PcapngBytes& make, std::uint32_t id, std::string_view name) {
  const ByteVector options = make.option(2, test::PcapngBytes::text(name)) +
                             make.option(4, ByteVector(16, 7)) + make.end_of_options();
  return make.block(kProcessInformation, make.u32(id) + options);
}

ByteVector packet(const test::PcapngBytes& make, const ByteVector& options) {
  test::PacketFields fields;
  fields.bytes = "packet";
  fields.options = options + make.end_of_options();
  return make.enhanced(fields);
}

// Gives the values of some fields of each packet, as --fields prints them.
class Values final : public RecordSink {
 public:
  explicit Values(std::span<const char* const> names) : names_(names) {}

  void section(const Section&, Bytes) override { packets_.begin_section(); }
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    packets_.add(batch, interfaces_);
    for (std::size_t i = 0; i < batch.count; ++i) {
      const DissectedPacket& packet = packets_.begin(i);
      std::string row;
      for (const char* name : names_) {
        const FieldType type = type_of(find_field(name)->field->shape);
        row += packet_values_text(type, packet_values(name), packet) + "|";
      }
      row.pop_back();
      rows.push_back(row);
    }
    return true;
  }
  bool block(const Block& block) override {
    packets_.add(block);
    return true;
  }
  void issue(const Issue&) override {}

  std::vector<std::string> rows;

 private:
  std::span<const char* const> names_;
  DissectedPackets packets_{{}};
  std::vector<Interface> interfaces_;
};

std::vector<std::string> values(const ByteVector& capture, std::span<const char* const> names) {
  Values sink(names);
  test::read_all(capture, sink);
  return sink.rows;
}

class DarwinProcessBlocks : public testing::TestWithParam<ByteOrder> {
 protected:
  const test::PcapngBytes make_{GetParam()};
  ByteVector number(std::uint16_t code, std::uint32_t value) const {
    return make_.option(code, make_.u32(value));
  }
};

TEST_P(DarwinProcessBlocks, AreFoundByTheNumberOfTheirBlockInTheSection) {
  const ByteVector capture =
      make_.section() + make_.interface() + process(make_, 501, "mDNSResponder") +
      packet(make_, number(0x8001, 0)) + process(make_, 7, "launchd") +
      packet(make_, number(0x8001, 1) + number(0x8003, 0)) +
      packet(make_, number(0x8001, 1) + number(0x8003, 1)) + packet(make_, number(0x8001, 2)) +
      packet(make_, {}) + make_.section() + make_.interface() + packet(make_, number(0x8001, 0));
  EXPECT_EQ(values(capture, kNames),
            (std::vector<std::string>{"mDNSResponder(501)|501|mDNSResponder||",
                                      "launchd(7)|7|launchd|501|mDNSResponder",
                                      "launchd(7)|7|launchd||", "||||", "||||", "||||"}));
}

TEST_P(DarwinProcessBlocks, HaveNumbersHoweverShortTheirBlocksAre) {
  const ByteVector capture =
      make_.section() + make_.interface() + make_.block(kProcessInformation, {}) +
      make_.block(kProcessInformation, make_.u32(9)) +
      make_.block(kProcessInformation, make_.u32(8) + make_.u16(2)) +
      process(make_, 7, std::string(300, 'x')) + packet(make_, number(0x8001, 1)) +
      packet(make_, number(0x8001, 2)) + packet(make_, number(0x8001, 3)) +
      packet(make_, make_.option(0x8001, make_.u16(1)));
  EXPECT_EQ(values(capture, kNames),
            (std::vector<std::string>{"(9)|9|||", "(8)|8|||", "(7)|7|||", "||||"}));
}

TEST_P(DarwinProcessBlocks, OfAPacketAlsoItsServiceClassAndFlagsAreKnown) {
  constexpr const char* kMetadata[] = {"frame.darwin",          "frame.darwin.sc",
                                       "frame.darwin.flags",    "frame.darwin.flags.so",
                                       "frame.darwin.flags.nf", "frame.darwin.flags.reserved"};
  const ByteVector capture = make_.section() + make_.interface() +
                             packet(make_, number(0x8002, 700) + number(0x8004, 0x49)) +
                             packet(make_, number(0x8002, 0)) + packet(make_, {});
  EXPECT_EQ(values(capture, kMetadata),
            (std::vector<std::string>{"1|700|0x00000049|1|1|1", "1|0||||", "|||||"}));
}

INSTANTIATE_TEST_SUITE_P(BothOrders, DarwinProcessBlocks,
                         testing::Values(ByteOrder::kLittle, ByteOrder::kBig));

}  // namespace
}  // namespace packetglass
