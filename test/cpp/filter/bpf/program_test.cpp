// The texts of programs are those that tcpdump prints.
#include "filter/bpf/program.h"

#include <gtest/gtest.h>

#include "filter/bpf/compiler/compile.h"
#include "support/captures.h"
#include "support/command.h"

namespace packetglass::bpf {
namespace {

std::string text_in_form(const std::string& form, const Program& program) {
  return form == "-d" ? assembly_text(program) : c_array_text(program);
}

TEST(BpfProgram, IsPrintedAsTcpdumpDoes) {
  std::istringstream golden(
      test::read_file(test::captures() / "../cpp/filter/bpf/tcpdump-forms.txt"));
  CompileOptions plain;
  plain.optimize = false;
  std::string expected, form, got;
  const auto compare = [&] { EXPECT_EQ(got, expected); };
  std::size_t texts = 0;
  for (std::string line; std::getline(golden, line);) {
    if (!line.starts_with("$ ")) {
      expected += line + "\n";
      continue;
    }
    compare();
    expected.clear();
    const auto at = line.find(' ', 2);
    const auto program = compile(line.substr(at + 1), plain);
    ASSERT_TRUE(program) << line;
    got = text_in_form(line.substr(2, at - 2), *program);
    ++texts;
  }
  compare();
  EXPECT_EQ(texts, 4u);
}

TEST(BpfProgram, PrintsWhatIsNoInstruction) {
  EXPECT_EQ(assembly_text({{0xffff, 1, 2, 3}}), "(000) unimp    0xffff\n");
  EXPECT_EQ(assembly_text({{0x81, 0, 0, 0}}), "(000) unimp    0x81\n");
  EXPECT_EQ(assembly_text({}), "");
  EXPECT_EQ(decimal_text({}), "0\n");
}

TEST(BpfProgram, PrintsWhereAJumpBackwardsGoes) {
  EXPECT_EQ(assembly_text({{0x87, 0, 0, 0}, {0x05, 0, 0, 0xfffffffe}}),
            "(000) txa      \n(001) ja       0\n");
}

}  // namespace
}  // namespace packetglass::bpf
