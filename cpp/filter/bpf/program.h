// A program of classic BPF, which says of a packet how many bytes of it are wanted: 0 means none.
#pragma once

#include <string>
#include <vector>

#include "filter/bpf/instruction.h"

namespace packetglass::bpf {

using Program = std::vector<Instruction>;

// The Linux kernel takes 4096. What is read from a file may be longer.
inline constexpr std::size_t kMaxInstructions = 65536;

// Loads from here on are no bytes of the packet: Linux's kernel answers with what it knows of it.
inline constexpr std::uint32_t kAncillary = 0xfffff000;

// As `tcpdump -d`, `-dd` and `-ddd` print a program, with the last line's end. A program need not
// be one that can run.
std::string assembly_text(const Program& program);
std::string c_array_text(const Program& program);
std::string decimal_text(const Program& program);

}  // namespace packetglass::bpf
