// The options of packetglass import that ask for dummy headers.
#include "native/import/dummy_options.h"

#include <algorithm>

#include "dissect/read_address.h"
#include "native/arguments.h"

namespace packetglass::native {
namespace {

// The words of a list with commas between them.
std::vector<std::string_view> words_of(std::string_view list) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    words.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::string take_ether_type(const std::string& word, DummyHeaders& headers) {
  std::string_view digits = word;
  if (digits.starts_with("0x") || digits.starts_with("0X")) digits.remove_prefix(2);
  std::uint16_t type = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, type, 16);
  if (error != std::errc() || stop != end) return word + " is no hexadecimal number up to ffff";
  headers.ether_type = type;
  return {};
}

// Two ports, and where a third number belongs to them this too.
std::string take_ports(const std::string& word, DummyPorts& ports, std::uint32_t* third,
                       const char* example) {
  const auto words = words_of(word);
  const std::string wrong = word + " is not like " + example;
  if (words.size() != (third == nullptr ? 2 : 3)) return wrong;
  const auto source = parse_number<std::uint16_t>(words[0]);
  const auto destination = parse_number<std::uint16_t>(words[1]);
  if (!source || !destination) return wrong;
  ports.source = *source;
  ports.destination = *destination;
  if (third == nullptr) return {};
  const auto number = parse_number<std::uint32_t>(words[2]);
  if (!number) return wrong;
  *third = *number;
  return {};
}

template <typename Pair>
std::string take_addresses(const std::string& word, Address::Kind kind, DummyHeaders& headers,
                           const char* example) {
  const auto words = words_of(word);
  const std::string wrong = word + " is not like " + example;
  if (words.size() != 2) return wrong;
  const auto source = read_ip_address(words[0]);
  const auto destination = read_ip_address(words[1]);
  if (!source || !destination || source->kind != kind || destination->kind != kind) return wrong;
  Pair pair;
  std::copy_n(source->bytes.begin(), pair.source.size(), pair.source.begin());
  std::copy_n(destination->bytes.begin(), pair.destination.size(), pair.destination.begin());
  headers.addresses = pair;
  return {};
}

void declare_network(OptionList& list, DummyHeaders& headers) {
  list.word(
          "-e,--ethernet",
          [&headers](const std::string& word) { return take_ether_type(word, headers); },
          "Put a header of Ethernet before each packet, with this type in hexadecimal")
      .called("TYPE");
  const auto take_protocol = [&headers](const std::string& word) {
    headers.ip_protocol = parse_number<std::uint8_t>(word);
    return headers.ip_protocol ? std::string() : word + " is no protocol of IP: 0 to 255";
  };
  list.word("-i,--ip-protocol", take_protocol,
            "Put headers of Ethernet and IP before each packet, with this protocol")
      .called("NUMBER");
  const auto take_v4 = [&headers](const std::string& word) {
    return take_addresses<Ipv4Pair>(word, Address::Kind::kIpv4, headers, "10.0.0.1,10.0.0.2");
  };
  const Option v4 = list.word("-4,--ipv4", take_v4, "The addresses of IP").called("FROM,TO");
  const auto take_v6 = [&headers](const std::string& word) {
    return take_addresses<Ipv6Pair>(word, Address::Kind::kIpv6, headers,
                                    "2001:db8::1,2001:db8::2");
  };
  list.word("-6,--ipv6", take_v6, "The addresses of IP, which is IPv6 then")
      .called("FROM,TO")
      .excludes(v4);
}

// A header of Transport before each packet; `third` is a member of it that a third number sets.
template <typename Transport>
Option declare_transport(OptionList& list, DummyHeaders& headers, const char* name,
                         const char* description, std::uint32_t Transport::*third,
                         const char* called, const char* example) {
  const auto take = [&headers, third, example](const std::string& word) {
    Transport transport;
    std::uint32_t* const number = third == nullptr ? nullptr : &(transport.*third);
    std::string wrong = take_ports(word, transport, number, example);
    if (wrong.empty()) headers.transport = transport;
    return wrong;
  };
  return list.word(name, take, description).called(called);
}

}  // namespace

void declare_dummy_options(OptionList& list, DummyHeaders& headers) {
  declare_network(list, headers);
  const Option udp = declare_transport<DummyUdp>(
      list, headers, "-u,--udp", "Put headers of Ethernet, IP and UDP before each packet", nullptr,
      "FROM,TO", "1000,69");
  const Option tcp = declare_transport<DummyTcp>(list, headers, "-T,--tcp", "The same with TCP",
                                                 nullptr, "FROM,TO", "50,60")
                         .excludes(udp);
  const Option sctp =
      declare_transport<DummySctp>(list, headers, "-s,--sctp",
                                   "The same with SCTP, whose chunks are in the dump",
                                   &DummySctp::verification_tag, "FROM,TO,TAG", "30,40,34")
          .excludes(udp)
          .excludes(tcp);
  declare_transport<DummySctpData>(
      list, headers, "-S,--sctp-data", "The same with SCTP and the header of a DATA chunk",
      &DummySctpData::payload_protocol, "FROM,TO,PROTOCOL", "30,40,34")
      .excludes(udp)
      .excludes(tcp)
      .excludes(sctp);
}

}  // namespace packetglass::native
