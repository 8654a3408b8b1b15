// THE TABLE of instructions: those that libpcap's interpreter runs.
#include "filter/bpf/instruction_forms.h"

#include <algorithm>

namespace packetglass::bpf {
namespace {

constexpr InstructionForm kForms[] = {
    {kLd | kW | kAbs, "ld", OperandForm::kAbsolute},
    {kLd | kH | kAbs, "ldh", OperandForm::kAbsolute},
    {kLd | kB | kAbs, "ldb", OperandForm::kAbsolute},
    {kLd | kW | kInd, "ld", OperandForm::kIndexed},
    {kLd | kH | kInd, "ldh", OperandForm::kIndexed},
    {kLd | kB | kInd, "ldb", OperandForm::kIndexed},
    {kLd | kW | kLen, "ld", OperandForm::kPacketLen},
    {kLd | kImm, "ld", OperandForm::kHex},
    {kLd | kMem, "ld", OperandForm::kMemory},
    {kLdx | kB | kMsh, "ldxb", OperandForm::kHeader},
    {kLdx | kW | kLen, "ldx", OperandForm::kUnwritten},
    {kLdx | kImm, "ldx", OperandForm::kHex},
    {kLdx | kMem, "ldx", OperandForm::kMemory},
    {kSt, "st", OperandForm::kMemory},
    {kStx, "stx", OperandForm::kMemory},
    {kJmp | kJa, "ja", OperandForm::kTarget},
    {kJmp | kJeq | kK, "jeq", OperandForm::kHex},
    {kJmp | kJgt | kK, "jgt", OperandForm::kHex},
    {kJmp | kJge | kK, "jge", OperandForm::kHex},
    {kJmp | kJset | kK, "jset", OperandForm::kHex},
    {kJmp | kJeq | kX, "jeq", OperandForm::kIndex},
    {kJmp | kJgt | kX, "jgt", OperandForm::kIndex},
    {kJmp | kJge | kX, "jge", OperandForm::kIndex},
    {kJmp | kJset | kX, "jset", OperandForm::kIndex},
    {kAlu | kAdd | kK, "add", OperandForm::kDecimal},
    {kAlu | kSub | kK, "sub", OperandForm::kDecimal},
    {kAlu | kMul | kK, "mul", OperandForm::kDecimal},
    {kAlu | kDiv | kK, "div", OperandForm::kDecimal},
    {kAlu | kMod | kK, "mod", OperandForm::kDecimal},
    {kAlu | kAnd | kK, "and", OperandForm::kHex},
    {kAlu | kOr | kK, "or", OperandForm::kHex},
    {kAlu | kXor | kK, "xor", OperandForm::kHex},
    {kAlu | kLsh | kK, "lsh", OperandForm::kDecimal},
    {kAlu | kRsh | kK, "rsh", OperandForm::kDecimal},
    {kAlu | kAdd | kX, "add", OperandForm::kIndex},
    {kAlu | kSub | kX, "sub", OperandForm::kIndex},
    {kAlu | kMul | kX, "mul", OperandForm::kIndex},
    {kAlu | kDiv | kX, "div", OperandForm::kIndex},
    {kAlu | kMod | kX, "mod", OperandForm::kIndex},
    {kAlu | kAnd | kX, "and", OperandForm::kIndex},
    {kAlu | kOr | kX, "or", OperandForm::kIndex},
    {kAlu | kXor | kX, "xor", OperandForm::kIndex},
    {kAlu | kLsh | kX, "lsh", OperandForm::kIndex},
    {kAlu | kRsh | kX, "rsh", OperandForm::kIndex},
    {kAlu | kNeg, "neg", OperandForm::kNone},
    {kRet | kK, "ret", OperandForm::kDecimal},
    {kRet | kA, "ret", OperandForm::kNone},
    {kMisc | kTax, "tax", OperandForm::kNone},
    {kMisc | kTxa, "txa", OperandForm::kNone},
};

}  // namespace

const InstructionForm* find_form(std::uint16_t code) {
  const auto found = std::find_if(std::begin(kForms), std::end(kForms),
                                  [code](const auto& form) { return form.code == code; });
  return found == std::end(kForms) ? nullptr : found;
}

}  // namespace packetglass::bpf
