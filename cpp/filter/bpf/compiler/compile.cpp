#include "filter/bpf/compiler/compile.h"

#include <algorithm>
#include <memory>

#include "base/buffer.h"
#include "filter/bpf/compiler/libpcap_compile.h"

namespace packetglass::bpf {
namespace {

// The optimiser's tables grow with the square of what it looks at: they are what this bounds.
constexpr std::size_t kMemory = std::size_t{32} << 20;
// A step takes about a nanosecond, and ten where the optimiser looks through its tables.
constexpr std::int64_t kSteps = 3'000'000'000;
constexpr std::int64_t kOptimisingSteps = 300'000'000;
// libpcap's recursion goes as deep: engines of WebAssembly have half a megabyte or more for it.
constexpr int kBlocks = 6144;
constexpr std::uint32_t kMaxSnaplen = 0x7fffffff;

static_assert(sizeof(Instruction) == sizeof(packetglass_instruction));

std::vector<packetglass_name> in_c(const std::vector<NamedAddress>& names) {
  std::vector<packetglass_name> list;
  list.reserve(names.size());
  for (const auto& [name, address] : names) list.push_back({name.c_str(), address.c_str()});
  return list;
}

// The lists of names, as C sees them.
struct NamesInC {
  explicit NamesInC(const Names& names)
      : hosts(in_c(names.hosts)), ethers(in_c(names.ethers)), networks(in_c(names.networks)) {}
  packetglass_names view() const {
    return {hosts.data(),  hosts.size(),    ethers.data(),
            ethers.size(), networks.data(), networks.size()};
  }
  std::vector<packetglass_name> hosts, ethers, networks;
};

// What a link type is called in messages. The table's texts end with a zero.
const char* title_of(int link_type) {
  const LinkTypeEntry* known = find_link_type(static_cast<LinkType>(link_type));
  return known != nullptr ? known->description.data() : "this link type";
}

Error invalid(std::string message) {
  return {ErrorCode::kInvalidFilter, 0, std::move(message)};
}

// libpcap's words, and what helps where a name is not known.
std::string message_of(const packetglass_compiled& compiled, bool optimize) {
  if (compiled.is_too_complex) {
    return optimize ? "the filter is too complex to be optimised" : "the filter is too complex";
  }
  std::string message = compiled.error;
  const bool is_name = message.starts_with("unknown host") ||
                       message.starts_with("unknown network") ||
                       message.find(" host '") != std::string::npos;
  if (is_name) message += " (names are not looked up: write the address)";
  return message;
}

}  // namespace

Result<Program> compile(std::string_view text, const CompileOptions& options) {
  if (text.find('\0') != std::string_view::npos) return invalid("the filter holds a zero byte");
  const std::string whole(text);
  const Names none;
  const NamesInC names(options.names != nullptr ? *options.names : none);
  const packetglass_names view = names.view();

  packetglass_filter filter{};
  filter.text = whole.c_str();
  filter.link_type = options.link_type;
  filter.title_of = title_of;
  filter.snaplen = static_cast<int>(std::min(options.snaplen, kMaxSnaplen));
  filter.optimize = options.optimize ? 1 : 0;
  filter.netmask = options.netmask;
  filter.blocks = kBlocks;
  filter.names = &view;
  filter.memory = kMemory;
  filter.steps = options.optimize ? kOptimisingSteps : kSteps;
  packetglass_compiled compiled;
  packetglass_compile(&filter, &compiled);
  const Memory<packetglass_instruction> instructions(compiled.instructions);
  if (instructions == nullptr) return invalid(message_of(compiled, options.optimize));

  Program program;
  program.reserve(compiled.count);
  for (std::size_t i = 0; i < compiled.count; ++i) {
    const auto& [code, jt, jf, k] = instructions[i];
    program.push_back({code, jt, jf, k});
  }
  return program;
}

}  // namespace packetglass::bpf
