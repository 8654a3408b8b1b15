// Capture filters: libpcap's language (pcap-filter(7)) becomes a program of classic BPF.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "filter/bpf/program.h"
#include "record/link_type.h"

namespace packetglass::bpf {

// A name and an address that it stands for, as text.
struct NamedAddress {
  std::string name;
  std::string address;
};

// What names stand for, beside protocols and ports, which are fixed. Nothing else is looked up.
struct Names {
  std::vector<NamedAddress> hosts;     // of IPv4 and IPv6; a name may have several
  std::vector<NamedAddress> ethers;    // "00:11:22:33:44:55"
  std::vector<NamedAddress> networks;  // of IPv4: "10.2" is 10.2.0.0/16, "10.2.0.0" one address
};

inline constexpr std::uint32_t kUnknownNetmask = 0xffffffff;
inline constexpr std::uint32_t kUsualSnaplen = 262144;

struct CompileOptions {
  LinkType link_type = kLinkTypeEthernet;
  std::uint32_t snaplen = kUsualSnaplen;  // what a program answers for a packet that is wanted
  bool optimize = true;
  std::uint32_t netmask = kUnknownNetmask;  // of IPv4, for `ip broadcast`
  const Names* names = nullptr;
};

// The program that libpcap 1.10.3 makes of a filter; the text may be anything. The error says in
// libpcap's words why there is none. A program that asks the kernel (`inbound` on Ethernet) is
// made, but none that runs over captures.
// Memory is bounded (32 MiB), time too (some seconds), and so is recursion: a list of 250 hosts
// can be optimised, one of 500 only compiled.
Result<Program> compile(std::string_view text, const CompileOptions& options);

}  // namespace packetglass::bpf
