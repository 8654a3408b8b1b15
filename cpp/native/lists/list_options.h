// What the commands conversations and endpoints have in common: their options, and their values
// as text.
#pragma once

#include <nlohmann/json.hpp>

#include "flow/list_layers.h"
#include "flow/row_order.h"
#include "native/chosen/packet_choice.h"
#include "native/read_options.h"

namespace packetglass::native {

struct ListOptions {
  std::string file;
  SourceOptions reading;
  PacketChoice choice;
  std::string layer;  // empty: all that have something to show
  std::string sort = "bytes";
  std::uint64_t most = 0;  // rows of a layer; 0: all
  bool json = false;
  bool csv = false;
};

void declare_list_options(OptionList& list, ListOptions& options, bool has_duration);

// The layers that are wanted. IPv4 and IPv6 are both IP, and shown alone only when asked for.
std::vector<const ListLayer*> wanted_layers(const ListOptions& options);
SortBy sort_of(const ListOptions& options);

// "[2001:db8::1]:443"; the address alone without port.
std::string endpoint_text(const Address& address, std::optional<std::uint16_t> port);
// Nanoseconds as seconds, "1.500000000".
std::string seconds_text(std::uint64_t nanoseconds);
// "12.3 kbit/s"
std::string rate_text(std::optional<double> bits_per_second);

// Rows as they are printed: an array of objects, a line each.
class JsonRows {
 public:
  void add(const nlohmann::ordered_json& row, std::string& out);
  void end(std::string& out) const { out += first_ ? "[]\n" : "\n]\n"; }

 private:
  bool first_ = true;
};

// The values of a row of JSON as a line of CSV; and its keys, for the first line.
std::string csv_line(const nlohmann::ordered_json& row);
std::string csv_head(const nlohmann::ordered_json& row);

}  // namespace packetglass::native
