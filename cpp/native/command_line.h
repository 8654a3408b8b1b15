// What the words of the command line ask for.
#pragma once

#include "native/command.h"

namespace packetglass::native {

// Runs a command, and returns the exit code.
int run_command_line(int argc, char** argv);

}  // namespace packetglass::native
