// An instruction of classic BPF (McCanne, Jacobson: The BSD Packet Filter, 1993), as libpcap has
// it.
#pragma once

#include <cstdint>

namespace packetglass::bpf {

// There are an accumulator A, an index register X, and 16 words of memory M.
struct Instruction {
  std::uint16_t code;
  std::uint8_t jt, jf;  // instructions to skip where a condition holds, and where not
  std::uint32_t k;

  friend bool operator==(const Instruction&, const Instruction&) = default;
};

inline constexpr std::uint32_t kMemoryWords = 16;

// A code is one of a class, and of what that class has.
inline constexpr std::uint16_t kLd = 0x00, kLdx = 0x01, kSt = 0x02, kStx = 0x03, kAlu = 0x04,
                               kJmp = 0x05, kRet = 0x06, kMisc = 0x07;
constexpr std::uint16_t class_of(std::uint16_t code) {
  return code & 0x07;
}

// Of loads: how many bytes, and from where.
inline constexpr std::uint16_t kW = 0x00, kH = 0x08, kB = 0x10;
inline constexpr std::uint16_t kImm = 0x00, kAbs = 0x20, kInd = 0x40, kMem = 0x60, kLen = 0x80,
                               kMsh = 0xa0;

// Of arithmetic and jumps: what is done, and whether with k or X.
inline constexpr std::uint16_t kAdd = 0x00, kSub = 0x10, kMul = 0x20, kDiv = 0x30, kOr = 0x40,
                               kAnd = 0x50, kLsh = 0x60, kRsh = 0x70, kNeg = 0x80, kMod = 0x90,
                               kXor = 0xa0;
inline constexpr std::uint16_t kJa = 0x00, kJeq = 0x10, kJgt = 0x20, kJge = 0x30, kJset = 0x40;
inline constexpr std::uint16_t kK = 0x00, kX = 0x08;

// Of returns: A instead of k.
inline constexpr std::uint16_t kA = 0x10;

inline constexpr std::uint16_t kTax = 0x00, kTxa = 0x80;

}  // namespace packetglass::bpf
