#include "filter/bpf/verify.h"

#include <gtest/gtest.h>

namespace packetglass::bpf {
namespace {

constexpr Instruction kReturn{kRet | kK, 0, 0, 1};

std::string wrong_before_return(Instruction at) {
  return wrong_with({at, kReturn});
}

TEST(BpfVerifier, TakesWhatReturns) {
  EXPECT_EQ(wrong_with({kReturn}), "");
  EXPECT_EQ(wrong_before_return({kLd | kH | kAbs, 0, 0, 12}), "");
  EXPECT_EQ(wrong_before_return({kAlu | kDiv | kX, 0, 0, 0}), "");
}

TEST(BpfVerifier, RefusesWhatDoesNotEnd) {
  EXPECT_EQ(wrong_with({}), "The program has no instructions.");
  EXPECT_EQ(wrong_with({{kLd | kImm, 0, 0, 1}}), "The program does not end with a return.");
}

TEST(BpfVerifier, RefusesJumpsOutOfTheProgram) {
  const std::string wrong = "Instruction 0 jumps out of the program.";
  EXPECT_EQ(wrong_before_return({kJmp | kJeq | kK, 1, 0, 0}), wrong);
  EXPECT_EQ(wrong_before_return({kJmp | kJset | kX, 0, 255, 0}), wrong);
  EXPECT_EQ(wrong_before_return({kJmp | kJa, 0, 0, 1}), wrong);
  EXPECT_EQ(wrong_before_return({kJmp | kJa, 0, 0, 0xfffffffe}), wrong);
  EXPECT_EQ(wrong_before_return({kJmp | kJeq | kK, 0, 0, 0}), "");
  EXPECT_EQ(wrong_before_return({kJmp | kJa, 0, 0, 0xffffffff}), "");
}

TEST(BpfVerifier, RefusesWordsOfMemoryThatThereAreNot) {
  for (const std::uint16_t code :
       {kSt, kStx, std::uint16_t(kLd | kMem), std::uint16_t(kLdx | kMem)}) {
    EXPECT_EQ(wrong_before_return({code, 0, 0, 15}), "");
    EXPECT_EQ(wrong_before_return({code, 0, 0, 16}), "Instruction 0 uses a memory word above 15.");
  }
}

TEST(BpfVerifier, RefusesDivisionByAConstantZero) {
  EXPECT_EQ(wrong_before_return({kAlu | kDiv | kK, 0, 0, 0}), "Instruction 0 divides by zero.");
  EXPECT_EQ(wrong_before_return({kAlu | kMod | kK, 0, 0, 0}), "Instruction 0 divides by zero.");
}

TEST(BpfVerifier, RefusesWhatIsNoInstruction) {
  EXPECT_EQ(wrong_before_return({0xffff, 0, 0, 0}), "Instruction 0 is unknown.");
  EXPECT_EQ(wrong_before_return({kLdx | kW | kAbs, 0, 0, 0}), "Instruction 0 is unknown.");
}

TEST(BpfVerifier, RefusesWhatOnlyTheKernelKnows) {
  EXPECT_EQ(wrong_before_return({kLd | kH | kAbs, 0, 0, 0xfffff004}),
            "Instruction 0 loads ancillary data of the Linux kernel, which no capture holds.");
}

TEST(BpfVerifier, RefusesProgramsThatAreTooLong) {
  EXPECT_EQ(wrong_with(Program(kMaxInstructions, kReturn)), "");
  EXPECT_EQ(wrong_with(Program(kMaxInstructions + 1, kReturn)), "The program is too long.");
}

}  // namespace
}  // namespace packetglass::bpf
