// What commands print on standard output.
#pragma once

#include <string_view>

#include "native/file_failure.h"

namespace packetglass::native {

// Prints a text, sooner or later.
void print_out(std::string_view text);

// Prints a line of a description: "Packets          2". The text may hold anything.
void print_labelled(std::string_view label, std::string_view text);

// Prints what waits; false when standard output has not taken all that was printed so far.
bool flush_out();

// Prints what waits, and says on standard error why not all of it was taken, if so; then false.
bool finish_out();

}  // namespace packetglass::native
