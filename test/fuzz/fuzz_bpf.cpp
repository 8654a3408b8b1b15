// Runs any instructions over any packet, and compiles any text: programs end, what is compiled may
// run or asks the kernel, and both can be printed.
#include <algorithm>

#include "base/text.h"
#include "bounded.h"
#include "choices.h"
#include "filter/bpf/compiler/compile.h"
#include "filter/bpf/filter.h"
#include "filter/bpf/verify.h"
#include "require.h"

namespace packetglass {
namespace {

void print(const bpf::Program& program) {
  const auto lines = [](const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  };
  require(lines(bpf::assembly_text(program)) == program.size(), "an instruction is a line");
  require(lines(bpf::c_array_text(program)) == program.size(), "an instruction is a line of C");
  require(lines(bpf::decimal_text(program)) == program.size() + 1, "numbers are lines");
}

std::uint32_t answer(const bpf::Program& program, Bytes packet, std::uint32_t length) {
  auto filter = bpf::Filter::make(program);
  return filter ? filter->run(packet, length) : 0;
}

void run_instructions(Choices& choices) {
  const std::uint32_t length = choices.u16();
  const Bytes packet = choices.some(choices.u8());
  bpf::Program program;
  while (choices.more()) {
    bpf::Instruction& at = program.emplace_back();
    at = {choices.u16(), choices.u8(), choices.u8(), choices.u32()};
  }
  print(program);
  const std::uint32_t wanted = answer(program, packet, length);
  require(wanted == answer(program, packet, length), "an answer is always the same");
}

void compile_text(Choices& choices, std::size_t size) {
  static constexpr std::uint8_t kPacket[96] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 8, 0, 0x45};
  bpf::CompileOptions options;
  options.link_type = choices.u16();
  options.optimize = choices.yes();
  const auto program = bpf::compile(text_of(choices.some(size)), options);
  if (!program) return require(!program.error().message.empty(), "an error says why");
  print(*program);
  const std::string wrong = bpf::wrong_with(*program);
  require(wrong.empty() || wrong.find("kernel") != std::string::npos ||
              wrong == "The program is too long.",
          "what is compiled may run");
  const std::uint32_t wanted = answer(*program, kPacket, sizeof kPacket);
  require(wanted == 0 || wanted == options.snaplen, "all or nothing is wanted");
}

}  // namespace
}  // namespace packetglass

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packetglass;
  const fuzz::Bounded bounded(size, {16'000'000, 4'000}, {std::size_t{96} << 20, 4'096});
  Choices choices({data, size});
  choices.yes() ? compile_text(choices, size) : run_instructions(choices);
  return 0;
}
