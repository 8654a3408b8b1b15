// What packetglass info says about pcapng beyond what every capture has.
#include "native/pcapng_report.h"

#include <map>

#include "format/pcapng/interface_description.h"
#include "format/pcapng/options.h"
#include "native/standard_output.h"

namespace packetglass::native {
namespace {

using Json = nlohmann::ordered_json;
using pcapng::OptionValue;

std::vector<OptionValue> decoded(std::uint32_t block, const std::vector<std::uint8_t>& options,
                                 ByteOrder order) {
  std::vector<OptionValue> values;
  pcapng::OptionList list(options, order);
  while (const pcapng::Option* option = list.next()) {
    values.push_back(pcapng::decode(block, *option, order));
  }
  return values;
}

// A number has a text for people too; what is not understood has its bytes in hexadecimal.
Json to_json(const OptionValue& option) {
  Json json{{"code", option.code}};
  if (!option.name.empty()) json["name"] = option.name;
  if (option.enterprise) json["enterprise"] = *option.enterprise;
  if (option.number) json["value"] = *option.number;
  if (option.signed_number) json["value"] = *option.signed_number;
  const char* const as_text = json.contains("value") ? "text" : "value";
  json[option.understood ? as_text : "bytes"] = option.text;
  return json;
}

Json to_json(const std::vector<OptionValue>& options) {
  Json array = Json::array();
  for (const OptionValue& option : options) array.push_back(to_json(option));
  return array;
}

void print_option(const OptionValue& option) {
  const std::string name =
      option.name.empty() ? "option " + std::to_string(option.code) : std::string(option.name);
  print_labelled("  " + name, option.text);
}

std::string summary(const Interface& interface, ByteOrder order) {
  std::string text = pcapng::interface_option_text(interface, order, pcapng::kIfName);
  const auto add = [&text](const std::string& more) {
    if (!text.empty() && !more.empty()) text += ", ";
    text += more;
  };
  add(pcapng::interface_option_text(interface, order, pcapng::kIfDescription));
  add(link_type_name(interface.link_type) + " (" + std::to_string(interface.link_type) + ")");
  add(describe(interface.resolution));
  if (interface.timestamp_offset != 0) {
    add(std::to_string(interface.timestamp_offset) + " s added");
  }
  add(interface.snaplen == 0 ? "no snaplen"
                             : "snaplen " + std::to_string(interface.snaplen) + " bytes");
  if (interface.fcs_length) add("FCS " + std::to_string(*interface.fcs_length) + " bytes");
  return text;
}

using Counts = std::map<std::uint32_t, std::uint64_t>;

Counts counts(const Index& index, std::size_t from, std::size_t to) {
  Counts counts;
  for (std::size_t i = from; i < to; ++i) ++counts[index.blocks[i].type];
  return counts;
}

// The first of what stands in a section or behind it. `section_of` says the section of each, which
// rise: a capture may have many of both.
template <typename SectionOf>
std::size_t first_from(std::uint32_t section, std::size_t size, SectionOf section_of) {
  std::size_t first = 0;
  while (first < size) {
    const std::size_t middle = first + (size - first) / 2;
    if (section_of(middle) < section)
      first = middle + 1;
    else
      size = middle;
  }
  return first;
}

}  // namespace

bool is_pcapng(const Section& section) {
  return section.format == "pcapng";
}

bool is_described(const Interface& interface) {
  return interface.described;
}

void add_pcapng(Json& json, const Section& section) {
  if (section.section_length != -1) json["section_length"] = section.section_length;
  json["options"] = to_json(decoded(pcapng::kSectionHeader, section.options, section.order));
}

void add_pcapng(Json& json, const Interface& interface, std::size_t number, ByteOrder order) {
  if (!is_described(interface)) return;
  json["interface_id"] = number;
  const std::string name = pcapng::interface_option_text(interface, order, pcapng::kIfName);
  const std::string description =
      pcapng::interface_option_text(interface, order, pcapng::kIfDescription);
  if (!name.empty()) json["name"] = name;
  if (!description.empty()) json["description"] = description;
  json["resolution"] = describe(interface.resolution);
  json["timestamp_offset"] = interface.timestamp_offset;
  json["options"] = to_json(decoded(pcapng::kInterfaceDescription, interface.options, order));
}

Json block_counts(const Index& index) {
  Json array = Json::array();
  for (const auto& [type, count] : counts(index, 0, index.blocks.size())) {
    array.push_back({{"type", type}, {"name", pcapng::block_type_name(type)}, {"count", count}});
  }
  return array;
}

void print_pcapng(const Index& index, std::uint32_t section) {
  const ByteOrder order = index.sections[section].order;
  for (const auto& option :
       decoded(pcapng::kSectionHeader, index.sections[section].options, order)) {
    print_option(option);
  }
  const auto interface_section = [&](std::size_t i) { return index.interfaces[i].section; };
  const auto block_section = [&](std::size_t i) { return index.blocks[i].section; };
  const std::size_t interfaces = index.interfaces.size();
  for (std::size_t i = first_from(section, interfaces, interface_section);
       i < interfaces && index.interfaces[i].section == section; ++i) {
    const Interface& interface = index.interfaces[i];
    const std::string label =
        is_described(interface) ? "Interface " + std::to_string(interface.number) : "No interface";
    print_labelled(label, summary(interface, order));
  }
  const std::size_t blocks = index.blocks.size();
  for (const auto& [type, count] : counts(index, first_from(section, blocks, block_section),
                                          first_from(section + 1, blocks, block_section))) {
    print_labelled("Blocks", std::to_string(count) + " " + pcapng::block_type_name(type));
  }
}

}  // namespace packetglass::native
