// What an entry of the commands table is.
#pragma once

#include <functional>

#include "native/options.h"

namespace packetglass::native {

// What commands end with. Wrong usage is kUsage; CLI11 finds most of it.
enum ExitCode : int {
  kDone = 0,
  kFailed = 1,  // something could not be read or written; whatever could be was
  kUsage = 2,
};

struct Command {
  const char* name;
  const char* description;
  // Declares the options on the command's part of the command line, and returns what to run.
  std::function<int()> (*declare)(OptionList& options);
};

}  // namespace packetglass::native
