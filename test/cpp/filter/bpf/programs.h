// Programs for tests: of the text that `tcpdump -ddd` prints, and at random.
#pragma once

#include <algorithm>
#include <random>
#include <sstream>
#include <string>

#include "filter/bpf/program.h"

namespace packetglass::test {

// "2;40 0 0 12;6 0 0 0"
inline bpf::Program program_of(std::string text) {
  std::replace(text.begin(), text.end(), ';', ' ');
  std::istringstream numbers(text);
  std::size_t count = 0;
  numbers >> count;
  bpf::Program program(count);
  for (bpf::Instruction& each : program) {
    unsigned jt = 0, jf = 0;
    numbers >> each.code >> jt >> jf >> each.k;
    each.jt = static_cast<std::uint8_t>(jt);
    each.jf = static_cast<std::uint8_t>(jf);
  }
  return program;
}

inline std::string in_one_line(const bpf::Program& program) {
  std::string text = bpf::decimal_text(program);
  std::replace(text.begin(), text.end(), '\n', ';');
  text.pop_back();
  return text;
}

// Mostly instructions that there are, with numbers that matter; jumps go forward.
inline bpf::Program random_program(std::mt19937& random) {
  static constexpr std::uint16_t kCodes[] = {
      0x20, 0x28, 0x30, 0x40, 0x48, 0x50, 0x80, 0x00, 0x60, 0xb1, 0x81, 0x01, 0x61,
      0x02, 0x03, 0x05, 0x15, 0x25, 0x35, 0x45, 0x1d, 0x2d, 0x3d, 0x4d, 0x04, 0x14,
      0x24, 0x34, 0x94, 0x54, 0x44, 0xa4, 0x64, 0x74, 0x0c, 0x1c, 0x2c, 0x3c, 0x9c,
      0x5c, 0x4c, 0xac, 0x6c, 0x7c, 0x84, 0x06, 0x16, 0x07, 0x87};
  static constexpr std::uint32_t kNumbers[] = {
      0, 1, 2, 3, 4, 7, 12, 14, 15, 31, 32, 33, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe};
  const auto below = [&random](std::size_t n) { return random() % n; };
  bpf::Program program(1 + below(40));
  for (std::size_t i = 0; i < program.size(); ++i) {
    bpf::Instruction& at = program[i];
    at.code =
        below(200) == 0 ? static_cast<std::uint16_t>(random()) : kCodes[below(std::size(kCodes))];
    const std::size_t left = program.size() - i;
    at.jt = static_cast<std::uint8_t>(below(left + (below(50) == 0 ? 3 : 0)));
    at.jf = static_cast<std::uint8_t>(below(left));
    at.k = below(2) == 0 ? kNumbers[below(std::size(kNumbers))]
                         : static_cast<std::uint32_t>(below(below(3) == 0 ? 0xffffffff : 80));
    if (at.code == 0x05) at.k = static_cast<std::uint32_t>(below(left));
    if (at.code == 0x02 || at.code == 0x03 || at.code == 0x60 || at.code == 0x61) {
      at.k = static_cast<std::uint32_t>(below(below(60) == 0 ? 20 : 16));
    }
  }
  if (below(30) != 0)
    program.back() = {static_cast<std::uint16_t>(below(2) ? 0x06 : 0x16), 0, 0, 9};
  return program;
}

}  // namespace packetglass::test
