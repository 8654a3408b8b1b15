#include "filter/bpf/verify.h"

#include "base/text.h"
#include "filter/bpf/instruction_forms.h"

namespace packetglass::bpf {
namespace {

bool jumps_inside(const Program& program, std::size_t number) {
  const Instruction& at = program[number];
  const std::size_t next = number + 1;
  if ((at.code & 0xf0) != kJa) {
    return next + at.jt < program.size() && next + at.jf < program.size();
  }
  // Backwards k is negative.
  return static_cast<std::uint32_t>(next) + at.k < program.size();
}

bool divides_by_zero(Instruction at) {
  return (at.code == (kAlu | kDiv | kK) || at.code == (kAlu | kMod | kK)) && at.k == 0;
}

bool loads_ancillary(Instruction at) {
  return class_of(at.code) == kLd && (at.code & 0xe0) == kAbs && at.k >= kAncillary;
}

const char* wrong_with(const Program& program, std::size_t number) {
  const Instruction& at = program[number];
  const InstructionForm* form = find_form(at.code);
  if (form == nullptr) return "is unknown";
  if (form->operand == OperandForm::kMemory && at.k >= kMemoryWords) {
    return "uses a memory word above 15";
  }
  if (class_of(at.code) == kJmp && !jumps_inside(program, number)) {
    return "jumps out of the program";
  }
  if (divides_by_zero(at)) return "divides by zero";
  if (loads_ancillary(at))
    return "loads ancillary data of the Linux kernel, which no capture holds";
  return nullptr;
}

}  // namespace

std::string wrong_with(const Program& program) {
  if (program.empty()) return "The program has no instructions.";
  if (program.size() > kMaxInstructions) return "The program is too long.";
  for (std::size_t i = 0; i < program.size(); ++i) {
    const char* wrong = wrong_with(program, i);
    if (wrong != nullptr) return format_text("Instruction %zu %s.", i, wrong);
  }
  if (class_of(program.back().code) != kRet) return "The program does not end with a return.";
  return {};
}

}  // namespace packetglass::bpf
