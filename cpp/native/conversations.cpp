// packetglass conversations: who talked to whom, how much and how long.
#include "flow/conversation_list.h"

#include <memory>

#include "native/command.h"
#include "native/lists/list_printer.h"

namespace packetglass::native {
namespace {

using Json = nlohmann::ordered_json;

void put_side(Json& json, const ListedConversation& row, unsigned side, bool has_ports) {
  const std::string letter = side == 0 ? "_a" : "_b";
  json["address" + letter] = to_text(row.address[side]);
  json["port" + letter] = has_ports ? Json(row.port[side]) : Json();
}

// Seconds from the first packet of the capture on; it may be later when the packets are not in the
// order of time.
std::string start_of(const ListedConversation& row, std::optional<Nanoseconds> first_time) {
  const Nanoseconds from = first_time.value_or(row.first);
  const std::uint64_t distance =
      static_cast<std::uint64_t>(row.first) - static_cast<std::uint64_t>(from);
  return row.first < from ? "-" + seconds_text(-distance) : seconds_text(distance);
}

struct Shown {
  using List = ConversationList;
  static constexpr const char* kNoun = "conversations";

  static List list_of(List conversations) { return conversations; }
  static Json json_of(const ListedConversation& row, const ListLayer& layer);
  static TextTable table_of(const ListLayer& layer);
  static std::vector<std::string> cells_of(const ListedConversation& row, const ListLayer& layer,
                                           std::optional<Nanoseconds> first_time);
};

// All keys for every layer, because each line of CSV has them.
Json Shown::json_of(const ListedConversation& row, const ListLayer& layer) {
  const bool has_ports = layer.has_ports();
  Json json{{"layer", layer.name}};
  put_side(json, row, 0, has_ports);
  put_side(json, row, 1, has_ports);
  json["packets_ab"] = row.sums[0].packets;
  json["bytes_ab"] = row.sums[0].bytes;
  json["packets_ba"] = row.sums[1].packets;
  json["bytes_ba"] = row.sums[1].bytes;
  json["first"] = row.has_time ? Json(iso8601(row.first)) : Json();
  json["last"] = row.has_time ? Json(iso8601(row.last)) : Json();
  json["duration"] = row.has_time ? Json(seconds_text(row.duration())) : Json();
  for (const unsigned side : {0u, 1u}) {
    const auto rate = row.rate(side);
    json[side == 0 ? "rate_ab" : "rate_ba"] = rate ? Json(*rate) : Json();
  }
  json["conversation"] = has_ports ? Json(row.number) : Json();
  json["stream"] = has_ports ? Json(row.stream) : Json();
  json["community_id"] = has_ports ? Json(community_id(row)) : Json();
  return json;
}

TextTable Shown::table_of(const ListLayer& layer) {
  std::vector<TextTable::Column> columns{{"A"},
                                         {"B"},
                                         {"Packets", true},
                                         {"Bytes", true},
                                         {"A \u2192 B packets", true},
                                         {"bytes", true},
                                         {"B \u2192 A packets", true},
                                         {"bytes", true},
                                         {"Start s", true},
                                         {"Duration s", true},
                                         {"A \u2192 B", true},
                                         {"B \u2192 A", true}};
  if (layer.has_ports()) columns.insert(columns.begin(), {"Stream", true});
  return TextTable(std::move(columns));
}

std::vector<std::string> Shown::cells_of(const ListedConversation& row, const ListLayer& layer,
                                         std::optional<Nanoseconds> first_time) {
  const auto end = [&](unsigned side) {
    return endpoint_text(row.address[side],
                         layer.has_ports() ? std::optional(row.port[side]) : std::nullopt);
  };
  std::vector<std::string> cells{end(0), end(1), std::to_string(row.packets()),
                                 std::to_string(row.bytes())};
  for (const FlowSums& sums : row.sums) {
    cells.push_back(std::to_string(sums.packets));
    cells.push_back(std::to_string(sums.bytes));
  }
  cells.push_back(row.has_time ? start_of(row, first_time) : "");
  cells.push_back(row.has_time ? seconds_text(row.duration()) : "");
  cells.push_back(rate_text(row.rate(0)));
  cells.push_back(rate_text(row.rate(1)));
  if (layer.has_ports()) cells.insert(cells.begin(), std::to_string(row.stream));
  return cells;
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<ListOptions>();
  declare_list_options(list, *options, true);
  return [options] { return print_lists<Shown>(*options); };
}

}  // namespace

extern const Command kConversations;
const Command kConversations{"conversations", "List who talked to whom", declare};

}  // namespace packetglass::native
