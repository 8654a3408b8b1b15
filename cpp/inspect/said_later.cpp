// The fields that packets to come say of one.
#include "inspect/said_later.h"

#include <algorithm>
#include <iterator>

namespace packetglass {
namespace {

// THE TABLE.
constexpr std::string_view kLater[] = {
    "dns.response_in",       "http.response_in", "icmp.no_resp",      "icmp.resp_in",
    "icmpv6.no_resp",        "icmpv6.resp_in",   "ip.reassembled_in", "ipv6.reassembled_in",
    "modbus.response_frame", "radius.rspframe",  "snmp.response_in",  "tcp.reassembled_in"};

}  // namespace

bool is_said_later(std::string_view field) {
  return std::find(std::begin(kLater), std::end(kLater), field) != std::end(kLater);
}

bool is_of_past(std::string_view field) {
  return field == "tcp.timestamps" || field.starts_with("tcp.time_") ||
         field.starts_with("tcp.analysis") || field.starts_with("tcp.completeness") ||
         field.starts_with("tcp.connection.fin_") || field.starts_with("_ws.expert");
}

}  // namespace packetglass
