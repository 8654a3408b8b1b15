// packetglass interfaces: where packets can be captured.
#include <arpa/inet.h>
#include <pcap/pcap.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "native/command.h"
#include "native/json_text.h"
#include "native/report.h"
#include "native/shown.h"
#include "native/standard_output.h"

namespace packetglass::native {
namespace {

using Json = nlohmann::ordered_json;

// "192.0.2.1" or "2001:db8::1"; nothing for link-layer and other addresses.
std::string address_text(const sockaddr* address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address == nullptr) return text;
  if (address->sa_family == AF_INET) {
    inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text,
              sizeof text);
  } else if (address->sa_family == AF_INET6) {
    inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, text,
              sizeof text);
  }
  return text;
}

std::vector<std::string> addresses(const pcap_if_t& interface) {
  std::vector<std::string> all;
  for (const pcap_addr* address = interface.addresses; address != nullptr;
       address = address->next) {
    const std::string text = address_text(address->addr);
    if (!text.empty()) all.push_back(text);
  }
  return all;
}

const char* status(bpf_u_int32 flags) {
  switch (flags & PCAP_IF_CONNECTION_STATUS) {
    case PCAP_IF_CONNECTION_STATUS_CONNECTED:
      return "connected";
    case PCAP_IF_CONNECTION_STATUS_DISCONNECTED:
      return "disconnected";
    case PCAP_IF_CONNECTION_STATUS_NOT_APPLICABLE:
      return "not_applicable";
    default:
      return "unknown";
  }
}

const char* description(const pcap_if_t& interface) {
  return interface.description == nullptr ? "" : interface.description;
}

void print_json(const pcap_if_t& interface) {
  const auto is = [&](bpf_u_int32 flag) { return (interface.flags & flag) != 0; };
  const Json json{{"name", interface.name},
                  {"description", description(interface)},
                  {"addresses", addresses(interface)},
                  {"loopback", is(PCAP_IF_LOOPBACK)},
                  {"up", is(PCAP_IF_UP)},
                  {"running", is(PCAP_IF_RUNNING)},
                  {"wireless", is(PCAP_IF_WIRELESS)},
                  {"status", status(interface.flags)}};
  print_out(json_text(json) + "\n");
}

void print_text(const pcap_if_t& interface) {
  std::string line = interface.name;
  line.resize(std::max<std::size_t>(line.size() + 1, 20), ' ');
  line += (interface.flags & PCAP_IF_UP) != 0 ? "up    " : "down  ";
  for (const auto& address : addresses(interface)) line += address + "  ";
  line += description(interface);
  line.erase(line.find_last_not_of(' ') + 1);
  print_out(shown(line) + "\n");
}

int run(bool json) {
  char message[PCAP_ERRBUF_SIZE] = "";
  pcap_if_t* found = nullptr;
  if (pcap_findalldevs(&found, message) != 0) {
    report("interfaces", message);
    return kFailed;
  }
  const std::unique_ptr<pcap_if_t, decltype(&pcap_freealldevs)> all(found, pcap_freealldevs);
  for (const pcap_if_t* interface = found; interface != nullptr; interface = interface->next) {
    json ? print_json(*interface) : print_text(*interface);
  }
  if (found == nullptr) report("interfaces", "there is none this user may capture on");
  return kDone;
}

std::function<int()> declare(OptionList& list) {
  const auto json = std::make_shared<bool>(false);
  list.flag("--json", *json, "One JSON object per interface, a line each");
  return [json] { return run(*json); };
}

}  // namespace

extern const Command kInterfaces;
const Command kInterfaces{"interfaces", "List the interfaces packets can be captured on", declare};

}  // namespace packetglass::native
