// Which programs may run.
#pragma once

#include <string>

#include "filter/bpf/program.h"

namespace packetglass::bpf {

// What is wrong with a program, as one sentence; empty when it may run. As libpcap's
// bpf_validate(), and stricter where its interpreter would end the program or ask the kernel: all
// instructions are known, none loads Linux's ancillary data, and there are kMaxInstructions at
// most. Only `ja` jumps backwards, which libpcap's loops over IPv6 headers need.
std::string wrong_with(const Program& program);

}  // namespace packetglass::bpf
