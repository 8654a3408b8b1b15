// packetglass on the command line.
#include <CLI/CLI.hpp>

#include <random>

#include "base/keyed_hash.h"
#include "native/commands.h"

namespace packetglass::native {
namespace {

// CLI11 has an exit code of its own for each kind of mistake; people expect 2 for wrong usage.
int exit_code(const CLI::App& app, const CLI::ParseError& stop) {
  return app.exit(stop) == 0 ? kDone : kUsage;
}

// Else a capture can be made whose conversations all have one hash.
void draw_hash_key() {
  std::random_device chance;
  set_hash_key({chance(), chance(), chance(), chance()});
}

int run(int argc, char** argv) {
  draw_hash_key();
  CLI::App app{"Reads, describes and records packet captures.", "packetglass"};
  app.set_version_flag("--version", "packetglass " PACKETGLASS_VERSION);
  app.require_subcommand(1);
  std::function<int()> chosen;
  for (const Command* command : commands()) {
    CLI::App* const options = app.add_subcommand(command->name, command->description);
    options->callback([&chosen, run = command->declare(*options)] { chosen = run; });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& stop) {
    return exit_code(app, stop);
  }
  return chosen();
}

}  // namespace
}  // namespace packetglass::native

int main(int argc, char** argv) {
  return packetglass::native::run(argc, argv);
}
