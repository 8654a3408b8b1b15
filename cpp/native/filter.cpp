// packetglass filter: the program that a capture filter is compiled to, as tcpdump prints it.
#include <algorithm>
#include <cstdio>
#include <memory>

#include "filter/bpf/compiler/compile.h"
#include "native/command.h"
#include "native/read_options.h"
#include "native/report.h"
#include "native/standard_output.h"

namespace packetglass::native {
namespace {

struct Options {
  std::vector<std::string> words;
  bpf::CompileOptions compiling;
  bool is_plain = false;  // not optimised
  unsigned form = 0;      // how often -d is given
};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

std::string text_of(const bpf::Program& program, unsigned form) {
  if (form < 2) return bpf::assembly_text(program);
  return form == 2 ? bpf::c_array_text(program) : bpf::decimal_text(program);
}

int run(const Options& options) {
  bpf::CompileOptions compiling = options.compiling;
  compiling.optimize = !options.is_plain;
  const auto program = bpf::compile(joined(options.words), compiling);
  if (!program) {
    report("filter", program.error().message);
    return kUsage;
  }
  print_out(text_of(*program, options.form));
  return kDone;
}

// Takes a mask as an address or a number; returns what is wrong with it.
std::string take_netmask(const std::string& word, std::uint32_t& netmask) {
  unsigned a, b, c, d;
  char more;
  if (std::sscanf(word.c_str(), "%3u.%3u.%3u.%3u%c", &a, &b, &c, &d, &more) == 4 &&
      std::max({a, b, c, d}) < 256) {
    netmask = a << 24 | b << 16 | c << 8 | d;
    return {};
  }
  const auto number = parse_number<std::uint32_t>(word);
  if (!number) return word + " is no netmask: 255.255.255.0";
  netmask = *number;
  return {};
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  bpf::CompileOptions& compiling = options->compiling;
  list.texts("EXPRESSION", options->words, "The filter (man pcap-filter): tcp port 80");
  const auto take_type = [&compiling](const std::string& word) {
    return take_link_type(word, compiling.link_type);
  };
  list.word("-y,--link-type", take_type, "Link type of the packets, by name or number")
      .called("NAME")
      .with_default("ETHERNET");
  list.number("-s,--snaplen", compiling.snaplen, std::uint32_t{1}, std::uint32_t{0x7fffffff},
              "What the program returns for a packet that is wanted")
      .with_default(std::to_string(compiling.snaplen));
  const auto take_mask = [&compiling](const std::string& word) {
    return take_netmask(word, compiling.netmask);
  };
  list.word("--netmask", take_mask, "Netmask of the network, for ip broadcast").called("MASK");
  list.flag("-O,--no-optimize", options->is_plain, "Leave the program as it is made first");
  list.times("-d", options->form, "Print instructions; -dd: an array of C; -ddd: numbers");
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kFilter;
const Command kFilter{"filter", "Compile a capture filter, and print its program", declare};

}  // namespace packetglass::native
