// The interpreter does as libpcap's bpf_filter(), which the system's libpcap has.
#include "filter/bpf/filter.h"

#include <gtest/gtest.h>
#include <pcap/pcap.h>

#include "filter/bpf/programs.h"
#include "filter/bpf/verify.h"

namespace packetglass::bpf {
namespace {

std::uint32_t run(Program program, const std::vector<std::uint8_t>& packet,
                  std::uint32_t original_length = 1000) {
  auto filter = Filter::make(std::move(program));
  EXPECT_TRUE(filter);
  return filter ? filter->run(packet, original_length) : ~0u;
}

std::uint32_t theirs(const Program& program, const std::vector<std::uint8_t>& packet,
                     std::uint32_t original_length) {
  static_assert(sizeof(Instruction) == sizeof(bpf_insn));
  const auto* instructions = reinterpret_cast<const bpf_insn*>(program.data());
  return bpf_filter(instructions, packet.data(), original_length,
                    static_cast<unsigned>(packet.size()));
}

constexpr Instruction kReturnA{kRet | kA, 0, 0, 0};

TEST(BpfFilter, LoadsPastThePacketReject) {
  const std::vector<std::uint8_t> packet{1, 2, 3, 4, 5};
  const auto loaded = [&](std::uint16_t code, std::uint32_t x, std::uint32_t k) {
    return run({{kLdx | kImm, 0, 0, x}, {code, 0, 0, k}, kReturnA}, packet);
  };
  EXPECT_EQ(loaded(kLd | kW | kAbs, 0, 1), 0x02030405u);
  EXPECT_EQ(loaded(kLd | kW | kAbs, 0, 2), 0u);
  EXPECT_EQ(loaded(kLd | kH | kInd, 2, 1), 0x0405u);
  EXPECT_EQ(loaded(kLd | kH | kInd, 3, 1), 0u);
  EXPECT_EQ(loaded(kLd | kB | kInd, 4, 0), 5u);
  EXPECT_EQ(loaded(kLd | kB | kInd, 4, 1), 0u);
}

TEST(BpfFilter, SumsThatWrapAreNoOffsets) {
  const std::vector<std::uint8_t> packet{1, 2, 3, 4, 5};
  const Program program{
      {kLdx | kImm, 0, 0, 2}, {kLd | kB | kInd, 0, 0, 0xffffffff}, {kRet | kK, 0, 0, 7}};
  EXPECT_EQ(run(program, packet), 0u);
}

TEST(BpfFilter, ShiftsByMoreThan31GiveZero) {
  const auto shifted = [](std::uint16_t operation, std::uint32_t by) {
    return run({{kLd | kImm, 0, 0, 0xffffffff},
                {kLdx | kImm, 0, 0, by},
                {static_cast<std::uint16_t>(kAlu | operation | kX), 0, 0, 0},
                kReturnA},
               {});
  };
  EXPECT_EQ(shifted(kLsh, 31), 0x80000000u);
  EXPECT_EQ(shifted(kLsh, 32), 0u);
  EXPECT_EQ(shifted(kRsh, 31), 1u);
  EXPECT_EQ(shifted(kRsh, 33), 0u);
  EXPECT_EQ(run({{kLd | kImm, 0, 0, 5}, {kAlu | kLsh | kK, 0, 0, 32}, kReturnA}, {}), 0u);
}

TEST(BpfFilter, DivisionByZeroRejects) {
  for (const std::uint16_t operation : {kDiv, kMod}) {
    EXPECT_EQ(run({{kLd | kImm, 0, 0, 5},
                   {static_cast<std::uint16_t>(kAlu | operation | kX), 0, 0, 0},
                   {kRet | kK, 0, 0, 7}},
                  {}),
              0u);
  }
}

TEST(BpfFilter, KnowsTheLengthOnTheWire) {
  EXPECT_EQ(run({{kLd | kW | kLen, 0, 0, 0}, kReturnA}, {1, 2}, 1500), 1500u);
}

TEST(BpfFilter, EndsWhereAProgramWouldNot) {
  EXPECT_EQ(run({{kJmp | kJa, 0, 0, 0xffffffff}, {kRet | kK, 0, 0, 1}}, {}), 0u);
}

TEST(BpfFilter, LoopsAsLongAsHeadersOfTheLargestPacketMayTake) {
  // A counts down to 0 from the headers of 8 bytes that 262144 bytes hold.
  const std::uint32_t headers = 262144 / 8;
  const Program program{
      {kLd | kImm, 0, 0, headers}, {kJmp | kJeq | kK, 29, 0, 0}, {kAlu | kSub | kK, 0, 0, 1}};
  Program padded = program;
  padded.resize(31, {kMisc | kTax, 0, 0, 0});
  padded.back() = {kJmp | kJa, 0, 0, static_cast<std::uint32_t>(-30)};
  padded.push_back({kRet | kK, 0, 0, 9});
  EXPECT_EQ(run(padded, {}), 9u);
}

// Shifts by constants above 31 are undefined in libpcap.
bool has_undefined_shift(const Program& program) {
  return std::any_of(program.begin(), program.end(), [](const Instruction& at) {
    return (at.code == (kAlu | kLsh | kK) || at.code == (kAlu | kRsh | kK)) && at.k > 31;
  });
}

// Memory is not set in libpcap before it is stored to.
Program with_memory_cleared(const Program& program) {
  Program whole{{kLd | kImm, 0, 0, 0}};
  for (std::uint32_t i = 0; i < kMemoryWords; ++i) whole.push_back({kSt, 0, 0, i});
  whole.insert(whole.end(), program.begin(), program.end());
  return whole;
}

TEST(BpfFilter, DoesAsLibpcapOnRandomPrograms) {
  std::mt19937 random(20261129);
  std::size_t ran = 0, refused = 0, wanted = 0;
  for (int round = 0; round < 200'000; ++round) {
    const Program program = with_memory_cleared(test::random_program(random));
    const bool runs = wrong_with(program).empty();
    const auto* instructions = reinterpret_cast<const bpf_insn*>(program.data());
    if (!bpf_validate(instructions, static_cast<int>(program.size()))) {
      ASSERT_FALSE(runs) << test::in_one_line(program);
    }
    if (!runs) {
      ++refused;
      continue;
    }
    if (has_undefined_shift(program)) continue;
    std::vector<std::uint8_t> packet(random() % 64);
    for (auto& byte : packet) byte = static_cast<std::uint8_t>(random());
    const std::uint32_t length = random() % 100;
    const std::uint32_t expected = theirs(program, packet, length);
    ASSERT_EQ(run(program, packet, length), expected) << test::in_one_line(program);
    ++ran;
    wanted += expected != 0;
  }
  EXPECT_GT(ran, 50'000u);
  EXPECT_GT(refused, 1'000u);
  EXPECT_GT(wanted, 10'000u);
}

}  // namespace
}  // namespace packetglass::bpf
