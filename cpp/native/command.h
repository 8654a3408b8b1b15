// What an entry of the commands table is.
#pragma once

#include <functional>

// The headers of CLI11 take seconds to compile: only what declares options includes them.
namespace CLI {
class App;
}

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
  std::function<int()> (*declare)(CLI::App& options);
};

}  // namespace packetglass::native
