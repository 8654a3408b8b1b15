// What the commands conversations and endpoints have in common.
#include "native/lists/list_options.h"

#include "base/text.h"
#include "native/json_text.h"

namespace packetglass::native {
namespace {

using Json = nlohmann::ordered_json;

struct SortName {
  const char* name;
  SortBy by;
};
constexpr SortName kSortNames[] = {{"bytes", SortBy::kBytes},
                                   {"packets", SortBy::kPackets},
                                   {"first", SortBy::kFirst},
                                   {"duration", SortBy::kDuration}};

std::vector<std::string> layer_names() {
  std::vector<std::string> names;
  for (const ListLayer& layer : list_layers()) names.emplace_back(layer.name);
  return names;
}

std::vector<std::string> sort_names(bool has_duration) {
  std::vector<std::string> names;
  for (const SortName& sort : kSortNames) {
    if (has_duration || sort.by != SortBy::kDuration) names.emplace_back(sort.name);
  }
  return names;
}

}  // namespace

void declare_list_options(OptionList& list, ListOptions& options, bool has_duration) {
  list.text("FILE", options.file, "The capture; - is standard input").required();
  list.choice("--layer", options.layer, layer_names(), "Only this layer");
  list.choice("--sort", options.sort, sort_names(has_duration),
              "What is largest stands first; first: as they began");
  list.count("-c,--count", options.most, "Only so many of each layer");
  const auto json = list.flag("--json", options.json, "Print JSON");
  list.flag("--csv", options.csv, "Separate values by commas").excludes(json);
  declare_choice_options(list, options.choice);
  declare_read_options(list, options.reading);
}

std::vector<const ListLayer*> wanted_layers(const ListOptions& options) {
  if (!options.layer.empty()) return {find_list_layer(options.layer)};
  std::vector<const ListLayer*> layers;
  for (const ListLayer& layer : list_layers()) {
    if (layer.address == Address::Kind::kNone) layers.push_back(&layer);
  }
  return layers;
}

SortBy sort_of(const ListOptions& options) {
  for (const SortName& sort : kSortNames) {
    if (options.sort == sort.name) return sort.by;
  }
  return SortBy::kFirst;
}

std::string endpoint_text(const Address& address, std::optional<std::uint16_t> port) {
  const std::string text = to_text(address);
  if (!port) return text;
  const bool ipv6 = address.kind == Address::Kind::kIpv6;
  return (ipv6 ? "[" + text + "]" : text) + ":" + std::to_string(*port);
}

std::string seconds_text(std::uint64_t nanoseconds) {
  std::string text = std::to_string(nanoseconds / 1'000'000'000) + ".";
  append_decimal(text, nanoseconds % 1'000'000'000, 9);
  return text;
}

std::string rate_text(std::optional<double> bits_per_second) {
  if (!bits_per_second) return "";
  double rate = *bits_per_second;
  std::size_t unit = 0;
  constexpr const char* kUnits[] = {"bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"};
  for (; rate >= 1000 && unit + 1 < std::size(kUnits); ++unit) rate /= 1000;
  return format_text("%.*f %s", rate < 10 ? 2 : rate < 100 ? 1 : 0, rate, kUnits[unit]);
}

void JsonRows::add(const Json& row, std::string& out) {
  out += first_ ? "[\n" : ",\n";
  first_ = false;
  out += json_text(row);
}

std::string csv_line(const Json& row) {
  std::string line;
  for (const auto& [key, value] : row.items()) {
    if (&value != &row.front()) line += ',';
    line += value.is_string() ? value.get<std::string>() : value.is_null() ? "" : value.dump();
  }
  return line + "\n";
}

std::string csv_head(const Json& row) {
  std::string line;
  for (const auto& [key, value] : row.items()) line += (line.empty() ? "" : ",") + key;
  return line + "\n";
}

}  // namespace packetglass::native
