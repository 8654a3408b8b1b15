// What the name of an output says of how it is written.
#include "native/output/name.h"

#include "base/ascii.h"
#include "native/arguments.h"
#include "native/compression/compressions.h"

namespace packetglass::native {
namespace {

constexpr std::string_view kFormats[] = {"pcap", "pcapng"};
constexpr const char* kNone = "none";

// "gz" of "y.pcap.gz", which then is "y.pcap"; empty when there is no suffix.
std::string_view take_suffix(std::string_view& name) {
  const std::size_t dot = name.rfind('.');
  if (dot == name.npos) return {};
  const std::string_view suffix = name.substr(dot + 1);
  name.remove_suffix(name.size() - dot);
  return suffix;
}

}  // namespace

OutputName parse_output_name(std::string_view path) {
  OutputName name;
  std::string_view rest = path.substr(path.rfind('/') + 1);
  std::string_view suffix = take_suffix(rest);
  for (const Compression* each : compressions()) {
    if (same_word(suffix, each->extension)) name.compression = each;
  }
  if (name.compression != nullptr) suffix = take_suffix(rest);
  for (const std::string_view format : kFormats) {
    if (same_word(suffix, format)) name.format = format;
  }
  return name;
}

void declare_compress_option(OptionList& list, std::string& chosen) {
  std::vector<std::string> words;
  for (const Compression* each : compressions()) words.emplace_back(each->extension);
  words.emplace_back(kNone);
  list.choice("--compress", chosen, words,
              "Compress what is written; without it as the suffix of the name says");
}

const Compression* compression_of(const std::string& chosen, std::string_view path) {
  if (chosen.empty()) return parse_output_name(path).compression;
  return chosen == kNone ? nullptr : find_compression(std::string_view(chosen));
}

}  // namespace packetglass::native
