// A checked filter as text again, in one spelling: what is asked, whatever was written.
#pragma once

#include <string>

#include "filter/program.h"

namespace packetglass {

// The whole filter: "ip.src == 10.0.0.0/8 and (tcp or udp)". Compiled, it is a filter that the
// same packets match. Empty where all packets match.
std::string canonical_text(const FilterProgram& program);

// One of its tests: "ip.src == 10.0.0.0/8".
std::string canonical_text(const FilterProgram& program, const FilterTest& test);

// How an operator or comparison is written: "==", "contains".
std::string_view spelling_of(TokenKind kind);

}  // namespace packetglass
