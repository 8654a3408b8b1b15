// THE TABLE of instructions: those that libpcap's interpreter runs.
#include "filter/bpf/instruction_forms.h"

#include <algorithm>

namespace packetglass::bpf {
namespace {

constexpr InstructionForm kForms[] = {
    {"ld", kLd | kW | kAbs, OperandForm::kAbsolute},
    {"ldh", kLd | kH | kAbs, OperandForm::kAbsolute},
    {"ldb", kLd | kB | kAbs, OperandForm::kAbsolute},
    {"ld", kLd | kW | kInd, OperandForm::kIndexed},
    {"ldh", kLd | kH | kInd, OperandForm::kIndexed},
    {"ldb", kLd | kB | kInd, OperandForm::kIndexed},
    {"ld", kLd | kW | kLen, OperandForm::kPacketLen},
    {"ld", kLd | kImm, OperandForm::kHex},
    {"ld", kLd | kMem, OperandForm::kMemory},
    {"ldxb", kLdx | kB | kMsh, OperandForm::kHeader},
    {"ldx", kLdx | kW | kLen, OperandForm::kUnwritten},
    {"ldx", kLdx | kImm, OperandForm::kHex},
    {"ldx", kLdx | kMem, OperandForm::kMemory},
    {"st", kSt, OperandForm::kMemory},
    {"stx", kStx, OperandForm::kMemory},
    {"ja", kJmp | kJa, OperandForm::kTarget},
    {"jeq", kJmp | kJeq | kK, OperandForm::kHex},
    {"jgt", kJmp | kJgt | kK, OperandForm::kHex},
    {"jge", kJmp | kJge | kK, OperandForm::kHex},
    {"jset", kJmp | kJset | kK, OperandForm::kHex},
    {"jeq", kJmp | kJeq | kX, OperandForm::kIndex},
    {"jgt", kJmp | kJgt | kX, OperandForm::kIndex},
    {"jge", kJmp | kJge | kX, OperandForm::kIndex},
    {"jset", kJmp | kJset | kX, OperandForm::kIndex},
    {"add", kAlu | kAdd | kK, OperandForm::kDecimal},
    {"sub", kAlu | kSub | kK, OperandForm::kDecimal},
    {"mul", kAlu | kMul | kK, OperandForm::kDecimal},
    {"div", kAlu | kDiv | kK, OperandForm::kDecimal},
    {"mod", kAlu | kMod | kK, OperandForm::kDecimal},
    {"and", kAlu | kAnd | kK, OperandForm::kHex},
    {"or", kAlu | kOr | kK, OperandForm::kHex},
    {"xor", kAlu | kXor | kK, OperandForm::kHex},
    {"lsh", kAlu | kLsh | kK, OperandForm::kDecimal},
    {"rsh", kAlu | kRsh | kK, OperandForm::kDecimal},
    {"add", kAlu | kAdd | kX, OperandForm::kIndex},
    {"sub", kAlu | kSub | kX, OperandForm::kIndex},
    {"mul", kAlu | kMul | kX, OperandForm::kIndex},
    {"div", kAlu | kDiv | kX, OperandForm::kIndex},
    {"mod", kAlu | kMod | kX, OperandForm::kIndex},
    {"and", kAlu | kAnd | kX, OperandForm::kIndex},
    {"or", kAlu | kOr | kX, OperandForm::kIndex},
    {"xor", kAlu | kXor | kX, OperandForm::kIndex},
    {"lsh", kAlu | kLsh | kX, OperandForm::kIndex},
    {"rsh", kAlu | kRsh | kX, OperandForm::kIndex},
    {"neg", kAlu | kNeg, OperandForm::kNone},
    {"ret", kRet | kK, OperandForm::kDecimal},
    {"ret", kRet | kA, OperandForm::kNone},
    {"tax", kMisc | kTax, OperandForm::kNone},
    {"txa", kMisc | kTxa, OperandForm::kNone},
};

}  // namespace

const InstructionForm* find_form(std::uint16_t code) {
  const auto found = std::find_if(std::begin(kForms), std::end(kForms),
                                  [code](const auto& form) { return form.code == code; });
  return found == std::end(kForms) ? nullptr : found;
}

}  // namespace packetglass::bpf
