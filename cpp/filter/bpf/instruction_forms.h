// What instructions there are, and how each is written.
#pragma once

#include <string_view>

#include "filter/bpf/instruction.h"

namespace packetglass::bpf {

// How k is written, or what stands instead of it.
enum class OperandForm : std::uint8_t {
  kNone,
  kIndex,      // x
  kDecimal,    // #14
  kHex,        // #0x800
  kAbsolute,   // [12]
  kIndexed,    // [x + 16]
  kHeader,     // 4*([14]&0xf)
  kMemory,     // M[3]
  kPacketLen,  // #pktlen
  kTarget,     // the number of the instruction that k jumps to
  kUnwritten,  // it runs, but libpcap has no text for it
};

struct InstructionForm {
  std::string_view name;  // "ldh"
  std::uint16_t code;
  OperandForm operand;
};

// The row of a code; nullptr where there is no such instruction.
const InstructionForm* find_form(std::uint16_t code);

}  // namespace packetglass::bpf
