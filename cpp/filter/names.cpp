// Names of fields in filters.
#include "filter/names.h"

#include <algorithm>

#include "base/nearest.h"

namespace packetglass {

extern const std::string_view kForeignProtocols;

namespace {

struct Renamed {
  std::string_view old_name, name;
};

// THE TABLE of protocols that had another name.
constexpr Renamed kOldProtocols[] = {{"bootp", "dhcp"}, {"ssl", "tls"}};

// THE TABLE of columns: how Wireshark calls them.
constexpr Renamed kColumns[] = {
    {"_ws.col.number", "_ws.col.No."},
    {"_ws.col.cls_time", "_ws.col.Time"},
    {"_ws.col.time", "_ws.col.Time"},
    {"_ws.col.rel_time", "_ws.col.Time"},
    {"_ws.col.def_src", "_ws.col.Source"},
    {"_ws.col.source", "_ws.col.Source"},
    {"_ws.col.def_dst", "_ws.col.Destination"},
    {"_ws.col.destination", "_ws.col.Destination"},
    {"_ws.col.protocol", "_ws.col.Protocol"},
    {"_ws.col.info", "_ws.col.Info"},
    {"_ws.col.packet_length", "_ws.col.Length"},
    {"_ws.col.length", "_ws.col.Length"},
};

// Fields that no dissector of a layer records, whose layers are dissected here.
constexpr std::string_view kForeignFields[] = {
    "frame.coloring_rule.name",
    "frame.coloring_rule.string",
    "frame.encap_type",
    "frame.file_off",
    "frame.ignored",
    "frame.link_nr",
    "frame.marked",
    "frame.md5_hash",
    "frame.offset_shift",
    "frame.p2p_dir",
    "frame.packet_id",
    "frame.ref_time",
    "frame.time_delta_displayed",
    "frame.time_invalid",
    "frame.time_utc",
    "frame.verdict",
};

std::string_view protocol_of(std::string_view name) {
  return name.substr(0, name.find('.'));
}

std::vector<std::string_view> sorted_words(std::string_view list) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(' ', at), list.size());
    if (end != at) words.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  std::sort(words.begin(), words.end());
  return words;
}

bool is_in_list(std::string_view word) {
  static const std::vector<std::string_view> kSorted = sorted_words(kForeignProtocols);
  return std::binary_search(kSorted.begin(), kSorted.end(), word);
}

}  // namespace

FoundField find_filter_field(std::string_view name) {
  if (const ListedField* const listed = find_field(name)) return {listed, false};
  for (const Renamed& column : kColumns) {
    if (column.old_name == name) return {find_field(column.name), false};
  }
  const std::string_view protocol = protocol_of(name);
  for (const Renamed& old : kOldProtocols) {
    if (old.old_name != protocol) continue;
    return {find_field(std::string(old.name).append(name.substr(protocol.size()))), true};
  }
  return {};
}

bool is_foreign(std::string_view name) {
  const auto* const end = std::end(kForeignFields);
  if (std::find(std::begin(kForeignFields), end, name) != end) return true;
  const std::string_view protocol = protocol_of(name);
  constexpr std::size_t kLongest = 40;
  if (protocol.empty() || protocol.size() > kLongest) return false;
  for (const Renamed& old : kOldProtocols) {
    if (old.old_name == protocol) return true;
  }
  // A few have full stops in their own names.
  return is_in_list(protocol) || (name.size() <= kLongest && is_in_list(name));
}

std::string nearest_field(std::string_view name) {
  std::vector<std::string_view> names;
  for (const ListedField& listed : all_fields()) names.push_back(listed.field->name);
  return std::string(nearest(name, names));
}

}  // namespace packetglass
