// packetglass endpoints: who sent and received how much.
#include "flow/endpoint_list.h"

#include <memory>

#include "native/command.h"
#include "native/lists/list_printer.h"

namespace packetglass::native {
namespace {

using Json = nlohmann::ordered_json;

struct Shown {
  using List = EndpointList;
  static constexpr const char* kNoun = "endpoints";

  static List list_of(const ConversationList& conversations) { return List(conversations); }
  static Json json_of(const ListedEndpoint& row, const ListLayer& layer);
  static TextTable table_of(const ListLayer& layer);
  static std::vector<std::string> cells_of(const ListedEndpoint& row, const ListLayer& layer,
                                           std::optional<Nanoseconds> first_time);
};

// All keys for every layer, because each line of CSV has them.
Json Shown::json_of(const ListedEndpoint& row, const ListLayer& layer) {
  return {{"layer", layer.name},
          {"address", to_text(row.address)},
          {"port", layer.has_ports() ? Json(row.port) : Json()},
          {"packets", row.packets()},
          {"bytes", row.bytes()},
          {"sent_packets", row.sent.packets},
          {"sent_bytes", row.sent.bytes},
          {"received_packets", row.received.packets},
          {"received_bytes", row.received.bytes},
          {"conversations", row.conversations}};
}

std::vector<std::string> Shown::cells_of(const ListedEndpoint& row, const ListLayer& layer,
                                         std::optional<Nanoseconds>) {
  return {endpoint_text(row.address, layer.has_ports() ? std::optional(row.port) : std::nullopt),
          std::to_string(row.packets()),
          std::to_string(row.bytes()),
          std::to_string(row.sent.packets),
          std::to_string(row.sent.bytes),
          std::to_string(row.received.packets),
          std::to_string(row.received.bytes),
          std::to_string(row.conversations)};
}

TextTable Shown::table_of(const ListLayer&) {
  return TextTable({{"Endpoint"},
                    {"Packets", true},
                    {"Bytes", true},
                    {"Sent packets", true},
                    {"bytes", true},
                    {"Received packets", true},
                    {"bytes", true},
                    {"Conversations", true}});
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<ListOptions>();
  declare_list_options(list, *options, false);
  return [options] { return print_lists<Shown>(*options); };
}

}  // namespace

extern const Command kEndpoints;
const Command kEndpoints{"endpoints", "List who sent and received how much", declare};

}  // namespace packetglass::native
