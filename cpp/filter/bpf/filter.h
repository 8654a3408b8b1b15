// A program that may run, over packets.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "filter/bpf/program.h"

namespace packetglass::bpf {

// The reference for all other ways to run a program.
class Filter {
 public:
  // The error says what is wrong with the program (verify.h).
  static Result<Filter> make(Program program);

  // How many bytes of a packet are wanted: what libpcap's bpf_filter() returns. Loads past the
  // packet and divisions by zero end with 0; numbers have 32 bits; shifts by more than 31 give 0.
  // Memory is zero at first. A program that jumps back more than kMaxBackward instructions in all
  // ends with 0, where libpcap's would perhaps never end.
  std::uint32_t run(Bytes packet, std::uint32_t original_length) const;

  // What the longest packet needs for some loops over its IPv6 headers, and a millisecond's work.
  static constexpr std::uint32_t kMaxBackward = 1u << 20;

 private:
  explicit Filter(Program program) : program_(std::move(program)) {}

  Program program_;
};

}  // namespace packetglass::bpf
