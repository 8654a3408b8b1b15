// The interpreter.
#include "filter/bpf/filter.h"

#include <algorithm>
#include <limits>

#include "filter/bpf/verify.h"

namespace packetglass::bpf {
namespace {

// The registers, and the packet that is looked at.
struct Machine {
  const std::uint8_t* packet;
  std::uint32_t captured;
  std::uint32_t a = 0, x = 0;
  std::uint32_t memory[kMemoryWords] = {};

  // Sums have 64 bits, so that none wraps into the packet.
  template <typename T>
  bool load_at(std::uint64_t at, std::uint32_t& into) const {
    if (at + sizeof(T) > captured) return false;
    into = load<T>(packet + at, ByteOrder::kBig);
    return true;
  }
  bool load_header_size(std::uint32_t at) {
    std::uint32_t byte;
    if (!load_at<std::uint8_t>(at, byte)) return false;
    x = (byte & 0xf) * 4;
    return true;
  }
};

// False where it cannot be done: by zero nothing is divided.
bool calculate(std::uint16_t operation, std::uint32_t& a, std::uint32_t with) {
  switch (operation) {
    case kAdd:
      a += with;
      return true;
    case kSub:
      a -= with;
      return true;
    case kMul:
      a *= with;
      return true;
    case kDiv:
      if (with == 0) return false;
      a /= with;
      return true;
    case kMod:
      if (with == 0) return false;
      a %= with;
      return true;
    case kOr:
      a |= with;
      return true;
    case kAnd:
      a &= with;
      return true;
    case kXor:
      a ^= with;
      return true;
    case kLsh:
      a = with < 32 ? a << with : 0;
      return true;
    case kRsh:
      a = with < 32 ? a >> with : 0;
      return true;
    default:
      a = 0 - a;
      return true;
  }
}

}  // namespace

Result<Filter> Filter::make(Program program) {
  std::string wrong = wrong_with(program);
  if (!wrong.empty()) return Error{ErrorCode::kInvalidFilter, 0, std::move(wrong)};
  return Filter(std::move(program));
}

std::uint32_t Filter::run(Bytes packet, std::uint32_t original_length) const {
  constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
  Machine m{packet.data(), static_cast<std::uint32_t>(std::min(packet.size(), kMost))};
  std::uint32_t backward = 0;
  for (const Instruction* at = program_.data();; ++at) {
    const std::uint32_t k = at->k;
    const auto jump = [&at](bool holds) { at += holds ? at->jt : at->jf; };
    switch (at->code) {
      case kRet | kK:
        return k;
      case kRet | kA:
        return m.a;
      case kLd | kW | kAbs:
        if (!m.load_at<std::uint32_t>(k, m.a)) return 0;
        break;
      case kLd | kH | kAbs:
        if (!m.load_at<std::uint16_t>(k, m.a)) return 0;
        break;
      case kLd | kB | kAbs:
        if (!m.load_at<std::uint8_t>(k, m.a)) return 0;
        break;
      case kLd | kW | kInd:
        if (!m.load_at<std::uint32_t>(std::uint64_t{m.x} + k, m.a)) return 0;
        break;
      case kLd | kH | kInd:
        if (!m.load_at<std::uint16_t>(std::uint64_t{m.x} + k, m.a)) return 0;
        break;
      case kLd | kB | kInd:
        if (!m.load_at<std::uint8_t>(std::uint64_t{m.x} + k, m.a)) return 0;
        break;
      case kLdx | kB | kMsh:
        if (!m.load_header_size(k)) return 0;
        break;
      case kLd | kW | kLen:
        m.a = original_length;
        break;
      case kLdx | kW | kLen:
        m.x = original_length;
        break;
      case kLd | kImm:
        m.a = k;
        break;
      case kLdx | kImm:
        m.x = k;
        break;
      case kLd | kMem:
        m.a = m.memory[k];
        break;
      case kLdx | kMem:
        m.x = m.memory[k];
        break;
      case kSt:
        m.memory[k] = m.a;
        break;
      case kStx:
        m.memory[k] = m.x;
        break;
      case kMisc | kTax:
        m.x = m.a;
        break;
      case kMisc | kTxa:
        m.a = m.x;
        break;
      case kJmp | kJa:
        if (static_cast<std::int32_t>(k) < 0 && (backward += 0 - k) > kMaxBackward) return 0;
        at += static_cast<std::int32_t>(k);
        break;
      case kJmp | kJeq | kK:
        jump(m.a == k);
        break;
      case kJmp | kJgt | kK:
        jump(m.a > k);
        break;
      case kJmp | kJge | kK:
        jump(m.a >= k);
        break;
      case kJmp | kJset | kK:
        jump((m.a & k) != 0);
        break;
      case kJmp | kJeq | kX:
        jump(m.a == m.x);
        break;
      case kJmp | kJgt | kX:
        jump(m.a > m.x);
        break;
      case kJmp | kJge | kX:
        jump(m.a >= m.x);
        break;
      case kJmp | kJset | kX:
        jump((m.a & m.x) != 0);
        break;
      default:  // the arithmetic that is left
        if (!calculate(at->code & 0xf0, m.a, (at->code & kX) != 0 ? m.x : k)) return 0;
    }
  }
}

}  // namespace packetglass::bpf
