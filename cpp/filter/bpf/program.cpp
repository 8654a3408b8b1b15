// Programs as text: the forms of libpcap's bpf_dump() and bpf_image().
#include "filter/bpf/program.h"

#include "base/text.h"
#include "filter/bpf/instruction_forms.h"

namespace packetglass::bpf {
namespace {

// What Linux's kernel answers loads with, by their distance from kAncillary: <linux/filter.h>.
struct AncillaryName {
  std::uint32_t distance;
  const char* name;
};
constexpr AncillaryName kAncillaryNames[] = {
    {0, "proto"},   {4, "type"},  {8, "ifidx"},   {12, "nla"},
    {16, "nlan"},   {20, "mark"}, {24, "queue"},  {28, "hatype"},
    {32, "rxhash"}, {36, "cpu"},  {40, "xor_x"},  {44, "vlan_tci"},
    {48, "vlanp"},  {52, "poff"}, {56, "random"}, {60, "vlan_tpid"},
};

std::string absolute_text(std::uint32_t k) {
  for (const auto& [distance, name] : kAncillaryNames) {
    if (k == kAncillary + distance) return format_text("[%s]", name);
  }
  return format_text("[%d]", static_cast<int>(k));
}

std::string operand_text(const InstructionForm* form, std::size_t number, Instruction at) {
  const int k = static_cast<int>(at.k);
  switch (form == nullptr ? OperandForm::kUnwritten : form->operand) {
    case OperandForm::kNone:
      return "";
    case OperandForm::kIndex:
      return "x";
    case OperandForm::kDecimal:
      return format_text("#%d", k);
    case OperandForm::kHex:
      return format_text("#0x%x", at.k);
    case OperandForm::kAbsolute:
      return absolute_text(at.k);
    case OperandForm::kIndexed:
      return format_text("[x + %d]", k);
    case OperandForm::kHeader:
      return format_text("4*([%d]&0xf)", k);
    case OperandForm::kMemory:
      return format_text("M[%d]", k);
    case OperandForm::kPacketLen:
      return "#pktlen";
    case OperandForm::kTarget:
      return format_text("%d", static_cast<int>(static_cast<std::uint32_t>(number) + 1 + at.k));
    case OperandForm::kUnwritten:
      break;
  }
  return format_text("0x%x", at.code);
}

std::string line_of(std::size_t number, Instruction at) {
  const InstructionForm* form = find_form(at.code);
  const bool is_written = form != nullptr && form->operand != OperandForm::kUnwritten;
  const std::string name(is_written ? form->name : "unimp");
  const std::string operand = operand_text(form, number, at);
  const int place = static_cast<int>(number);
  if (class_of(at.code) != kJmp || (at.code & 0xf0) == kJa) {
    return format_text("(%03d) %-8s %s\n", place, name.c_str(), operand.c_str());
  }
  return format_text("(%03d) %-8s %-16s jt %d\tjf %d\n", place, name.c_str(), operand.c_str(),
                     place + 1 + at.jt, place + 1 + at.jf);
}

}  // namespace

std::string assembly_text(const Program& program) {
  std::string text;
  for (std::size_t i = 0; i < program.size(); ++i) text += line_of(i, program[i]);
  return text;
}

std::string c_array_text(const Program& program) {
  std::string text;
  for (const auto& [code, jt, jf, k] : program) {
    text += format_text("{ 0x%x, %d, %d, 0x%08x },\n", code, jt, jf, k);
  }
  return text;
}

std::string decimal_text(const Program& program) {
  std::string text = std::to_string(program.size()) + "\n";
  for (const auto& [code, jt, jf, k] : program) {
    text += format_text("%u %u %u %u\n", code, jt, jf, k);
  }
  return text;
}

}  // namespace packetglass::bpf
