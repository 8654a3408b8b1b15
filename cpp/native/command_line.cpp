// What the words of the command line ask for.
#include "native/command_line.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>

#include "base/nearest.h"
#include "native/commands.h"
#include "native/shown.h"
#include "native/standard_output.h"

namespace packetglass::native {
namespace {

int complain(const std::string& what) {
  const std::string text = shown_lines("packetglass: " + what) + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
  return kUsage;
}

std::string in_quotes(std::string_view word) {
  return "\"" + std::string(word) + "\"";
}

std::string or_rather(std::string_view likely) {
  return likely.empty() ? "" : "; did you mean " + std::string(likely) + "?";
}

// What is said of a first word that is no command; empty when it is one, or is an option.
std::string wrong_command(const char* word) {
  if (word == nullptr || word[0] == '-') return {};
  std::vector<std::string_view> names;
  for (const Command* command : commands()) {
    if (std::string_view(word) == command->name) return {};
    names.emplace_back(command->name);
  }
  const std::string_view likely = nearest(word, names);
  std::error_code unknown;
  if (likely.empty() && std::filesystem::exists(word, unknown)) {
    return in_quotes(word) + " is no command; packetglass info " + word + " says what it is";
  }
  return in_quotes(word) + " is no command" + or_rather(likely) +
         (likely.empty() ? "; packetglass --help lists them" : "");
}

// "--jsn is no option of print; did you mean --json?"
std::string wrong_option(const CLI::App& command, const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const auto& long_name : option->get_lnames()) names.push_back("--" + long_name);
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  return name + " is no option of " + command.get_name() + or_rather(nearest(name, views));
}

std::string too_many_words(const CLI::App& command) {
  const std::vector<std::string> words = command.remaining();
  const std::string& word = words.front();
  if (word.size() > 1 && word[0] == '-') return wrong_option(command, word);
  return in_quotes(word) + " is one word too many";
}

// CLI11 has an exit code and words of its own for each kind of mistake; people expect 2 for wrong
// usage.
int complain(const CLI::App& app, const CLI::ParseError& mistake) {
  const auto chosen = app.get_subcommands();
  const CLI::App& command = chosen.empty() ? app : *chosen.front();
  const bool extra = dynamic_cast<const CLI::ExtrasError*>(&mistake) != nullptr;
  std::string what =
      extra && !command.remaining().empty() ? too_many_words(command) : mistake.what();
  if (chosen.empty() && !extra) what = "a command is required";
  const std::string name = chosen.empty() ? "" : command.get_name() + " ";
  return complain(what + "\npacketglass " + name + "--help says what can be asked for");
}

// Where help and version were asked for, prints them.
int stop(const CLI::App& app, const CLI::ParseError& why) {
  if (why.get_exit_code() != 0) return complain(app, why);
  std::ostringstream out;
  app.exit(why, out, out);
  print_out(shown_lines(out.str()));
  return kDone;
}

void declare_commands(CLI::App& app, std::function<int()>& chosen) {
  app.set_version_flag("--version", "packetglass " PACKETGLASS_VERSION);
  app.require_subcommand(1);
  for (const Command* command : commands()) {
    CLI::App* const part = app.add_subcommand(command->name, command->description);
    OptionList options(*part);
    part->callback([&chosen, run = command->declare(options)] { chosen = run; });
  }
}

}  // namespace

int run_command_line(int argc, char** argv) {
  const std::string wrong = wrong_command(argc > 1 ? argv[1] : nullptr);
  if (!wrong.empty()) return complain(wrong);
  CLI::App app{"Reads, describes and records packet captures.", "packetglass"};
  std::function<int()> chosen;
  declare_commands(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& why) {
    return stop(app, why);
  }
  return chosen();
}

}  // namespace packetglass::native
